/** Crossposts of every kind, put into the queue as if they had been planned, and approved. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { AccountId, AccountLimits, Content, CrosspostId, RouteId, Sha256 } from '../../contract/model.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { contentHash } from '../../main/core/crosspost/content.ts';
import { linkedAccount } from '../../main/core/core.ts';
import type { PictureFile, VideoFile } from '../../main/core/ports/system.ts';
import { type EngineWorld } from '../helpers/engine-world.ts';
import { type FileServer } from '../helpers/file-server.ts';
import { aContent } from '../helpers/records.ts';
import { grownTo, sampleVideo } from '../helpers/videos.ts';

export const kinds = ['text', 'picture', 'carousel', 'video', 'thread'] as const;
export type Kind = (typeof kinds)[number];

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
export interface Making {
  readonly engine: EngineWorld;
  readonly files: FileServer;
  readonly source: AccountId;
  readonly account: AccountId;
  readonly route: RouteId;
  readonly limits: AccountLimits;
}

export async function approvedCrosspost(
  making: Making,
  kind: Kind,
): Promise<{ readonly id: CrosspostId; readonly marker: string }> {
  const { engine, source, account, route } = making;
  const { core, clock } = engine;
  const marker = `w${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const { content, post } = await contentOf(making, kind, marker);
  const destination = linkedAccount(core, account);
  const hash = contentHash(content, destination, null);
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
    isStory: false,
    tagged: 0,
    place: null,
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
