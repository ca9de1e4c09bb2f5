/** The connector and the pretend LinkedIn in one world: a clock that a test moves, and every request seen. */
import { createHash } from 'node:crypto';
import type { Json } from '../../contract/json.ts';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Connector, PublishStep, RemotePost, StepOutcome } from '../../main/core/ports/network.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import {
  contentOf,
  linkAccount,
  type LinkedAccount,
  performStep,
  type Publishing,
  type TestPicture,
  testPicture,
} from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { picture } from './rehearsal-setup.ts';

export const dayMs = 86_400_000;
type Fetch = typeof globalThis.fetch;

export interface LinkedinWorld extends RehearsalWorld {
  readonly clock: { now: number };
  /** `METHOD /path` of every request, in order. */
  readonly asked: readonly string[];
  readonly linkedin: Connector;
  /** One more, with a way of its own to the servers. */
  readonly through: (change: (fetch: Fetch) => Fetch) => Connector;
  readonly link: (connector?: Connector) => Promise<LinkedAccount>;
}

export async function startLinkedin(start = '2026-11-22T10:00:00Z'): Promise<LinkedinWorld> {
  const clock = { now: Date.parse(start) };
  const now = () => clock.now;
  const world = await startRehearsalWorld(now);
  const asked: string[] = [];
  const through: LinkedinWorld['through'] = (change) => {
    const watching: Fetch = async (input, init) => {
      const request = new Request(input, init);
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return fetch(request, init);
    };
    const { addresses } = world.rehearsal;
    const all = connectors({ fetch: change(watching), log: silentLog, now, addresses, allowLoopbackHttp: true });
    const found = all.get('linkedin');
    if (found === undefined) throw new Error('No LinkedIn.');
    return found;
  };
  const linkedin = through((inner) => inner);
  return {
    ...world,
    clock,
    asked,
    linkedin,
    through,
    link: (connector = linkedin) => linkAccount(connector, '', (url) => consentInRehearsal(url, 'mara-lindt')),
  };
}

/** A way to the servers that changes what one path answers. */
export const answering =
  (path: string, change: (body: string, response: Response) => Response | Promise<Response>) =>
  (inner: Fetch): Fetch =>
  async (input, init) => {
    const response = await inner(input, init);
    const url = input instanceof Request ? input.url : String(input);
    return new URL(url).pathname === path ? change(await response.clone().text(), response) : response;
  };

export async function twoPictures(): Promise<readonly TestPicture[]> {
  const jpeg = async (seed: number, altText: string): Promise<TestPicture> => {
    const made = testPicture(new Uint8Array(await picture(seed)), altText, { width: 40, height: 30 });
    return { ...made, picture: { ...made.picture, mimeType: 'image/jpeg' } };
  };
  return Promise.all([jpeg(11, 'Fog over the harbour'), jpeg(12, 'The sea')]);
}

export interface TestVideo {
  readonly blob: Blob;
  readonly video: ContentVideo;
}
export function testVideo(content: Uint8Array<ArrayBuffer>, altText = ''): TestVideo {
  const sha256 = createHash('sha256').update(content).digest('hex') as Sha256;
  const size = { sizeBytes: content.length, width: 1080, height: 1920, durationMs: 6_000 };
  return {
    blob: new Blob([content], { type: 'video/mp4' }),
    video: { mediaId: 2 as MediaId, sha256, mimeType: 'video/mp4', altText, ...size },
  };
}

/** What is to be published, under words of its own. */
export function planOf(
  connector: Connector,
  { call }: LinkedAccount,
  text: string,
  more: Partial<Omit<Publishing, 'connector' | 'call'>> = {},
): Publishing {
  const pictures = more.pictures ?? [];
  const startedAt = Date.parse('2026-11-22T10:00:00Z');
  const content = contentOf(`${text} ${crypto.randomUUID()}`, pictures);
  return { connector, call, content, pictures, key: crypto.randomUUID(), startedAt, ...more };
}

export const stepNamed = ({ connector, content }: Publishing, name: string): PublishStep => {
  const found = connector.publish?.steps(content).find((step) => step.name === name);
  if (found === undefined) throw new Error(`No step ${name}.`);
  return found;
};

/** Every step up to `last`, five seconds apart. Throws unless each is accepted; answers what they answered. */
export async function resultsUpTo(
  world: LinkedinWorld,
  plan: Publishing,
  last: string,
): Promise<Readonly<Record<string, Json>>> {
  const results: Record<string, Json> = {};
  for (const step of plan.connector.publish?.steps(plan.content) ?? []) {
    if (step.name === last) return results;
    world.clock.now += 5_000;
    const outcome = await performStep(plan, step, results);
    if (outcome.kind !== 'accepted') throw new Error(`${step.name}: ${JSON.stringify(outcome)}`);
    results[step.name] = outcome.result;
  }
  return results;
}

export async function postOutcome(world: LinkedinWorld, plan: Publishing): Promise<StepOutcome> {
  return performStep(plan, stepNamed(plan, 'post'), await resultsUpTo(world, plan, 'post'));
}

export async function publishAll(world: LinkedinWorld, plan: Publishing): Promise<RemotePost> {
  const outcome = await postOutcome(world, plan);
  if (outcome.kind === 'accepted' && outcome.post !== null) return outcome.post;
  throw new Error(JSON.stringify(outcome));
}

export const deliveriesOf = async (world: RehearsalWorld, { content }: Publishing) =>
  (await world.received('linkedin')).filter(({ text }) => text === content.text);
