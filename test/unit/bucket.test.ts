/** The pure parts of hosting files in a bucket. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bucket, BucketForm } from '../../main/core/ports/hosting.ts';
import { keyOf, objectUrl, publicUrl } from '../../main/hosting/address.ts';
import { explain, s3Error } from '../../main/hosting/answer.ts';
import { failureOf } from '../../main/hosting/failure.ts';
import { validBucket } from '../../main/hosting/valid-bucket.ts';

const form: BucketForm = {
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
  region: 'eu-central-1',
  bucket: 'mara-crosstie',
  prefix: 'crosstie',
  publicBase: 'https://files.example.org/pub',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const bucket: Bucket = form;
const strict = { allowLoopbackHttp: false };

describe('the settings form', () => {
  test('gives a bucket with blanks and superfluous slashes taken off', () => {
    const typed = {
      endpoint: ' https://s3.eu-central-1.amazonaws.com/ ',
      region: ' eu-central-1\n',
      bucket: ' mara-crosstie ',
      prefix: ' /crosstie/ ',
      publicBase: ' https://files.example.org/pub// ',
      accessKeyId: ` ${form.accessKeyId} `,
      secretAccessKey: `\t${form.secretAccessKey}\n`,
    };
    expect(validBucket(typed, strict)).toEqual({ kind: 'valid', bucket });
  });

  test('takes no public address as presigned addresses, and no folder as the bucket itself', () => {
    expect(validBucket({ ...form, publicBase: ' ', prefix: ' / ' }, strict)).toEqual({
      kind: 'valid',
      bucket: { ...bucket, publicBase: null, prefix: '' },
    });
  });

  test.each<readonly [keyof Bucket, string]>([
    ['endpoint', ''],
    ['endpoint', 's3.eu-central-1.amazonaws.com'],
    ['endpoint', 'http://s3.eu-central-1.amazonaws.com'],
    ['endpoint', 'http://127.0.0.1:9000'],
    ['endpoint', 'https://id.r2.cloudflarestorage.com/bucket'],
    ['endpoint', 'https://s3.example.org/?a=b'],
    ['endpoint', 'https://s3.example.org/#a'],
    ['endpoint', 'https://user:word@s3.example.org'],
    ['region', '  '],
    ['region', 'eu/central'],
    ['region', 'eu central'],
    ['bucket', ''],
    ['bucket', 'ab'],
    ['bucket', 'a'.repeat(64)],
    ['bucket', 'Mara'],
    ['bucket', 'mara_pictures'],
    ['bucket', '-mara'],
    ['bucket', 'mara.'],
    ['bucket', 'ma..ra'],
    ['bucket', 'mara/pictures'],
    ['bucket', '192.168.1.1'],
    ['prefix', '../other'],
    ['prefix', 'a/./b'],
    ['prefix', 'a//b'],
    ['prefix', 'a\u0000b'],
    ['prefix', 'a\\b'],
    ['prefix', '\ud800'],
    ['prefix', 'a'.repeat(257)],
    ['publicBase', 'files.example.org'],
    ['publicBase', 'http://files.example.org'],
    ['publicBase', 'https://files.example.org/?token=a'],
    ['publicBase', 'https://files.example.org/#a'],
    ['publicBase', 'https://mara@files.example.org'],
    ['accessKeyId', ''],
    ['accessKeyId', 'AKIA EXAMPLE'],
    ['accessKeyId', 'AKIA\nx-evil: 1'],
    ['accessKeyId', 'AKIA/20260101'],
    ['secretAccessKey', '  '],
    ['secretAccessKey', 'geheim\u00e4'],
  ])('names %s as wrong: %j', (field, typed) => {
    expect(validBucket({ ...form, [field]: typed }, strict)).toEqual({ kind: 'wrong', field });
  });

  test('names the first of several wrong fields', () => {
    expect(validBucket({ ...form, secretAccessKey: '', region: '' }, strict)).toEqual({
      kind: 'wrong',
      field: 'region',
    });
  });

  test.each(['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000'])(
    'takes %s only where plain http to this machine is allowed',
    (endpoint) => {
      const loose = { allowLoopbackHttp: true };
      expect(validBucket({ ...form, endpoint, publicBase: `${endpoint}/pub` }, loose)).toMatchObject({ kind: 'valid' });
      expect(validBucket({ ...form, endpoint }, strict)).toEqual({ kind: 'wrong', field: 'endpoint' });
      expect(validBucket({ ...form, publicBase: endpoint }, strict)).toEqual({ kind: 'wrong', field: 'publicBase' });
      expect(validBucket({ ...form, endpoint: 'http://127.0.0.1.example.org' }, loose)).toMatchObject({
        kind: 'wrong',
      });
    },
  );
});

describe('the name of a file', () => {
  test.each([
    '',
    '/',
    'a/',
    '/a',
    'a//b',
    '..',
    '../a',
    'a/..',
    'a/../b',
    './a',
    'a\u0000',
    'a\n',
    'a\\..\\b',
    '\ud800',
  ])('that could lead elsewhere is refused: %j', (name) => {
    expect(() => keyOf(bucket, name)).toThrow(TypeError);
  });

  test('that is longer than S3 takes is refused with its folder counted', () => {
    expect(keyOf({ ...bucket, prefix: '' }, 'ä'.repeat(512))).toHaveLength(512);
    expect(() => keyOf(bucket, 'ä'.repeat(512))).toThrow(TypeError);
  });

  test('comes out of the address as it went in, whatever it holds', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\p{Cc}/\\]|^\.{1,2}$/u.test(text));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const name = parts.join('/');
        fc.pre(Buffer.byteLength(name) < 900);
        const { pathname } = objectUrl(bucket, keyOf(bucket, name));
        expect(decodeURIComponent(pathname)).toBe(`/mara-crosstie/crosstie/${name}`);
        expect(pathname).toMatch(/^[A-Za-z0-9._~%/-]+$/);
      }),
    );
  });

  test('stands under the public address with its folder', () => {
    expect(publicUrl('https://files.example.org/pub', keyOf(bucket, 'a b.jpg')).href).toBe(
      'https://files.example.org/pub/crosstie/a%20b.jpg',
    );
  });
});

describe('an error of S3', () => {
  const error = (code: string, message = 'A sentence.') =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const problem = (status: number, body: string) =>
    explain({ host: 's3.example.org', status, headers: new Headers(), body: Buffer.from(body) }, bucket);

  test.each([
    [403, 'InvalidAccessKeyId', 'keys_refused'],
    [403, 'SignatureDoesNotMatch', 'keys_refused'],
    [401, 'Unauthorized', 'keys_refused'],
    [403, 'AccessDenied', 'missing_permission'],
    [404, 'NoSuchBucket', 'not_found'],
    [503, 'SlowDown', 'transient'],
    [400, 'RequestTimeout', 'transient'],
    [500, 'SomethingNew', 'transient'],
    [429, 'SomethingNew', 'transient'],
    [403, 'RequestTimeTooSkewed', 'bad_answer'],
    [400, 'AuthorizationHeaderMalformed', 'bad_answer'],
  ])('%i %s means %s', (status, code, meaning) => {
    expect(problem(status, error(code))).toEqual({ code: meaning, detail: 'A sentence.' });
  });

  test('without a sentence is told by its name', () => {
    expect(problem(404, '<Error><Code>NoSuchBucket</Code></Error>').detail).toBe('NoSuchBucket');
  });

  test.each([
    [404, '<!doctype html><p><Code>NoSuchBucket</Code></p>', 'bad_answer'],
    [403, '', 'bad_answer'],
    [403, '{"error":"no"}', 'bad_answer'],
    [502, '<html>Bad Gateway</html>', 'transient'],
  ])('that is none says whose answer it was: %i %j', (status, body, code) => {
    const found = problem(status, body);
    expect(found.code).toBe(code);
    expect(found.detail).toContain(`s3.example.org answered ${status}`);
  });

  test('is text: entities once, no controls, no line breaks, never long', () => {
    const message = `the region &apos;us&apos; is\n\u0007 wrong &amp;lt;b&gt; &#x41; ${'x'.repeat(900)}`;
    const { detail = '' } = problem(400, error('InvalidArgument', message));
    expect(detail).toMatch(/^the region 'us' is wrong &lt;b> &#x41; x+$/);
    expect(detail.length).toBeLessThanOrEqual(300);
  });

  test('that repeats the keys is told without them', () => {
    const repeated = error(
      'InvalidAccessKeyId',
      `The key ${form.accessKeyId} with ${form.secretAccessKey} is unknown.`,
    );
    expect(problem(403, repeated).detail).toBe('The key … with … is unknown.');
  });

  test('opens nothing that a document may declare', () => {
    const declared = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${error('A', '&b;')}`;
    expect(s3Error(Buffer.from(declared))).toBeNull();
    expect(s3Error(Buffer.from(error('AccessDenied', '&b;')))).toEqual({ code: 'AccessDenied', message: '&b;' });
    expect(s3Error(Buffer.from(error('AccessDenied', '<b>bold</b>')))).toEqual({ code: 'AccessDenied', message: '' });
  });
});

describe('what a fetch throws', () => {
  const thrown = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

  test.each([
    ['ENOTFOUND', 'unreachable', true],
    ['CERT_HAS_EXPIRED', 'unreachable', true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unreachable', true],
    ['ECONNRESET', 'unreachable', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', false],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', false],
  ])('for %s means %s', (code, meaning, notSent) => {
    expect(failureOf(thrown(code), 's3.example.org')).toMatchObject({ problem: { code: meaning }, notSent });
  });

  test('for a bug stays a bug', () => {
    const bug = new TypeError('x is not a function');
    expect(() => failureOf(bug, 's3.example.org')).toThrow(bug);
  });
});
