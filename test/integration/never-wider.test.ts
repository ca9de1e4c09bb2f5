/** What the person allows, and what not, from the post to the network: holds and their lifting, filters, changed rules. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountId, CrosspostState, NetworkId, NoticeCode } from '../../contract/model.ts';
import { defaultAccountRules, defaultGlobalRules, defaultRouteRules, type RouteRules } from '../../contract/rules.ts';
import { approve, restore } from '../../main/core/crosspost/decide.ts';
import { resetEdit } from '../../main/core/crosspost/edit.ts';
import { carryAnyway, choosableAudiences, setAudience } from '../../main/core/crosspost/exceptions.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { setAccountRules, setGlobalRules, setRoute } from '../../main/core/rules.ts';
import type { PublishRequest } from '../../main/rehearsal/publishing.ts';
import { approveAndGo, current, publishOnSource, startEngineWorld, type EngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, openLane, type Lane } from '../helpers/queued.ts';

let world: EngineWorld;
let lane: Lane;
beforeAll(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'pixelfed', 'mastodon');
});
afterAll(() => world.stop());

const picture = { scene: 'fog-harbour', altText: 'Cranes in the fog' } as const;

/** What became of a post of the person's on its way to the lane's destination. */
async function planned(
  request: Partial<PublishRequest>,
  { source, destination }: Lane = lane,
): Promise<CrosspostRecord> {
  const network = linkedAccount(world.core, source).network as PublishRequest['network'];
  await publishOnSource(world, { pictures: [picture], network, ...request });
  await checked(source);
  const states: readonly CrosspostState[] = ['held', 'waiting', 'skipped'];
  const all = states.flatMap((state) => world.core.store.read.crosspostsTo(destination, state));
  const newest = all.toSorted((one, other) => one.id - other.id).at(-1);
  if (newest === undefined) throw new Error('Nothing was planned');
  return newest;
}

async function checked(source: AccountId): Promise<void> {
  await world.pass(Math.max(0, linkedAccount(world.core, source).nextCheckAt - world.clock.now()));
}

const codes = ({ notices }: CrosspostRecord): readonly NoticeCode[] => notices.map(({ code }) => code);
const rulesOfRoute = async (change: Partial<RouteRules>): Promise<void> => {
  setRoute(world.core, { id: lane.route, mode: 'review', paused: false, rules: { ...defaultRouteRules, ...change } });
  await world.work();
};
const received = async (network: NetworkId, text: string) =>
  (await world.networks.received(network)).filter((delivery) => delivery.text.includes(text));

test('a post for followers is held, carried after a word for it, and published for followers', async () => {
  const held = await planned({ text: 'Only for those who know me', visibility: 'private' });
  expect([held.state, ...codes(held)]).toEqual(['held', 'not_public']);
  carryAnyway(world.core, held.id, 'not_public');
  const waiting = current(world, held.id);
  expect([waiting.state, waiting.content.audience, ...codes(waiting)]).toEqual([
    'waiting',
    'followers',
    'carried_anyway',
  ]);
  expect((await approveAndGo(world, waiting)).state).toBe('published');
  const [delivery] = await received('mastodon', 'Only for those who know me');
  expect(delivery?.visibility).toBe('private');
  expect(actionsOf(world, held)).toContain('hold_lifted');
});

test('what is not held for a reason cannot be lifted, and nothing is chosen that is wider', async () => {
  const { id } = await planned({ text: 'Listed nowhere', visibility: 'unlisted' });
  expect(() => carryAnyway(world.core, id, 'is_story')).toThrow('not_possible_now');
  expect(() => setAudience(world.core, id, 'public')).toThrow('not_possible_now');
  expect(() => setAudience(world.core, id, 'direct')).toThrow('not_possible_now');
  expect(choosableAudiences(world.core, world.core.store.read, current(world, id))).toEqual(['unlisted', 'followers']);
});

test('a smaller audience voids the yes, outlives a reset, and is what is published', async () => {
  const { id, contentHash } = await planned({ text: 'For fewer than I thought' });
  approve(world.core, [{ id, contentHash }]);
  setAudience(world.core, id, 'followers');
  expect(current(world, id)).toMatchObject({ state: 'waiting', content: { audience: 'followers' } });
  expect(world.core.store.read.voidedApproval(id)?.voidReason).toBe('edited');
  resetEdit(world.core, id);
  expect((await approveAndGo(world, current(world, id))).state).toBe('published');
  const [delivery] = await received('mastodon', 'For fewer than I thought');
  expect(delivery?.visibility).toBe('private');
});

test('a rule that becomes stricter holds what waits and what was approved; a freer one lets it go', async () => {
  await rulesOfRoute({});
  setGlobalRules(world.core, {
    ...defaultGlobalRules,
    privacy: { ...defaultGlobalRules.privacy, carryNotPublic: 'yes' },
  });
  const [one, other] = [
    await planned({ text: 'Unlisted one', visibility: 'unlisted' }),
    await planned({ text: 'Unlisted two', visibility: 'unlisted' }),
  ];
  expect([one.state, other.state]).toEqual(['waiting', 'waiting']);
  approve(world.core, [{ id: other.id, contentHash: other.contentHash }]);
  setGlobalRules(world.core, defaultGlobalRules);
  // Its time comes before anything was planned again: it stays until that is done.
  await world.pass(undoMs);
  expect([current(world, one.id), current(world, other.id)].map(({ state }) => state)).toEqual(['held', 'held']);
  expect(world.core.store.read.voidedApproval(other.id)?.voidReason).toBe('rules_changed');
  expect(await received('mastodon', 'Unlisted two')).toEqual([]);
  setGlobalRules(world.core, {
    ...defaultGlobalRules,
    privacy: { ...defaultGlobalRules.privacy, carryNotPublic: 'yes' },
  });
  await world.work();
  expect(current(world, one.id).state).toBe('waiting');
  setGlobalRules(world.core, defaultGlobalRules);
  await world.work();
});

test('a post with other people tagged asks, and its place is carried where the person wants it', async () => {
  const place = { name: 'Kiel', country: 'Germany' };
  const asked = await planned({ text: 'With Ada', tagged: ['ada', 'bo'], place });
  expect(asked.notices).toContainEqual({ code: 'people_tagged', level: 'warning', values: { count: 2 } });
  expect(asked.content.text).toBe('With Ada');
  setGlobalRules(world.core, {
    ...defaultGlobalRules,
    privacy: { ...defaultGlobalRules.privacy, carryPlace: 'yes', carryTagged: 'no' },
  });
  await world.work();
  expect(current(world, asked.id)).toMatchObject({ state: 'held', content: { text: 'With Ada\n📍 Kiel, Germany' } });
  setGlobalRules(world.core, defaultGlobalRules);
  await world.work();
  expect(current(world, asked.id)).toMatchObject({ state: 'waiting', content: { text: 'With Ada' } });
});

test('a filter skips a post and says why; brought back it waits, and is not put away again', async () => {
  await rulesOfRoute({ filters: { ...defaultRouteRules.filters, onlyTags: ['harbour'] } });
  const skipped = await planned({ text: 'No hashtag here' });
  expect(skipped.state).toBe('skipped');
  expect(skipped.notices).toContainEqual({
    code: 'filtered_out',
    level: 'info',
    values: { rule: 'only_tags', value: 'harbour' },
  });
  expect(actionsOf(world, skipped)).toEqual(['crosspost_filtered']);
  restore(world.core, [skipped.id]);
  await rulesOfRoute({ filters: { ...defaultRouteRules.filters, onlyTags: ['harbour', 'sea'] } });
  expect(current(world, skipped.id).state).toBe('waiting');
  expect((await planned({ text: 'A #Harbour' })).state).toBe('waiting');
  await rulesOfRoute({});
});

test('a hashtag in the caption keeps a post away, and is in no copy', async () => {
  expect((await planned({ text: 'Not there #nomastodon' })).state).toBe('skipped');
  const there = await planned({ text: 'There it is #nobluesky' });
  expect([there.state, there.content.text]).toEqual(['waiting', 'There it is']);
});

test('a story is noticed, held, and carried only when the person says so', async () => {
  const stories = await openLane(world, 'instagram', 'bluesky');
  const held = await planned({ text: '', isStory: true }, stories);
  expect([held.state, codes(held).includes('is_story')]).toEqual(['held', true]);
  carryAnyway(world.core, held.id, 'is_story');
  expect((await approveAndGo(world, current(world, held.id))).state).toBe('published');
  await checked(stories.source);
  expect(world.core.store.read.crosspostsTo(stories.destination, 'held')).toEqual([]);
});

test('what the person says of a profile that may be private is what its originals count as', async () => {
  const threads = await openLane(world, 'threads', 'bluesky');
  const asked = await planned({ text: 'Perhaps private' }, threads);
  expect([asked.state, codes(asked).includes('audience_not_told')]).toEqual(['waiting', true]);
  setAccountRules(world.core, threads.source, { ...defaultAccountRules, originals: 'public' });
  await world.work();
  expect(codes(current(world, asked.id))).not.toContain('audience_not_told');
  setAccountRules(world.core, threads.source, { ...defaultAccountRules, originals: 'followers' });
  await world.work();
  expect(current(world, asked.id).state).toBe('held');
  expect(codes(current(world, asked.id))).toEqual(expect.arrayContaining(['not_public', 'audience_cannot_be_kept']));
});

test('rules that changed before the program ended are looked after by the next one', async () => {
  const { id } = await planned({ text: 'With Bo', tagged: ['bo'] });
  setRoute(world.core, {
    id: lane.route,
    mode: 'review',
    paused: false,
    rules: { ...defaultRouteRules, privacy: { carryTagged: 'no' } },
  });
  world.dieAndReopen();
  await world.work();
  expect(current(world, id).state).toBe('held');
});
