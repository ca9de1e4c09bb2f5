/**
 * A real S3 server on this machine (s3rver, its files in a temporary folder) behind a gate for what s3rver leaves out: it takes
 * any signature of version 4, and lets everybody read and write. The gate checks signatures, and without one lets through
 * reads of the public bucket alone.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import type { Bucket } from '../../main/core/ports/hosting.ts';
import { claimOf } from './s3-signature.ts';

export interface BucketServer {
  /** Nobody reads it without a signature: its addresses are presigned. */
  readonly privateBucket: Bucket;
  /** Everybody may read it. */
  readonly publicBucket: Bucket;
  /** `METHOD /bucket/key`, in order. */
  readonly asked: readonly string[];
  readonly headersOf: (index: number) => IncomingMessage['headers'];
  readonly stop: () => Promise<void>;
}

/** The only key pair that s3rver knows. */
const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const names = { private: 'crosstie-private', public: 'crosstie-public' };
const region = 'eu-central-1';

export async function startBucketServer(): Promise<BucketServer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'crosstie-bucket-'));
  const configureBuckets = [{ name: names.private }, { name: names.public }];
  const s3rver = new S3rver({ directory, silent: true, vhostBuckets: false, configureBuckets });
  await s3rver.configureBuckets();
  const seen: { readonly line: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    seen.push({ line: `${request.method} ${request.url?.split('?')[0]}`, headers: { ...request.headers } });
    pass(request, response, s3rver.callback());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a numeric address.');
  const endpoint = `http://127.0.0.1:${address.port}`;
  const shared = { endpoint, region, prefix: 'for networks', ...keys };
  return {
    privateBucket: { ...shared, bucket: names.private, publicBase: null },
    publicBucket: { ...shared, bucket: names.public, publicBase: `${endpoint}/${names.public}` },
    get asked() {
      return seen.map(({ line }) => line);
    },
    headersOf: (index) => seen[index]?.headers ?? {},
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      s3rver.logger.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A key pair that s3rver does not know is left to it to refuse. */
function pass(request: IncomingMessage, response: ServerResponse, onward: RequestListener): void {
  const { method = '', url = '', headers } = request;
  const claim = claimOf({ method, path: url, headers });
  if (claim === null) {
    const isOpen = method === 'GET' && url.startsWith(`/${names.public}/`);
    return isOpen ? onward(request, response) : refuse(request, response, 'AccessDenied', 'Access Denied');
  }
  if (claim.accessKeyId === keys.accessKeyId) {
    if (claim.region !== region)
      return refuse(request, response, 'AuthorizationHeaderMalformed', wrongRegion(claim.region));
    const isRight = claim.signature === claim.computedWith(keys.secretAccessKey);
    if (!isRight) return refuse(request, response, 'SignatureDoesNotMatch', wrongSignature, claim.accessKeyId);
  }
  onward(request, response);
}

const wrongSignature =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
const wrongRegion = (said: string): string =>
  `The authorization header is malformed; the region &apos;${said}&apos; is wrong; expecting &apos;${region}&apos;`;

/** As AWS answers: it repeats the key's id and what it signed. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  code: string,
  message: string,
  accessKeyId = '',
): void {
  request.resume();
  const about = `<AWSAccessKeyId>${accessKeyId}</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256\n…</StringToSign>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${about}</Error>`;
  const status = code === 'AuthorizationHeaderMalformed' ? 400 : 403;
  response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
}
