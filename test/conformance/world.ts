/**
 * What every network is put to the test in: the real core on a real database, the network's pretend server, and an account
 * that is linked there. Crossposts are put into the queue as if they had been planned; what follows is the core's own doing.
 */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type {
  AccountId,
  AccountLimits,
  Content,
  CrosspostId,
  NetworkId,
  RouteId,
  Sha256,
} from '../../contract/model.ts';
import { approve, undoMs } from '../../main/core/crosspost/decide.ts';
import { contentHash } from '../../main/core/crosspost/content.ts';
import { publishCrosspost } from '../../main/core/crosspost/publish.ts';
import { settleCrosspost } from '../../main/core/crosspost/settle.ts';
import { callFor, linkedAccount } from '../../main/core/core.ts';
import type { AccountCall, Connector } from '../../main/core/ports/network.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { Log, PictureFile, VideoFile } from '../../main/core/ports/system.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { createRoute } from '../../main/core/routes.ts';
import { type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { type FileServer, startFileServer } from '../helpers/file-server.ts';
import { aContent } from '../helpers/records.ts';
import { grownTo, sampleVideo } from '../helpers/videos.ts';
import { tickingClock } from './clock.ts';

export const kinds = ['text', 'picture', 'carousel', 'video', 'thread'] as const;
export type Kind = (typeof kinds)[number];

export interface ConformanceWorld {
  readonly id: NetworkId;
  readonly engine: EngineWorld;
  /** Where public addresses of files begin. */
  readonly filesBase: string;
  readonly connector: Connector;
  readonly limits: () => AccountLimits;
  /** A call on behalf of the linked account. */
  readonly call: (signal?: AbortSignal) => AccountCall;
  /** Links the account anew where its sign-in has ended. */
  readonly ensureLinked: () => Promise<void>;
  /** Some time later an approved crosspost, due now, and the word by which its delivery is known. */
  readonly approved: (kind: Kind) => Promise<{ readonly id: CrosspostId; readonly marker: string }>;
  /** Lets the core go on, time passing as it must, until nothing more happens by itself. */
  readonly settle: (id: CrosspostId, signal?: AbortSignal) => Promise<CrosspostRecord>;
  /** One job of the core, whatever is next. */
  readonly oneJob: (id: CrosspostId, signal?: AbortSignal) => Promise<CrosspostRecord>;
  /** What reached the network since it was approved and was not deleted again: a draft has no words to know it by. */
  readonly arrived: (marker: string) => Promise<readonly Delivery[]>;
  /** What is sealed for the account: tokens, secrets, keys. */
  readonly secrets: () => readonly string[];
  /** Everything that was logged so far. */
  readonly logged: () => string;
  readonly stop: () => Promise<void>;
}

/** What the account can be given, by what its network takes. */
export function kindsFor(limits: AccountLimits): readonly Kind[] {
  const can: Readonly<Record<Kind, boolean>> = {
    text: !limits.mediaRequired,
    picture: limits.pictures >= 1,
    carousel: limits.pictures >= 2,
    video: limits.video !== null,
    thread: limits.threads,
  };
  return kinds.filter((kind) => can[kind]);
}

/** A pile that the uploads in chunks need several of. */
const videoBytes = 9_000_000;
const never = new AbortController().signal;

export async function startConformanceWorld(id: NetworkId, restMs: number): Promise<ConformanceWorld> {
  const lines: string[] = [];
  const write = (message: string, facts: object = {}): void => void lines.push(`${message} ${JSON.stringify(facts)}`);
  const log: Log = { info: write, warn: write, error: write };
  const engine = await startEngineWorld({ clock: tickingClock(), log });
  const files = await startFileServer();
  let account = await engine.link(id);
  const source = await engine.link(id === 'mastodon' ? 'pixelfed' : 'mastodon');
  const route = createRoute(engine.core, source, account, 'review').id;
  const { core, networks } = engine;
  const secrets = new Set<string>();
  /** How many deliveries there were before a crosspost. */
  const before = new Map<string, number>();
  const noteSecrets = async (): Promise<void> => {
    for (const secret of await sealedSecrets(engine, account)) secrets.add(secret);
  };
  await noteSecrets();
  const connector = networks.connector(id);
  const limits = (): AccountLimits => {
    const known = linkedAccount(core, account).limits;
    if (known === null) throw new Error(`${id} does not say what it takes`);
    return known;
  };
  const current = (crosspost: CrosspostId): CrosspostRecord => {
    const found = core.store.read.crosspost(crosspost);
    if (found === null) throw new Error(`No crosspost ${crosspost}`);
    return found;
  };
  const oneJob = async (crosspost: CrosspostId, signal = never): Promise<CrosspostRecord> => {
    const { state, dueAt } = current(crosspost);
    engine.clock.advance(Math.max(0, (dueAt ?? 0) - engine.clock.now()));
    if (state === 'unknown') await settleCrosspost(core, crosspost, signal);
    else await publishCrosspost(core, crosspost, signal);
    return current(crosspost);
  };
  return {
    id,
    engine,
    filesBase: files.url,
    connector,
    limits,
    call: (signal = never) => callFor(core, linkedAccount(core, account), signal),
    ensureLinked: async () => {
      if (linkedAccount(core, account).state === 'working') return;
      account = await engine.link(id);
      await noteSecrets();
    },
    approved: async (kind) => {
      engine.clock.advance(restMs);
      const made = await approvedCrosspost({ engine, files, source, account, route, limits: limits() }, kind);
      before.set(made.marker, (await networks.received(id)).length);
      return made;
    },
    oneJob,
    settle: async (crosspost, signal) => {
      for (let round = 0; round < 200; round += 1) {
        const { state, dueAt } = current(crosspost);
        const goesOn = state === 'approved' || state === 'publishing' || (state === 'unknown' && dueAt !== null);
        if (!goesOn) return current(crosspost);
        await oneJob(crosspost, signal);
      }
      throw new Error(`The crosspost never comes to rest: ${JSON.stringify(current(crosspost).problem)}`);
    },
    arrived: async (marker) =>
      (await networks.received(id)).slice(before.get(marker)).filter(({ deletedAt }) => deletedAt === null),
    secrets: () => [...secrets],
    logged: () => lines.join('\n'),
    stop: async () => {
      await engine.stop();
      await files.close();
    },
  };
}

/** The values of the sealed document whose names say that nobody may see them. */
async function sealedSecrets({ core }: EngineWorld, id: AccountId): Promise<readonly string[]> {
  const secret = core.store.read.secret(id);
  return secret === null ? [] : secretsIn(JSON.parse(await core.sealer.open(secret.ciphertext)));
}

function secretsIn(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isSecret = typeof inner === 'string' && inner.length >= 12 && /token$|secret|jwt|^d$/i.test(name);
    return isSecret ? [inner as string] : secretsIn(inner);
  });
}

interface Making {
  readonly engine: EngineWorld;
  readonly files: FileServer;
  readonly source: AccountId;
  readonly account: AccountId;
  readonly route: RouteId;
  readonly limits: AccountLimits;
}

async function approvedCrosspost(
  making: Making,
  kind: Kind,
): Promise<{ readonly id: CrosspostId; readonly marker: string }> {
  const { engine, source, account, route } = making;
  const { core, clock } = engine;
  const marker = `w${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const { content, post } = await contentOf(making, kind, marker);
  const destination = linkedAccount(core, account);
  const hash = contentHash(content, destination);
  const id = core.store.write((write) => {
    const at = clock.now();
    const postId = write.addPost(
      source,
      { ...post, remoteId: marker, url: `https://pixels.example/p/${marker}`, publishedAt: at },
      false,
      at,
    );
    if (postId === null) throw new Error('Every post is new');
    for (const [index, media] of write.media(postId).entries())
      write.setMediaFile(media.id, post.files[index] as PictureFile);
    write.setPlanned(postId, at);
    const made = {
      postId,
      routeId: route,
      accountId: account,
      state: 'waiting',
      content,
      contentHash: hash,
      notices: [],
    } as const;
    const crosspost = write.addCrosspost({ ...made, postedAt: at, at });
    if (crosspost === null) throw new Error('Every crosspost is new');
    return crosspost;
  });
  approve(core, [{ id, contentHash: hash }]);
  clock.advance(undoMs);
  return { id, marker };
}

async function contentOf({ engine, files, limits }: Making, kind: Kind, marker: string) {
  const [audience = 'public'] = limits.audiences.filter((one) => one === 'public');
  const count = kind === 'picture' ? 1 : kind === 'carousel' ? 2 : 0;
  const pictures = await Promise.all(Array.from({ length: count }, () => aPicture(engine)));
  const video = kind === 'video' ? await aVideo(engine) : null;
  const altText = limits.altText > 0 ? `What is to be seen of ${marker}` : '';
  const content: Content = aContent({
    title: limits.title === null ? null : `Harbour ${marker}`,
    text: `Autumn fog over the harbour, ${marker}`,
    thread: kind === 'thread' ? [`It lifted at ten, ${marker}`, `And came back at noon, ${marker}`] : [],
    audience,
    pictures: pictures.map(({ file }, index) => ({ mediaId: (index + 1) as never, ...file, altText })),
    video: video && { mediaId: 1 as never, ...video.file, altText },
  });
  const url = (bytes: Uint8Array, sha256: Sha256, type: string): string => {
    const path = `/${sha256}.${type.split('/')[1]}`;
    files.put(path, new Blob([new Uint8Array(bytes)], { type }));
    return `${files.url}${path}`;
  };
  const post = {
    text: content.text,
    language: 'en',
    audience: 'public',
    sensitive: false,
    warning: null,
    isReply: false,
    otherMedia: null,
    pictures: pictures.map(({ bytes, file }) => ({
      remoteId: file.sha256,
      url: url(bytes, file.sha256, file.mimeType),
      altText,
    })),
    video: video && {
      remoteId: 'video',
      url: url(video.bytes, video.file.sha256, 'video/mp4'),
      altText,
      posterUrl: null,
    },
    files: [...pictures, ...(video === null ? [] : [video])].map(({ file }) => file),
  } as const;
  return { content, post };
}

let colour = 0;
async function aPicture({ core }: EngineWorld): Promise<{ readonly bytes: Uint8Array; readonly file: PictureFile }> {
  colour += 1;
  const background = { r: colour % 256, g: (colour >> 3) % 256, b: 90 };
  const bytes = await sharp({ create: { width: 1080, height: 1080, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const file = await core.pictures.add(bytes);
  if (file === null) throw new Error('A JPEG is a picture');
  return { bytes, file };
}

let kept: Promise<{ readonly bytes: Uint8Array; readonly file: VideoFile }> | undefined;
/** The same one each time: what is told apart is the post. */
async function aVideo({ core }: EngineWorld): Promise<{ readonly bytes: Uint8Array; readonly file: VideoFile }> {
  return (kept ??= keepVideo(core.videos));
}
async function keepVideo(videos: EngineWorld['core']['videos']) {
  const bytes = grownTo(await sampleVideo('dunes-pan'), videoBytes);
  const file = await videos.add(inPieces(bytes), bytes.byteLength);
  if (file === null) throw new Error('The sample is a video');
  return { bytes, file };
}
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 1_000_000) yield bytes.subarray(at, at + 1_000_000);
}
