/** A video on its way to the pretend YouTube, watched at the door of this machine. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Content, ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Json } from '../../contract/json.ts';
import type { AccountCall, Connector, FindOutcome, StepOutcome } from '../../main/core/ports/network.ts';
import type { Log } from '../../main/core/ports/system.ts';
import { connectors } from '../../main/networks/registry.ts';
import { person } from '../../main/rehearsal/people.ts';
import { contentOf, linkAccount, type LinkedAccount, performStep, type Publishing } from './network-account.ts';
import { consentInRehearsal, type RehearsalWorld } from './rehearsal-world.ts';

/** What a request to the upload session said of its bytes. */
export interface SeenPut {
  readonly range: string;
  readonly authorization: string | null;
}
export interface WatchedYoutube {
  readonly connector: Connector;
  readonly link: () => Promise<LinkedAccount>;
  /** Every request to an upload session, in order. */
  readonly puts: SeenPut[];
  /** Everything that was asked: `METHOD /path`. */
  readonly asked: string[];
  readonly logged: string[];
  /** Called before each chunk goes out, with how many went before. */
  onChunk: (count: number) => Promise<void>;
}

/** The connector on the world's networks, behind a door that notes what goes through. */
export function watchedYoutube(world: RehearsalWorld, now: () => number): WatchedYoutube {
  const logged: string[] = [];
  const note: Log['info'] = (message, facts) => void logged.push(`${message} ${JSON.stringify(facts ?? null)}`);
  const watched: Pick<WatchedYoutube, 'puts' | 'asked' | 'onChunk'> = { puts: [], asked: [], onChunk: async () => {} };
  let chunks = 0;
  const watching: typeof fetch = async (input, init) => {
    const request = input instanceof Request ? input : new Request(input);
    const { pathname } = new URL(request.url);
    watched.asked.push(`${request.method} ${pathname}`);
    const range = request.headers.get('content-range');
    if (range !== null) {
      watched.puts.push({ range, authorization: request.headers.get('authorization') });
      if (!range.startsWith('bytes */')) {
        chunks += 1;
        await watched.onChunk(chunks - 1);
      }
    }
    return fetch(input, init);
  };
  const { addresses } = world.rehearsal;
  const log = { info: note, warn: note, error: note };
  const connector = connectors({ fetch: watching, log, now, addresses, allowLoopbackHttp: true }).get('youtube');
  if (connector === undefined) throw new Error('No YouTube.');
  const link = () => linkAccount(connector, '', (url) => consentInRehearsal(url, person.youtube.handle));
  return Object.assign(watched, { connector, link, logged });
}

export interface TestVideo {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly video: ContentVideo;
}

/** The beginning of an MP4, and chance behind it: YouTube looks no further before it works on a file. */
export function testVideo(sizeBytes: number): TestVideo {
  const bytes = Buffer.from(randomBytes(sizeBytes));
  bytes.write('\0\0\0\u0018ftypmp42', 0, 'latin1');
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const more = { mimeType: 'video/mp4', sizeBytes, width: 1080, height: 1920, durationMs: 4000, altText: '' };
  return { bytes, video: { mediaId: 1 as MediaId, sha256, ...more } };
}

export interface VideoPublishing extends Publishing {
  readonly results: Record<string, Json>;
}
export function videoPublishing(
  connector: Connector,
  call: AccountCall,
  { bytes, video }: TestVideo,
  startedAt: number,
  more: Partial<Content> = {},
): VideoPublishing {
  const content = contentOf('Four minutes of fog.\n\n#fog', [], { title: `Fog ${randomUUID()}`, video, ...more });
  const file = new Blob([bytes], { type: video.mimeType });
  return { connector, call, content, pictures: [], video: file, key: randomUUID(), startedAt, results: {} };
}

/** One step by its name, its result kept for the next. */
export async function performNamed(publishing: VideoPublishing, name: string): Promise<StepOutcome> {
  const step = publishing.connector.publish?.steps(publishing.content).find((one) => one.name === name);
  if (step === undefined) throw new Error(`No step ${name}.`);
  const outcome = await performStep(publishing, step, publishing.results);
  if (outcome.kind === 'accepted') publishing.results[name] = outcome.result;
  return outcome;
}

export async function findVideo(
  { connector, call, content, results, key, startedAt }: VideoPublishing,
  isKnown: (remoteId: string) => boolean = () => false,
): Promise<FindOutcome> {
  const step = connector.publish?.steps(content).at(-1);
  if (step === undefined || connector.publish === undefined) throw new Error('YouTube publishes.');
  return connector.publish.find({ step, results, content, key, startedAt, isKnown }, call);
}
