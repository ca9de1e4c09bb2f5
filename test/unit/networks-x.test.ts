/** X, what it decides by itself: counting, prices, limits, steps. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ContentVideo } from '../../contract/model.ts';
import { preview, weightedLength } from '../../main/networks/x/count.ts';
import { limitsOf } from '../../main/networks/x/limits.ts';
import { notices } from '../../main/networks/x/notices.ts';
import { steps, stretchesOf, workOf } from '../../main/networks/x/steps.ts';
import { x } from '../../main/networks/x/x.ts';
import { weightedLength as countedByRule } from '../../main/rehearsal/x/text.ts';
import { contentOf, testPicture } from '../helpers/network-account.ts';

const limits = limitsOf({});

describe('counting', () => {
  test.each([
    ['nothing', '', 0],
    ['Latin', 'Fog over the harbour', 20],
    ['accents, composed and not', 'é e\u0301', 3],
    ['Chinese and Korean', '漢字한', 6],
    ['an ellipsis, which is outside the light ranges', '…', 2],
    ['curly quotes and a dash, which are inside', '“a”–b', 5],
    ['a plain emoji', '👍', 2],
    ['two of them', '👍👍', 4],
    ['a flag', '🇩🇪', 2],
    ['a skin tone', '👋🏽', 2],
    ['a keycap', '1️⃣', 2],
    ['a family that the library knows', '👨‍👩‍👧‍👦', 2],
    ['families of Emoji 15.1', '🧑‍🧑‍🧒 🧑‍🧑‍🧒‍🧒 🧑‍🧒', 8],
    ['joined emoji of later years', '❤️‍🔥🐦‍🔥⛓️‍💥🙂‍↔️', 8],
    ['two people with skin tones', '👩🏽‍🤝‍👨🏿🫱🏽‍🫲🏿', 4],
    ['an emoji of 2024', '🫩', 2],
    ['a sign that is no emoji by itself', '©', 1],
    ['a link, however long', `https://example.com/${'a'.repeat(200)}`, 23],
    ['a bare domain', 'example.com', 23],
    ['links in a sentence', 'See https://a.de/x. And b.com!', 4 + 23 + 6 + 23 + 1],
    ['a family beside a link', '🧑‍🧑‍🧒 https://a.de', 2 + 1 + 23],
    ['an address of a mailbox, which is no link', 'me@example.com', 14],
  ])('%s', (_, text, count) => {
    expect(weightedLength(text)).toBe(count);
    expect(preview(text).count).toBe(count);
  });

  it('agrees with a count that was written from the rules alone', () => {
    const parts = fc.constantFrom(
      'a',
      ' ',
      'é',
      '漢',
      '…',
      '“',
      '👍',
      '🧑‍🧑‍🧒',
      '👋🏽',
      '🇩🇪',
      '1️⃣',
      '©',
      'https://a.de/x ',
      '#b',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (some) => {
        // A word that ends where an address begins would make none of it; that is not what is compared here.
        const text = some.join('\n');
        expect(weightedLength(text)).toBe(countedByRule(text));
      }),
    );
  });

  it('cuts a text into runs that joined again are the text', () => {
    const text = 'Fog 🧑‍🧑‍🧒 #harbour by @mara, $ABC: example.com/a and https://b.de.';
    const { segments } = preview(text);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
    expect(segments.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'tag', text: '#harbour' },
      { kind: 'mention', text: '@mara' },
      { kind: 'tag', text: '$ABC' },
      { kind: 'link', text: 'example.com/a', href: 'http://example.com/a' },
      { kind: 'link', text: 'https://b.de', href: 'https://b.de' },
    ]);
    expect(preview('').segments).toEqual([]);
  });
});

const size = { width: 32, height: 24 };
const described = testPicture(new Uint8Array([1]), 'Fog', size);
const bare = testPicture(new Uint8Array([2]), '', size);
const video = (more: Partial<ContentVideo> = {}): ContentVideo => ({
  ...bare.picture,
  mimeType: 'video/mp4',
  durationMs: 4000,
  ...more,
});
const said = (...[content]: Parameters<typeof notices>[0][]) => notices(content ?? contentOf(''), limits);

describe('what X says of a content', () => {
  test.each([
    ['words', contentOf('Fog'), '0.015', 0, 'info'],
    ['a link', contentOf('https://example.com'), '0.200', 1, 'warning'],
    ['a bare domain', contentOf('example.com'), '0.200', 1, 'warning'],
    ['an address that only looks like one', contentOf('https://mara.example/x'), '0.200', 1, 'warning'],
    ['a thread with one link', contentOf('a', [], { thread: ['b', 'c.com'] }), '0.230', 1, 'warning'],
    ['alt texts, which are billed too', contentOf('a', [described, described, bare]), '0.025', 0, 'info'],
  ])('the price of %s', (_, content, price, hasLink, level) => {
    expect(said(content)).toContainEqual({ code: 'costs_money', level, values: { price, currency: 'USD', hasLink } });
  });

  it.each([
    ['two cashtags in one post', contentOf('$AAPL $TSLA'), 'too_many_tags', 'hold'],
    ['two cashtags in a later part', contentOf('a', [], { thread: ['$AAPL $TSLA'] }), 'too_many_tags', 'hold'],
    ['a name', contentOf('with @jonas'), 'too_many_mentions', 'warning'],
    ['a character that X refuses', contentOf('a\uFEFFb'), 'forbidden_characters', 'hold'],
    [
      'the alt text of a video',
      contentOf('a', [], { video: video({ altText: 'Fog' }) }),
      'alt_text_not_taken',
      'warning',
    ],
    ['sensitive pictures', contentOf('a', [bare], { sensitive: true }), 'sensitive_not_taken', 'hold'],
  ])('%s', (_, content, code, level) => {
    expect(said(content)).toContainEqual(expect.objectContaining({ code, level }));
  });

  it('says nothing but the price of what is usual', () => {
    const usual = contentOf('Fog over the #harbour, $ABC. 5 @ 3', [described], { thread: ['$DEF'] });
    expect(said(usual).map(({ code }) => code)).toEqual(['costs_money']);
    expect(said(contentOf('words', [], { sensitive: true })).map(({ code }) => code)).toEqual(['costs_money']);
  });
});

describe('limits', () => {
  test.each([
    ['a free account', {}, 280, 140_000],
    ['an account without a subscription', { subscription_type: 'None', verified_type: 'none' }, 280, 140_000],
    ['Basic, of which nothing is known', { subscription_type: 'Basic', verified_type: 'blue' }, 280, 140_000],
    ['Premium', { subscription_type: 'Premium' }, 25_000, 1_200_000],
    ['Premium+', { subscription_type: 'PremiumPlus' }, 25_000, 1_200_000],
    ['a blue mark where the subscription is not told', { verified_type: 'blue' }, 25_000, 1_200_000],
    ['a tier of tomorrow', { subscription_type: 'Platinum' }, 280, 140_000],
  ])('%s', (_, me, text, longestMs) => {
    expect(limitsOf(me)).toMatchObject({ text, linkLength: 23, pictures: 4, video: { longestMs } });
  });

  it('never let more pieces be needed than X numbers', () => {
    const bytes = limitsOf({ subscription_type: 'Premium' }).video?.bytes ?? 0;
    expect(stretchesOf(bytes).at(-1)?.end).toBe(1000);
    expect(stretchesOf(bytes)).toHaveLength(8);
  });

  it('know the audience of a protected account', () => {
    expect(limitsOf({ protected: true }).audiences).toEqual(['followers']);
    expect(limitsOf({ protected: false }).audiences).toEqual(['public']);
  });
});

describe('steps', () => {
  it('upload first, describe, then post, then go on; only posts are looked for', () => {
    const content = contentOf('a', [described, bare], { thread: ['b', 'c'] });
    expect(steps(content).map(({ name, safety }) => `${name} ${safety}`)).toEqual([
      'picture-1 repeat',
      'picture-1-alt repeat',
      'picture-2 repeat',
      'post find',
      'part-2 find',
      'part-3 find',
    ]);
  });

  test.each([
    [1, [[0, 1]]],
    [4_000_000, [[0, 1]]],
    [4_000_001, [[0, 2]]],
    [
      68_000_000,
      [
        [0, 16],
        [16, 17],
      ],
    ],
  ])('cut a video of %i bytes into pieces of 4 MB, many to a step', (sizeBytes, stretches) => {
    expect(stretchesOf(sizeBytes).map(({ first, end }) => [first, end])).toEqual(stretches);
  });

  it('send a video stretch by stretch, end it, and wait for it', () => {
    const content = contentOf('a', [], { video: video({ sizeBytes: 68_000_000 }) });
    const names = steps(content).map(({ name }) => name);
    expect(names).toEqual(['video-start', 'video-1', 'video-2', 'video-end', 'video-ready', 'post']);
    expect(workOf(content, { name: 'video-2', safety: 'repeat' })).toEqual({ kind: 'stretch', index: 1 });
    expect(workOf(content, { name: 'video-3', safety: 'repeat' })).toBeNull();
  });
});

it('asks for no secret, and names the one redirect to register', () => {
  expect(x.keys).toMatchObject({ fields: ['clientId'], redirects: ['http://127.0.0.1:47813/callback'] });
  expect(x.permissions.map(({ scope }) => scope)).toEqual(x.keys?.scopes);
});
