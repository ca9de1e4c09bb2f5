import fc from 'fast-check';
import { expect, test } from 'vitest';
import { titleOf } from '../../contract/title.ts';
import { mentionsMadePlain, shortened } from '../../main/core/captions/caption.ts';

const length = (text: string): number => Array.from(text).length;
const link = 'https://pixels.example/p/1';

test.each([
  ['With @anna.b and @lee', 'With anna.b and lee'],
  ['Hi @mara@photos.example, look', 'Hi mara, look'],
  ['Write to hello@mara.example', 'Write to hello@mara.example'],
  ['https://video.example/@mara/1', 'https://video.example/@mara/1'],
  ['@mara', 'mara'],
  ['(@mara)', '(mara)'],
  ['@ home, @@twice', '@ home, @@twice'],
  ['Ende mit @jürgen.', 'Ende mit jürgen.'],
])('a mention becomes a plain name: %s', (text, plain) => {
  expect(mentionsMadePlain(text)).toBe(plain);
});

test('no mention is left that a network could link', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,12}$/), fc.string({ maxLength: 20 }), (name, around) => {
      expect(mentionsMadePlain(`${around.replaceAll('@', '')} @${name} ${around}`)).not.toMatch(
        new RegExp(`(^|\\s)@${name}(\\s|$)`),
      );
    }),
  );
});

test('a text that is too long ends after a whole word, with the link to the original', () => {
  const text = 'Autumn fog over the harbour, half past six. Nobody about but the gulls.';
  expect(shortened(text, link, 61, length)).toBe(`Autumn fog over the harbour, half…\n${link}`);
});

test('a shortened text always fits, always leads to the original, and is a start of it', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 80 }), fc.integer({ min: 0, max: 400 }), (text, limit) => {
      const short = shortened(text, link, limit, length);
      if (short === null) {
        expect(limit).toBeLessThan(length(`…\n${link}`));
        return;
      }
      expect(length(short)).toBeLessThanOrEqual(limit);
      expect(short.endsWith(`…\n${link}`)).toBe(true);
      expect(text.startsWith(short.slice(0, short.indexOf('…')))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a title is one line of whole characters', () => {
  expect(titleOf('Two\nlines\t and  spaces')).toBe('Two lines and spaces');
  expect(titleOf('👩‍👩‍👧‍👦'.repeat(70), 3)).toBe(`${'👩‍👩‍👧‍👦'.repeat(3)}…`);
  expect(titleOf('x'.repeat(100_000)).length).toBe(61);
});
