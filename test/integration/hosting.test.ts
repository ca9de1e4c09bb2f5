/** Files in a bucket, against a real S3 server; where s3rver cannot misbehave as wanted, a small server does. */
import { createHash, randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { Bucket } from '../../main/core/ports/hosting.ts';
import { bucketHost } from '../../main/hosting/bucket.ts';
import { type BucketServer, startBucketServer } from '../helpers/bucket-server.ts';
import { freePort } from '../helpers/free-port.ts';
import { failureOf } from '../helpers/http-client.ts';
import { type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';

const host = bucketHost({ fetch, now: Date.now, allowLoopbackHttp: true, backoffMs: 1 });
const never = new AbortController().signal;
const jpeg = new Blob([Buffer.from('the bytes of a picture')], { type: 'image/jpeg' });

let server: BucketServer;
let folder: string;
const opened: Loopback[] = [];
beforeAll(async () => {
  server = await startBucketServer();
  folder = await mkdtemp(path.join(tmpdir(), 'crosstie-hosting-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function serve(respond: Respond): Promise<{ readonly loopback: Loopback; readonly bucket: Bucket }> {
  const loopback = await startLoopback(respond);
  opened.push(loopback);
  return { loopback, bucket: { ...server.privateBucket, endpoint: loopback.url } };
}

describe('a file in a bucket', () => {
  it('is fetched from its presigned address, and from no other without the keys', async () => {
    await host.put(server.privateBucket, 'a/é 1.jpg', jpeg, never);
    const address = await host.addressOf(server.privateBucket, 'a/é 1.jpg');
    const answer = await fetch(address, { redirect: 'error' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toBe('the bytes of a picture');
    expect((await fetch(address.split('?')[0] ?? '')).status).toBe(403);
    expect((await fetch(address.replace('.jpg', '.png'))).status).toBe(403);
  });

  it('is fetched from its public address where the bucket has one', async () => {
    await host.put(server.publicBucket, 'open.jpg', jpeg, never);
    const address = await host.addressOf(server.publicBucket, 'open.jpg');
    expect(address).toBe(`${server.publicBucket.publicBase}/for%20networks/open.jpg`);
    expect(await (await fetch(address)).text()).toBe('the bytes of a picture');
  });

  it('is gone after it was removed, and may be removed again', async () => {
    await host.put(server.privateBucket, 'short.jpg', jpeg, never);
    const address = await host.addressOf(server.privateBucket, 'short.jpg');
    await host.remove(server.privateBucket, 'short.jpg', never);
    expect((await fetch(address)).status).toBe(404);
    await host.remove(server.privateBucket, 'short.jpg', never);
  });

  it('is replaced by what comes under the same name', async () => {
    await host.put(server.privateBucket, 'twice.jpg', jpeg, never);
    await host.put(server.privateBucket, 'twice.jpg', new Blob(['other']), never);
    expect(await (await fetch(await host.addressOf(server.privateBucket, 'twice.jpg'))).text()).toBe('other');
  });

  it('of 12 MB arrives from the disk byte for byte, announced with its length', async () => {
    const bytes = randomBytes(12_000_000);
    await writeFile(path.join(folder, 'large.mp4'), bytes);
    const file = await openAsBlob(path.join(folder, 'large.mp4'), { type: 'video/mp4' });
    const before = server.asked.length;
    await host.put(server.privateBucket, 'large.mp4', file, never);
    expect(server.headersOf(before)).toMatchObject({
      'content-length': '12000000',
      'content-type': 'video/mp4',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    });
    const answer = await fetch(await host.addressOf(server.privateBucket, 'large.mp4'));
    const got = createHash('sha256').update(Buffer.from(await answer.arrayBuffer()));
    expect(got.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('of no bytes is put too', async () => {
    await host.put(server.privateBucket, 'empty', new Blob([]), never);
    const answer = await fetch(await host.addressOf(server.privateBucket, 'empty'));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('that changed on the disk while it waited is not sent', async () => {
    const place = path.join(folder, 'changing.jpg');
    await writeFile(place, 'before');
    const file = await openAsBlob(place);
    await writeFile(place, 'afterwards');
    const failure = await failureOf(host.put(server.privateBucket, 'changing.jpg', file, never));
    expect(failure.problem).toEqual({ code: 'media_invalid', detail: 'The file changed or is gone.' });
  });
});

describe('trying a bucket out', () => {
  it.each(['privateBucket', 'publicBucket'] as const)('puts, looks and removes in the %s', async (which) => {
    const before = server.asked.length;
    await host.test(server[which], never);
    const asked = server.asked.slice(before);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['PUT', 'GET', 'DELETE']);
    expect(new Set(asked.map((line) => line.split(' ')[1])).size).toBe(1);
    expect(server.headersOf(before + 1)['authorization']).toBeUndefined();
  });

  test.each<readonly [string, number, string, string]>([
    ['other bytes', 200, 'welcome', 'The public address shows something else than the file.'],
    ['nothing', 404, '', 'The public address answers 404 and does not show the file.'],
    ['a server in trouble', 500, '', 'The public address answers 500.'],
    ['a redirect', 302, '', 'The public address sends on to another one, where not every network follows.'],
  ])('tells that the public address shows %s, and cleans up', async (_, status, body, detail) => {
    const { loopback } = await serve((_request, response) => {
      response.writeHead(status, { location: server.publicBucket.publicBase ?? '' }).end(body);
    });
    const before = server.asked.length;
    const failure = await failureOf(host.test({ ...server.publicBucket, publicBase: loopback.url }, never));
    expect(failure.problem).toEqual({ code: 'media_unreachable', detail });
    expect(server.asked.slice(before).map((line) => line.split(' ')[0])).toEqual(['PUT', 'DELETE']);
  });

  it('tells that nobody is at the public address', async () => {
    const publicBase = `http://127.0.0.1:${await freePort()}`;
    const { problem } = await failureOf(host.test({ ...server.publicBucket, publicBase }, never));
    expect(problem.code).toBe('media_unreachable');
    expect(problem.detail).toMatch(
      /^The public address does not work: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
    );
  });

  it('tells that a bucket meant to be public is not', async () => {
    const publicBase = `${server.privateBucket.endpoint}/${server.privateBucket.bucket}`;
    const { problem } = await failureOf(host.test({ ...server.privateBucket, publicBase }, never));
    expect(problem).toMatchObject({ code: 'media_unreachable', detail: expect.stringContaining('answers 403') });
  });

  it('may be stopped while it looks, and still cleans up', async () => {
    const stop = new AbortController();
    const { loopback } = await serve(() => stop.abort());
    const before = server.asked.length;
    const failure = await failureOf(host.test({ ...server.publicBucket, publicBase: loopback.url }, stop.signal));
    expect(failure.problem).toEqual({ code: 'transient', detail: 'The call was stopped.' });
    expect(server.asked.slice(before).map((line) => line.split(' ')[0])).toEqual(['PUT', 'DELETE']);
  });

  it('tells that the keys may put but not delete', async () => {
    const { loopback, bucket } = await serve((request, response) => {
      if (request.method === 'PUT') response.writeHead(200, { etag: '"1"' }).end();
      else if (request.method === 'GET') response.end(loopback.bodyOf(0));
      else response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    });
    expect((await failureOf(host.test(bucket, never))).problem).toEqual({
      code: 'missing_permission',
      detail: 'The file could be put there but not deleted: Access Denied',
    });
  });
});
