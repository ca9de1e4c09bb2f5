/** What an S3 server answered, and what it means when it is no success. */
import type { ErrorCode, Problem } from '../../contract/errors.ts';
import type { Bucket } from '../core/ports/hosting.ts';

export interface Answer {
  readonly host: string;
  readonly status: number;
  readonly headers: Headers;
  /** The beginning of the body, at most `longestBodyBytes` and a little. */
  readonly body: Uint8Array;
}

/** Errors are far shorter, and so is the file of a test. */
const longestBodyBytes = 64_000;
const longestDetail = 300;

/** Names of errors (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, developers.cloudflare.com/r2/api/error-codes). */
const codes: ReadonlyMap<string, ErrorCode> = new Map([
  ['InvalidAccessKeyId', 'keys_refused'],
  ['SignatureDoesNotMatch', 'keys_refused'],
  ['Unauthorized', 'keys_refused'],
  ['AccessDenied', 'missing_permission'],
  ['AllAccessDisabled', 'missing_permission'],
  ['NoSuchBucket', 'not_found'],
  ['InternalError', 'transient'],
  ['ServiceUnavailable', 'transient'],
  ['SlowDown', 'transient'],
  ['TooManyRequests', 'transient'],
  ['RequestTimeout', 'transient'],
]);

const entities: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&#39;', "'"],
]);

export interface S3Error {
  readonly code: string;
  readonly message: string;
}

/** Reads as much of an answer as is of use, and lets go of the rest. */
export async function readAnswer(response: Response, host: string): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    sizeBytes += chunk.byteLength;
    if (sizeBytes > longestBodyBytes) break;
  }
  return { host, status: response.status, headers: response.headers, body: Buffer.concat(chunks) };
}

/**
 * The name and the sentence of an S3 error, as text; null when the body is none. Two elements by strict expressions and no
 * XML parser: there are no entities to expand, no documents to fetch, nothing to recurse into.
 */
export function s3Error(body: Uint8Array): S3Error | null {
  const xml = Buffer.from(body).toString('utf8');
  if (!/^\uFEFF?\s*(?:<\?xml[^>]{0,100}\?>\s*)?<Error[\s>]/.test(xml)) return null;
  const code = /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(xml)?.[1];
  if (code === undefined) return null;
  const message = /<Message>([^<]{1,2000})<\/Message>/.exec(xml)?.[1] ?? '';
  const plain = message.replace(/&(?:amp|lt|gt|quot|apos|#39);/g, (entity) => entities.get(entity) ?? entity);
  return { code, message: plain.replace(/[\p{Cc}\s]+/gu, ' ').trim() };
}

/** What an answer outside 2xx means. No sentence holds a key of the bucket, even where the server repeats it. */
export function explain(answer: Answer, bucket: Bucket): Problem {
  const error = s3Error(answer.body);
  const isPassing = answer.status >= 500 || answer.status === 429;
  if (error === null) return isPassing ? { code: 'transient', detail: saidStatus(answer) } : notS3(answer);
  const code = codes.get(error.code) ?? (isPassing ? 'transient' : 'bad_answer');
  return { code, detail: withoutKeys(error.message || error.code, bucket).slice(0, longestDetail) };
}

/** An answer that no S3 server gives: most likely the endpoint is wrong. */
export function notS3({ host, status }: Answer): Problem {
  return { code: 'bad_answer', detail: `${host} answered ${status}, and not as an S3 server does.` };
}

const saidStatus = ({ host, status }: Answer): string => `${host} answered ${status}.`;

function withoutKeys(text: string, { accessKeyId, secretAccessKey }: Bucket): string {
  return text.replaceAll(secretAccessKey, '…').replaceAll(accessKeyId, '…');
}
