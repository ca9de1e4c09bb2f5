import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crosspostStates } from '../../contract/model.ts';
import type { CrosspostEvent } from '../../main/core/crosspost/state.ts';
import { canHappen, crosspostEvents, isUnderWay, next } from '../../main/core/crosspost/state.ts';

const anyState = fc.constantFrom(...crosspostStates);
const anyEvents = fc.array(fc.constantFrom(...crosspostEvents), { maxLength: 60 });

/** Walks from `held` or `waiting` through those of `events` that can happen. */
function walk(
  events: readonly CrosspostEvent[],
): readonly { readonly event: CrosspostEvent | null; readonly state: string }[] {
  let state: (typeof crosspostStates)[number] = 'waiting';
  const seen: { event: CrosspostEvent | null; state: string }[] = [{ event: null, state }];
  for (const event of events) {
    if (!canHappen(state, event)) continue;
    state = next(state, event);
    seen.push({ event, state });
  }
  return seen;
}

test('a pair that cannot happen throws and never moves', () => {
  fc.assert(
    fc.property(anyState, fc.constantFrom(...crosspostEvents), (state, event) => {
      if (canHappen(state, event)) expect(crosspostStates).toContain(next(state, event));
      else expect(() => next(state, event)).toThrow(state);
    }),
    { numRuns: 2_000 },
  );
});

test('nothing is published without an approval or the person’s own hand, and what is published stays so or is taken back', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const path = walk(events);
      const published = path.findIndex(({ state }) => state === 'published');
      if (published === -1) return;
      const isByHand = path[published]?.event === 'finish_by_hand';
      expect(isByHand || path.slice(0, published).some(({ event }) => event === 'approve')).toBe(true);
      expect(path.slice(published).every(({ state }) => state === 'published' || state === 'withdrawn')).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

test('after an unknown outcome nothing goes on before it was settled', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const path = walk(events);
      path.forEach(({ event }, index) => {
        if (event !== 'begin') return;
        const before = path.slice(0, index);
        const lost = before.findLastIndex((item) => item.event === 'lose_track');
        const settled = ['absent', 'part_found'];
        if (lost !== -1) expect(before.slice(lost).some((item) => settled.includes(item.event ?? ''))).toBe(true);
      });
    }),
    { numRuns: 10_000 },
  );
});

test('every state but the last one can be left', () => {
  for (const state of crosspostStates) {
    const exits = crosspostEvents.filter((event) => canHappen(state, event) && next(state, event) !== state);
    expect(exits.length > 0, state).toBe(state !== 'withdrawn');
  }
});

test('only what may be on its way counts as under way', () => {
  expect(crosspostStates.filter(isUnderWay)).toEqual(['approved', 'publishing', 'unknown']);
});
