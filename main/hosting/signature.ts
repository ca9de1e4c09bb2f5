/** AWS Signature Version 4, which every S3-compatible server asks for. The signing itself is aws4fetch's. */
import { AwsV4Signer } from 'aws4fetch';
import type { Bucket } from '../core/ports/hosting.ts';

/** How long a presigned address holds: a network fetches a picture at once and a video within some minutes. */
const presignedSeconds = 3600;

/**
 * The headers with a signature over them and the address. The body is not signed (`UNSIGNED-PAYLOAD`, aws4fetch's own
 * choice for S3): its hash would mean to read a file of 1 GB twice, and https already keeps others from changing it.
 */
export async function signedHeaders(
  bucket: Bucket,
  request: { readonly method: string; readonly url: URL; readonly headers: Readonly<Record<string, string>> },
  nowMs: number,
): Promise<Headers> {
  const { method, url, headers } = request;
  const signer = new AwsV4Signer({ ...signing(bucket, nowMs), method, url: url.href, headers: { ...headers } });
  return (await signer.sign()).headers;
}

/** An address that anybody may GET for an hour. */
export async function presigned(bucket: Bucket, url: URL, nowMs: number): Promise<string> {
  const ending = new URL(url);
  ending.searchParams.set('X-Amz-Expires', String(presignedSeconds));
  const signer = new AwsV4Signer({ ...signing(bucket, nowMs), method: 'GET', url: ending.href, signQuery: true });
  return (await signer.sign()).url.href;
}

function signing({ accessKeyId, secretAccessKey, region }: Bucket, nowMs: number) {
  const datetime = new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, '');
  return { accessKeyId, secretAccessKey, region, service: 's3', datetime };
}
