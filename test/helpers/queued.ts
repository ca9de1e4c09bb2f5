/** Crossposts put into the queue as if they had been planned, for what comes after planning. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { AccountId, Content, NetworkId, Notice, RouteId } from '../../contract/model.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { contentHash } from '../../main/core/crosspost/content.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { PictureFile } from '../../main/core/ports/system.ts';
import { createRoute } from '../../main/core/routes.ts';
import { current, type EngineWorld } from './engine-world.ts';
import { aContent } from './records.ts';

/** A way from one account to another. */
export interface Lane {
  readonly world: EngineWorld;
  readonly source: AccountId;
  readonly destination: AccountId;
  readonly route: RouteId;
}

export async function openLane(world: EngineWorld, from: NetworkId, to: NetworkId): Promise<Lane> {
  const [source, destination] = [await world.link(from), await world.link(to)];
  const route = createRoute(world.core, source, destination, 'review').id;
  await world.work();
  return { world, source, destination, route };
}

export interface KeptPicture {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly file: PictureFile;
}

/** A picture unlike every other, in the picture store. */
export async function keptPicture({ core }: EngineWorld): Promise<KeptPicture> {
  const [r = 0, g = 0, b = 0] = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  const drawn = sharp({ create: { width: 640, height: 640, channels: 3, background: { r, g, b } } });
  const bytes = Buffer.from(await drawn.jpeg().toBuffer());
  const file = await core.pictures.add(bytes);
  if (file === null) throw new Error('A JPEG is a picture');
  return { bytes, file };
}

export interface Queued extends Partial<Omit<Content, 'pictures'>> {
  /** Each with the address where it lies at the source. */
  readonly pictures?: readonly { readonly file: PictureFile; readonly url: string }[];
  readonly notices?: readonly Notice[];
  readonly state?: 'waiting' | 'held';
  /** What the original says; as the copy unless given. */
  readonly original?: string;
}

export function queueCrosspost({ world, source, destination, route }: Lane, what: Queued = {}): CrosspostRecord {
  const { pictures = [], notices = [], state = 'waiting', original, ...words } = what;
  const { core, clock } = world;
  const at = clock.now();
  const id = core.store.write((write) => {
    const post = sourcePost(original ?? words.text ?? 'Autumn fog', at, pictures);
    const postId = write.addPost(source, post, false, at);
    if (postId === null) throw new Error('Every post is new');
    const media = write.media(postId);
    for (const [index, { file }] of pictures.entries()) write.setMediaFile(media[index]?.id as never, file);
    write.setPlanned(postId, at);
    const sent = media.map(({ id: mediaId, altText }, index) => ({
      mediaId,
      altText,
      ...(pictures[index]?.file as PictureFile),
    }));
    const content = aContent({ ...words, pictures: sent });
    const hash = contentHash(content, linkedAccount(core, destination), null);
    const made = { postId, routeId: route, accountId: destination, state, notices, content, contentHash: hash };
    return write.addCrosspost({ ...made, postedAt: at, at });
  });
  if (id === null) throw new Error('Every crosspost is new');
  return current(world, id);
}

function sourcePost(text: string, publishedAt: number, pictures: NonNullable<Queued['pictures']>) {
  const remoteId = randomUUID();
  return {
    remoteId,
    url: `https://source.example/p/${remoteId}`,
    text,
    language: 'en',
    audience: 'public',
    sensitive: false,
    warning: null,
    publishedAt,
    isReply: false,
    isStory: false,
    tagged: 0,
    place: null,
    pictures: pictures.map(({ url }, index) => ({
      remoteId: `${index}`,
      url,
      altText: `What is to be seen, ${index}`,
    })),
    video: null,
    otherMedia: null,
  } as const;
}

/** What was written down about a crosspost, the first first. */
export function actionsOf({ core }: EngineWorld, { id }: Pick<CrosspostRecord, 'id'>): readonly string[] {
  const about = core.store.read.ledger(null, 100_000).filter(({ facts }) => facts['crosspost'] === id);
  return about.toSorted((left, right) => left.id - right.id).map(({ action }) => action);
}
