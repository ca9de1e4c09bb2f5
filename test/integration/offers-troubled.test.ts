/** New words for published copies whose way is troubled: they are written once, and what nobody knows is read back. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { agreeToUpdate, leaveCopies } from '../../main/core/crosspost/offers.ts';
import { offerView } from '../../main/core/offer-views.ts';
import { dueNow } from '../../main/core/schedule/due.ts';
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

const never = new AbortController().signal;
let world: EngineWorld;
beforeAll(async () => {
  world = await startCopiedWorld(['mastodon', 'facebook', 'linkedin']);
});
afterAll(() => world.stop());
beforeEach(() => world.networks.forgetRequests());
afterEach(() => world.networks.calm());

test('a pause that the network asks for is waited out, and the words arrive once', async () => {
  const copied = await copyTo(world, 'mastodon');
  const offer = await changeOriginal(world, copied, { text: 'After a pause' });
  const effect = { kind: 'status429', resetInMs: 60_000 } as const;
  await world.networks.fault({ network: 'mastodon', method: 'PUT', times: 1, effect });
  await update(world, copied, yesToAll(offer));
  const waiting = copyOn(offerView(world.core, copied.postId), 'mastodon');
  expect(waiting).toMatchObject({ isGoing: true, problem: { code: 'rate_limited' } });
  await world.pass(2 * minute);
  expect(await textsOn(world, 'mastodon', copied)).toEqual(['After a pause']);
  expect(offerView(world.core, copied.postId)).toBeNull();
});

test.each(['mastodon', 'facebook', 'linkedin'] as const)(
  'on %s they are written once when the program dies between the call and the row',
  async (network) => {
    const copied = await copyTo(world, network);
    const text = `Died on ${network}`;
    const yes = yesToAll(await changeOriginal(world, copied, { text }));
    const method = network === 'mastodon' ? 'PUT' : 'POST';
    await world.networks.fault({ network, method, times: 1, effect: { kind: 'dropAfterAccept' } });
    await update(world, copied, yes);
    // As a crash leaves it: the row says that it is being sent, and nobody is at work on it.
    const { connection } = world.opened();
    const asLeft = "UPDATE attempt SET state = 'sending', ended_at = NULL, problem = NULL WHERE state = 'unknown'";
    expect(connection.prepare(asLeft).run().changes).toBe(1);
    world.dieAndReopen();
    await world.pass(minute);
    expect(await textsOn(world, network, copied)).toEqual([text]);
    const id = yes[0]?.id ?? copied.copies[0]?.id;
    if (id === undefined) throw new Error('No copy');
    expect(current(world, id)).toMatchObject({ dueAt: null, problem: null, content: { text } });
    const edits = world.core.store.read.attempts(id).filter(({ step }) => step === 'edit-1');
    // LinkedIn shows nothing: there the same change is sent once more.
    expect(edits.map(({ state }) => state)).toEqual(network === 'linkedin' ? ['absent', 'accepted'] : ['accepted']);
    expect(offerView(world.core, copied.postId)).toBeNull();
  },
);

test('words that never arrived are sent again, once it is seen that the copy has the old ones', async () => {
  const copied = await copyTo(world, 'mastodon');
  const offer = await changeOriginal(world, copied, { text: 'At the second try' });
  await world.networks.fault({
    network: 'mastodon',
    method: 'PUT',
    times: 1,
    effect: { kind: 'dropBeforeAccept' },
  });
  await update(world, copied, yesToAll(offer));
  await world.pass(2_000);
  // The first look is too early to believe it: the server may still be at it.
  expect(await requestsOf(world, 'mastodon', 'PUT')).toBe(1);
  await world.pass(minute);
  expect(await textsOn(world, 'mastodon', copied)).toEqual(['At the second try']);
  expect(await requestsOf(world, 'mastodon', 'PUT')).toBe(2);
});

test('words that were overtaken by somebody’s hand are not written over it, and that is said', async () => {
  const copied = await copyTo(world, 'mastodon');
  const offer = await changeOriginal(world, copied, { text: 'Ours' });
  await world.networks.fault({
    network: 'mastodon',
    method: 'PUT',
    times: 1,
    effect: { kind: 'dropBeforeAccept' },
  });
  await update(world, copied, yesToAll(offer));
  const [output] = world.core.store.read.outputs(copyOn(offer, 'mastodon').id);
  await world.networks.change('mastodon', output?.remoteId ?? '', { text: 'By hand' });
  await world.pass(minute);
  const told = copyOn(offerView(world.core, copied.postId), 'mastodon');
  expect(told).toMatchObject({ isGoing: false, problem: { code: 'unknown' } });
  expect(await requestsOf(world, 'mastodon', 'PUT')).toBe(1);
  leaveCopies(world.core, copied.postId);
});

test('a yes to newer words that comes while older ones are being sent is not forgotten', async () => {
  const copied = await copyTo(world, 'mastodon');
  const older = yesToAll(await changeOriginal(world, copied, { text: 'Older' }));
  await world.networks.fault({
    network: 'mastodon',
    method: 'PUT',
    times: 1,
    effect: { kind: 'holdAnswer', holdMs: 700 },
  });
  agreeToUpdate(world.core, { postId: copied.postId, answer: 'update', approvals: older });
  const [sending] = dueNow(world.core).jobs.filter(({ key }) => key.startsWith('update'));
  const sent = sending?.run(never);
  const newer = yesToAll(await changeOriginalNow(copied.remoteId, copied.postId));
  agreeToUpdate(world.core, { postId: copied.postId, answer: 'update', approvals: newer });
  await sent;
  expect(current(world, newer[0]?.id as never).content.text).toBe('Older');
  await world.work();
  expect(await textsOn(world, 'mastodon', copied)).toEqual(['Newer']);
  expect(current(world, newer[0]?.id as never)).toMatchObject({ content: { text: 'Newer' }, dueAt: null });
});

/** Only the check of the source: what is under way goes on meanwhile. */
async function changeOriginalNow(remoteId: string, postId: Parameters<typeof offerView>[1]) {
  await world.networks.change('pixelfed', remoteId, { text: 'Newer' });
  const { core } = world;
  const post = core.store.read.post(postId);
  if (post === null) throw new Error('No post');
  core.store.write((write) => {
    write.setNextLook(postId, 1);
    write.setNextCheck(post.accountId, 1);
  });
  const [check] = dueNow(core).jobs.filter(({ key }) => key === `check ${post.accountId}`);
  await check?.run(never);
  return offerView(core, postId);
}
