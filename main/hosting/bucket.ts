/** Files in a bucket of the person's own, at any server that speaks S3. */
import type { Problem } from '../../contract/errors.ts';
import type { Bucket, BucketHost } from '../core/ports/hosting.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import { keyOf, objectUrl, publicUrl } from './address.ts';
import { type Answer, explain, notS3, s3Error } from './answer.ts';
import { exchange, type ExchangeOptions } from './exchange.ts';
import { presigned, signedHeaders } from './signature.ts';
import { tryOut } from './trial.ts';
import { type BucketRules, validBucket } from './valid-bucket.ts';

export interface HostingOptions extends BucketRules {
  /** Node's own fetch, or one that acts like it. */
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  /** For a whole call, apart from the time that the bytes of a file are given. Default 60 s. */
  readonly timeoutMs?: number;
  /** The wait before the second of three tries; it doubles. Default 500 ms. */
  readonly backoffMs?: number;
}
interface Context extends ExchangeOptions, BucketRules {
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** A line slower than this (half a megabit a second) is given up: 1 GB has some four and a half hours. */
const slowestBytesPerMs = 64;

export function bucketHost(options: HostingOptions): BucketHost {
  const context: Context = { timeoutMs: 60_000, backoffMs: 500, ...options };
  const host: Omit<BucketHost, 'test'> = {
    put: async (bucket, name, file, signal) => put(usable(bucket, context), name, file, signal, context),
    addressOf: async (bucket, name) => addressOf(usable(bucket, context), name, context),
    remove: async (bucket, name, signal) => remove(usable(bucket, context), name, signal, context),
  };
  return { ...host, test: (bucket, signal) => tryOut(bucket, signal, host, context) };
}

/** Held to the form's rules again: what was sealed once may have been made under other rules, or be damaged. */
function usable(bucket: Bucket, rules: BucketRules): Bucket {
  const check = validBucket({ ...bucket, publicBase: bucket.publicBase ?? '' }, rules);
  if (check.kind === 'valid') return check.bucket;
  throw new NetworkFailure(
    { code: 'invalid_input', detail: `The field "${check.field}" of the bucket is not valid.` },
    { notSent: true },
  );
}

async function put(bucket: Bucket, name: string, file: Blob, signal: AbortSignal, context: Context): Promise<void> {
  const headers = {
    'content-type': file.type || 'application/octet-stream',
    // Kept with the file and told to whoever fetches it: no cache in between may show it after it was removed.
    'cache-control': 'no-store',
  };
  const timeoutMs = context.timeoutMs + Math.ceil(file.size / slowestBytesPerMs);
  await ask('PUT', bucket, name, { headers, body: file, timeoutMs, signal, judge: judgePut }, context);
}

async function remove(bucket: Bucket, name: string, signal: AbortSignal, context: Context): Promise<void> {
  const { timeoutMs } = context;
  await ask('DELETE', bucket, name, { headers: {}, timeoutMs, signal, judge: judgeDelete }, context);
}

async function addressOf(bucket: Bucket, name: string, { now }: Context): Promise<string> {
  const key = keyOf(bucket, name);
  return bucket.publicBase === null
    ? presigned(bucket, objectUrl(bucket, key), now())
    : publicUrl(bucket.publicBase, key).href;
}

interface Asked {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Blob;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly judge: (answer: Answer, bucket: Bucket) => Problem | null;
}

function ask(
  method: 'PUT' | 'DELETE',
  bucket: Bucket,
  name: string,
  { headers, judge, ...rest }: Asked,
  context: Context,
): Promise<void> {
  const url = objectUrl(bucket, keyOf(bucket, name));
  return exchange(
    {
      ...rest,
      method,
      url,
      headers: () => signedHeaders(bucket, { method, url, headers }, context.now()),
      judge: (answer) => judge(answer, bucket),
    },
    context,
  );
}

/** Every S3 server names what it took by an ETag; a page that says 200 to everything does not. */
function judgePut(answer: Answer, bucket: Bucket): Problem | null {
  if (!isSuccess(answer)) return explain(answer, bucket);
  return answer.headers.has('etag') ? null : notS3(answer);
}

function judgeDelete(answer: Answer, bucket: Bucket): Problem | null {
  if (isSuccess(answer)) return answer.body.byteLength === 0 ? null : notS3(answer);
  return s3Error(answer.body)?.code === 'NoSuchKey' ? null : explain(answer, bucket);
}

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;
