/** Uploads that take long: stopped in the middle, and too large for the memory. */
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Bucket } from '../../main/core/ports/hosting.ts';
import { bucketHost } from '../../main/hosting/bucket.ts';
import { failureOf } from '../helpers/http-client.ts';

const options = { fetch, now: Date.now, allowLoopbackHttp: true };
const host = bucketHost(options);
const never = new AbortController().signal;
const opened: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

/** A server that gets the bodies of requests as they come, or leaves them unread. */
async function serve(listener: RequestListener): Promise<{ readonly server: Server; readonly bucket: Bucket }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a numeric address.');
  const keys = { accessKeyId: 'KEY', secretAccessKey: 'SECRET' };
  const endpoint = `http://127.0.0.1:${address.port}`;
  return { server, bucket: { endpoint, region: 'auto', bucket: 'videos', prefix: '', publicBase: null, ...keys } };
}

describe('an upload', () => {
  it('that is stopped in the middle ends at once and lets go of the connection', async () => {
    const { server, bucket } = await serve(() => undefined);
    const arrived = once(server, 'request');
    const stop = new AbortController();
    const call = failureOf(host.put(bucket, 'a', new Blob([Buffer.alloc(64_000_000)]), stop.signal));
    const [request] = await arrived;
    const closed = new Promise((resolve) => request.socket.once('close', resolve));
    const stoppedAt = performance.now();
    stop.abort();
    expect((await call).problem).toEqual({ code: 'transient', detail: 'The call was stopped.' });
    expect(performance.now() - stoppedAt).toBeLessThan(1000);
    request.resume();
    await closed;
  });

  it('whose answer never comes is left when the time of the call is over', async () => {
    const { bucket } = await serve((request) => request.resume());
    const hasty = bucketHost({ ...options, timeoutMs: 100 });
    const calls = [hasty.put(bucket, 'a', new Blob(['a']), never), hasty.remove(bucket, 'a', never)];
    for (const failure of await Promise.all([...calls, hasty.test(bucket, never)].map(failureOf))) {
      expect(failure.problem.code).toBe('timeout');
    }
  });

  it('of a large file gets more time than one of a small file', async () => {
    const answers = new Map<string | undefined, () => void>();
    const { bucket } = await serve((request, response) => {
      request.resume();
      answers.set(request.url, () => response.writeHead(200, { etag: '"1"' }).end());
    });
    const hasty = bucketHost({ ...options, timeoutMs: 100 });
    const large = hasty.put(bucket, 'large', new Blob([Buffer.alloc(1_000_000)]), never);
    const small = await failureOf(hasty.put(bucket, 'small', new Blob(['a']), never));
    expect(small.problem.code).toBe('timeout');
    answers.get('/videos/large')?.();
    await large;
  });

  it('that waits to try a busy server again does not outlast a stop', async () => {
    const stop = new AbortController();
    const { bucket } = await serve(() => expect.unreachable());
    const busy = () => {
      // The answer is read before the event loop turns, so the stop comes while it waits.
      setImmediate(() => stop.abort());
      return Promise.resolve(new Response('', { status: 503 }));
    };
    const patient = bucketHost({ ...options, fetch: busy, backoffMs: 60_000 });
    const failure = await failureOf(patient.put(bucket, 'a', new Blob(['a']), stop.signal));
    expect(failure.problem.detail).toBe('The call was stopped.');
  });

  it('that is stopped before it starts sends nothing', async () => {
    const { server, bucket } = await serve(() => expect.unreachable());
    server.on('connection', () => expect.unreachable());
    expect(await failureOf(host.test(bucket, AbortSignal.abort()))).toMatchObject({
      notSent: true,
      problem: { detail: 'The call was stopped.' },
    });
  });

  it('streams from the disk: half a gigabyte is never held in memory', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'crosstie-hosting-'));
    opened.push(() => rm(folder, { recursive: true }));
    const sparse = await open(path.join(folder, 'video.mp4'), 'w');
    await sparse.truncate(500_000_000);
    await sparse.close();
    const heldBefore = process.memoryUsage().arrayBuffers;
    let mostBytes = 0;
    let sizeBytes = 0;
    const { bucket } = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers - heldBefore);
      });
      request.on('end', () => response.writeHead(200, { etag: '"1"' }).end());
    });
    await host.put(bucket, 'video.mp4', await openAsBlob(path.join(folder, 'video.mp4')), never);
    expect(sizeBytes).toBe(500_000_000);
    expect(mostBytes).toBeLessThan(200_000_000);
  });
});
