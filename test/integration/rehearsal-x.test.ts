/** The pretend X alone: posting, its rules and its money. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { person } from '../../main/rehearsal/people.ts';
import { jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';
import { type Ask, caller, creditsLeft, idOf, problemOf, signIn } from './rehearsal-x-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.control('POST', '/reset');
});

const mood = (change: object) => world.control('POST', '/moods', { network: 'x', mood: change });
const asker = async (scope?: string): Promise<Ask> => caller(world, await signIn(world, scope));
const post = (ask: Ask, text: string, more: object = {}) => ask('POST', '/2/tweets', { text, ...more });

describe('posting on the pretend X', () => {
  it('makes a post and notes it once, in the words that were sent', async () => {
    const ask = await asker();
    const answer = await post(ask, 'Salt & fog https://mara-lindt.example/a');
    expect(answer.status).toBe(201);
    const { data } = await jsonOf<{ data: { id: string; text: string; edit_history_post_ids: string[] } }>(answer);
    expect(data.text).toMatch(/^Salt &amp; fog https:\/\/t\.co\/\w{10}$/);
    expect(data.edit_history_post_ids).toEqual([data.id]);
    const page = await fetch(`${world.rehearsal.base('x-www')}/maralindt/status/${data.id}`);
    expect(await page.text()).toContain('Salt &amp; fog');
    expect(await world.deliveries()).toMatchObject([
      {
        network: 'x',
        id: data.id,
        text: 'Salt & fog https://mara-lindt.example/a',
        visibility: 'public',
        replyTo: null,
      },
    ]);
  });

  test.each([
    ['nothing', { text: '' }, 400, /text or media/],
    ['an unknown field', { text: 'a', shout: true }, 400, /shout|key/i],
    ['281 characters', { text: 'x'.repeat(281) }, 403, /Text too long/],
    ['141 Chinese characters', { text: '漢'.repeat(141) }, 403, /Text too long/],
    ['two cashtags', { text: '$AAPL $TSLA' }, 403, /maximum of one cashtag/],
    ['a stranger’s name', { text: 'with @jonas' }, 403, /mention/],
    ['a quote', { text: 'a', quote_tweet_id: '1' }, 403, /only reply to or quote/],
    ['a reply to a stranger', { text: 'a', reply: { in_reply_to_tweet_id: '1' } }, 403, /Reply to this conversation/],
    ['an edit', { text: 'a', edit_options: { previous_post_id: '1' } }, 403, /not permitted to access this feature/],
    ['media that is not there', { text: 'a', media: { media_ids: ['1'] } }, 400, /media IDs are invalid/],
  ])('refuses %s', async (_, body, status, sentence) => {
    const answer = await (await asker())('POST', '/2/tweets', body);
    expect(answer.status).toBe(status);
    const { detail, errors } = await problemOf(answer);
    expect(`${detail} ${errors?.[0]?.message ?? ''}`).toMatch(sentence);
    expect(await world.deliveries()).toEqual([]);
  });

  it('takes what just fits', async () => {
    const ask = await asker();
    for (const text of ['x'.repeat(280), '漢'.repeat(140), `${'x'.repeat(256)} https://example.com/${'y'.repeat(90)}`])
      expect((await post(ask, text)).status).toBe(201);
    expect((await post(ask, `mine, @${person.x.username}`)).status).toBe(201);
  });

  it('refuses the same words for a day, unless they were deleted', async () => {
    const ask = await asker();
    const id = await idOf(await post(ask, 'Once'));
    const again = await post(ask, 'Once');
    expect(again.status).toBe(403);
    expect((await problemOf(again)).detail).toContain('duplicate content');
    expect(await jsonOf(await ask('DELETE', `/2/tweets/${id}`))).toEqual({ data: { deleted: true } });
    expect((await ask('DELETE', `/2/tweets/${id}`)).status).toBe(404);
    expect((await post(ask, 'Once')).status).toBe(201);
    expect((await world.deliveries()).map(({ deletedAt }) => deletedAt !== null)).toEqual([true, false]);
  });

  it('lets a thread go on from one’s own post', async () => {
    const ask = await asker();
    const first = await idOf(await post(ask, 'One'));
    const second = await idOf(await post(ask, 'Two', { reply: { in_reply_to_tweet_id: first } }));
    await post(ask, 'Three', { reply: { in_reply_to_tweet_id: second } });
    expect((await world.deliveries()).map((delivery) => Reflect.get(delivery, 'replyTo'))).toEqual([
      null,
      first,
      second,
    ]);
  });
});

describe('the limits of the pretend X', () => {
  it('counts calls in its own headers and never says Retry-After', async () => {
    world.pass(900_001);
    const ask = await asker();
    const first = await ask('GET', '/2/users/me');
    expect(first.headers.get('x-rate-limit-limit')).toBe('75');
    expect(first.headers.get('x-rate-limit-remaining')).toBe('74');
    const reset = Number(first.headers.get('x-rate-limit-reset')) * 1000;
    expect(Math.abs(reset - world.now() - 900_000)).toBeLessThan(5000);
    for (let count = 1; count < 75; count += 1) await ask('GET', '/2/users/me');
    const last = await ask('GET', '/2/users/me');
    expect(last.status).toBe(429);
    expect(last.headers.has('retry-after')).toBe(false);
    expect(await problemOf(last)).toEqual({ errors: [{ code: 88, message: 'Rate limit exceeded' }] });
    world.pass(900_001);
    expect((await ask('GET', '/2/users/me')).status).toBe(200);
  });

  it('takes money for what is made and read, and none for what is refused', async () => {
    const ask = await asker();
    const spent = async (call: () => Promise<unknown>) => {
      const before = await creditsLeft(world);
      await call();
      return Math.round((before - (await creditsLeft(world))) * 1000) / 1000;
    };
    expect(await spent(() => post(ask, 'Fog'))).toBe(0.015);
    expect(await spent(() => post(ask, 'See https://example.com'))).toBe(0.2);
    expect(await spent(() => post(ask, 'Fog'))).toBe(0);
    expect(await spent(() => ask('GET', '/2/users/me'))).toBe(0.01);
    expect(await spent(() => ask('GET', '/2/users/me'))).toBe(0);
    const list = `/2/users/${person.x.id}/tweets?max_results=5`;
    expect(await spent(() => ask('GET', list))).toBe(0.005);
    expect(await spent(() => ask('GET', list))).toBe(0);
  });

  it('stops when the credits are used up', async () => {
    const ask = await asker();
    for (let count = 0; (await creditsLeft(world)) > 0; count += 1) {
      if (count % 90 === 89) world.pass(900_001);
      await post(ask, `https://example.com/${count}`);
    }
    const refused = await post(ask, 'One more');
    expect(refused.status).toBe(402);
    expect(await problemOf(refused)).toMatchObject({ title: 'CreditsDepleted' });
  });

  test.each([
    ['isCapReached', 429, /usage-capped/],
    ['isAccountBlocked', 403, /user-suspended/],
    ['seesDuplicates', 403, /duplicate content/],
  ])('is %s when it is told to', async (name, status, sentence) => {
    const ask = await asker();
    await mood({ [name]: true });
    const answer = await post(ask, 'Fog');
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(sentence);
    await world.control('DELETE', '/faults');
    expect((await post(ask, 'Fog')).status).toBe(201);
  });

  it('knows nothing of other paths, and says so with an empty 404', async () => {
    const answer = await (await asker())('GET', '/2/usage/credits');
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });
});
