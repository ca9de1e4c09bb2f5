import { z } from 'zod';
import type { SourceChange } from '../changing.ts';
import { person } from '../people.ts';
import type { SamplePost } from '../sample-post.ts';
import { facebookPosts } from './sample-facebook.ts';

const tokenSchema = z.object({
  token: z.string(),
  kind: z.enum(['user', 'page']),
  /** Null for a user's token. */
  pageId: z.string().nullable(),
  isLong: z.boolean(),
  scopes: z.array(z.string()),
  /** The Pages that the person chose. */
  pages: z.array(z.string()),
  createdAt: z.number(),
  /** Null for a Page's token that a long-lived user's token gave. */
  expiresAt: z.number().nullable(),
  /** Ninety days after the person was there last. */
  dataEndsAt: z.number(),
  revoked: z.boolean(),
});
const photoSchema = z.object({
  id: z.string(),
  pageId: z.string(),
  /** One of the two: drawn by us, or uploaded by an app. */
  scene: z.string().nullable(),
  sha256: z.string().nullable(),
  mimeType: z.string(),
  width: z.number(),
  height: z.number(),
  altText: z.string(),
  createdAt: z.number(),
  /** Null while no post has it: then it is gone after a day. */
  postId: z.string().nullable(),
});
const videoSchema = z.object({
  id: z.string(),
  pageId: z.string(),
  sessionId: z.string(),
  /** One of the two: a sample video, or the hash of what an app uploaded, once that is whole. */
  name: z.string().nullable(),
  sha256: z.string().nullable(),
  sizeBytes: z.number(),
  receivedBytes: z.number(),
  /** The hashes of the parts that arrived, in order. */
  parts: z.array(z.string()),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  readyAt: z.number().nullable(),
  /** Why it could not be worked on; null: it could. */
  failure: z.string().nullable(),
});
const postSchema = z.object({
  id: z.string(),
  pageId: z.string(),
  message: z.string(),
  link: z.string().nullable(),
  createdAt: z.number(),
  /** Changes with an edit and with every comment. */
  updatedAt: z.number(),
  privacy: z.enum(['EVERYONE', 'ALL_FRIENDS', 'FRIENDS_OF_FRIENDS', 'SELF', 'CUSTOM']),
  statusType: z.string(),
  photoIds: z.array(z.string()),
  videoId: z.string().nullable(),
  /** Only such a post can be edited through the API. */
  isByApp: z.boolean(),
  isPublished: z.boolean(),
  likes: z.number(),
});

export const facebookStateSchema = z.object({
  lastId: z.number(),
  tokens: z.array(tokenSchema),
  photos: z.array(photoSchema),
  videos: z.array(videoSchema),
  posts: z.array(postSchema),
});
export type FacebookState = z.infer<typeof facebookStateSchema>;
export type FacebookToken = z.infer<typeof tokenSchema>;
export type FacebookPhoto = z.infer<typeof photoSchema>;
export type FacebookVideo = z.infer<typeof videoSchema>;
export type FacebookPost = z.infer<typeof postSchema>;

export function initialFacebook(now: number): FacebookState {
  const state: FacebookState = { lastId: 0, tokens: [], photos: [], videos: [], posts: [] };
  const oldestFirst = facebookPosts.published.toSorted((a, b) => b.ageMs - a.ageMs);
  for (const sample of oldestFirst) addSample(state, sample, now - sample.ageMs);
  return state;
}

/** A number of its own that grows with time, as the ids of posts, photos and videos do. */
export function nextId(state: FacebookState, now: number): string {
  state.lastId = Math.max(state.lastId + 1, now);
  return `122${state.lastId}`;
}

const privacyOf = {
  public: 'EVERYONE',
  unlisted: 'CUSTOM',
  private: 'ALL_FRIENDS',
  direct: 'SELF',
} as const satisfies Record<NonNullable<SamplePost['visibility']>, FacebookPost['privacy']>;

/** Sample posts stand on the first of her Pages. */
export function addSample(state: FacebookState, sample: SamplePost, now: number): string {
  const [{ id: pageId }] = person.facebook.pages;
  const createdAt = Math.max(now, ...state.posts.map((post) => post.createdAt + 1));
  // A reply is a comment here: it stands in no list of posts, and only moves `updated_time` of the newest one.
  if (sample.kind === 'reply') return comment(state, createdAt);
  const id = `${pageId}_${nextId(state, now)}`;
  const shared = { pageId, createdAt, mimeType: 'image/jpeg', sha256: null, width: 0, height: 0, postId: id };
  const photos = sample.pictures.map((picture) => ({ ...shared, ...picture, id: nextId(state, now) }));
  const video =
    sample.video === undefined ? null : sampleVideo(nextId(state, now), pageId, sample.video.name, createdAt);
  state.photos.push(...photos);
  if (video !== null) state.videos.push(video);
  state.posts.push({
    id,
    pageId,
    message: sample.text,
    link: null,
    createdAt,
    updatedAt: createdAt,
    privacy: privacyOf[sample.visibility ?? 'public'],
    statusType: sample.kind === 'boost' ? 'shared_story' : statusTypeOf(photos.length, video !== null),
    photoIds: photos.map((photo) => photo.id),
    videoId: video?.id ?? null,
    isByApp: false,
    isPublished: true,
    likes: sample.likes,
  });
  return id;
}

/** A video's post is out once Facebook has worked on the video; every other at once. */
export function isOut({ videos }: FacebookState, { videoId }: FacebookPost, now: number): boolean {
  const video = videos.find(({ id }) => id === videoId);
  return video === undefined || now >= (video.readyAt ?? 0);
}

function comment(state: FacebookState, at: number): string {
  const newest = state.posts.at(-1);
  if (newest !== undefined) newest.updatedAt = at;
  return `${newest?.id ?? ''}_${nextId(state, at)}`;
}

export function statusTypeOf(photos: number, hasVideo: boolean): string {
  if (hasVideo) return 'added_video';
  return photos > 0 ? 'added_photos' : 'mobile_status_update';
}

function sampleVideo(id: string, pageId: string, name: string, at: number): FacebookVideo {
  const sizes = { sizeBytes: 0, receivedBytes: 0, parts: [], sha256: null };
  return { ...sizes, id, pageId, name, sessionId: '', createdAt: at, finishedAt: at, readyAt: at, failure: null };
}

/** On the Page itself: words and who sees them. */
export function changePost(
  state: FacebookState,
  wanted: string,
  { text, visibility, warning, altTexts }: SourceChange,
  now: number,
): boolean {
  const post = state.posts.find(({ id }) => id === wanted);
  if (post === undefined || warning !== undefined || altTexts !== undefined) return false;
  const privacy = visibility === undefined ? post.privacy : privacyOf[visibility];
  Object.assign(post, { message: text ?? post.message, privacy, updatedAt: now });
  return true;
}

export function removePost(state: FacebookState, wanted: string): boolean {
  const before = state.posts.length;
  state.posts = state.posts.filter(({ id }) => id !== wanted);
  return state.posts.length < before;
}
