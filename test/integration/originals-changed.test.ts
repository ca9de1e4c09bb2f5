/** Originals that change or go after they were noticed: what is not sent yet follows, and nothing false is believed. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { approve, restore } from '../../main/core/crosspost/decide.ts';
import { edit } from '../../main/core/crosspost/edit.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { createRoute } from '../../main/core/routes.ts';
import { statusOf } from '../../main/core/status.ts';
import type { SourceChange } from '../../main/rehearsal/changing.ts';
import { approveAndGo, current, type EngineWorld, newCrosspost, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf } from '../helpers/queued.ts';

const minute = 60_000;
let world: EngineWorld;
let source: AccountId;
beforeAll(async () => {
  world = await startEngineWorld();
  source = await world.link('pixelfed');
  createRoute(world.core, source, await world.link('mastodon'), 'review');
  await world.work();
});
afterAll(() => world.stop());
afterEach(() => world.networks.calm());

const aCopy = (post: { readonly text?: string } = {}): Promise<CrosspostRecord> =>
  newCrosspost(world, source, { network: 'pixelfed', ...post });
const read = () => world.core.store.read;
const remoteIdOf = ({ postId }: CrosspostRecord): string => read().post(postId)?.remoteId ?? '';
const change = (crosspost: CrosspostRecord, what: SourceChange): Promise<void> =>
  world.networks.change('pixelfed', remoteIdOf(crosspost), what);
const remove = (crosspost: CrosspostRecord): Promise<void> => world.networks.remove('pixelfed', remoteIdOf(crosspost));
/** Past the first look. */
const later = (): Promise<void> => world.pass(16 * minute);
const codesOf = (crosspost: CrosspostRecord): readonly string[] =>
  current(world, crosspost.id).notices.map(({ code }) => code);
const saidOf = ({ postId }: CrosspostRecord): readonly string[] =>
  read()
    .ledger(null, 1_000)
    .filter(({ facts }) => facts['post'] === postId && facts['crosspost'] === undefined)
    .map(({ action }) => action)
    .toReversed();

describe('looks', () => {
  test('get rarer, cost one call each, and begin anew when a copy comes out', async () => {
    const waiting = await aCopy();
    const path = `/api/v1/statuses/${remoteIdOf(waiting)}`;
    const looks = async (): Promise<number> =>
      (await world.networks.requests('pixelfed')).filter((request) => request.path === path).length;
    for (const minutes of [16, 50, 60, 240, 60, 18 * 60]) await world.pass(minutes * minute);
    // After a quarter of an hour, an hour, six and a day.
    expect(await looks()).toBe(4);
    await approveAndGo(world, current(world, waiting.id));
    await later();
    expect(await looks()).toBe(5);
    expect(statusOf(read(), { now: world.clock.now(), online: true, clockAheadMs: null, working: false }).offers).toBe(
      0,
    );
  });
});

test('what was copied nowhere is never looked at again', async () => {
  await world.networks.publish({ network: 'mastodon', text: 'No route carries this' });
  await world.pass(20 * minute);
  const looks = world
    .opened()
    .connection.prepare(`SELECT next_look_at FROM post WHERE text LIKE '%No route carries this%'`);
  expect(looks.pluck().all()).toEqual([null]);
});

describe('a copy that is not sent', () => {
  test('is made anew of the words, alt texts and warning of its original', async () => {
    const waiting = await aCopy({ text: 'Before' });
    await change(waiting, { text: 'After', altTexts: ['Other', ''], warning: 'Heights' });
    await later();
    const anew = current(world, waiting.id);
    expect(anew).toMatchObject({ state: 'waiting', content: { text: 'After', warning: 'Heights', sensitive: true } });
    expect(anew.content.pictures.map(({ altText }) => altText)).toEqual(['Other', '']);
    expect(anew.planned).toEqual(anew.content);
    expect(codesOf(waiting)).not.toContain('source_changed');
    expect(saidOf(waiting)).toEqual(['post_noticed', 'source_changed']);
    expect(read().openOffer(waiting.postId)).toBeNull();
    expect((await approveAndGo(world, anew)).state).toBe('published');
  });

  test('loses its approval with the change, and goes nowhere without a new one', async () => {
    const waiting = await aCopy();
    const scheduledAt = world.clock.now() + 60 * minute;
    world.core.store.write((write) => write.changeCrosspost(waiting.id, { from: 'waiting', scheduledAt, at: 1 }));
    approve(world.core, [waiting]);
    await change(waiting, { text: 'Other words' });
    await world.pass(120 * minute);
    expect(current(world, waiting.id)).toMatchObject({ state: 'waiting', content: { text: 'Other words' } });
    expect(read().voidedApproval(waiting.id)).toMatchObject({ voidReason: 'source_changed' });
    expect(actionsOf(world, waiting)).toEqual([
      'crosspost_planned',
      'crosspost_approved',
      'approval_voided',
      'crosspost_planned',
    ]);
    const texts = (await world.networks.received('mastodon')).map(({ text }) => text);
    expect(texts).not.toContain(waiting.content.text);
  });

  test('keeps what the person wrote, and says that the original says something else', async () => {
    const waiting = await aCopy({ text: 'Theirs' });
    edit(world.core, { id: waiting.id, text: 'My own words', altTexts: ['My own alt text', ''] });
    await change(waiting, { text: 'Theirs, later', warning: 'Heights' });
    await later();
    const anew = current(world, waiting.id);
    expect(anew).toMatchObject({
      state: 'waiting',
      content: { text: 'My own words', warning: 'Heights' },
      planned: { text: 'Theirs, later' },
    });
    expect(anew.content.pictures[0]?.altText).toBe('My own alt text');
    expect(codesOf(waiting)).toContain('source_edited');
  });

  test('is held at once when fewer people may see the original, and fits its new audience', async () => {
    const waiting = await aCopy();
    approve(world.core, [waiting]);
    await change(waiting, { visibility: 'private' });
    // The look is before the send in the lane of time: the approval is not due yet.
    world.clock.advance(1);
    world.core.store.write((write) => {
      write.setNextLook(waiting.postId, 1);
      write.setNextCheck(source, 1);
    });
    await world.work();
    // What not everyone can see is not carried unless the person says so.
    expect(current(world, waiting.id)).toMatchObject({ state: 'held', content: { audience: 'followers' } });
    expect(codesOf(waiting)).toContain('not_public');
    expect(read().voidedApproval(waiting.id)?.voidReason).toBe('source_changed');
    await world.pass(undoMs);
    expect(current(world, waiting.id).state).toBe('held');
  });

  test('stays held while the new plan cannot be made, over the end of the program', async () => {
    const waiting = await aCopy();
    await change(waiting, { text: 'Held meanwhile' });
    // The destination does not say what it takes.
    world.opened().connection.prepare("UPDATE account SET limits = NULL WHERE network = 'mastodon'").run();
    const effect = { kind: 'status5xx', status: 503 } as const;
    await world.networks.fault({ network: 'mastodon', path: '/api/v2/instance', times: 3, effect });
    await later();
    expect(codesOf(waiting)).toContain('source_changed');
    expect(current(world, waiting.id).state).toBe('held');
    world.dieAndReopen();
    await later();
    expect(current(world, waiting.id)).toMatchObject({ state: 'waiting', content: { text: 'Held meanwhile' } });
  });
});

describe('an original that is gone', () => {
  test('counts as removed when it was missed twice, and what is not sent is skipped and can be brought back', async () => {
    const waiting = await aCopy();
    await remove(waiting);
    await later();
    expect(current(world, waiting.id).state).toBe('waiting');
    expect(saidOf(waiting).at(-1)).toBe('source_missing');
    await world.pass(11 * minute);
    expect(current(world, waiting.id).state).toBe('skipped');
    expect(codesOf(waiting)).toContain('source_removed');
    expect(saidOf(waiting).at(-1)).toBe('source_removed');
    restore(world.core, [waiting.id]);
    expect(current(world, waiting.id).state).toBe('waiting');
  });

  test('was there all the time when it is found at the second look', async () => {
    const waiting = await aCopy();
    const path = `/api/v1/statuses/${remoteIdOf(waiting)}`;
    // As of a server that knows it not for a moment: the pretend one answers another id.
    world.core.store.write((write) => write.setMissing(waiting.postId, world.clock.now()));
    await later();
    expect(saidOf(waiting).at(-1)).toBe('source_back');
    expect(current(world, waiting.id).state).toBe('waiting');
    const requests = await world.networks.requests('pixelfed');
    expect(requests.some((request) => request.path === path)).toBe(true);
  });

  test('is not believed while the account cannot be read: its sign-in ended', async () => {
    const waiting = await aCopy();
    await remove(waiting);
    await world.networks.endSignIns('pixelfed', 'revoked');
    await later();
    await world.pass(120 * minute);
    expect(current(world, waiting.id).state).toBe('waiting');
    expect(saidOf(waiting)).toEqual(['post_noticed']);
    await world.link('pixelfed');
    await world.work();
  });

  test('is not believed while the account cannot be read: 503 at the post, or at the account alone', async () => {
    const waiting = await aCopy();
    await remove(waiting);
    const effect = { kind: 'status5xx', status: 503 } as const;
    await world.networks.fault({ network: 'pixelfed', path: '/api/v1/statuses/*', effect });
    await later();
    await world.networks.calm();
    await world.networks.fault({ network: 'pixelfed', path: '/api/v1/accounts/verify_credentials', effect });
    await world.pass(60 * minute);
    expect(saidOf(waiting)).toEqual(['post_noticed']);
    expect(read().account(source)?.state).toBe('working');
    expect(current(world, waiting.id).state).toBe('waiting');
  });
});
