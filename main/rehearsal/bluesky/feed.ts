/** What the app view would answer: the profile and the author's feed, and the page of a post. */
import { postPage } from '../page.ts';
import { person } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { signedIn } from './authentication.ts';
import type { StoredRecord } from './bluesky-state.ts';
import { stateOf, type PdsContext } from './pds-context.ts';
import { checkPost, imagesOf, videoOf } from './post-record.ts';
import { recordUri } from './repo.ts';
import { invalidRequest, xrpcError } from './xrpc.ts';

const { did, handle } = person.bluesky;
const author = { did, handle, displayName: person.displayName, labels: [], createdAt: '2023-05-01T00:00:00.000Z' };

/** The app view also knows where videos are watched. */
interface FeedContext extends PdsContext {
  readonly videoBase: () => string;
}

export function feedRoutes(context: FeedContext): readonly Route[] {
  const reading = (answer: (incoming: Incoming) => Answer) => signedIn(context, () => null, answer);
  return [
    {
      method: 'GET',
      path: '/xrpc/app.bsky.actor.getProfile',
      handle: reading((incoming) => getProfile(context, incoming)),
    },
    {
      method: 'GET',
      path: '/xrpc/app.bsky.feed.getAuthorFeed',
      handle: reading((incoming) => getAuthorFeed(context, incoming)),
    },
    { method: 'GET', path: '/profile/:handle/post/:rkey', handle: (incoming) => showPost(context, incoming) },
  ];
}

const isHer = (actor: string | null) => actor === did || actor === handle;
const posts = (context: FeedContext) =>
  stateOf(context).records.filter(({ collection }) => collection === 'app.bsky.feed.post');

function getProfile(context: FeedContext, { url }: Incoming): Answer {
  if (!isHer(url.searchParams.get('actor'))) throw invalidRequest('Profile not found');
  const counts = { followersCount: 96, followsCount: 120, postsCount: posts(context).length };
  return json(200, {
    ...author,
    description: person.note,
    ...counts,
    indexedAt: new Date(context.world.now()).toISOString(),
  });
}

/** Newest first; the cursor is the time of the last one shown. */
function getAuthorFeed(context: FeedContext, { url }: Incoming): Answer {
  const query = url.searchParams;
  if (!isHer(query.get('actor'))) throw invalidRequest('Profile not found');
  const limit = Math.min(100, Number(query.get('limit') ?? 50) || 50);
  const before = query.has('cursor') ? Date.parse(query.get('cursor') ?? '') : Infinity;
  const filter = query.get('filter');
  const fits = (record: StoredRecord) =>
    (filter !== 'posts_with_media' || picturesOf(context, record).length > 0) &&
    (filter !== 'posts_with_video' || videoView(context, record) !== null) &&
    (filter !== 'posts_no_replies' || checkPost(record.value, stateOf(context).blobs).reply === undefined);
  const shown = posts(context)
    .filter((record) => record.indexedAt < before && fits(record))
    .toSorted((a, b) => b.indexedAt - a.indexedAt)
    .slice(0, limit);
  const last = shown.at(-1);
  const cursor = last === undefined ? {} : { cursor: new Date(last.indexedAt).toISOString() };
  return json(200, { feed: shown.map((record) => ({ post: postView(context, record) })), ...cursor });
}

function picturesOf(context: FeedContext, record: StoredRecord) {
  return imagesOf(checkPost(record.value, stateOf(context).blobs)).map(({ image, alt, aspectRatio }) => {
    const query = new URLSearchParams({ did, cid: image.ref.$link });
    const address = `${context.base()}/xrpc/com.atproto.sync.getBlob?${query.toString()}`;
    return { thumb: address, fullsize: address, alt, ...(aspectRatio === undefined ? {} : { aspectRatio }) };
  });
}

function videoView(context: FeedContext, record: StoredRecord): Record<string, unknown> | null {
  const video = videoOf(checkPost(record.value, stateOf(context).blobs));
  if (video === null) return null;
  const cid = video.video.ref.$link;
  const watch = `${context.videoBase()}/watch/${encodeURIComponent(did)}/${cid}`;
  const { alt = '', aspectRatio } = video;
  const addresses = { playlist: `${watch}/playlist.m3u8`, thumbnail: `${watch}/thumbnail.jpg` };
  return { $type: 'app.bsky.embed.video#view', cid, ...addresses, alt, ...(aspectRatio && { aspectRatio }) };
}

function postView(context: FeedContext, record: StoredRecord): Record<string, unknown> {
  const images = picturesOf(context, record);
  const counts = { bookmarkCount: 0, replyCount: 0, repostCount: 0, likeCount: 0, quoteCount: 0 };
  const video = videoView(context, record);
  const shown = video ?? { $type: 'app.bsky.embed.images#view', images };
  const embed = video === null && images.length === 0 ? {} : { embed: shown };
  return {
    uri: recordUri(record),
    cid: record.cid,
    author,
    record: record.value,
    ...embed,
    ...counts,
    indexedAt: new Date(record.indexedAt).toISOString(),
    labels: [],
  };
}

function showPost(context: FeedContext, { params }: Incoming): Answer {
  const record = posts(context).find(({ rkey }) => rkey === params['rkey']);
  if (record === undefined) return xrpcError(404, 'NotFound', 'Post not found');
  const { text } = checkPost(record.value, stateOf(context).blobs);
  const pictures = picturesOf(context, record).map(({ fullsize, alt }) => ({ src: fullsize, altText: alt }));
  return postPage({
    network: 'Bluesky',
    name: person.displayName,
    handle: `@${handle}`,
    text,
    warning: '',
    at: record.indexedAt,
    pictures,
  });
}
