/** A video to publish, with its bytes. */
import { createHash, randomBytes } from 'node:crypto';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Connector } from '../../main/core/ports/network.ts';
import { contentOf, type Publishing } from './network-account.ts';
import { grownTo, sampleVideo } from './videos.ts';

export interface TestVideo {
  readonly blob: Blob;
  readonly video: ContentVideo;
}

/** The rehearsal's sample at `sizeBytes`, unlike every other by some random bytes at its end. */
export async function testVideo(altText: string, sizeBytes = 600_000): Promise<TestVideo> {
  const bytes = grownTo(await sampleVideo('dunes-pan'), sizeBytes);
  randomBytes(16).copy(bytes, bytes.length - 16);
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const facts = { mimeType: 'video/mp4', sizeBytes, width: 1280, height: 720, durationMs: 4000 };
  const blob = new Blob([new Uint8Array(bytes)], { type: 'video/mp4' });
  return { blob, video: { mediaId: 1 as MediaId, sha256, altText, ...facts } };
}

/** A crosspost with a video, to be published. */
export async function aVideoPost(connector: Connector, call: Publishing['call'], sizeBytes?: number) {
  const { blob, video } = await testVideo('A ridge of sand, and the wind', sizeBytes);
  const content = { ...contentOf(`Sand ${crypto.randomUUID()}`), video };
  const key = crypto.randomUUID();
  return { connector, call, content, pictures: [], video: blob, key, startedAt: Date.now() } satisfies Publishing;
}
