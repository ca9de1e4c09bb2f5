/** Publishing on X against the pretend one: what arrives, and what befalls each step. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { Content } from '../../contract/model.ts';
import { failureOf } from '../helpers/http-client.ts';
import { type LinkedAccount, publishWhole } from '../helpers/network-account.ts';
import { type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { aVideo, find, link, perform, performUntil, planOf, pngs, theX } from './x-setup.ts';

let world: RehearsalWorld;
let account: LinkedAccount;
let aheadMs = 0;
beforeAll(async () => {
  world = await startRehearsalWorld(() => Date.now() + aheadMs);
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.calm();
  account = await link(world);
  // A quarter of an hour is what X counts calls in.
  aheadMs += 900_001;
});

let count = 0;
/** Words that no other test has posted. */
const words = (text: string): string => `${text} ${(count += 1)}`;
const onX = async (text: string) => (await world.received('x')).filter((delivery) => delivery.text === text);
const posting = { network: 'x', method: 'POST', path: '/2/tweets', times: 1 } as const;

describe('what arrives on X', () => {
  it('is the text to the letter, with its address', async () => {
    const text = words('Salt & fog <3 “here” 🧑‍🧑‍🧒 https://example.com/a?b=1&c=2');
    const post = await publishWhole(planOf(world, account, text));
    expect(await onX(text)).toMatchObject([{ id: post.remoteId, url: post.url, visibility: 'public', media: [] }]);
  });

  it('is every picture with its bytes and its alt text, in order', async () => {
    const text = words('Three');
    const pictures = await pngs('The first, "quoted" & <marked>', '', 'The third 🌊');
    await publishWhole(planOf(world, account, text, pictures));
    expect((await onX(text))[0]?.media).toEqual(
      pictures.map(({ picture }) => ({ sha256: picture.sha256, altText: picture.altText, mimeType: 'image/png' })),
    );
  });

  it('is a picture without words', async () => {
    const pictures = await pngs(words('Alone'));
    const post = await publishWhole(planOf(world, account, '', pictures));
    const delivery = (await world.received('x')).find(({ id }) => id === post.remoteId);
    expect(delivery).toMatchObject({ text: '', media: [{ sha256: pictures[0]?.picture.sha256 }] });
  });

  it('is a video in pieces of 4 MB, byte for byte', async () => {
    const text = words('Moving');
    const { video, content } = aVideo(4_100_000);
    await publishWhole(planOf(world, account, text, [], { video: content, file: video }));
    expect((await onX(text))[0]?.media).toEqual([{ sha256: content.sha256, altText: '', mimeType: 'video/mp4' }]);
  });

  it('is a thread, each part a reply to the one before', async () => {
    const [one, two, three] = [words('One'), words('Two'), words('Three')];
    const first = await publishWhole(planOf(world, account, one, [], { thread: [two, three] }));
    const [second] = await onX(two);
    expect(second).toMatchObject({ replyTo: first.remoteId });
    expect(await onX(three)).toMatchObject([{ replyTo: second?.id }]);
  });

  it('goes on with a thread at the part that was refused', async () => {
    const [one, two, three] = [words('One'), words('Two'), words('Three')];
    const plan = planOf(world, account, one, [], { thread: [two, three] });
    await performUntil(plan, 'part-2');
    await world.fault({ ...posting, effect: { kind: 'status429', resetInMs: 60_000 } });
    expect(await perform(plan, 'part-2')).toMatchObject({ kind: 'refused', problem: { code: 'rate_limited' } });
    aheadMs += 61_001;
    expect(await perform(plan, 'part-2')).toMatchObject({ kind: 'accepted' });
    expect(await perform(plan, 'part-3')).toMatchObject({ kind: 'accepted' });
    expect((await onX(one)).length + (await onX(two)).length + (await onX(three)).length).toBe(3);
  });
});

describe('a lost answer from X', () => {
  test.each(['dropAfterAccept', 'malformedJson', 'truncated'] as const)(
    'is found again after %s, and nothing is posted twice',
    async (kind) => {
      const plan = planOf(world, account, words('Lost https://example.com/?a=1&b=2'), await pngs('Fog', ''));
      await performUntil(plan, 'post');
      await world.fault({ ...posting, effect: { kind } });
      expect(await perform(plan, 'post')).toMatchObject({ kind: 'unknown' });
      const [delivery] = await onX(plan.content.text);
      expect(await find(plan)).toEqual({
        kind: 'found',
        post: { remoteId: delivery?.id, url: delivery?.url },
        result: { id: delivery?.id },
      });
      expect(await onX(plan.content.text)).toHaveLength(1);
    },
  );

  test.each([
    ['dropBeforeAccept', { kind: 'dropBeforeAccept' }],
    ['a 503', { kind: 'status5xx', status: 503 }],
  ] as const)('is absent after %s, and can be sent again', async (_, effect) => {
    const plan = planOf(world, account, words('Never came'));
    await world.fault({ ...posting, effect });
    expect(await perform(plan, 'post')).toMatchObject({ kind: 'unknown' });
    expect(await find(plan)).toEqual({ kind: 'absent' });
    expect(await perform(plan, 'post')).toMatchObject({ kind: 'accepted' });
    expect(await onX(plan.content.text)).toHaveLength(1);
  });

  it('is looked for when X says that it has these words already', async () => {
    const plan = planOf(world, account, words('Twice'));
    await world.fault({ ...posting, effect: { kind: 'dropAfterAccept' } });
    await perform(plan, 'post');
    expect(await perform(plan, 'post')).toMatchObject({ kind: 'unknown', problem: { code: 'duplicate' } });
    expect(await find(plan)).toMatchObject({ kind: 'found' });
    expect(await onX(plan.content.text)).toHaveLength(1);
  });

  it('is not there when X sees duplicates that are none', async () => {
    const plan = planOf(world, account, words('Seen'));
    await world.mood('x', { seesDuplicates: true });
    expect(await perform(plan, 'post')).toMatchObject({ kind: 'unknown', problem: { code: 'duplicate' } });
    expect(await find(plan)).toEqual({ kind: 'absent' });
  });

  it('of a part is looked for below the part before it', async () => {
    const [one, two] = [words('Part'), words('Other')];
    const plan = planOf(world, account, one, [], { thread: [two] });
    await perform(plan, 'post');
    expect(await find(plan, 'part-2')).toEqual({ kind: 'absent' });
    await publishWhole(planOf(world, account, two));
    expect(await find(plan, 'part-2')).toEqual({ kind: 'absent' });
    await world.fault({ ...posting, effect: { kind: 'dropAfterAccept' } });
    await perform({ ...plan, content: { ...plan.content, thread: [`${two}!`] } }, 'part-2');
    const asked = { ...plan, content: { ...plan.content, thread: [`${two}!`] } };
    const id = (await onX(`${two}!`))[0]?.id;
    expect(await find(asked, 'part-2')).toMatchObject({ kind: 'found', post: { remoteId: id }, result: { id } });
  });

  it('is for the person where two fit, one nearly fits, or the list cannot be read', async () => {
    const plan = planOf(world, account, words('Alike'), await pngs('Fog'));
    const near = { ...plan, content: { ...plan.content, text: `${plan.content.text}!` } };
    await publishWhole(near);
    expect(await find(plan)).toMatchObject({ kind: 'cannot_tell', problem: { code: 'unknown' } });
    await publishWhole(plan);
    expect(await find(plan)).toMatchObject({ kind: 'found' });
    aheadMs += 25 * 3_600_000;
    await publishWhole(plan);
    expect(await find(plan)).toMatchObject({ kind: 'cannot_tell' });
    await world.fault({ network: 'x', method: 'GET', effect: { kind: 'status5xx', status: 503 } });
    expect(await find(plan)).toMatchObject({ kind: 'cannot_tell', problem: { code: 'transient' } });
  });

  it('is no other post of ours, and none without the same alt texts', async () => {
    const plan = planOf(world, account, words('Known'), await pngs('Fog'));
    const { remoteId } = await publishWhole(plan);
    expect(await find(plan, 'post', (id) => id === remoteId)).toEqual({ kind: 'absent' });
    const other = {
      ...plan,
      content: { ...plan.content, pictures: (await pngs('Mist')).map(({ picture }) => picture) },
    };
    expect(await find(other)).toMatchObject({ kind: 'cannot_tell' });
    const none = { ...plan, content: { ...plan.content, pictures: [] } };
    expect(await find(none)).toEqual({ kind: 'absent' });
  });
});

describe('what X refuses', () => {
  test.each<[string, Partial<Content>, string]>([
    ['a text that is too long', { text: 'x'.repeat(281) }, 'content_rejected'],
    ['two cashtags', { text: '$AAPL $TSLA' }, 'content_rejected'],
    ['a stranger’s name', { text: 'with @jonas' }, 'content_rejected'],
    ['an audience that it does not have', { audience: 'close_friends' }, 'content_rejected'],
    ['a post for followers of an open account', { audience: 'followers' }, 'content_rejected'],
    ['a title', { title: 'Fog' }, 'content_rejected'],
    ['a warning', { warning: 'Fog' }, 'content_rejected'],
  ])('%s is refused for good', async (_, change, code) => {
    const plan = planOf(world, account, words('Refused'), [], change);
    const outcome = await perform({ ...plan, content: { ...plan.content, ...change } }, 'post');
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code } });
  });

  it('the mark of sensitive pictures is refused before anything is sent', async () => {
    const plan = planOf(world, account, words('Careful'), await pngs('Fog'), { sensitive: true });
    expect(await perform(plan, 'picture-1')).toMatchObject({ kind: 'refused', problem: { code: 'content_rejected' } });
    const text = words('Careful words');
    expect(await perform(planOf(world, account, text, [], { sensitive: true }), 'post')).toMatchObject({
      kind: 'accepted',
    });
  });

  it('a post for followers goes out while the account is protected', async () => {
    await world.publish({ network: 'x', text: words('Closed'), visibility: 'private' });
    const text = words('For followers');
    await publishWhole(planOf(world, account, text, [], { audience: 'followers' }));
    expect(await onX(text)).toMatchObject([{ visibility: 'protected' }]);
    await world.publish({ network: 'x', text: words('Open'), visibility: 'public' });
  });

  test.each([
    ['isCapReached', 'payment_required'],
    ['isAccountBlocked', 'account_action_needed'],
  ])('everything, when it is %s', async (name, code) => {
    await world.mood('x', { [name]: true });
    const plan = planOf(world, account, words('Blocked'));
    expect(await perform(plan, 'post')).toMatchObject({ kind: 'refused', problem: { code } });
  });

  it('writing, when the sign-in lost that permission', async () => {
    await world.endSignIns('x', 'narrowed');
    const plan = planOf(world, account, words('Narrow'), await pngs('Fog'));
    const refused = { kind: 'refused', problem: { code: 'missing_permission' } };
    expect(await perform(plan, 'picture-1')).toMatchObject(refused);
    expect(await perform(planOf(world, account, words('Narrow')), 'post')).toMatchObject(refused);
  });

  it('everything, when the person ended the sign-in', async () => {
    await world.endSignIns('x', 'revoked');
    const plan = planOf(world, account, words('Ended'));
    expect(await perform(plan, 'post')).toMatchObject({ kind: 'refused', problem: { code: 'auth_revoked' } });
    expect(await find(plan)).toMatchObject({ kind: 'cannot_tell', problem: { code: 'auth_revoked' } });
  });
});

describe('taking a post back from X', () => {
  it('deletes it, and minds not that it is gone', async () => {
    const text = words('Soon gone');
    const post = await publishWhole(planOf(world, account, text));
    const { remove } = theX(world).publish;
    await remove?.(post, account.call);
    await remove?.(post, account.call);
    expect((await onX(text))[0]?.deletedAt).toEqual(expect.any(Number));
    await world.fault({ network: 'x', method: 'DELETE', times: 1, effect: { kind: 'status5xx', status: 503 } });
    expect((await failureOf(remove?.(post, account.call) ?? Promise.resolve())).problem.code).toBe('transient');
  });
});
