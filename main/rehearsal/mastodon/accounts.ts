/** Reading: who one is, and an account's statuses page by page. */
import { postPage } from '../page.ts';
import { person } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { accountEntity, credentialEntity, mediaUrl, ownShape, statusEntity } from './entities.ts';
import type { MastodonStatus } from './mastodon-state.ts';
import { authorized, findToken, stateOf, type ServerContext } from './server-context.ts';

const defaultPageSize = 20;
const largestPage = 40;

export function accountRoutes(context: ServerContext): readonly Route[] {
  const isHer = (incoming: Incoming) => incoming.params['id'] === context.dialect.account.id;
  const notFound = () => context.dialect.refuse(404, 'Record not found');
  const page = (incoming: Incoming) => statusPage(context, incoming);
  return [
    {
      method: 'GET',
      path: '/api/v1/accounts/verify_credentials',
      handle: authorized(context, 'read:accounts', () => json(200, credentialEntity(context))),
    },
    {
      method: 'GET',
      path: '/api/v1/accounts/lookup',
      handle: ({ url }) =>
        url.searchParams.get('acct') === context.dialect.account.username
          ? json(200, accountEntity(context))
          : notFound(),
    },
    {
      method: 'GET',
      path: '/api/v1/accounts/:id',
      handle: (incoming) => (isHer(incoming) ? json(200, accountEntity(context)) : notFound()),
    },
    {
      method: 'GET',
      path: '/api/v1/accounts/:id/statuses',
      handle: (incoming) => (isHer(incoming) ? readStatuses(context, incoming) : notFound()),
    },
    {
      // Nobody follows anybody here: one's own posts are all there is to see at home.
      method: 'GET',
      path: '/api/v1/timelines/home',
      handle: authorized(context, 'read:statuses', (incoming) => listStatuses(context, incoming, true)),
    },
    { method: 'GET', path: '/:user/:id', handle: page },
    { method: 'GET', path: '/p/:user/:id', handle: page },
  ];
}

/** Without a token only what everybody sees; Pixelfed wants a token always. */
function readStatuses(context: ServerContext, incoming: Incoming): Answer | Promise<Answer> {
  if (
    findToken(context, incoming) === null &&
    incoming.headers.authorization === undefined &&
    context.dialect.network === 'mastodon'
  )
    return listStatuses(context, incoming, false);
  return authorized(context, 'read:statuses', () => listStatuses(context, incoming, true))(incoming);
}

/**
 * Newest first. `max_id` and `since_id` cut the list at its ends and keep the newest of it; `min_id` keeps those
 * directly after it (docs.joinmastodon.org/api/guidelines, pagination).
 */
function listStatuses(context: ServerContext, incoming: Incoming, isOwner: boolean): Answer {
  const query = incoming.url.searchParams;
  const size = Math.min(largestPage, Math.max(1, Number(query.get('limit') ?? defaultPageSize) || defaultPageSize));
  const fitting = stateOf(context)
    .statuses.filter((status) => (isOwner || isOpen(status)) && isWanted(status, query))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  const shown = query.has('min_id') ? fitting.slice(-size) : fitting.slice(0, size);
  return json(
    200,
    shown.map((status) => ({ ...statusEntity(context, status), ...ownShape(context, incoming, status) })),
    linkHeader(context, incoming, shown),
  );
}

const isOpen = (status: MastodonStatus) => status.visibility === 'public' || status.visibility === 'unlisted';
const isOn = (value: string | null) => value === 'true' || value === '1' || value === 'on';

function isWanted(status: MastodonStatus, query: URLSearchParams): boolean {
  const id = BigInt(status.id);
  const edge = (name: string) => BigInt(query.get(name) ?? '0');
  return (
    (!query.has('max_id') || id < edge('max_id')) &&
    id > edge('since_id') &&
    id > edge('min_id') &&
    !(isOn(query.get('exclude_replies')) && status.inReplyToId !== null) &&
    !(isOn(query.get('exclude_reblogs')) && status.isBoost) &&
    !(isOn(query.get('only_media')) && (status.mediaIds.length === 0 || status.isBoost)) &&
    !isOn(query.get('pinned'))
  );
}

function linkHeader(
  context: ServerContext,
  incoming: Incoming,
  shown: readonly MastodonStatus[],
): Readonly<Record<string, string>> {
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return {};
  const address = (name: string, id: string) => {
    const url = new URL(incoming.url.pathname + incoming.url.search, context.base());
    for (const edge of ['max_id', 'since_id', 'min_id']) url.searchParams.delete(edge);
    url.searchParams.set(name, id);
    return url.href;
  };
  return { link: `<${address('max_id', last.id)}>; rel="next", <${address('min_id', first.id)}>; rel="prev"` };
}

/** The page of a post, for a person who follows its link. */
function statusPage(context: ServerContext, incoming: Incoming): Answer {
  const state = stateOf(context);
  const status = state.statuses.find(({ id }) => id === incoming.params['id']);
  if (status === undefined) return context.dialect.refuse(404, 'Record not found');
  const pictures = state.media
    .filter(({ id, mimeType }) => status.mediaIds.includes(id) && mimeType.startsWith('image/'))
    .map((media) => ({ src: mediaUrl(context, media), altText: media.description ?? '' }));
  const handle = `@${context.dialect.account.username}`;
  return postPage({
    network: context.dialect.name,
    name: person.displayName,
    handle,
    text: status.text,
    warning: status.spoilerText,
    at: status.createdAt,
    pictures,
  });
}
