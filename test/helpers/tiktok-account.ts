/** TikTok in the rehearsal: an account, a video in chunks, photos at an address, and every request that went out. */
import { createHash, randomBytes } from 'node:crypto';
import type { Json } from '../../contract/json.ts';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Connector, FindOutcome, StepOutcome } from '../../main/core/ports/network.ts';
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
  /** Resolves when the next request to this path goes out. */
  readonly next: (path: string) => Promise<void>;
}

export function watchedTiktok(world: RehearsalWorld, now: () => number): Watched {
  const sent: Sent[] = [];
  const waiting = new Map<string, () => void>();
  const watching: typeof fetch = (input, init) => {
    if (!(input instanceof Request)) throw new Error('The HTTP client sends requests.');
    const { method, url, headers } = input;
    const { pathname: path } = new URL(url);
    sent.push({ method, path, range: headers.get('content-range') });
    waiting.get(path)?.();
    return fetch(input, init);
  };
  const { addresses } = world.rehearsal;
  const all = connectors({ fetch: watching, log: silentLog, now, addresses, allowLoopbackHttp: true });
  const tiktok = all.get('tiktok');
  if (tiktok === undefined) throw new Error('No TikTok.');
  return { tiktok, sent, next: (path) => new Promise((resolve) => waiting.set(path, resolve)) };
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
  const steps = connector.publish?.steps(content) ?? [];
  const last = steps.at(-1);
  if (last === undefined) throw new Error('There is a step.');
  const results: Record<string, Json> = {};
  for (const step of steps.slice(0, -1)) {
    const outcome = await performStep(publishing, step, results);
    if (outcome.kind !== 'accepted') throw new Error(`${step.name}: ${JSON.stringify(outcome)}`);
    results[step.name] = outcome.result;
  }
  const again = () => performStep(publishing, last, results);
  const find = async () =>
    connector.publish?.find({ step: last, results, content, key, startedAt, isKnown: () => false }, call);
  return { outcome: await again(), results, again, find };
}

/** The outcome of the first step alone. */
export function firstStep(publishing: Publishing): Promise<StepOutcome> {
  const [step] = publishing.connector.publish?.steps(publishing.content) ?? [];
  if (step === undefined) throw new Error('There is a step.');
  return performStep(publishing, step, {});
}
