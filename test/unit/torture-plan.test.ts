import { expect, test } from 'vitest';
import { networkIds } from '../../contract/model.ts';
import { boundaries } from '../../main/core/boundaries.ts';
import { createBefalls, kindOfPath } from '../torture/befalls.ts';
import { planFor, textOf } from '../torture/plan.ts';

const wishes = { posts: 200, kills: 60, faults: 0.2, seed: 7 };

test('the same seed is the same plan, another one another', () => {
  expect(planFor(wishes)).toEqual(planFor(wishes));
  expect(planFor({ ...wishes, seed: 8 })).not.toEqual(planFor(wishes));
});

test('the program is ended as often as wished, and at each boundary before at any a second time', () => {
  const { lives } = planFor(wishes);
  expect(lives).toHaveLength(60);
  const named = lives.flatMap(({ ending }) => (ending.kind === 'boundary' ? [ending.at] : []));
  expect(new Set(named)).toEqual(new Set(boundaries));
  expect(planFor({ ...wishes, kills: boundaries.length }).lives.every(({ ending }) => ending.kind === 'boundary')).toBe(
    true,
  );
});

test('every post comes out once, no network is left out, and no route leads back to where it began', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const { posts, lives, routes } = planFor({ ...wishes, posts: 30, kills: 5, seed });
    expect(lives.flatMap((life) => life.posts).toSorted((left, right) => left - right)).toEqual([...posts.keys()]);
    const pairs = Object.entries(routes).flatMap(([source, to]) => to.map((network) => ({ source, network })));
    expect(new Set(pairs.map(({ network }) => network))).toEqual(new Set(networkIds));
    expect(pairs.filter(({ source, network }) => source === network)).toEqual([]);
    expect(new Set(pairs.map(({ source, network }) => `${source} ${network}`)).size).toBe(pairs.length);
  }
});

test('each sentence of a post has its marker, so that parts of a thread can be told from each other', () => {
  const [post] = planFor(wishes).posts.filter(({ isLong }) => isLong);
  const lines = textOf(post!).split('\n');
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.every((line) => line.includes(post!.marker))).toBe(true);
});

test('what befalls a request depends on the request and not on when the others come', () => {
  const asked = Array.from({ length: 400 }, (_, index) => `/api/v1/statuses/${10_000 + index}`);
  const [one, other] = [createBefalls(1, 0.2), createBefalls(1, 0.2)];
  const first = asked.map((path) => one.of('mastodon', 'GET', path));
  for (const path of asked) other.of('bluesky', 'GET', path);
  expect(asked.map((path) => other.of('mastodon', 'GET', path))).toEqual(first);
  const share = first.filter((effects) => effects.length > 0).length / asked.length;
  expect(share).toBeGreaterThan(0.14);
  expect(share).toBeLessThan(0.26);
  expect(createBefalls(1, 0).of('mastodon', 'GET', '/')).toEqual([]);
});

test('nothing befalls anyone during a pause', async () => {
  const befalls = createBefalls(1, 1);
  expect(befalls.of('x', 'POST', '/2/tweets')).toHaveLength(1);
  await befalls.pausedWhile(async () => expect(befalls.of('x', 'POST', '/2/tweets')).toEqual([]));
  expect(befalls.of('x', 'POST', '/2/tweets')).toHaveLength(1);
});

test('ids, keys and handles make no other kind of path', () => {
  expect(kindOfPath('/api/v1/statuses/109300000000000042/context')).toBe('/api/v1/statuses/*/context');
  expect(kindOfPath('/v24.0/me')).toBe('/v24.0/me');
});
