/** A web server of the person's own: shows files that networks fetch from a public address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface FileServer {
  readonly base: string;
  /** Shows the bytes from now on; answers their address. */
  readonly show: (name: string, bytes: Uint8Array, mimeType: string) => string;
  /** Who fetched what, in order. */
  readonly fetched: () => readonly { readonly name: string; readonly userAgent: string }[];
  readonly stop: () => Promise<void>;
}

export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, { readonly bytes: Uint8Array; readonly mimeType: string }>();
  const fetched: { name: string; userAgent: string }[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    const file = files.get(name);
    if (file === undefined) return void response.writeHead(404).end();
    fetched.push({ name, userAgent: request.headers['user-agent'] ?? '' });
    response.writeHead(200, { 'content-type': file.mimeType, 'content-length': file.bytes.byteLength });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    show: (name, bytes, mimeType) => {
      files.set(name, { bytes, mimeType });
      return `${base}/${name}`;
    },
    fetched: () => fetched,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
