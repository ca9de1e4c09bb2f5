/** Signatures for a bucket, against a check that was written apart from them. */
import { describe, expect, test } from 'vitest';
import type { Bucket } from '../../main/core/ports/hosting.ts';
import { keyOf, objectUrl } from '../../main/hosting/address.ts';
import { presigned, signedHeaders } from '../../main/hosting/signature.ts';
import { claimOf } from '../helpers/s3-signature.ts';

/** The key pair of AWS's documentation. */
const bucket: Bucket = {
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
  region: 'eu-central-1',
  bucket: 'mara-crosstie',
  prefix: 'crosstie',
  publicBase: null,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

describe('a signature', () => {
  const at = Date.parse('2026-11-22T10:00:00Z');
  const asked = ({ pathname, search, host }: URL, method: string, headers: Headers) => ({
    method,
    path: pathname + search,
    headers: { ...Object.fromEntries(headers), host },
  });

  test('is checked by the tests as AWS does: its own two examples come out right', () => {
    const host = 'examplebucket.s3.amazonaws.com';
    const scope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const byHeader = claimOf({
      method: 'GET',
      path: '/test.txt',
      headers: {
        host,
        range: 'bytes=0-9',
        'x-amz-content-sha256': empty,
        'x-amz-date': '20130524T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=x`,
      },
    });
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': scope,
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
    });
    const byQuery = claimOf({ method: 'GET', path: `/test.txt?${query.toString()}`, headers: { host } });
    const secret = bucket.secretAccessKey;
    expect(byHeader?.computedWith(secret)).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    expect(byQuery?.computedWith(secret)).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  test.each(['plain.jpg', "o'dd (1)!*+ä~/x.jpg"])('of a request is right for the name %j', async (name) => {
    const url = objectUrl(bucket, keyOf(bucket, name));
    const headers = await signedHeaders(bucket, { method: 'PUT', url, headers: { 'cache-control': 'no-store' } }, at);
    const claim = claimOf(asked(url, 'PUT', headers));
    expect(claim?.signature).toBe(claim?.computedWith(bucket.secretAccessKey));
    expect(headers.get('authorization')).toContain('SignedHeaders=cache-control;host;x-amz-content-sha256;x-amz-date');
    expect(headers.get('x-amz-date')).toBe('20261122T100000Z');
  });

  test.each(['plain.jpg', "o'dd (1)!*+ä~/x.jpg"])(
    'of an address for %j is right, and holds for an hour',
    async (name) => {
      const url = new URL(await presigned(bucket, objectUrl(bucket, keyOf(bucket, name)), at));
      const claim = claimOf(asked(url, 'GET', new Headers()));
      expect(claim?.signature).toBe(claim?.computedWith(bucket.secretAccessKey));
      expect(url.searchParams.get('X-Amz-Expires')).toBe('3600');
      expect(url.searchParams.get('X-Amz-Date')).toBe('20261122T100000Z');
      expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host');
      expect(url.href).not.toContain(bucket.secretAccessKey);
    },
  );
});
