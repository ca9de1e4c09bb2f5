/** Files that apps uploaded to the pretend networks, kept by the hash of their bytes. */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './files.ts';

export interface Uploads {
  /** Keeps the bytes and answers their SHA-256 in hexadecimal. */
  readonly keep: (content: Uint8Array) => Promise<string>;
  readonly read: (sha256: string) => Promise<Buffer>;
}

export async function openUploads(dataDir: string): Promise<Uploads> {
  const folder = join(dataDir, 'uploads');
  await mkdir(folder, { recursive: true });
  return {
    keep: async (content) => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      await replaceFile(join(folder, sha256), content);
      return sha256;
    },
    read: (sha256) => readFile(join(folder, sha256)),
  };
}

const signatures: readonly (readonly [mimeType: string, pattern: RegExp])[] = [
  ['image/jpeg', /^ffd8ff/],
  ['image/png', /^89504e470d0a1a0a/],
  ['image/gif', /^4749463[8]/],
  ['image/webp', /^52494646.{8}57454250/],
];

/** The type of a picture by its first bytes; null for anything else. */
export function sniffPicture(content: Uint8Array): string | null {
  const start = Buffer.from(content.subarray(0, 16)).toString('hex');
  return signatures.find(([, pattern]) => pattern.test(start))?.[0] ?? null;
}

/** The type of a video: MP4 and MOV have `ftyp` at byte 4, WebM begins with EBML's mark; null for anything else. */
export function sniffVideo(content: Uint8Array): string | null {
  const start = Buffer.from(content.subarray(0, 12));
  if (start.toString('latin1', 4, 8) === 'ftyp')
    return start.toString('latin1', 8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4';
  return start.toString('hex', 0, 4) === '1a45dfa3' ? 'video/webm' : null;
}
