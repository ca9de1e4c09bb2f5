/** What the tests of Instagram and Threads publish, and from where Meta fetches it. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Json } from '../../contract/json.ts';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Connector, PublishStep, StepOutcome } from '../../main/core/ports/network.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { type FileServer, startFileServer } from './file-server.ts';
import {
  contentOf,
  linkAccount,
  type LinkedAccount,
  performStep,
  type Publishing,
  type TestPicture,
} from './network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from './rehearsal-world.ts';

/** The pretend networks, a person at one of Meta's, and a place where it can fetch files. */
export interface MetaWorld {
  readonly world: RehearsalWorld;
  readonly files: FileServer;
  readonly connector: () => Connector;
  readonly now: () => number;
  /** Moves the world's clock on. */
  readonly pass: (milliseconds: number) => void;
  readonly link: (changedUrl?: (url: string) => string) => Promise<LinkedAccount>;
  readonly receivedWith: (text: string) => Promise<readonly Delivery[]>;
  readonly stop: () => Promise<void>;
}

export async function startMetaWorld(network: 'instagram' | 'threads'): Promise<MetaWorld> {
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const [world, files] = await Promise.all([startRehearsalWorld(now), startFileServer()]);
  const connector = () => world.connector(network);
  return {
    world,
    files,
    connector,
    now,
    pass: (milliseconds) => {
      aheadMs += milliseconds;
    },
    link: (changedUrl = (url) => url) =>
      linkAccount(connector(), '', (url) => consentInRehearsal(changedUrl(url), 'mara.photo')),
    receivedWith: async (text) => (await world.received(network)).filter((delivery) => delivery.text === text),
    stop: async () => {
      await files.close();
      await world.stop();
    },
  };
}

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

/** Performs the steps that have no result yet, until one is not accepted or `until` has been performed. */
export async function walk(plan: Publishing, until?: string, earlier: Record<string, Json> = {}): Promise<Walked> {
  const results = { ...earlier };
  let walked: Walked | null = null;
  for (const step of plan.connector.publish?.steps(plan.content) ?? []) {
    if (step.name in results) continue;
    const outcome = await performStep(plan, step, results);
    if (outcome.kind === 'accepted') results[step.name] = outcome.result;
    walked = { results, outcome, step };
    if (outcome.kind !== 'accepted' || step.name === until) break;
  }
  if (walked === null) throw new Error('There was no step to perform.');
  return walked;
}

/** The kind of an outcome, and its code where it is none that was wished for. */
export const told = (outcome: StepOutcome): readonly [string, string | null] => [
  outcome.kind,
  outcome.kind === 'accepted' ? null : outcome.problem.code,
];

/** Looks for what a step may have made. */
export function lookFor({ connector, content, key, startedAt, call }: Publishing, { step, results }: Walked) {
  const input = { step, results, content, key, startedAt, isKnown: () => false };
  if (connector.publish === undefined) throw new Error(`${connector.about.name} does not publish.`);
  return connector.publish.find(input, call);
}
