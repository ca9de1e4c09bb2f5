import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { strictNamespace } from '../host/strict.ts';
import { profileOfPartition } from '../session/profile.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

async function fetchFile(url: string): Promise<Response> {
  const file = fileURLToPath(url);
  const contentType = contentTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  try {
    return new Response(await readFile(file), { headers: { 'content-type': contentType } });
  } catch (cause) {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause });
  }
}

/** The module `net`. Requests go through Node's fetch, not through Chromium with its cookies and proxy. */
export const net = strictNamespace('net', {
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const url = typeof input === 'string' ? input : input.url;
    const scheme = url.slice(0, url.indexOf(':'));
    if (scheme === 'file') return fetchFile(url);
    const handler = profileOfPartition('').handlers.get(scheme);
    return handler ? handler(new Request(input, init)) : fetch(input, init);
  },
  isOnline: (): boolean => true,
  online: true,
});
