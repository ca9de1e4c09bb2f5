import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content, ContentPicture, ContentVideo, Sha256 } from '../../contract/model.ts';
import { type Compared, nearDuplicate } from '../../main/core/crosspost/duplicate.ts';
import { aContent, aCrosspost } from '../helpers/records.ts';

const [picture] = aCrosspost().content.pictures as readonly [ContentPicture];
const named = (letter: string): ContentPicture => ({ ...picture, sha256: letter.repeat(64) as Sha256 });
const video = (durationMs: number, letter: string): ContentVideo => ({ ...named(letter), durationMs });
const compared = (content: Partial<Content>, ...likenesses: readonly (string | null)[]): Compared => ({
  content: aContent(content),
  likenesses,
});

const words = 'Half past six and the cranes over the harbour have not decided yet';
const one = 'f0e1d2c3b4a59687';
/** Two bits are other ones. */
const likeOne = 'f0e1d2c3b4a59684';
const another = '0f1e2d3c4b5a6978';

test('the same bytes, or pictures that look alike, are the same media, whatever the words', () => {
  const pictures = [named('a')];
  expect(nearDuplicate(compared({ pictures }), [compared({ pictures, text: 'Other' })])).toBe('media');
  const again = compared({ pictures: [named('b')], text: 'Other' }, likeOne);
  expect(nearDuplicate(compared({ pictures }, one), [again])).toBe('media');
  expect(nearDuplicate(compared({ pictures }, one), [{ ...again, likenesses: [another] }])).toBeNull();
});

test('pictures count in any order, and one more or one less is another post', () => {
  const both = compared({ pictures: [named('a'), named('b')] }, one, another);
  const turned = compared({ pictures: [named('c'), named('d')], text: 'Other' }, another, likeOne);
  expect(nearDuplicate(both, [turned])).toBe('media');
  expect(nearDuplicate(both, [compared({ pictures: [named('c')], text: 'Other' }, one)])).toBeNull();
});

test('a picture with too little in it to be told from others says nothing', () => {
  const plain = (letter: string) => compared({ pictures: [named(letter)], text: letter }, null);
  expect(nearDuplicate(plain('a'), [plain('b')])).toBeNull();
});

test('videos are alike with the same still and the same length, a picture is no video', () => {
  const clip = (durationMs: number, letter: string) =>
    compared({ video: video(durationMs, letter), text: letter }, one);
  expect(nearDuplicate(clip(4_000, 'a'), [clip(4_200, 'b')])).toBe('media');
  expect(nearDuplicate(clip(4_000, 'a'), [clip(9_000, 'b')])).toBeNull();
  expect(nearDuplicate(clip(4_000, 'a'), [compared({ pictures: [named('b')], text: 'b' }, one)])).toBeNull();
});

test('nearly the same words are, links and spaces and capitals aside; a few words are alike by chance', () => {
  const text = `${words.toUpperCase()}   https://pixels.example/p/1`;
  expect(nearDuplicate(compared({ text: words }), [compared({ text })])).toBe('words');
  expect(nearDuplicate(compared({ text: words }), [compared({ text: `${words} and so on and on` })])).toBeNull();
  expect(nearDuplicate(compared({ text: 'Good morning' }), [compared({ text: 'Good morning' })])).toBeNull();
});

test('it does not matter which of two came first', () => {
  const anyLikeness = fc.constantFrom(one, likeOne, another, null);
  const anyCompared = fc.record({
    text: fc.constantFrom(words, `${words} today`, 'Fog', ''),
    pictures: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), anyLikeness), { maxLength: 3 }),
  });
  const made = ({ text, pictures }: { text: string; pictures: readonly (readonly [string, string | null])[] }) =>
    compared(
      { text, pictures: pictures.map(([letter]) => named(letter)) },
      ...pictures.map(([, likeness]) => likeness),
    );
  fc.assert(
    fc.property(anyCompared, anyCompared, (left, right) => {
      const media = (a: Compared, b: Compared): boolean => nearDuplicate(a, [b]) === 'media';
      const [first, second] = [made(left), made(right)];
      expect(media(first, second)).toBe(media(second, first));
      if (first.likenesses.length > 0) expect(media(first, first)).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});
