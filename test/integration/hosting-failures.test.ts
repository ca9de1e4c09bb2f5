/** What goes wrong with a bucket, and what is said of it. */
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { Bucket, BucketHost } from '../../main/core/ports/hosting.ts';
import type { NetworkFailure } from '../../main/core/ports/network.ts';
import { bucketHost } from '../../main/hosting/bucket.ts';
import { type BucketServer, startBucketServer } from '../helpers/bucket-server.ts';
import { freePort } from '../helpers/free-port.ts';
import { failureOf } from '../helpers/http-client.ts';
import { type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';
import { claimOf } from '../helpers/s3-signature.ts';

const options = { fetch, now: Date.now, allowLoopbackHttp: true, backoffMs: 1 };
const host = bucketHost(options);
const never = new AbortController().signal;
const file = new Blob(['bytes']);
const page = '<!doctype html><p>Welcome to our Wi-Fi</p>';
const error = (code: string) => `<Error><Code>${code}</Code><Message>A sentence.</Message></Error>`;

let server: BucketServer;
let good: Bucket;
const opened: Loopback[] = [];
beforeAll(async () => {
  server = await startBucketServer();
  good = server.privateBucket;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});
afterAll(() => server.stop());

async function serve(respond: Respond): Promise<{ readonly loopback: Loopback; readonly bucket: Bucket }> {
  const loopback = await startLoopback(respond);
  opened.push(loopback);
  return { loopback, bucket: { ...good, endpoint: loopback.url } };
}

/** What each call that talks to the server fails with. */
async function failuresOf(host: BucketHost, bucket: Bucket): Promise<readonly NetworkFailure[]> {
  const calls = [host.put(bucket, 'a', file, never), host.remove(bucket, 'a', never), host.test(bucket, never)];
  return Promise.all(calls.map(failureOf));
}

describe('a server that refuses', () => {
  test.each<readonly [string, Partial<Bucket>, string, string]>([
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'keys_refused', 'does not match the signature'],
    ['a key that it does not know', { accessKeyId: 'NOBODY' }, 'keys_refused', 'does not exist in our records'],
    ['a bucket that is not there', { bucket: 'nowhere' }, 'not_found', 'bucket does not exist'],
    ['another region', { region: 'us-east-1' }, 'bad_answer', "the region 'us-east-1' is wrong"],
  ])('%s says so in its own words, in every call', async (_, change, code, words) => {
    for (const { problem } of await failuresOf(host, { ...good, ...change })) {
      expect(problem).toEqual({ code, detail: expect.stringContaining(words) });
    }
  });

  it('is asked once and not again', async () => {
    const { loopback, bucket } = await serve((_, response) => response.writeHead(403).end(error('AccessDenied')));
    for (const { problem } of await failuresOf(host, bucket)) {
      expect(problem).toEqual({ code: 'missing_permission', detail: 'A sentence.' });
    }
    expect(loopback.asked).toHaveLength(3);
  });

  it('to delete because the file is gone has done what was wanted', async () => {
    const { bucket } = await serve((_, response) => response.writeHead(404).end(error('NoSuchKey')));
    await host.remove(bucket, 'a', never);
  });

  test.each([200, 403, 404])('or agrees as no S3 server does is not believed: a page with %i', async (status) => {
    const { bucket } = await serve((_, response) => response.writeHead(status).end(page));
    for (const { problem } of await failuresOf(host, bucket)) {
      expect(problem).toEqual({ code: 'bad_answer', detail: expect.stringContaining('not as an S3 server does') });
    }
  });

  it('without an end is not listened to', async () => {
    const { bucket } = await serve((_, response) => {
      response.writeHead(400);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64_000, 0x20)));
      };
      response.on('drain', more);
      more();
    });
    expect((await failureOf(host.put(bucket, 'a', file, never))).problem.code).toBe('bad_answer');
  });

  it('by sending on is not followed', async () => {
    const elsewhere = await serve((_, response) => response.end());
    const { loopback, bucket } = await serve((_, response) => {
      response.writeHead(307, { location: `${elsewhere.loopback.url}/x` }).end();
    });
    for (const { problem } of await failuresOf(host, bucket)) expect(problem.code).toBe('redirected_away');
    expect(loopback.asked).toHaveLength(3);
    expect(elsewhere.loopback.asked).toEqual([]);
  });
});

describe('a server in trouble', () => {
  it('gets the same file twice more, signed anew each time', async () => {
    let now = Date.parse('2026-11-22T10:00:00Z');
    const { loopback, bucket } = await serve((request, response, count) => {
      now += 1000;
      if (count === 0) response.writeHead(503).end(error('SlowDown'));
      else if (count === 1) request.socket.destroy();
      else response.writeHead(200, { etag: '"1"' }).end();
    });
    await bucketHost({ ...options, now: () => now }).put(bucket, 'a', file, never);
    const tries = [0, 1, 2];
    expect(loopback.asked).toHaveLength(3);
    expect(tries.map(loopback.bodyOf)).toEqual(['bytes', 'bytes', 'bytes']);
    expect(tries.map((index) => loopback.headersOf(index)['x-amz-date'])).toEqual([
      '20261122T100000Z',
      '20261122T100001Z',
      '20261122T100002Z',
    ]);
    const [method = '', address = ''] = (loopback.asked[2] ?? '').split(' ');
    const claim = claimOf({ method, path: address, headers: loopback.headersOf(2) });
    expect(claim?.signature).toBe(claim?.computedWith(bucket.secretAccessKey));
  });

  it('is left after three tries, with what it said last', async () => {
    const { loopback, bucket } = await serve((_, response) => response.writeHead(500).end(error('InternalError')));
    for (const { problem } of await failuresOf(host, bucket)) {
      expect(problem).toEqual({ code: 'transient', detail: 'A sentence.' });
    }
    expect(loopback.asked).toHaveLength(9);
  });

  it('that is down is told so, and that nothing was sent', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    for (const { problem, notSent } of await failuresOf(host, { ...good, endpoint })) {
      expect(problem.code).toBe('unreachable');
      expect(problem.detail).toMatch(/^127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\.$/);
      expect(notSent).toBe(true);
    }
  });
});

describe('what must not happen', () => {
  test.each(['http://s3.example.org', 'http://127.0.0.1:1', 'ftp://s3.example.org', 'https://s3.example.org/path'])(
    'a bucket at %s is never called by a packaged program',
    async (endpoint) => {
      const fetched: unknown[] = [];
      const spying: typeof fetch = (input) => Promise.reject(new Error(`${fetched.push(input)}`));
      const strict = bucketHost({ ...options, fetch: spying, allowLoopbackHttp: false });
      const address = strict.addressOf({ ...good, endpoint }, 'a');
      for (const failure of [...(await failuresOf(strict, { ...good, endpoint })), await failureOf(address)]) {
        expect(failure).toMatchObject({ notSent: true, problem: { code: 'invalid_input' } });
      }
      expect(fetched).toEqual([]);
    },
  );

  test.each(['', '../other', 'a/../b', 'a\nb'])('the name %j leads nowhere', async (name) => {
    const before = server.asked.length;
    await expect(host.put(good, name, file, never)).rejects.toThrow(TypeError);
    await expect(host.addressOf(good, name)).rejects.toThrow(TypeError);
    await expect(host.remove(good, name, never)).rejects.toThrow(TypeError);
    expect(server.asked).toHaveLength(before);
  });

  it('a failure shows no secret, wherever one looks in it', async () => {
    const keys = { accessKeyId: 'KEYIDENTITY', secretAccessKey: 'VERYSECRET' };
    const told = error('SignatureDoesNotMatch').replace('A sentence', 'KEYIDENTITY with VERYSECRET');
    const refusing = await serve((_, response) => response.writeHead(403).end(told));
    const sending = await serve((_, response) => response.writeHead(302, { location: '/x' }).end());
    const breaking = await serve((request) => request.socket.destroy());
    const unshown = await serve((request, response) => {
      if (request.method === 'GET') request.socket.destroy();
      else response.writeHead(200, { etag: '"1"' }).end();
    });
    const down = { ...good, endpoint: `http://127.0.0.1:${await freePort()}` };
    const insecure = { ...good, endpoint: 'http://s3.example.org' };
    const buckets = [good, refusing.bucket, sending.bucket, breaking.bucket, down, insecure];
    const ill = { ...good, ...keys, accessKeyId: 'KEYIDENTITY\r\nx: VERYSECRET' };
    const failures = [...buckets.map((bucket) => ({ ...bucket, ...keys })), ill].map((bucket) =>
      failuresOf(host, bucket),
    );
    const look = failureOf(host.test({ ...unshown.bucket, ...keys }, never));
    const shown = [...(await Promise.all(failures)).flat(), await look]
      .map(
        (failure) => `${failure.stack}${inspect(failure, { depth: 20, showHidden: true })}${JSON.stringify(failure)}`,
      )
      .join('\n');
    expect(shown).not.toMatch(/VERYSECRET|KEYIDENTITY|Signature=/);
    expect(shown).toContain('… with ….');
    expect(shown).toContain('The public address does not work');
  });
});
