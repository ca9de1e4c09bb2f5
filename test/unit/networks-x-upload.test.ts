/** The pieces of a video on X, against a stand-in that counts them. */
import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { PublishInput } from '../../main/core/ports/network.ts';
import { answerJson, type Respond } from '../helpers/loopback.ts';
import { contentOf } from '../helpers/network-account.ts';
import { closeStandIns, linked, start } from './networks-x-stand-in.ts';

afterEach(closeStandIns);

const bytes = new Uint8Array(9_000_000).fill(7);
const video: ContentVideo = {
  mediaId: 1 as MediaId,
  sha256: createHash('sha256').update(bytes).digest('hex') as Sha256,
  mimeType: 'video/mp4',
  sizeBytes: bytes.length,
  width: 1280,
  height: 720,
  durationMs: 4000,
  altText: '',
};
const input: PublishInput = {
  step: { name: 'video-1', safety: 'repeat' },
  content: contentOf('Fog', [], { video }),
  results: { 'video-start': { id: '77', until: start + 60_000 } },
  key: 'k',
  startedAt: start,
  file: async () => new Blob([bytes]),
  address: async () => Promise.reject(new Error('no address')),
};
const numberIn = (body: string) => /name="segment_index"\r\n\r\n(\d+)/.exec(body)?.[1];
const taken: Respond = (_, response) => answerJson(response, { data: { expires_at: 1 } });

it('go out one after the other, each with its number, the last one short', async () => {
  const { api, call, publish } = await linked(taken);
  expect(await publish.perform(input, call)).toMatchObject({ kind: 'accepted' });
  expect(api.asked).toEqual(Array.from({ length: 3 }, () => 'POST /2/media/upload/77/append'));
  expect([0, 1, 2].map((index) => numberIn(api.bodyOf(index)))).toEqual(['0', '1', '2']);
  expect([0, 1, 2].map((index) => Math.round(api.bodyOf(index).length / 100_000))).toEqual([40, 40, 10]);
});

it('go on at the one whose answer was lost', async () => {
  const lossy: Respond = (request, response, count) =>
    count === 1 ? void request.socket.destroy() : taken(request, response, count);
  const { api, call, publish } = await linked(lossy);
  expect(await publish.perform(input, call)).toMatchObject({ kind: 'accepted' });
  expect([0, 1, 2, 3].map((index) => numberIn(api.bodyOf(index)))).toEqual(['0', '1', '1', '2']);
});

it('stop at one that X refuses', async () => {
  const { api, call, publish } = await linked((_, response) => answerJson(response, { title: 'Invalid Request' }, 400));
  expect(await publish.perform(input, call)).toMatchObject({ kind: 'refused', problem: { code: 'media_invalid' } });
  expect(api.asked).toHaveLength(1);
});

it('stop when nobody waits for them any more', async () => {
  const leaving = new AbortController();
  const { api, call, publish } = await linked((request) => {
    leaving.abort();
    request.socket.destroy();
  });
  expect(await publish.perform(input, { ...call, signal: leaving.signal })).toMatchObject({ kind: 'unknown' });
  expect(api.asked).toHaveLength(1);
});
