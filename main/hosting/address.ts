/** Where a file of a bucket lies. */
import type { Bucket } from '../core/ports/hosting.ts';

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** The longest key that S3 takes, in bytes of UTF-8. */
const longestKeyBytes = 1024;

/** https, or plain http to this machine where that is allowed. */
export function isSecure(url: URL, allowLoopbackHttp: boolean): boolean {
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && allowLoopbackHttp && loopbackHosts.has(url.hostname))
  );
}

/** Whether each part of a path names something: an address would swallow `.` and `..`, and so name another file. */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return path.isWellFormed() && !/\p{Cc}|\\/u.test(path) && parts.every((part) => !['', '.', '..'].includes(part));
}

/** The key of a file in its bucket. Throws TypeError for a name that could lead elsewhere: names are made by this program. */
export function keyOf({ prefix }: Bucket, name: string): string {
  const key = prefix === '' ? name : `${prefix}/${name}`;
  if (!isPlainPath(name) || Buffer.byteLength(key) > longestKeyBytes) {
    throw new TypeError('A file in a bucket is named by plain parts with single slashes between them.');
  }
  return key;
}

/**
 * The address that the server itself answers at, path-style (`endpoint/bucket/key`): AWS, R2, B2 and MinIO all take it, for
 * names with dots too, whose virtual hosts (`bucket.endpoint`) no certificate covers.
 */
export function objectUrl(bucket: Bucket, key: string): URL {
  return new URL(`${bucket.endpoint}/${bucket.bucket}/${encoded(key)}`);
}

export function publicUrl(publicBase: string, key: string): URL {
  return new URL(`${publicBase}/${encoded(key)}`);
}

/** As RFC 3986 and the signature want it: all but letters, digits, `-._~` and the slashes. */
function encoded(key: string): string {
  const part = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return key.split('/').map(part).join('/');
}
