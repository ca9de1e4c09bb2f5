/** Lists of Graph: newest first, with the cursors of the page before and after. */
import { json, Refusal, type Answer, type Incoming } from '../server.ts';
import { graphError } from './errors.ts';

const defaultPageSize = 25;
const largestPage = 100;

export interface Listed<Item> {
  /** Newest first. */
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly show: (item: Item) => Record<string, unknown>;
  readonly graph: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function listPage<Item>(incoming: Incoming, { items, idOf, show, graph, headers }: Listed<Item>): Answer {
  const query = incoming.url.searchParams;
  const cursorOf = (item: Item) => Buffer.from(`QVFI${idOf(item)}`).toString('base64url');
  const asked = Number(query.get('limit') ?? defaultPageSize) || defaultPageSize;
  const size = Math.min(largestPage, Math.max(1, asked));
  const after = query.get('after');
  const position = after === null ? -1 : items.findIndex((item) => cursorOf(item) === after);
  if (after !== null && position < 0) throw new Refusal(graphError({ code: 100, message: 'Invalid cursors values' }));
  const shown = items.slice(position + 1, position + 1 + size);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return json(200, { data: [] }, headers);
  const cursors = { before: cursorOf(first), after: cursorOf(last) };
  const isLast = position + 1 + size >= items.length;
  const next = isLast ? {} : { next: nextAddress(graph, incoming, cursors.after) };
  return json(200, { data: shown.map(show), paging: { cursors, ...next } }, headers);
}

/** Graph puts the caller's token into the address of the next page. */
function nextAddress(graph: string, incoming: Incoming, after: string): string {
  const next = new URL(incoming.url.pathname + incoming.url.search, graph);
  next.searchParams.set('after', after);
  return next.href;
}

/** `2026-09-01T10:00:00+0000` */
export const graphTime = (at: number) => `${new Date(at).toISOString().slice(0, 19)}+0000`;
