/**
 * What a server computes to check a signature, written after AWS's own description
 * (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html) and sharing nothing with what signs.
 */
import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** As it stands in the request's first line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}
export interface Claim {
  readonly accessKeyId: string;
  readonly region: string;
  /** What the request says its signature is. */
  readonly signature: string;
  /** What it is with this secret. */
  readonly computedWith: (secretAccessKey: string) => string;
}

/** Who a request claims to come from, by its header or its query; null when it is not signed. */
export function claimOf(request: SignedRequest): Claim | null {
  const url = new URL(request.path, 'http://host.invalid');
  const header = String(request.headers['authorization'] ?? '');
  const inHeader = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1] ?? '';
  const inQuery = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const isHeader = header.startsWith('AWS4-HMAC-SHA256 ');
  if (!isHeader && inQuery('Algorithm') !== 'AWS4-HMAC-SHA256') return null;
  const read = isHeader ? inHeader : inQuery;
  const [accessKeyId = '', ...scope] = read('Credential').split('/');
  const at = isHeader ? String(request.headers['x-amz-date']) : inQuery('Date');
  const payload = isHeader ? String(request.headers['x-amz-content-sha256']) : 'UNSIGNED-PAYLOAD';
  const text = ['AWS4-HMAC-SHA256', at, scope.join('/'), hash(canonical(request, read('SignedHeaders'), payload))];
  return {
    accessKeyId,
    region: scope[1] ?? '',
    signature: read('Signature'),
    computedWith: (secret) => {
      const key = scope.reduce<string | Buffer>((parent, part) => mac(parent, part), `AWS4${secret}`);
      return mac(key, text.join('\n')).toString('hex');
    },
  };
}

function canonical({ method, path, headers }: SignedRequest, signedHeaders: string, payload: string): string {
  const [place = '', query = ''] = path.split('?');
  const parts = [...new URLSearchParams(query)]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted();
  const lines = signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  return [method, place, parts.join('&'), lines.join(''), signedHeaders, payload].join('\n');
}

const encoded = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => {
    const sign = String.fromCharCode(byte);
    return /[A-Za-z0-9._~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
