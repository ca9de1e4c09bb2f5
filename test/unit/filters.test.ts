/** Which posts a route carries, and the hashtags that choose where a post goes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkIds } from '../../contract/model.ts';
import { defaultRouteRules, type Filters, type MediaKind } from '../../contract/rules.ts';
import { filteredOut, hasWord, mediaKindOf } from '../../main/core/crosspost/filter.ts';
import { hashtagsIn, switchAgainst, withoutSwitches } from '../../main/core/crosspost/hashtags.ts';
import { aPost } from '../helpers/records.ts';

const open = defaultRouteRules.filters;
const reason = (text: string, filters: Partial<Filters> = {}, more: Parameters<typeof aPost>[0] = {}) =>
  filteredOut({ post: aPost({ text, ...more }), media: 'pictures', filters: { ...open, ...filters }, to: 'bluesky' });

test('with the rules as they come, a post is carried', () => {
  expect(reason('Autumn fog #harbour')).toBeNull();
});

describe('hashtags', () => {
  test.each([
    ['Fog #Harbour and #fog', ['harbour', 'fog']],
    ['at the end of a line #one\n#two', ['one', 'two']],
    ['今日は #写真 と＃風景', ['写真']],
    ['今日は #写真 と ＃風景', ['写真', '風景']],
    ['#Straße #STRASSE', ['strasse', 'strasse']],
    ['#café #CAFE\u0301', ['café', 'café']],
    ['together #a#b#c.', ['a', 'b', 'c']],
    ['no#tag, a&#39;b, https://x.example/#nox?q=#nox', []],
    ['#नमस्ते (#สวัสดี) “#日本_2026”', ['नमस्ते', 'สวัสดี', '日本_2026']],
  ])('of “%s” are %j', (text, tags) => {
    expect(hashtagsIn(text)).toEqual(tags);
  });

  test('one of those asked for is enough; one that is unwanted is too much', () => {
    expect(reason('#fog', { onlyTags: ['Fog', 'rain'] })).toBeNull();
    expect(reason('#foggy fog', { onlyTags: ['fog', 'rain'] })).toEqual({ rule: 'only_tags', value: 'fog, rain' });
    expect(reason('#FOG', { neverTags: ['#fog'] })).toEqual({ rule: 'never_tags', value: '#fog' });
    expect(reason('#foggy', { neverTags: ['fog'] })).toBeNull();
  });
});

describe('words', () => {
  test.each([
    ['Print SALE today', 'sale', true],
    ['wholesale', 'sale', false],
    ['sales', 'sale', false],
    ['for  sale.', 'for sale', true],
    ['#sale', 'sale', true],
    ['Größe', 'grösse', true],
    ['fotograf/in', 'fotograf', true],
    ['naïve', 'naive', false],
    ['今日は写真を撮った', '写真', true],
    ['วันนี้ถ่ายรูปสวย', 'ถ่ายรูป', true],
    ['新しいLeicaを買った', 'leica', true],
    ['Leicasを', 'leica', false],
    ['C++', 'c++', true],
    ['', 'x', false],
    ['𝒳yz', 'yz', false],
  ])('in “%s”, “%s” is there: %s', (text, word, isThere) => {
    expect(hasWord(text, word)).toBe(isThere);
  });

  test('one of those asked for is enough; one that is unwanted is too much', () => {
    expect(reason('A fog', { onlyWords: ['fog', 'rain'] })).toBeNull();
    expect(reason('A sun', { onlyWords: ['fog', 'rain'] })).toEqual({ rule: 'only_words', value: 'fog, rain' });
    expect(reason('A Fog', { neverWords: ['fog'] })).toEqual({ rule: 'never_words', value: 'fog' });
  });

  test('a word of a spaced script is found exactly where the words of the text have it', () => {
    const anyWord = fc.string({
      unit: fc.constantFrom('a', 'b', 'ä', 'ö', 'é', 'ж', 'д', '7'),
      minLength: 1,
      maxLength: 4,
    });
    const anyGap = fc.constantFrom(' ', ', ', '. ', '\n', ' — ', '!');
    fc.assert(
      fc.property(fc.array(fc.tuple(anyWord, anyGap), { maxLength: 8 }), anyWord, (parts, word) => {
        const text = parts.map(([part, gap], index) => (index % 2 === 0 ? part.toUpperCase() : part) + gap).join('');
        const isThere = parts.some(([part]) => part.toLowerCase() === word.toLowerCase());
        expect(hasWord(text, word)).toBe(isThere);
      }),
      { numRuns: 10_000 },
    );
  });
});

test('kinds of media: what is not known passes', () => {
  const of = (media: MediaKind | null, kinds: Filters['media']) =>
    filteredOut({ post: aPost(), media, filters: { ...open, media: kinds }, to: 'x' });
  expect(of('video', ['text', 'pictures'])).toEqual({ rule: 'media', value: 'video' });
  expect(of('pictures', ['pictures'])).toBeNull();
  expect(of(null, ['text'])).toBeNull();
  expect(mediaKindOf({ otherMedia: null }, [])).toBe('text');
  expect(mediaKindOf({ otherMedia: 'not_handed_out' }, [])).toBeNull();
  expect(mediaKindOf({ otherMedia: null }, [{ kind: 'picture' }])).toBe('pictures');
  expect(mediaKindOf({ otherMedia: 'mixed' }, [{ kind: 'picture' }, { kind: 'video' }])).toBe('video');
});

test('languages by their first part; a post that names none passes', () => {
  expect(reason('x', { languages: ['de'] }, { language: 'de-AT' })).toBeNull();
  expect(reason('x', { languages: ['de'] }, { language: 'en' })).toEqual({ rule: 'language', value: 'en' });
  expect(reason('x', { languages: ['de'] }, { language: null })).toBeNull();
});

test('age counts from when the post was noticed', () => {
  const hour = 3_600_000;
  const aged = (hours: number) => ({ publishedAt: 0, seenAt: hours * hour });
  expect(reason('x', { oldestHours: 24 }, aged(24))).toBeNull();
  expect(reason('x', { oldestHours: 24 }, aged(25.5))).toEqual({ rule: 'age', value: 25 });
});

describe('switches', () => {
  test.each([
    ['#nocrosspost', ['bluesky', 'x'], []],
    ['#NoBluesky', ['bluesky'], ['x']],
    ['#onlyx', ['bluesky'], ['x']],
    ['#onlyx #onlybluesky', ['mastodon'], ['x', 'bluesky']],
    ['#onlyx #nox', ['x', 'bluesky'], []],
    ['#nocrossposts #nobluesk', [], ['bluesky', 'x']],
    ['nobluesky', [], ['bluesky']],
  ] as const)('%s keeps a post from %j and lets it go to %j', (text, from, to) => {
    const tags = hashtagsIn(text);
    for (const network of from) expect(switchAgainst(tags, network), network).not.toBeNull();
    for (const network of to) expect(switchAgainst(tags, network), network).toBeNull();
  });

  test('are heard unless the person turned them off', () => {
    expect(reason('Fog #nobluesky')).toEqual({ rule: 'switch', value: 'nobluesky' });
    expect(reason('Fog #nobluesky', { switches: false })).toBeNull();
  });

  test.each([
    ['Fog #nox', 'Fog'],
    ['Fog #nox in town', 'Fog in town'],
    ['#nox Fog', 'Fog'],
    ['Fog\n\n#NoX #harbour', 'Fog\n\n#harbour'],
    ['Fog\n\n#nox\n\nTown', 'Fog\n\nTown'],
    ['Fog\n\n#nox #onlybluesky\n', 'Fog'],
    ['Fog\n\n#nocrosspost', 'Fog'],
    ['#fog#nox#sea', '#fog#sea'],
    ['#noxious https://x.example/#nox and no#nox', '#noxious https://x.example/#nox and no#nox'],
    ['Zwei  Leerzeichen\n\n\nbleiben ', 'Zwei  Leerzeichen\n\n\nbleiben '],
  ])('are taken out of “%s”', (text, copy) => {
    expect(withoutSwitches(text)).toBe(copy);
  });

  test('go out whole, and of the rest not a sign is lost', () => {
    const switches = ['#nocrosspost', ...networkIds.flatMap((network) => [`#no${network}`, `#Only${network}`])];
    const anyPiece = fc.oneof(
      { arbitrary: fc.constantFrom(...switches), weight: 2 },
      fc.constantFrom('#fog', '#noxious', '#写真', 'nox', 'fog', 'https://x.example/#nox', '霧', 'a#nox'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anyPiece, fc.constantFrom(' ', '\n', '\n\n')), { maxLength: 8 }), (pieces) => {
        const text = pieces.map(([piece, gap]) => piece + gap).join('');
        const copy = withoutSwitches(text);
        const others = pieces.map(([piece]) => piece).filter((piece) => !switches.includes(piece));
        expect(copy.split(/\s+/u).filter(Boolean)).toEqual(others);
        expect(withoutSwitches(copy)).toBe(copy);
        if (others.length === pieces.length) expect(copy).toBe(text);
      }),
      { numRuns: 10_000 },
    );
  });

  test('any text without a hashtag stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (!/[#＃]/u.test(text)) expect(withoutSwitches(text)).toBe(text);
      }),
      { numRuns: 10_000 },
    );
  });
});
