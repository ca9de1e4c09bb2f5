/** Reading: a Page's posts page by page, single objects, and the pages that permalinks lead to. */
import { postPage } from '../page.ts';
import { person } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { parseFields } from '../graph/fields.ts';
import { nextPage, pageObject, picked, userObject } from './accounts.ts';
import { invalid, missingObject } from './answers.ts';
import { photosOf, postObject, videoObject } from './entities.ts';
import { asPage, onPage, pageOf, stateOf, type FacebookContext } from './facebook-context.ts';
import { type FacebookPost, type FacebookState, isOut } from './facebook-state.ts';
import { requireToken } from './tokens.ts';

const defaultPageSize = 25;
const largestPage = 100;
/** A photo that no post has is kept for a day, a video that was never finished too. */
export const unpublishedLifeMs = 86_400_000;
const reading = { scope: 'pages_read_engagement', writes: false };

export function listingRoutes(context: FacebookContext): readonly Route[] {
  const list = onPage(context, reading, (incoming, page) => listPosts(context, incoming, page.id));
  return [
    { method: 'GET', path: '/:id/published_posts', handle: list },
    { method: 'GET', path: '/:id/feed', handle: list },
    { method: 'GET', path: '/:id', handle: (incoming) => showObject(context, incoming) },
  ];
}

/** What Graph finds under an id: posts that are out, and uploads that were not forgotten. */
export function findObject(state: FacebookState, id: string, now: number) {
  const isKept = (upload: { readonly createdAt: number }) => now - upload.createdAt < unpublishedLifeMs;
  return {
    post: state.posts.find((post) => post.id === id && isOut(state, post, now)),
    photo: state.photos.find((photo) => photo.id === id && (photo.postId !== null || isKept(photo))),
    video: state.videos.find((video) => video.id === id && (video.finishedAt !== null || isKept(video))),
  };
}

async function showObject(context: FacebookContext, incoming: Incoming): Promise<Answer> {
  const token = await requireToken(context.world, incoming);
  const asked = incoming.params['id'] ?? '';
  const id = asked === 'me' ? (token.pageId ?? person.facebook.id) : asked;
  const fields = incoming.url.searchParams.get('fields') ?? '';
  if (id === person.facebook.id && token.kind === 'user') return json(200, picked(userObject, fields || 'id,name'));
  const page = pageOf(id);
  if (page !== undefined) {
    const show = () => json(200, picked(pageObject(page, undefined), fields || 'id,name'));
    return asPage(context, incoming, { ...reading, pageId: page.id }, show);
  }
  const { now } = context.world;
  const { post, photo, video } = findObject(stateOf(context), id, now());
  const pageId = post?.pageId ?? photo?.pageId ?? video?.pageId;
  if (pageId === undefined) throw missingObject(id);
  return asPage(context, incoming, { ...reading, pageId }, () => {
    if (post !== undefined)
      return json(200, picked(postObject(context, post, parseFields(fields)), fields || 'id,message,created_time'));
    if (video !== undefined) return json(200, picked(videoObject(video, now()), fields || 'id'));
    return json(200, picked({ id }, fields || 'id'));
  });
}

/** Newest first; what is not out yet is in no list. `limit` above a hundred is an error. */
function listPosts(context: FacebookContext, incoming: Incoming, pageId: string): Answer {
  const query = incoming.url.searchParams;
  const size = Number(query.get('limit') ?? defaultPageSize);
  if (!Number.isInteger(size) || size < 1 || size > largestPage) throw invalid('The limit must not exceed 100');
  const posts = postsNewestFirst(context, pageId);
  const start = query.has('after') ? positionOf(posts, query.get('after')) + 1 : 0;
  const shown = posts.slice(start, start + size);
  const fields = query.get('fields') ?? 'created_time,message,id';
  const tree = parseFields(fields);
  const data = shown.map((post) => picked(postObject(context, post, tree), fields));
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return json(200, { data: [] });
  const cursors = { before: cursorOf(first), after: cursorOf(last) };
  const next = start + size < posts.length ? { next: nextPage(context.graph(), incoming, cursors.after) } : {};
  return json(200, { data, paging: { cursors, ...next } });
}

const cursorOf = ({ id }: FacebookPost): string => Buffer.from(`QVFI${id}`).toString('base64url');

function positionOf(posts: readonly FacebookPost[], cursor: string | null): number {
  const position = posts.findIndex((post) => cursorOf(post) === cursor);
  if (position < 0) throw invalid('Invalid cursors values');
  return position;
}

function postsNewestFirst(context: FacebookContext, pageId: string): readonly FacebookPost[] {
  const [state, now] = [stateOf(context), context.world.now()];
  return state.posts
    .filter((post) => post.pageId === pageId && post.isPublished && isOut(state, post, now))
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}

/** The page of a post, where its permalink leads, by the post's own number or the whole id. */
export function permalinkRoutes(context: FacebookContext): readonly Route[] {
  const show = ({ params }: Incoming): Answer => {
    const id = params['post'] === undefined ? params['page'] : `${params['page']}_${params['post']}`;
    const post = stateOf(context).posts.find((candidate) => candidate.id === id);
    const page = pageOf(post?.pageId ?? '');
    if (post === undefined || page === undefined)
      return { status: 404, body: "This content isn't available right now" };
    const pictures = photosOf(context, post).map((photo) => ({
      src: context.photoAddress(photo),
      altText: photo.altText,
    }));
    const { name, username } = page;
    return postPage({
      network: 'Facebook',
      name,
      handle: username,
      text: post.message,
      warning: '',
      at: post.createdAt,
      pictures,
    });
  };
  return [
    { method: 'GET', path: '/:page/posts/:post', handle: show },
    { method: 'GET', path: '/:page', handle: show },
  ];
}
