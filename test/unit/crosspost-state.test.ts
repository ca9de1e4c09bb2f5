import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crosspostStates, type Notice, routeModes } from '../../contract/model.ts';
import { catchUps, defaultRouteRules } from '../../contract/rules.ts';
import { catchUp, catchUpGraceMs } from '../../main/core/crosspost/catch-up.ts';
import { automaticEndsBecause, byMode } from '../../main/core/crosspost/modes.ts';
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

/** A crosspost's life with all that may say yes or take it back, beside the table: the model that the walks below go through. */
interface Life {
  readonly state: (typeof crosspostStates)[number];
  readonly approvedBy: 'person' | 'hands_off' | null;
  readonly notices: readonly Notice[];
  readonly begun: boolean;
}
type Step =
  | { readonly kind: 'event'; readonly event: CrosspostEvent }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] }
  | { readonly kind: 'automatic'; readonly mode: (typeof routeModes)[number]; readonly paused: boolean }
  | { readonly kind: 'catch_up'; readonly policy: (typeof catchUps)[number]; readonly lateMs: number };

const anyNotices = fc.array(
  fc.record({ code: fc.constant('text_shortened' as const), level: fc.constantFrom('info', 'warning', 'hold') }),
  { maxLength: 2 },
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('event'), event: fc.constantFrom(...crosspostEvents) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('notices'), notices: anyNotices }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('automatic'),
      mode: fc.constantFrom(...routeModes),
      paused: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('catch_up'),
      policy: fc.constantFrom(...catchUps),
      lateMs: fc.nat(2 * catchUpGraceMs),
    }),
  },
);

const ended = { approvedBy: null, begun: false } as const;
const route = (mode: (typeof routeModes)[number], paused: boolean) => ({ mode, paused, rules: defaultRouteRules });

function live(life: Life, step: Step): Life {
  switch (step.kind) {
    case 'notices':
      return { ...life, notices: step.notices };
    case 'automatic':
      return sayYesByItself(life, step);
    case 'catch_up':
      return catchUpWith(life, step);
    case 'event':
      return isOffered(life, step.event) ? happen(life, step.event) : life;
  }
}

/** What the core lets happen: only what has begun fails before it goes on, and a new try wants the yes that is still there. */
function isOffered({ approvedBy, begun, state }: Life, event: CrosspostEvent): boolean {
  if (event === 'try_again' && approvedBy === null) return false;
  if (event === 'refused' && state === 'approved' && !begun) return false;
  return canHappen(state, event);
}

function happen(life: Life, event: CrosspostEvent): Life {
  const state = next(life.state, event);
  if (event === 'approve') return { ...life, state, approvedBy: 'person' };
  if (event === 'begin') {
    const approval = { approvedBy: life.approvedBy ?? 'person' } as const;
    const key = life.begun ? 'key' : null;
    const over = automaticEndsBecause(approval, { notices: life.notices, publishKey: key }, route('hands_off', false));
    return over === null ? { ...life, state, begun: true } : { ...life, ...ended, state: 'waiting' };
  }
  // What a network refused keeps its yes and its key: it can be tried again.
  return isUnderWay(state) || state === 'published' || state === 'failed'
    ? { ...life, state }
    : { ...life, ...ended, state };
}

function sayYesByItself(life: Life, { mode, paused }: Extract<Step, { kind: 'automatic' }>): Life {
  const { state, notices } = life;
  const age = { isBaseline: false, ageMs: 0, lateAfterMs: catchUpGraceMs };
  if (byMode({ state, notices, route: route(mode, paused), ...age }).kind !== 'go') return life;
  return { ...life, state: next(state, 'approve'), approvedBy: 'hands_off' };
}

function catchUpWith(life: Life, { policy, lateMs }: Extract<Step, { kind: 'catch_up' }>): Life {
  if (life.state !== 'approved') return life;
  const gap = { dueAt: 0, now: lateMs, unreachableSince: 0, putOff: 0, clockIsDoubtful: false };
  const verdict = catchUp(policy, { ...gap, hasBegun: life.begun });
  if (verdict !== 'ask' && verdict !== 'skip') return life;
  return { ...life, ...ended, state: next('approved', verdict === 'ask' ? 'withdraw_approval' : 'skip') };
}

test('whoever said yes and whatever went by: what begins has a yes, an automatic one never with a warning, and what has begun is never put aside', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      let life: Life = { state: 'waiting', ...ended, notices: [] };
      for (const step of steps) {
        const before = life;
        life = live(before, step);
        if (life.state === 'publishing' && before.state !== 'publishing') {
          expect(life.approvedBy).not.toBeNull();
          const isAutomatic = life.approvedBy === 'hands_off' && !before.begun;
          if (isAutomatic) expect(life.notices.every(({ level }) => level === 'info')).toBe(true);
        }
        if (step.kind === 'catch_up' && before.begun) expect(life).toEqual(before);
        if (step.kind === 'automatic' && life !== before)
          expect([before.state, step.paused, step.mode === 'review']).toEqual(['waiting', false, false]);
      }
    }),
    { numRuns: 10_000 },
  );
});
