/** Who a token is, which Pages it may use, and what it is allowed: `/me`, `/me/accounts`, `/me/permissions`. */
import { person } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { usageHeader } from '../graph/errors.ts';
import { parseFields, pick } from '../graph/fields.ts';
import { invalid, missingObject } from './answers.ts';
import { stateOf, type FacebookContext, type Page } from './facebook-context.ts';
import type { FacebookToken } from './facebook-state.ts';
import { pageToken, requireToken } from './tokens.ts';

const { id: userId, pages } = person.facebook;
const tasks = ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'];
/** What is asked for and can be declined, as the person sees it. */
const declinable = 'pages_manage_posts';

export const accountRoutes = (context: FacebookContext): readonly Route[] => [
  {
    method: 'GET',
    path: '/:id/accounts',
    handle: asUser(context, (incoming, token) => listPages(context, incoming, token)),
  },
  { method: 'GET', path: '/:id/permissions', handle: asUser(context, (_, token) => listPermissions(token)) },
  { method: 'DELETE', path: '/:id/permissions', handle: asUser(context, () => revokeAll(context)) },
];

/** These are edges of a person, not of a Page. */
function asUser(
  { world }: FacebookContext,
  answer: (incoming: Incoming, token: FacebookToken) => Answer,
): Route['handle'] {
  return async (incoming) => {
    const token = await requireToken(world, incoming);
    const id = incoming.params['id'] ?? '';
    if (token.kind !== 'user') throw invalid('Tried accessing nonexisting field on node type (Page)');
    if (id !== 'me' && id !== userId) throw missingObject(id);
    return answer(incoming, token);
  };
}

/** Only the Pages that the person chose, and each with a token of its own. */
function listPages(context: FacebookContext, incoming: Incoming, token: FacebookToken): Answer {
  const { searchParams } = incoming.url;
  const isAllowed = token.scopes.includes('pages_show_list');
  const chosen = pages.filter(({ id }) => isAllowed && token.pages.includes(id));
  const size = Math.max(1, Number(searchParams.get('limit') ?? 25) || 25);
  const after = searchParams.get('after');
  const start = after === null ? 0 : chosen.findIndex(({ id }) => cursorOf(id) === after) + 1;
  const shown = chosen.slice(start, start + size);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return json(200, { data: [] }, usageHeader(2));
  const fields = searchParams.get('fields') ?? 'access_token,category,name,id,tasks';
  const data = shown.map((page) => picked(pageObject(page, pageToken(context.world, token, page.id)), fields));
  const cursors = { before: cursorOf(first.id), after: cursorOf(last.id) };
  const next = start + size < chosen.length ? { next: nextPage(context.graph(), incoming, cursors.after) } : {};
  return json(200, { data, paging: { cursors, ...next } }, usageHeader(2));
}

const cursorOf = (id: string): string => Buffer.from(`QVFI${id}`).toString('base64url');

/** The address of the page after this one. */
export function nextPage(graph: string, incoming: Incoming, after: string): string {
  const next = new URL(incoming.url.pathname + incoming.url.search, graph);
  next.searchParams.set('after', after);
  return next.href;
}

/** Only the fields that were asked for. Throws a Refusal for one that does not exist. */
export function picked(object: Readonly<Record<string, unknown>>, fields: string): Record<string, unknown> {
  const { value, unknown } = pick(object, parseFields(fields));
  if (unknown === null) return value;
  throw invalid(`Tried accessing nonexisting field (${unknown})`);
}

export const pageObject = ({ id, name, username }: Page, accessToken: string | undefined) => ({
  id,
  name,
  username,
  access_token: accessToken,
  category: 'Photographer',
  tasks,
  picture: { data: { height: 50, width: 50, is_silhouette: true, url: '' } },
  link: undefined,
  followers_count: 1840,
  fan_count: 1795,
});

export const userObject = { id: userId, name: person.displayName };

/** A permission that was taken away later shows as declined. */
function listPermissions({ scopes }: FacebookToken): Answer {
  const granted = scopes.map((permission) => ({ permission, status: 'granted' }));
  const declined = scopes.includes(declinable) ? [] : [{ permission: declinable, status: 'declined' }];
  return json(200, { data: [...granted, ...declined] }, usageHeader(2));
}

/** Ends every token of this person in this app: the tokens of all her Pages too. */
function revokeAll(context: FacebookContext): Answer {
  for (const token of stateOf(context).tokens) token.revoked = true;
  context.world.store.changed();
  return json(200, { success: true }, usageHeader(2));
}
