/** `www.googleapis.com/youtube/v3`: the channel, its uploads, and what may be changed of them. */
import { markDeleted } from '../deliveries.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import { scopes } from './accounts.ts';
import { badRequest, googleError, notFound } from './errors.ts';
import { readSnippet, readStatus, resourceSchema } from './metadata.ts';
import { spend } from './quota.ts';
import {
  channelParts,
  channelResource,
  playlistItem,
  playlistItemParts,
  tagged,
  uploads,
  uploadsPlaylist,
  videoParts,
  videoResource,
  type Looking,
} from './resources.ts';
import { requireGrant } from './tokens.ts';
import type { YoutubeVideo } from './youtube-state.ts';

const mayRead = [scopes.readonly, scopes.forceSsl, scopes.whole];
const mayChange = [scopes.forceSsl, scopes.whole];
const largestPage = 50;

/** `look` answers what calls need to know; the addresses are known once all servers are started. */
export function dataRoutes(look: () => Looking): readonly Route[] {
  const call = (units: number, oneOf: readonly string[], handle: (incoming: Incoming, looking: Looking) => Answer) => {
    return (incoming: Incoming): Answer => {
      const looking = look();
      requireGrant(looking.world, incoming, oneOf);
      spend(looking.world, { units });
      return handle(incoming, looking);
    };
  };
  const list = (handle: (incoming: Incoming, looking: Looking) => Answer) =>
    call(1, mayRead, (incoming, looking) => unlessUnchanged(incoming, handle(incoming, looking)));
  const path = '/youtube/v3/videos';
  return [
    { method: 'GET', path: '/youtube/v3/channels', handle: list(listChannels) },
    { method: 'GET', path: '/youtube/v3/playlistItems', handle: list(listUploads) },
    { method: 'GET', path, handle: list(listVideos) },
    { method: 'PUT', path, handle: call(50, mayChange, update) },
    { method: 'DELETE', path, handle: call(50, mayChange, remove) },
  ];
}

/** 304 to whoever has this very answer. */
function unlessUnchanged({ headers }: Incoming, answer: Answer): Answer {
  const etag = answer.headers?.['etag'];
  return etag !== undefined && headers['if-none-match'] === etag
    ? { status: 304, headers: { etag }, body: '' }
    : answer;
}

export function readParts({ url }: Incoming, known: readonly string[]): readonly string[] {
  const parts = url.searchParams.getAll('part').flatMap((part) => part.split(','));
  if (parts.length === 0)
    throw new Refusal(badRequest('missingRequiredParameter', 'No parts specified for the part parameter.'));
  const unknown = parts.find((part) => !known.includes(part));
  if (unknown !== undefined) throw new Refusal(badRequest('unknownPart', `'${unknown}'`));
  return parts;
}

function page(kind: string, items: readonly object[], total: number, nextPageToken?: string): Answer {
  const body = tagged(kind, {
    ...(nextPageToken !== undefined && { nextPageToken }),
    pageInfo: { totalResults: total, resultsPerPage: items.length },
    items,
  });
  return json(200, body, { etag: String(body['etag']) });
}

function listChannels(incoming: Incoming, looking: Looking): Answer {
  const parts = readParts(incoming, channelParts);
  if (incoming.url.searchParams.get('mine') !== 'true')
    return badRequest('missingRequiredParameter', 'No filter selected. Expected one of: mine, id');
  const hasChannel = !looking.world.moodOf('youtube').isAccountBlocked;
  return page('channelListResponse', hasChannel ? [channelResource(parts, looking)] : [], hasChannel ? 1 : 0);
}

function listUploads(incoming: Incoming, looking: Looking): Answer {
  const parts = readParts(incoming, playlistItemParts);
  const query = incoming.url.searchParams;
  if (query.get('playlistId') !== uploadsPlaylist)
    return googleError({
      code: 404,
      reason: 'playlistNotFound',
      domain: 'youtube.playlistItem',
      message: 'The playlist identified with the request’s playlistId parameter cannot be found.',
    });
  const size = Number(query.get('maxResults') ?? 5);
  if (!Number.isInteger(size) || size < 0 || size > largestPage)
    return badRequest('invalidValue', 'Invalid value for maxResults. Values must be within the range: [0, 50]');
  const start = readPageToken(query.get('pageToken'));
  const all = uploads(looking);
  const items = all
    .slice(start, start + size)
    .map((video, index) => playlistItem(video, start + index, parts, looking));
  const next = start + size < all.length ? pageToken(start + size) : undefined;
  return page('playlistItemListResponse', items, all.length, next);
}

const pageToken = (start: number): string => Buffer.from(`EAA-${start}`).toString('base64url');

function readPageToken(token: string | null): number {
  if (token === null) return 0;
  const start = Number(/^EAA-(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]);
  if (Number.isNaN(start))
    throw new Refusal(badRequest('invalidPageToken', 'The request specifies an invalid page token.'));
  return start;
}

/** Those that are there, in no order that was promised; the rest are left out without a word. */
function listVideos(incoming: Incoming, looking: Looking): Answer {
  const parts = readParts(incoming, videoParts);
  const ids = incoming.url.searchParams.getAll('id').flatMap((id) => id.split(','));
  if (ids.length === 0) return badRequest('missingRequiredParameter', 'No filter selected. Expected one of: id');
  if (ids.length > largestPage)
    return badRequest('invalidFilters', 'The request specifies an invalid filter parameter.');
  const found = uploads(looking).filter(({ id }) => ids.includes(id));
  return page(
    'videoListResponse',
    found.map((video) => videoResource(video, parts, looking)),
    found.length,
  );
}

function ownVideo({ world }: Looking, id: string | undefined | null): YoutubeVideo {
  const video = world.store.state().youtube.videos.find((candidate) => candidate.id === id);
  if (video !== undefined) return video;
  throw new Refusal(
    notFound('videoNotFound', 'The video that you are trying to change cannot be found. Check the value of the id.'),
  );
}

/** A part that is named is replaced whole: what the request leaves out of it is gone. */
function update(incoming: Incoming, looking: Looking): Answer {
  const { world } = looking;
  const parts = readParts(incoming, videoParts);
  const resource = resourceSchema.parse(readJson(incoming));
  const video = ownVideo(looking, resource.id);
  if (parts.includes('snippet')) Object.assign(video, readSnippet(resource.snippet, null));
  if (parts.includes('status')) Object.assign(video, lockedStatus(resource, looking));
  const delivery = world.store.state().deliveries.find(({ network, id }) => network === 'youtube' && id === video.id);
  if (delivery !== undefined) {
    const { title, description: text, privacyStatus: visibility } = video;
    Object.assign(delivery, { title, text, visibility });
  }
  world.store.changed();
  return json(200, videoResource(video, parts, looking));
}

/** A project that was not audited cannot lift the lock afterwards either. */
function lockedStatus(
  { status }: ReturnType<typeof resourceSchema.parse>,
  { world }: Looking,
): ReturnType<typeof readStatus> {
  const asked = readStatus(status, world.now());
  return world.store.state().youtube.isAudited ? asked : { ...asked, privacyStatus: 'private', publishAt: null };
}

function remove(incoming: Incoming, looking: Looking): Answer {
  const { world } = looking;
  const video = ownVideo(looking, incoming.url.searchParams.get('id'));
  const state = world.store.state().youtube;
  state.videos = state.videos.filter((candidate) => candidate !== video);
  markDeleted(world.store, 'youtube', video.id, world.now());
  return { status: 204, body: '' };
}
