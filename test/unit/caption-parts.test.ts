/** A text in parts, by each network's own count: nothing is lost, nothing is too long. And titles from a text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountLimits } from '../../contract/model.ts';
import { inParts, titleFrom } from '../../main/core/captions/caption.ts';
import { fits } from '../../main/core/crosspost/judge.ts';
import { networks } from '../../main/networks/registry.ts';
import { plainLimits } from '../helpers/records.ts';

const words = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');
const within =
  (limit: number) =>
  (text: string): boolean =>
    Array.from(text).length <= limit;

/** The networks that take threads, with their real units in small: so that ordinary texts need many parts. */
const units = [
  ['mastodon', { text: 60, textUnit: 'graphemes', linkLength: 23 }],
  ['bluesky', { text: 60, textUnit: 'graphemes', textBytes: 150 }],
  ['threads', { text: 60, textUnit: 'bytes' }],
  ['x', { text: 60, textUnit: 'weighted', linkLength: 23 }],
] as const satisfies readonly (readonly [string, Partial<AccountLimits>])[];

const word = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-zäöüß]{1,11}$/) },
  fc.constantFrom('👩‍👩‍👧‍👦', '🌫️', '#nebel', '@mara', '@mara@photos.example', '漢字', 'e\u0301té', 'kiel.de', '…'),
  fc.constantFrom('https://pixels.example/p/1', 'https://a.example/b?c=d#e'),
);
const gap = fc.constantFrom(' ', '  ', '. ', '! ', '?\n', '\n', '\n\n', '.\n\n', ' \u00a0', '\t');
const anyText = fc
  .array(fc.tuple(word, gap), { maxLength: 60 })
  .map((pairs) => pairs.map(([some, space]) => `${some}${space}`).join(''));

describe.each(units)('parts of a text on %s', (id, change) => {
  const network = networks.find((one) => one.id === id);
  if (network === undefined) throw new Error(`No ${id}`);
  const limits = { ...plainLimits, ...change };
  const isFitting = (text: string, warning: string | null = null): boolean =>
    fits({ text, warning }, limits, network.preview);

  test('hold every word in order, and each fits as that network counts', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(null, 'Weather'), (text, warning) => {
        const parts = inParts(text, (part) => isFitting(part, warning));
        expect(parts).not.toBeNull();
        expect(parts?.flatMap(words)).toEqual(words(text));
        expect(parts?.filter((part) => part === '' || part !== part.trim())).toEqual([]);
        expect(parts?.filter((part) => !isFitting(part, warning))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('are one part where one is enough, as it was written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (!isFitting(text.trim())) return;
        expect(inParts(text, isFitting)).toEqual(text.trim() === '' ? [] : [text.trim()]);
      }),
      { numRuns: 300 },
    );
  });
});

test('the same text in parts that are joined by paragraphs loses nothing when it is parted again', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 30, max: 120 }), (text, limit) => {
      const once = inParts(text, within(limit));
      const again = inParts((once ?? []).join('\n\n'), within(limit));
      expect(again?.flatMap(words)).toEqual(words(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['between paragraphs', 'One two three.\n\nFour five six.', 20, ['One two three.', 'Four five six.']],
  ['between sentences', 'One two three. Four five six. Seven.', 24, ['One two three.', 'Four five six. Seven.']],
  ['after a closing quote', '“One two.” Three four five six', 20, ['“One two.”', 'Three four five six']],
  ['between words', 'one two three four five', 9, ['one two', 'three', 'four five']],
  ['no sooner than needed', 'One. Two three four five six seven', 24, ['One. Two three four five', 'six seven']],
])('a cut is made %s', (_, text, limit, parts) => {
  expect(inParts(text, within(limit))).toEqual(parts);
});

test('a word that fits nowhere makes no parts, and a text of nothing makes none', () => {
  expect(inParts(`Fine ${'x'.repeat(30)} fine`, within(20))).toBeNull();
  expect(inParts(' \n ', within(20))).toEqual([]);
});

describe('a title from a text', () => {
  test.each([
    ['the first line', 'Fog at the pier\nand more of it', 100, 'Fog at the pier'],
    ['without empty lines before it', '\n\n  Fog  \nmore', 100, 'Fog'],
    ['with plain names', 'With @anna.b at sea', 100, 'With anna.b at sea'],
    ['cut at a word', 'Autumn fog over the harbour', 20, 'Autumn fog over…'],
    ['cut within a word that is longer than half of it', `Fog ${'x'.repeat(40)}`, 20, `Fog ${'x'.repeat(15)}…`],
  ])('is %s', (_, text, limit, title) => {
    expect(titleFrom(text, limit)).toBe(title);
  });

  test.each(['', ' \n\t '])('is nothing where there are no words', (text) => {
    expect(titleFrom(text, 100)).toBeNull();
  });

  test('always fits, is one line, breaks no character, and is a start of the text', () => {
    const letters = fc.array(fc.constantFrom('a', ' ', '😀', 'ß', 'word '), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(letters, fc.integer({ min: 4, max: 120 }), (some, limit) => {
        const text = some.join('');
        const title = titleFrom(text, limit);
        if (text.trim() === '' || title === null) {
          expect([text.trim(), title]).toEqual(['', null]);
          return;
        }
        expect(Array.from(title).length).toBeLessThanOrEqual(limit);
        expect(title.isWellFormed()).toBe(true);
        expect(title).toBe(title.trim());
        expect(text.trim().startsWith(title.replace(/…$/u, ''))).toBe(true);
        if (Array.from(text.trim()).length > limit) expect(title.endsWith('…')).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
