import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countGraphemes, facetsOf, preview } from '../../main/networks/bluesky/facets.ts';
import { blueskyLimits, limitsAt } from '../../main/networks/bluesky/limits.ts';

const shown = (text: string) => preview(text, blueskyLimits);

/** What a facet marks, read back the way every app reads it: by bytes of UTF-8. */
const markedIn = (text: string): readonly string[] =>
  facetsOf(text).map(({ index }) => Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString());

describe('the text of a post on Bluesky', () => {
  it.each([
    ['plain', 5],
    ['👩‍👩‍👧‍👦', 1],
    ['e\u0301', 1],
    ['東京', 2],
    ['🇩🇪🇸🇪', 2],
    ['', 0],
  ])('counts “%s” as %i', (text, count) => {
    expect(shown(text).count).toBe(count);
    expect(countGraphemes(text)).toBe(count);
  });

  it('marks links and tags at their bytes, behind emoji, joiners and CJK', () => {
    const text = '👩‍👩‍👧 東京 é https://pixels.example/p/1?a=b, #霧 #fog! pixels.example';
    expect(markedIn(text)).toEqual(['https://pixels.example/p/1?a=b', '#霧', '#fog']);
    expect(facetsOf(text)[0]?.index).toEqual({ byteStart: 29, byteEnd: 59 });
    expect(facetsOf('see pixels.com/p/1')[0]?.features).toEqual([
      { $type: 'app.bsky.richtext.facet#link', uri: 'https://pixels.com/p/1' },
    ]);
  });

  it('leaves mentions plain, so that nobody is called by a copy', () => {
    expect(facetsOf('with @mara.bsky.social today')).toEqual([]);
    expect(shown('with @mara.bsky.social').segments).toEqual([{ kind: 'text', text: 'with @mara.bsky.social' }]);
  });

  it('does not mark as a link what a server would refuse as one', () => {
    expect(facetsOf('httpfoo.com')).toEqual([]);
  });

  it('shows the pieces that the post will have', () => {
    expect(shown('Fog: https://pixels.example/p/1 #fog')).toEqual({
      count: 36,
      segments: [
        { kind: 'text', text: 'Fog: ' },
        { kind: 'link', text: 'https://pixels.example/p/1', href: 'https://pixels.example/p/1' },
        { kind: 'text', text: ' ' },
        { kind: 'tag', text: '#fog' },
      ],
    });
    expect(shown('').segments).toEqual([]);
  });

  it('loses and changes nothing of any text', () => {
    const pieces = fc.constantFrom(
      '#fog',
      ' ',
      'https://a.example/x',
      '👩‍👩‍👧',
      '東',
      '@mara.bsky.social',
      '\u202e',
      '\n',
      '(',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' }))), (parts) => {
        const text = parts.join('');
        const joined = shown(text).segments.map((segment) => segment.text);
        expect(joined.join('')).toBe(text);
      }),
    );
  });

  it('takes a hundred thousand characters without stalling', () => {
    expect(shown('fog #fog '.repeat(11_000)).count).toBe(99_000);
  });
});

describe('what a server takes of a video', () => {
  it.each([
    ['https://bsky.social', 300_000_000],
    ['https://morel.us-east.host.bsky.network', 300_000_000],
    ['https://pds.example', 100_000_000],
    ['https://notbsky.social', 100_000_000],
  ])('%s: %i bytes', (instance, bytes) => {
    expect(limitsAt(instance).video).toMatchObject({ bytes, types: ['video/mp4'], longestMs: 180_000 });
  });
});
