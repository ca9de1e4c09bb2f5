import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audiences, type MediaId, type Sha256 } from '../../contract/model.ts';
import type { Revision } from '../../contract/offers.ts';
import { isAtMost } from '../../main/core/privacy/audience.ts';
import {
  keepingOwnWords,
  longestLookMs,
  nextLook,
  offerFor,
  partsChanged,
  revisedContent,
  revisionKept,
  revisionOf,
} from '../../main/core/sync/revision.ts';
import { aContent, aPost } from '../helpers/records.ts';
import { sourcePost } from '../helpers/store-rows.ts';

const picture = (remoteId: string, url: string, altText = '') => ({ remoteId, url, altText });
const signed = (signature: string) =>
  revisionOf(sourcePost(1, { pictures: [picture('', `https://cdn.example/a.jpg?sig=${signature}&e=1#x`)] }));
const file = (name: string, altText: string) => ({
  mediaId: 1 as MediaId,
  sha256: name.repeat(64) as Sha256,
  mimeType: 'image/jpeg',
  sizeBytes: 1,
  width: 1,
  height: 1,
  altText,
});

describe('what counts as a change', () => {
  const was = revisionOf(sourcePost(1, { text: 'Fog', pictures: [picture('p1', 'https://x/1', 'A boat')] }));

  test('is nothing where nothing changed, nor an address that is signed anew, nor how a server writes an accent', () => {
    expect(partsChanged(was, structuredClone(was))).toEqual([]);
    expect(partsChanged(signed('one'), signed('two'))).toEqual([]);
    expect(partsChanged({ ...was, text: 'e\u0301\r\n' }, { ...was, text: 'é' })).toEqual([]);
    const kept = revisionKept(aPost({ text: 'Fog', audience: 'public' }), []);
    expect(partsChanged(kept, revisionOf(sourcePost(1, { text: 'Fog' })))).toEqual([]);
  });

  test.each([
    ['text', { ...was, text: 'Fog, later' }],
    ['sensitive', { ...was, sensitive: true }],
    ['warning', { ...was, warning: 'Heights' }],
    ['audience', { ...was, audience: 'followers' }],
    ['alt_texts', { ...was, media: was.media.map((medium) => ({ ...medium, altText: 'A ship' })) }],
    ['media', { ...was, media: was.media.map((medium) => ({ ...medium, name: 'p2', altText: 'A ship' })) }],
    ['media', { ...was, media: [] }],
  ] as const)('%s', (part, now) => {
    expect(partsChanged(was, now)).toEqual([part]);
    expect(partsChanged(now, was)).toEqual([part]);
  });
});

test('looks get rarer and end after two weeks; a clock that jumps asks for none farther away', () => {
  const hours = (count: number): number => count * 3_600_000;
  const since = 1_000;
  const looks: number[] = [];
  for (let at: number | null = nextLook(since, since); at !== null; at = nextLook(since, at)) looks.push(at - since);
  expect(looks).toEqual([hours(0.25), hours(1), hours(6), hours(24), hours(72), hours(168), hours(336)]);
  fc.assert(
    fc.property(fc.nat(1e12), fc.nat(1e12), (from, now) => {
      const next = nextLook(from, now);
      if (next === null) expect(now).toBeGreaterThanOrEqual(from + hours(336));
      else expect(next > now && next - Math.max(now, from) <= longestLookMs).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

describe('what is offered', () => {
  const anyAudience = fc.constantFrom(...audiences);
  const of = (audience: Revision['audience'], text = 'Fog'): Revision => ({
    ...revisionOf(sourcePost(1, { text })),
    audience,
  });

  test('is nothing without a copy, and all of it once the original is gone', () => {
    expect(offerFor(of('public'), of('direct', 'Other'), [])).toBeNull();
    expect(offerFor(of('public'), null, [aContent()])).toBe('removed');
  });

  test('is urgent exactly when a copy that was no wider than its original is wider now', () => {
    fc.assert(
      fc.property(
        anyAudience,
        anyAudience,
        fc.array(anyAudience, { minLength: 1, maxLength: 3 }),
        (then, now, copies) => {
          const contents = copies.map((audience) => aContent({ audience }));
          const isWider = copies.some((copy) => isAtMost(copy, then) && !isAtMost(copy, now));
          expect(offerFor(of(then), of(now), contents)).toBe(isWider ? 'narrowed' : null);
          expect(offerFor(of(then), of(now, 'Other'), contents)).toBe(isWider ? 'narrowed' : 'edited');
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('new words', () => {
  const planned = aContent({ text: 'Fog', pictures: [file('a', 'A boat'), file('b', 'A pier')] });
  const fresh = aContent({
    text: 'Fog, later',
    audience: 'followers',
    warning: 'Heights',
    sensitive: true,
    pictures: [file('a', 'A ship'), file('b', 'A jetty')],
  });

  test('of a published copy keep its files and its audience', () => {
    const content = { ...planned, pictures: [file('a', 'My own'), file('b', 'A pier')] };
    const revised = revisedContent({ content, planned, fresh, sameMedia: true, editsAll: true });
    expect(revised).toMatchObject({ text: 'Fog, later', warning: 'Heights', sensitive: true, audience: 'public' });
    expect(revised.pictures).toEqual([file('a', 'My own'), file('b', 'A jetty')]);
    const others = revisedContent({ content, planned, fresh, sameMedia: false, editsAll: true });
    expect(others.pictures).toEqual(content.pictures);
    const wordsAlone = revisedContent({ content, planned, fresh, sameMedia: true, editsAll: false });
    expect(wordsAlone).toEqual({ ...content, text: 'Fog, later' });
  });

  test('of a copy that is not sent take the place of the plan, never of what the person wrote', () => {
    expect(keepingOwnWords({ content: planned, planned, fresh })).toEqual(fresh);
    const own = { ...planned, text: 'Mine', pictures: [file('a', 'My own'), file('b', 'A pier')] };
    expect(keepingOwnWords({ content: own, planned, fresh })).toEqual({
      ...fresh,
      text: 'Mine',
      pictures: [file('a', 'My own'), file('b', 'A jetty')],
    });
    const swapped = { ...fresh, pictures: [file('b', 'A jetty'), file('c', 'A tree')] };
    expect(keepingOwnWords({ content: own, planned, fresh: swapped }).pictures).toEqual(swapped.pictures);
  });
});
