/** TikTok in the rehearsal: an account, a video in chunks, photos at an address, and every request that went out. */
import { createHash, randomBytes } from 'node:crypto';
import type { Json } from '../../contract/json.ts';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Connector, FindOutcome, PublishStep, StepOutcome } from '../../main/core/ports/network.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from './edges.ts';
import { contentOf, linkAccount, type LinkedAccount, performStep, type Publishing } from './network-account.ts';
import { consentInRehearsal, type RehearsalWorld } from './rehearsal-world.ts';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
}

export interface Watched {
  readonly tiktok: Connector;
  /** Every request, as it goes out. */
  readonly sent: Sent[];
  /** What a test does before a request goes out; nothing unless it says so. */
  before: (next: Sent) => Promise<void> | void;
}

/** A connector whose requests are written down, and may be held up. */
export function watchedTiktok(world: RehearsalWorld, now: () => number): Watched {
  const sent: Sent[] = [];
  const watching: typeof fetch = async (input, init) => {
    if (!(input instanceof Request)) throw new Error('The HTTP client sends requests.');
    const { method, url, headers } = input;
    const going = { method, path: new URL(url).pathname, range: headers.get('content-range') };
    await watched.before(going);
    sent.push(going);
    return fetch(input, init);
  };
  const { addresses } = world.rehearsal;
  const all = connectors({ fetch: watching, log: silentLog, now, addresses, allowLoopbackHttp: true });
  const tiktok = all.get('tiktok');
  if (tiktok === undefined) throw new Error('No TikTok.');
  const watched: Watched = { tiktok, sent, before: () => {} };
  return watched;
}

export const linkTiktok = (tiktok: Connector, decision: 'allow' | 'deny' = 'allow'): Promise<LinkedAccount> =>
  linkAccount(tiktok, '', (url) => consentInRehearsal(url, 'mara.lindt', decision));

/** Bytes that begin as an MP4 does, and the content that they are the video of. */
export function videoPublishing(tiktok: Connector, account: LinkedAccount, size = 3000, text = 'Fog'): Publishing {
  const bytes = Buffer.alloc(size);
  randomBytes(64).copy(bytes, 16);
  bytes.write('ftyp', 4, 'latin1');
  const video: ContentVideo = {
    mediaId: 1 as MediaId,
    sha256: createHash('sha256').update(bytes).digest('hex') as Sha256,
    mimeType: 'video/mp4',
    sizeBytes: size,
    width: 1080,
    height: 1920,
    durationMs: 6000,
    altText: '',
  };
  return {
    connector: tiktok,
    call: account.call,
    content: contentOf(text, [], { video }),
    pictures: [],
    video: new Blob([bytes]),
    key: crypto.randomUUID(),
    startedAt: 0,
  };
}

export interface Taken {
  readonly outcome: StepOutcome;
  readonly results: Readonly<Record<string, Json>>;
  /** The last step once more. */
  readonly again: () => Promise<StepOutcome>;
  readonly find: () => Promise<FindOutcome | undefined>;
}

/** All steps; the last one's outcome is the answer. Throws when an earlier one is not accepted. */
export async function publish(publishing: Publishing): Promise<Taken> {
  const { connector, content, key, startedAt, call } = publishing;
  const last = stepAt(publishing, -1);
  const results: Record<string, Json> = {};
  for (const step of connector.publish?.steps(content).slice(0, -1) ?? []) {
    const outcome = await performStep(publishing, step, results);
    if (outcome.kind !== 'accepted') throw new Error(`${step.name}: ${JSON.stringify(outcome)}`);
    results[step.name] = outcome.result;
  }
  const again = () => lastStep(publishing, results);
  const find = async () =>
    connector.publish?.find({ step: last, results, content, key, startedAt, isKnown: () => false }, call);
  return { outcome: await again(), results, again, find };
}

/** The outcome of the first step alone. */
export function firstStep(publishing: Publishing): Promise<StepOutcome> {
  return performStep(publishing, stepAt(publishing, 0), {});
}

/** The outcome of the last step, after what the earlier ones answered. */
export function lastStep(publishing: Publishing, results: Taken['results']): Promise<StepOutcome> {
  return performStep(publishing, stepAt(publishing, -1), results);
}

function stepAt({ connector, content }: Publishing, index: number): PublishStep {
  const step = connector.publish?.steps(content).at(index);
  if (step === undefined) throw new Error('There is a step.');
  return step;
}
