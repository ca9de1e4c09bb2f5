import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Audience } from '../../contract/model.ts';
import { audiences } from '../../contract/model.ts';
import { audienceOnDestination, isAtMost } from '../../main/core/privacy/audience.ts';

const anyAudience = fc.constantFrom(...audiences);

/** Who sees what, said independently of the code under test: sets of people. */
const people: Readonly<Record<Audience, ReadonlySet<string>>> = {
  direct: new Set(['named']),
  close_friends: new Set(['friend']),
  followers: new Set(['named', 'friend', 'follower']),
  unlisted: new Set(['named', 'friend', 'follower', 'passer-by']),
  public: new Set(['named', 'friend', 'follower', 'passer-by', 'searcher']),
};

test('"at most" is exactly the order of the people who can see', () => {
  for (const copy of audiences) {
    for (const original of audiences) {
      expect(isAtMost(copy, original), `${copy} ≤ ${original}`).toBe(people[copy].isSubsetOf(people[original]));
    }
  }
});

test('whatever a destination can express, a copy is never wider than its original', () => {
  fc.assert(
    fc.property(anyAudience, fc.uniqueArray(anyAudience), (original, expressible) => {
      const chosen = audienceOnDestination(original, expressible);
      if (chosen === null) return;
      expect(expressible).toContain(chosen);
      expect(isAtMost(chosen, original)).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

test('a post for close friends or for named people is never carried by itself', () => {
  expect(audienceOnDestination('close_friends', audiences)).toBeNull();
  expect(audienceOnDestination('direct', audiences)).toBeNull();
});

test('a post for followers is held where only public exists', () => {
  expect(audienceOnDestination('followers', ['public'])).toBeNull();
  expect(audienceOnDestination('unlisted', ['public'])).toBeNull();
});
