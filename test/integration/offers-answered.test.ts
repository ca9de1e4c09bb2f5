/** What a person answers when an original changed after it was copied, on networks that can and cannot follow. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { agreeToUpdate, leaveCopies, removeCopies } from '../../main/core/crosspost/offers.ts';
import { offerView } from '../../main/core/offer-views.ts';
import { queuePage } from '../../main/core/post-views.ts';
import {
  changeOriginal,
  copyOn,
  copyTo,
  minute,
  requestsOf,
  startCopiedWorld,
  textsOn,
  update,
  yesToAll,
} from '../helpers/copied.ts';
import { current, type EngineWorld } from '../helpers/engine-world.ts';
import { actionsOf } from '../helpers/queued.ts';

const never = new AbortController().signal;
let world: EngineWorld;
beforeAll(async () => {
  world = await startCopiedWorld(['mastodon', 'bluesky', 'facebook', 'linkedin']);
});
afterAll(() => world.stop());
beforeEach(() => world.networks.forgetRequests());
afterEach(() => world.networks.calm());

describe('an original that says something else', () => {
  test('is offered copy by copy, told once to each network that can, and the others are listed until they were seen', async () => {
    const copied = await copyTo(world, 'mastodon', 'bluesky', 'facebook', 'linkedin');
    const offer = await changeOriginal(world, copied, { text: 'New words', altTexts: ['Thick fog'] });
    expect(offer).toMatchObject({
      kind: 'edited',
      answer: null,
      changed: ['text', 'alt_texts'],
      revision: { text: 'New words' },
    });
    expect(offer?.copies.map(({ network, stays }) => [network, stays])).toEqual([
      ['mastodon', null],
      ['bluesky', 'no_call'],
      ['facebook', null],
      ['linkedin', null],
    ]);
    expect(copyOn(offer, 'mastodon').after).toMatchObject({ text: 'New words', altTexts: ['Thick fog'] });
    // Where an edit changes words alone, the alt text is not promised.
    expect(copyOn(offer, 'linkedin').after).toMatchObject({ text: 'New words', altTexts: ['Fog'] });
    expect(world.core.store.read.countOffers()).toBe(1);
    const [row] = queuePage(world.core, { tab: 'published', search: '', after: null, limit: 1 }).rows;
    expect(row).toMatchObject({ postId: copied.postId, offer: 'edited' });

    const yes = yesToAll(offer);
    await update(world, copied, yes);
    for (const network of ['mastodon', 'facebook', 'linkedin'] as const)
      expect(await textsOn(world, network, copied)).toEqual(['New words']);
    const onMastodon = current(world, copyOn(offer, 'mastodon').id);
    const said = { state: 'published', content: { text: 'New words' }, dueAt: null, problem: null };
    expect(onMastodon).toMatchObject(said);
    expect(world.core.store.read.approval(onMastodon.id)).toMatchObject({
      contentHash: copyOn(offer, 'mastodon').afterHash,
      content: { text: 'New words' },
      approvedBy: 'person',
    });
    expect(actionsOf(world, onMastodon).slice(-4)).toEqual([
      'crosspost_approved',
      'attempt_started',
      'attempt_accepted',
      'crosspost_updated',
    ]);
    expect(offerView(world.core, copied.postId)).toMatchObject({
      answer: 'update',
      copies: [{ network: 'bluesky', stays: 'no_call' }],
    });
    expect(world.core.store.read.countOffers()).toBe(0);
    // Once more does nothing more.
    await update(world, copied, yes);
    expect(await requestsOf(world, 'mastodon', 'PUT')).toBe(1);
    leaveCopies(world.core, copied.postId);
    expect(offerView(world.core, copied.postId)).toBeNull();
  });

  test('takes no yes to other words than were shown, and does nothing then', async () => {
    const copied = await copyTo(world, 'mastodon');
    const shown = yesToAll(await changeOriginal(world, copied, { text: 'Shown' }));
    await changeOriginal(world, copied, { text: 'Changed once more' });
    const agree = () => agreeToUpdate(world.core, { postId: copied.postId, answer: 'update', approvals: shown });
    expect(agree).toThrow(expect.objectContaining({ problem: { code: 'approval_stale' } }));
    await world.work();
    expect(await requestsOf(world, 'mastodon', 'PUT')).toBe(0);
    const open = { answer: null, revision: { text: 'Changed once more' } };
    expect(offerView(world.core, copied.postId)).toMatchObject(open);
    leaveCopies(world.core, copied.postId);
    leaveCopies(world.core, copied.postId);
    expect(await requestsOf(world, 'mastodon', 'PUT')).toBe(0);
  });

  test('asks nothing any more when it says again what it said', async () => {
    const copied = await copyTo(world, 'mastodon');
    const before = world.core.store.read.post(copied.postId)?.text ?? '';
    expect(await changeOriginal(world, copied, { text: 'For a moment' })).not.toBeNull();
    expect(await changeOriginal(world, copied, { text: before })).toBeNull();
  });
});

describe('an original that fewer people may see', () => {
  test('is urgent; its new words go to nobody who may not see it, and the copies can be removed', async () => {
    const copied = await copyTo(world, 'mastodon', 'bluesky');
    const offer = await changeOriginal(world, copied, { text: 'For friends', visibility: 'private' });
    expect(offer).toMatchObject({ kind: 'narrowed', changed: ['text', 'audience'] });
    expect(offer?.copies.every(({ isWider, stays }) => isWider && stays !== null)).toBe(true);
    const { id, afterHash } = copyOn(offer, 'mastodon');
    const forced = afterHash === null ? [] : [{ id, contentHash: afterHash }];
    expect(forced).toHaveLength(1);
    const agree = () => agreeToUpdate(world.core, { postId: copied.postId, answer: 'update', approvals: forced });
    expect(agree).toThrow(expect.objectContaining({ problem: { code: 'not_possible_now' } }));
    expect(await removeCopies(world.core, copied.postId, never)).toHaveLength(2);
    expect(offerView(world.core, copied.postId)).toBeNull();
    expect(await textsOn(world, 'mastodon', copied)).toEqual([]);
  });
});

describe('an original that is gone', () => {
  test('has its copies removed where that can be; what could not be stays listed with the reason', async () => {
    const copied = await copyTo(world, 'mastodon', 'facebook');
    await world.networks.remove('pixelfed', copied.remoteId);
    await world.pass(16 * minute);
    expect(offerView(world.core, copied.postId)).toBeNull();
    await world.pass(11 * minute);
    expect(offerView(world.core, copied.postId)).toMatchObject({ kind: 'removed', revision: null });
    const effect = { kind: 'status429', resetInMs: 60_000 } as const;
    await world.networks.fault({ network: 'facebook', method: 'DELETE', times: 1, effect });
    expect(await removeCopies(world.core, copied.postId, never)).toHaveLength(1);
    expect(offerView(world.core, copied.postId)).toMatchObject({
      answer: 'remove',
      copies: [{ network: 'facebook', canRemove: true, problem: { code: 'rate_limited' } }],
    });
    world.clock.advance(2 * minute);
    world.dieAndReopen();
    expect(await removeCopies(world.core, copied.postId, never)).toHaveLength(1);
    expect(offerView(world.core, copied.postId)).toBeNull();
    expect(await removeCopies(world.core, copied.postId, never)).toEqual([]);
  });
});
