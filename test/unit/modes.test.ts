/** A yes that no person gave: never to anything that wants a look, that is old, or that came through a route that asks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Notice, noticeCodes, routeModes } from '../../contract/model.ts';
import { catchUps, defaultRouteRules, longestDelayMinutes } from '../../contract/rules.ts';
import { catchUpGraceMs } from '../../main/core/crosspost/catch-up.ts';
import { publishGuard } from '../../main/core/crosspost/guard.ts';
import { automaticEndsBecause, byMode, type Fresh, lateAfterMs } from '../../main/core/crosspost/modes.ts';
import { aCrosspost, anAccount } from '../helpers/records.ts';

const notice: fc.Arbitrary<Notice> = fc.record({
  code: fc.constantFrom(...noticeCodes),
  level: fc.constantFrom('hold', 'warning', 'info'),
});
const route = fc.record({
  mode: fc.constantFrom(...routeModes),
  paused: fc.boolean(),
  rules: fc.record({
    delayMinutes: fc.integer({ min: 1, max: 10_080 }),
    catchUp: fc.constantFrom(...catchUps),
    filters: fc.constant(defaultRouteRules.filters),
    privacy: fc.constant({}),
  }),
});
const fresh: fc.Arbitrary<Fresh> = fc.record({
  state: fc.constantFrom('waiting', 'held', 'skipped'),
  notices: fc.array(notice, { maxLength: 4 }),
  route: fc.option(route),
  isBaseline: fc.boolean(),
  ageMs: fc.integer({ min: -3_600_000, max: 10 * 86_400_000 }),
  lateAfterMs: fc.integer({ min: catchUpGraceMs, max: 70 * 60_000 }),
});

test('an automatic yes implies no warning, no hold, a route that goes by itself, and a new post or a policy that sends', () => {
  fc.assert(
    fc.property(fresh, (given) => {
      const verdict = byMode(given);
      if (verdict.kind === 'ask') return;
      expect(given.notices.every(({ level }) => level === 'info')).toBe(true);
      expect(given).toMatchObject({ state: 'waiting', isBaseline: false, route: { paused: false } });
      expect(given.route?.mode).not.toBe('review');
      const isLate = given.ageMs > given.lateAfterMs;
      if (verdict.kind === 'skip') {
        expect([isLate, given.route?.rules.catchUp]).toEqual([true, 'skip']);
        return;
      }
      expect(verdict.by).toBe(given.route?.mode);
      expect(verdict.delayMs).toBeLessThanOrEqual(longestDelayMinutes * 60_000);
      if (isLate) expect(['post_late', 'spread_out']).toContain(given.route?.rules.catchUp);
      expect(verdict.spacingMs === null).toBe(!isLate);
    }),
    { numRuns: 10_000 },
  );
});

const clean: Fresh = {
  state: 'waiting',
  notices: [],
  route: { mode: 'delayed', paused: false, rules: defaultRouteRules },
  isBaseline: false,
  ageMs: 60_000,
  lateAfterMs: lateAfterMs(60_000),
};

test('what is clean and new goes after the delay, or at once', () => {
  expect(byMode(clean)).toEqual({ kind: 'go', by: 'delayed', delayMs: 15 * 60_000, spacingMs: null });
  const handsOff = { ...clean, route: { mode: 'hands_off', paused: false, rules: defaultRouteRules } } as const;
  expect(byMode(handsOff)).toEqual({ kind: 'go', by: 'hands_off', delayMs: 0, spacingMs: null });
});

test('a post counts as new for as long as its network is asked seldom', () => {
  const hourly = { ...clean, ageMs: 65 * 60_000, lateAfterMs: lateAfterMs(60 * 60_000) };
  expect(byMode(hourly).kind).toBe('go');
  expect(byMode({ ...hourly, lateAfterMs: lateAfterMs(60_000) }).kind).toBe('ask');
});

test('before the first byte an automatic yes is void for whatever a person would look at', () => {
  fc.assert(
    fc.property(
      fc.array(notice, { maxLength: 4 }),
      fc.option(route),
      fc.constantFrom('person', 'delayed', 'hands_off'),
      fc.option(fc.constant('key')),
      (notices, through, approvedBy, publishKey) => {
        const crosspost = aCrosspost({ notices, publishKey });
        const { contentHash: hash, content } = crosspost;
        const approval = { crosspostId: crosspost.id, content, contentHash: hash, approvedAt: 1, scheduledAt: null };
        const verdict = publishGuard({
          crosspost,
          account: anAccount(),
          approval: { ...approval, approvedBy },
          route: through,
          original: 'public',
          filesIntact: true,
          isRepeated: false,
          holds: [],
          hash,
          now: 5,
        });
        const mayGo = notices.every(({ level }) => level === 'info') && through?.paused === false;
        const isFree = approvedBy === 'person' || publishKey !== null || (mayGo && through?.mode !== 'review');
        expect(verdict.kind).toBe(isFree ? 'go' : 'void');
      },
    ),
    { numRuns: 10_000 },
  );
});

test('it is said whether the content or a rule ended it', () => {
  const handsOff = { mode: 'hands_off', paused: false } as const;
  const warned = aCrosspost({ notices: [{ code: 'text_shortened', level: 'warning' }] });
  expect(automaticEndsBecause({ approvedBy: 'delayed' }, warned, handsOff)).toBe('content_changed');
  expect(automaticEndsBecause({ approvedBy: 'delayed' }, aCrosspost(), { ...handsOff, paused: true })).toBe(
    'rules_changed',
  );
  expect(automaticEndsBecause({ approvedBy: 'delayed' }, aCrosspost(), null)).toBe('rules_changed');
});
