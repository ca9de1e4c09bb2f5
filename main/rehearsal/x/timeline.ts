/** Who the person is and what she posted: docs.x.com/x-api/users/get-posts. */
import { person } from '../people.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import type { World } from '../world.ts';
import { call, listOf } from './calls.ts';
import { chargeOnce, prices } from './money.ts';
import { invalidRequest, notFoundProblem } from './problems.ts';
import { mediaObject, mediaOfPost, type Spelling, tweetObject, userObject, type XAddresses } from './tweet.ts';
import type { XPost } from './x-state.ts';

const { id: userId } = person.x;
const sizes = { least: 5, most: 100, usual: 10 } as const;
const expansions: readonly string[] = [
  'attachments.media_keys',
  'author_id',
  'referenced_tweets.id',
  'referenced_posts.id',
];
const objectParameters: readonly string[] = [
  'expansions',
  'tweet.fields',
  'post.fields',
  'media.fields',
  'user.fields',
];
const pageParameters: readonly string[] = [
  'max_results',
  'pagination_token',
  'since_id',
  'until_id',
  'start_time',
  'end_time',
  'exclude',
];

export function timelineRoutes(world: World, at: XAddresses): readonly Route[] {
  const scopes = ['tweet.read', 'users.read'];
  return [
    call(world, 'GET', '/2/users/me', { scopes, limit: 75 }, (incoming) => showMe(world, incoming)),
    call(world, 'GET', '/2/users/:id/tweets', { scopes, limit: 900 }, (incoming) => listPosts(world, at, incoming)),
    call(world, 'GET', '/2/tweets', { scopes, limit: 5000 }, (incoming) => lookUp(world, at, incoming)),
    call(world, 'GET', '/2/tweets/:id', { scopes, limit: 900 }, (incoming) => showOne(world, at, incoming)),
  ];
}

function allowOnly(incoming: Incoming, allowed: readonly string[]): void {
  const unknown = [...incoming.url.searchParams.keys()].find((name) => !allowed.includes(name));
  if (unknown === undefined) return;
  const message = `The query parameter [${unknown}] is not one of [${allowed.join(',')}]`;
  throw new Refusal(invalidRequest(message, { [unknown]: [incoming.url.searchParams.get(unknown) ?? ''] }));
}

function showMe(world: World, incoming: Incoming): Answer {
  allowOnly(incoming, ['user.fields', 'expansions', 'tweet.fields']);
  const data = userObject(world, listOf(incoming, 'user.fields'));
  chargeOnce(world, prices.userRead, [`user ${userId}`]);
  return json(200, { data });
}

/** Newest first. */
const ownPosts = (world: World): readonly XPost[] =>
  world.store.state().x.posts.toSorted((one, other) => Number(BigInt(other.id) - BigInt(one.id)));

function listPosts(world: World, at: XAddresses, incoming: Incoming): Answer {
  allowOnly(incoming, [...objectParameters, ...pageParameters]);
  const asked = incoming.params['id'] ?? '';
  if (asked !== userId) return json(200, { errors: [{ ...notFoundProblem(asked), resource_type: 'user' }] });
  const query = incoming.url.searchParams;
  const size = Number(query.get('max_results') ?? sizes.usual);
  if (!Number.isInteger(size) || size < sizes.least || size > sizes.most)
    return invalidRequest(`The \`max_results\` query parameter value [${size}] is not between 5 and 100`);
  const found = ownPosts(world).filter(within(incoming));
  const before = query.get('pagination_token');
  const rest = before === null ? found : found.filter(({ id }) => BigInt(id) < idIn(before));
  const shown = rest.slice(0, size);
  const [newest, oldest] = [shown[0], shown.at(-1)];
  if (newest === undefined || oldest === undefined) return json(200, { meta: { result_count: 0 } });
  const next = rest.length > size ? { next_token: tokenOf(oldest) } : {};
  const meta = { result_count: shown.length, newest_id: newest.id, oldest_id: oldest.id, ...next };
  return json(200, { ...objects(world, at, shown, incoming), meta });
}

const tokenOf = ({ id }: XPost): string => `7140${BigInt(id).toString(36)}`;

/** Throws a Refusal when the token is none of ours. */
function idIn(token: string): bigint {
  const digits = /^7140([a-z0-9]+)$/.exec(token)?.[1];
  if (digits === undefined)
    throw new Refusal(invalidRequest(`The \`pagination_token\` query parameter value [${token}] is not valid`));
  return Array.from(digits).reduce((value, digit) => value * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}

/** Throws a Refusal for ids and times that are none. */
function within(incoming: Incoming): (post: XPost) => boolean {
  const query = incoming.url.searchParams;
  const [since, until] = [idOf(query, 'since_id'), idOf(query, 'until_id')];
  const [start, end] = [timeOf(query, 'start_time'), timeOf(query, 'end_time')];
  const excluded = listOf(incoming, 'exclude');
  const unknown = excluded.find((name) => name !== 'replies' && name !== 'retweets');
  if (unknown !== undefined)
    throw new Refusal(
      invalidRequest(`The \`exclude\` query parameter value [${unknown}] is not one of [replies,retweets]`),
    );
  return ({ id, createdAt, replyTo, kind }) =>
    (since === null || BigInt(id) > since) &&
    (until === null || BigInt(id) < until) &&
    (start === null || createdAt >= start) &&
    (end === null || createdAt < end) &&
    !(excluded.includes('replies') && replyTo !== null) &&
    !(excluded.includes('retweets') && kind === 'boost');
}

function idOf(query: URLSearchParams, name: string): bigint | null {
  const value = query.get(name);
  if (value === null) return null;
  if (/^\d{1,19}$/.test(value)) return BigInt(value);
  throw new Refusal(invalidRequest(`The \`${name}\` query parameter value [${value}] is not valid`));
}

function timeOf(query: URLSearchParams, name: string): number | null {
  const value = query.get(name);
  if (value === null) return null;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value)) return Date.parse(value);
  throw new Refusal(invalidRequest(`The \`${name}\` query parameter value [${value}] is not a valid RFC3339 date`));
}

function lookUp(world: World, at: XAddresses, incoming: Incoming): Answer {
  allowOnly(incoming, [...objectParameters, 'ids']);
  const ids = listOf(incoming, 'ids');
  if (ids.length === 0 || ids.length > 100) return invalidRequest('`ids` must have between 1 and 100 entries', { ids });
  const found = ownPosts(world).filter(({ id }) => ids.includes(id));
  const missing = ids.filter((id) => !found.some((post) => post.id === id)).map(notFoundProblem);
  const errors = missing.length > 0 ? { errors: missing } : {};
  return json(200, { ...(found.length > 0 && objects(world, at, found, incoming)), ...errors });
}

function showOne(world: World, at: XAddresses, incoming: Incoming): Answer {
  allowOnly(incoming, objectParameters);
  const id = incoming.params['id'] ?? '';
  const post = ownPosts(world).find((one) => one.id === id);
  if (post === undefined) return json(200, { errors: [{ ...notFoundProblem(id), parameter: 'id' }] });
  const { data, ...rest } = objects(world, at, [post], incoming);
  return json(200, { data: data[0], ...rest });
}

/** Posts with what was asked for of them, and their media and author beside them. Each post costs once a day. */
function objects(world: World, at: XAddresses, posts: readonly XPost[], incoming: Incoming) {
  const spelling: Spelling = incoming.url.searchParams.has('post.fields') ? 'post' : 'tweet';
  const fields = listOf(incoming, `${spelling}.fields`);
  const expanded = listOf(incoming, 'expansions');
  const unknown = expanded.find((name) => !expansions.includes(name));
  if (unknown !== undefined)
    throw new Refusal(
      invalidRequest(`The \`expansions\` query parameter value [${unknown}] is not one of [${expansions.join(',')}]`),
    );
  const data = posts.map((post) => tweetObject(world, at, post, { spelling, fields }));
  const media = posts.flatMap((post) => mediaOfPost(world, post));
  const shownMedia = media.map((one) => mediaObject(one, at, listOf(incoming, 'media.fields')));
  const users = [userObject(world, listOf(incoming, 'user.fields'))];
  const includes = {
    ...(expanded.includes('attachments.media_keys') && media.length > 0 && { media: shownMedia }),
    ...(expanded.includes('author_id') && { users }),
  };
  chargeOnce(
    world,
    prices.postRead,
    posts.map(({ id }) => `post ${id}`),
  );
  return { data, ...(Object.keys(includes).length > 0 && { includes }) };
}
