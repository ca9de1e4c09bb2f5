/** Answers of `app://bundle/`: our own pages and the pictures and videos they show, and nothing else. */
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { byteRangeOf } from './byte-range.ts';
import { isOurPage } from './security.ts';

export type PictureKind = 'media' | 'thumb';
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mimeType: string;
}
export interface AppFiles {
  /** The folder of the built pages. */
  readonly root: string;
  /** A picture by the SHA-256 of its original, lower-case hexadecimal; null when there is none. */
  readonly picture: (kind: PictureKind, sha256: string) => Promise<Picture | null>;
  /** A video by the SHA-256 of its bytes, with its type; null when there is none. */
  readonly video: (sha256: string) => Promise<Blob | null>;
}

/** The windows' policy. Nothing remote, nothing inline, nothing framed; `blob:` is for a picture being looked at. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The files that a page is made of. What is not listed is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const pictureTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);
const videoTypes: ReadonlySet<string> = new Set(['video/mp4', 'video/quicktime', 'video/webm']);

/** For what is named by its own hash, and so never changes. */
const keep = 'private, max-age=31536000, immutable';
const askAgain = 'no-cache';

type Asked = Pick<Request, 'method' | 'url' | 'headers'>;

/**
 * Answers one request. The query is ignored; a picture's address is `media/<sha256>` or `thumb/<sha256>`, a video's
 * `media/<sha256>`, whole or the range that is asked for.
 */
export async function respond(request: Asked, files: AppFiles): Promise<Response> {
  if (!isOurPage(request.url)) return refusal(403);
  if (request.method !== 'GET') return refusal(405);
  const path = decodedPath(new URL(request.url));
  if (path === null) return refusal(400);
  const [, kind, sha256] = /^\/(media|thumb)\/([0-9a-f]{64})$/.exec(path) ?? [];
  if ((kind === 'media' || kind === 'thumb') && sha256 !== undefined) return mediaAnswer(request, files, kind, sha256);
  return fileAnswer(files.root, path);
}

/** Decoded before anything is checked, so that `%2e%2e%2f` is seen for what it is. */
function decodedPath(url: URL): string | null {
  try {
    const path = decodeURIComponent(url.pathname);
    return path.includes('\0') || path.includes('\\') ? null : path;
  } catch {
    return null;
  }
}

async function mediaAnswer(request: Asked, files: AppFiles, kind: PictureKind, sha256: string): Promise<Response> {
  const picture = await files.picture(kind, sha256);
  if (picture !== null) {
    return pictureTypes.has(picture.mimeType) ? answer(200, picture.mimeType, keep, picture.bytes) : refusal(404);
  }
  const video = kind === 'media' ? await files.video(sha256) : null;
  return video !== null && videoTypes.has(video.type) ? videoAnswer(request, video) : refusal(404);
}

/** The bytes go from the disk to the player; none of it is in memory as a whole. */
function videoAnswer({ headers }: Asked, video: Blob): Response {
  const range = byteRangeOf(headers.get('range'), video.size);
  const ofSize = (size: number) => ({ 'Accept-Ranges': 'bytes', 'Content-Length': String(size) });
  if (range === 'beyond')
    return answer(416, video.type, 'no-store', null, { 'Content-Range': `bytes */${video.size}` });
  if (range === null) return answer(200, video.type, keep, video.stream(), ofSize(video.size));
  const { from, to } = range;
  const said = { ...ofSize(to - from), 'Content-Range': `bytes ${from}-${to - 1}/${video.size}` };
  return answer(206, video.type, keep, video.slice(from, to).stream(), said);
}

async function fileAnswer(root: string, path: string): Promise<Response> {
  const contentType = contentTypes[extname(path)];
  const file = join(root, `.${path}`);
  const inside = relative(root, file);
  if (contentType === undefined || inside.startsWith('..') || isAbsolute(inside)) return refusal(404);
  try {
    return answer(200, contentType, path.startsWith('/assets/') ? keep : askAgain, await readFile(file));
  } catch {
    return refusal(404);
  }
}

function refusal(status: 400 | 403 | 404 | 405): Response {
  return answer(status, 'text/plain; charset=utf-8', 'no-store', null);
}

function answer(
  status: number,
  contentType: string,
  caching: string,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, {
    status,
    headers: {
      ...more,
      'Content-Type': contentType,
      'Cache-Control': caching,
      'Content-Security-Policy': policy,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
