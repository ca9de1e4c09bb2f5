/** `open.tiktokapis.com`: who the person is, and her public videos. */
import { z } from 'zod';
import { person } from '../people.ts';
import { Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import type { World } from '../world.ts';
import { good, invalid } from './answers.ts';
import type { TiktokPost, TiktokToken } from './tiktok-state.ts';
import { guarded, notAuthorized } from './tokens.ts';

export interface TiktokAddresses {
  readonly www: () => string;
  readonly api: () => string;
}

const perMinute = 600;
const largestPage = 20;
const coverLivesMs = 6 * 3_600_000;

export const readingRoutes = (world: World, at: TiktokAddresses): readonly Route[] => [
  {
    method: 'GET',
    path: '/v2/user/info/',
    handle: guarded(world, { scope: 'user.info.basic', perMinute }, (incoming, token) =>
      showUser(world, at, incoming, token),
    ),
  },
  {
    method: 'POST',
    path: '/v2/video/list/',
    handle: guarded(world, { scope: 'video.list', perMinute }, (incoming) => listVideos(world, at, incoming)),
  },
  {
    method: 'POST',
    path: '/v2/video/query/',
    handle: guarded(world, { scope: 'video.list', perMinute }, (incoming) => queryVideos(world, at, incoming)),
  },
];

/** Only what `fields` names. Throws a Refusal for a field that does not exist, or none. */
function picked(object: Readonly<Record<string, unknown>>, incoming: Incoming): Record<string, unknown> {
  const fields = (incoming.url.searchParams.get('fields') ?? '').split(',').filter((field) => field !== '');
  const unknown = fields.find((field) => !Object.hasOwn(object, field));
  if (fields.length === 0 || unknown !== undefined) throw invalid(`Invalid fields: ${unknown ?? 'fields is required'}`);
  return Object.fromEntries(fields.map((field) => [field, object[field]]));
}

function showUser(world: World, at: TiktokAddresses, incoming: Incoming, token: TiktokToken): Answer {
  const { openId, username } = person.tiktok;
  const scopeOf: Readonly<Record<string, string>> = {
    username: 'user.info.profile',
    bio_description: 'user.info.profile',
    is_verified: 'user.info.profile',
    profile_deep_link: 'user.info.profile',
    follower_count: 'user.info.stats',
    following_count: 'user.info.stats',
    likes_count: 'user.info.stats',
    video_count: 'user.info.stats',
  };
  const user = picked(
    {
      open_id: openId,
      union_id: `union${openId}`,
      avatar_url: `${at.www()}/avatar/${username}.jpg`,
      display_name: person.displayName,
      username,
      bio_description: person.note,
      is_verified: false,
      profile_deep_link: `${at.www()}/@${username}`,
      follower_count: 4210,
      following_count: 97,
      likes_count: 38_112,
      video_count: publicVideos(world).length,
    },
    incoming,
  );
  const missing = Object.keys(user).flatMap((field) => scopeOf[field] ?? []);
  const scope = missing.find((needed) => !token.scopes.includes(needed));
  if (scope !== undefined) throw new Refusal(notAuthorized(scope));
  return good({ user });
}

/** Public, through moderation, newest first. Photo posts are not listed. */
function publicVideos(world: World): readonly TiktokPost[] {
  return world.store
    .state()
    .tiktok.posts.filter(({ kind, visibility }) => kind === 'video' && visibility === 'PUBLIC_TO_EVERYONE')
    .filter(({ shownAt }) => shownAt <= world.now())
    .toSorted((a, b) => b.publishedAt - a.publishedAt);
}

const listSchema = z.object({
  cursor: z.int().min(0).optional(),
  max_count: z.int().min(1).max(largestPage).default(10),
});

function listVideos(world: World, at: TiktokAddresses, incoming: Incoming): Answer {
  const { cursor, max_count: count } = listSchema.parse(incoming.body.length === 0 ? {} : readJson(incoming));
  const older = publicVideos(world).filter(({ publishedAt }) => cursor === undefined || publishedAt < cursor);
  const shown = older.slice(0, count);
  return good({
    videos: shown.map((post) => picked(videoObject(world, at, post), incoming)),
    cursor: shown.at(-1)?.publishedAt ?? 0,
    has_more: older.length > shown.length,
  });
}

const querySchema = z.object({ filters: z.object({ video_ids: z.array(z.string()).min(1).max(largestPage) }) });

function queryVideos(world: World, at: TiktokAddresses, incoming: Incoming): Answer {
  const { video_ids: ids } = querySchema.parse(readJson(incoming)).filters;
  const found = publicVideos(world).filter(({ id }) => ids.includes(id));
  return good({ videos: found.map((post) => picked(videoObject(world, at, post), incoming)) });
}

function videoObject(world: World, at: TiktokAddresses, post: TiktokPost): Record<string, unknown> {
  const endsAt = Math.floor((world.now() + coverLivesMs) / 1000);
  const address = `${at.www()}/@${person.tiktok.username}/video/${post.id}`;
  return {
    id: post.id,
    title: post.description,
    video_description: post.description,
    create_time: Math.floor(post.publishedAt / 1000),
    cover_image_url: `${at.www()}/cover/${post.id}.jpg?x-expires=${endsAt}`,
    share_url: `${address}?utm_campaign=tt4d_open_api&utm_source=awrehearsalkey42`,
    duration: Math.round(post.durationMs / 1000),
    height: post.height,
    width: post.width,
    like_count: post.likes,
    comment_count: Math.round(post.likes / 21),
    share_count: Math.round(post.likes / 55),
    view_count: post.likes * 14,
    embed_link: `${at.www()}/player/v1/${post.id}`,
  };
}
