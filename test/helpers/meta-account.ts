/** What the tests of Instagram and Threads publish, and from where Meta fetches it. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Json } from '../../contract/json.ts';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Connector, PublishStep, StepOutcome } from '../../main/core/ports/network.ts';
import type { FileServer } from './file-server.ts';
import { contentOf, type LinkedAccount, performStep, type Publishing, type TestPicture } from './network-account.ts';

export interface TestVideo {
  readonly file: Blob;
  readonly video: ContentVideo;
}

/** Bytes that begin as a movie does; nobody here looks further. */
export function testVideo(altText: string, seed = 1): TestVideo {
  const bytes = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), Buffer.alloc(4_000, seed)]);
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const file = new Blob([bytes], { type: 'video/mp4' });
  const size = { width: 1080, height: 1920, sizeBytes: bytes.length, durationMs: 6_000 };
  return { file, video: { mediaId: 9 as MediaId, sha256, mimeType: 'video/mp4', altText, ...size } };
}

export async function testJpeg(background: string, altText: string, width = 400, height = 400): Promise<TestPicture> {
  const bytes = new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const sizes = { sizeBytes: bytes.length, width, height };
  return { bytes, picture: { mediaId: 1 as MediaId, sha256, mimeType: 'image/jpeg', altText, ...sizes } };
}

export interface Planned {
  readonly text: string;
  readonly pictures?: readonly TestPicture[];
  readonly video?: TestVideo;
  readonly thread?: readonly string[];
  readonly sensitive?: boolean;
}

/** A publish whose files lie on the file server under their hashes. */
export function planned(
  connector: Connector,
  account: LinkedAccount,
  files: FileServer,
  { text, pictures = [], video, thread = [], sensitive = false }: Planned,
): Publishing {
  for (const { bytes, picture } of pictures)
    files.put(`/${picture.sha256}`, new Blob([bytes], { type: picture.mimeType }));
  if (video !== undefined) files.put(`/${video.video.sha256}`, video.file);
  return {
    connector,
    call: account.call,
    content: contentOf(text, pictures, { video: video?.video ?? null, thread, sensitive }),
    pictures,
    address: files.address,
    key: crypto.randomUUID(),
    startedAt: Date.now(),
  };
}

export interface Walked {
  readonly results: Record<string, Json>;
  /** The outcome of the last step that was performed. */
  readonly outcome: StepOutcome;
  readonly step: PublishStep;
}

/** Performs steps until one is not accepted, or `until` has been performed. */
export async function walk(plan: Publishing, until?: string, results: Record<string, Json> = {}): Promise<Walked> {
  for (const step of plan.connector.publish?.steps(plan.content) ?? []) {
    if (step.name in results) continue;
    const outcome = await performStep(plan, step, results);
    if (outcome.kind === 'accepted') results[step.name] = outcome.result;
    const isLast = outcome.kind !== 'accepted' || step.name === until;
    if (isLast || step === plan.connector.publish?.steps(plan.content).at(-1)) return { results, outcome, step };
  }
  throw new Error('There is no such step.');
}

/** Looks for what a step may have made. */
export function lookFor({ connector, content, key, startedAt, call }: Publishing, { step, results }: Walked) {
  const input = { step, results, content, key, startedAt, isKnown: () => false };
  if (connector.publish === undefined) throw new Error(`${connector.about.name} does not publish.`);
  return connector.publish.find(input, call);
}
