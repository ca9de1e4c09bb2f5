/** `graph.instagram.com`: who the person is and what she posted. */
import { postPage } from '../page.ts';
import { person } from '../people.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import type { World } from '../world.ts';
import { graphError, missing, usageHeader } from '../graph/errors.ts';
import { parseFields, pick, type FieldTree } from '../graph/fields.ts';
import type { InstagramPost } from './instagram-state.ts';
import { requireToken } from './tokens.ts';

export interface InstagramAddresses {
  readonly www: () => string;
  readonly graph: () => string;
  readonly picture: (scene: string) => string;
}
const { id: userId, username } = person.instagram;
const defaultPageSize = 25;
const largestPage = 100;

export function mediaRoutes(world: World, at: InstagramAddresses): readonly Route[] {
  const guarded = (answer: (incoming: Incoming, id: string) => Answer) => (incoming: Incoming) => {
    const token = requireToken(world, incoming);
    if (!token.scopes.includes('instagram_business_basic'))
      return graphError({ status: 403, code: 10, message: 'Application does not have permission for this action' });
    const id = incoming.params['id'] ?? 'me';
    return answer(incoming, id === 'me' ? userId : id);
  };
  return [
    { method: 'GET', path: '/:id', handle: guarded((incoming, id) => showObject(world, at, incoming, id)) },
    { method: 'GET', path: '/:id/media', handle: guarded((incoming, id) => listMedia(world, at, incoming, id)) },
  ];
}

/** The page of a post, where its permalink leads. */
export function permalinkRoutes(world: World, at: InstagramAddresses): readonly Route[] {
  const handle = (incoming: Incoming): Answer => {
    const post = world.store
      .state()
      .instagram.posts.find(({ shortcode }) => shortcode === incoming.params['shortcode']);
    if (post === undefined) return { status: 404, body: "Sorry, this page isn't available." };
    const pictures = post.pictures.map(({ scene, altText }) => ({ src: at.picture(scene), altText }));
    return postPage({
      network: 'Instagram',
      name: person.displayName,
      handle: `@${username}`,
      text: post.caption,
      warning: '',
      at: post.publishedAt,
      pictures,
    });
  };
  return [{ method: 'GET', path: '/p/:shortcode/', handle }];
}

function showObject(world: World, at: InstagramAddresses, incoming: Incoming, id: string): Answer {
  const tree = parseFields(incoming.url.searchParams.get('fields') ?? '');
  if (id === userId) return json(200, picked(userObject(world), tree), usageHeader(3));
  const post = postsNewestFirst(world).find((candidate) => candidate.id === id);
  return post === undefined ? missing(id) : json(200, mediaObject(post, tree, at), usageHeader(3));
}

function picked(object: Readonly<Record<string, unknown>>, tree: FieldTree): Record<string, unknown> {
  const { value, unknown } = pick(object, tree);
  if (unknown === null) return value;
  throw new Refusal(
    graphError({ code: 100, type: 'IGApiException', message: `Tried accessing nonexisting field (${unknown})` }),
  );
}

const userObject = (world: World) => ({
  id: userId,
  user_id: userId,
  username,
  name: person.displayName,
  account_type: 'MEDIA_CREATOR',
  profile_picture_url: undefined,
  followers_count: 2318,
  follows_count: 204,
  media_count: world.store.state().instagram.posts.length,
});

/** Newest first. `after` and `before` are the cursors of the page before and after. */
function listMedia(world: World, at: InstagramAddresses, incoming: Incoming, id: string): Answer {
  if (id !== userId) return missing(id);
  const query = incoming.url.searchParams;
  const posts = postsNewestFirst(world);
  const size = Math.min(largestPage, Math.max(1, Number(query.get('limit') ?? defaultPageSize) || defaultPageSize));
  const start = query.has('after') ? positionOf(posts, query.get('after')) + 1 : 0;
  const shown = posts.slice(start, start + size);
  const tree = parseFields(query.get('fields') ?? '');
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return json(200, { data: [] }, usageHeader(3));
  const cursors = { before: cursorOf(first), after: cursorOf(last) };
  const next = start + size < posts.length ? { next: nextAddress(at.graph(), incoming, cursors.after) } : {};
  return json(
    200,
    { data: shown.map((post) => mediaObject(post, tree, at)), paging: { cursors, ...next } },
    usageHeader(3),
  );
}

const cursorOf = (post: InstagramPost) => Buffer.from(`QVFI${post.id}`).toString('base64url');

function positionOf(posts: readonly InstagramPost[], cursor: string | null): number {
  const position = posts.findIndex((post) => cursorOf(post) === cursor);
  if (position < 0) throw new Refusal(graphError({ code: 100, message: 'Invalid cursors values' }));
  return position;
}

/** Graph puts the caller's token into the address of the next page. */
function nextAddress(graphBase: string, incoming: Incoming, after: string): string {
  const next = new URL(incoming.url.pathname + incoming.url.search, graphBase);
  next.searchParams.set('after', after);
  return next.href;
}

const postsNewestFirst = (world: World) =>
  world.store.state().instagram.posts.toSorted((a, b) => b.publishedAt - a.publishedAt);
const timestamp = (at: number) => `${new Date(at).toISOString().slice(0, 19)}+0000`;

function mediaObject(post: InstagramPost, tree: FieldTree, at: InstagramAddresses): Record<string, unknown> {
  const [cover] = post.pictures;
  const isCarousel = post.pictures.length > 1;
  const shared = { permalink: `${at.www()}/p/${post.shortcode}/`, timestamp: timestamp(post.publishedAt) };
  const child = (picture: InstagramPost['pictures'][number]) =>
    picked(
      {
        ...shared,
        id: picture.id,
        media_type: 'IMAGE',
        media_url: at.picture(picture.scene),
        thumbnail_url: undefined,
        alt_text: picture.altText || undefined,
      },
      tree['children'] ?? { id: {} },
    );
  return picked(
    {
      ...shared,
      id: post.id,
      caption: post.caption || undefined,
      media_type: isCarousel ? 'CAROUSEL_ALBUM' : 'IMAGE',
      media_product_type: 'FEED',
      media_url: cover === undefined ? undefined : at.picture(cover.scene),
      thumbnail_url: undefined,
      shortcode: post.shortcode,
      username,
      owner: { id: userId },
      like_count: post.likes,
      comments_count: post.comments,
      is_comment_enabled: true,
      is_shared_to_feed: undefined,
      alt_text: isCarousel ? undefined : cover?.altText || undefined,
      is_ai_generated: false,
      media_audio_type: undefined,
      children: isCarousel && 'children' in tree ? { data: post.pictures.map(child) } : undefined,
    },
    tree,
  );
}
