/** Where a network does not say who sees a post, its copy says so before anyone approves it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NoticeCode } from '../../contract/model.ts';
import { linkPair, newCrosspost, startEngineWorld, type EngineWorld } from '../helpers/engine-world.ts';

let world: EngineWorld;
beforeAll(async () => {
  world = await startEngineWorld();
});
afterAll(() => world.stop());

const codesFrom = async (network: 'threads' | 'pixelfed'): Promise<readonly NoticeCode[]> => {
  const { source } = await linkPair(world, network, 'mastodon');
  return (await newCrosspost(world, source, { network })).notices.map(({ code }) => code);
};

test('a copy of a post on Threads warns that the profile may be private', async () => {
  expect(await codesFrom('threads')).toContain('audience_not_told');
});

test('a copy from a network that says who sees a post needs no such word', async () => {
  expect(await codesFrom('pixelfed')).not.toContain('audience_not_told');
});
