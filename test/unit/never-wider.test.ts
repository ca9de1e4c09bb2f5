/** Never wider: every audience, every network, every setting of the toggles, and whatever a person may say otherwise. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceFrom, ownAudiences, publishable, wordFor } from '../../contract/audiences.ts';
import { type AccountLimits, audiences, networkIds, type Notice } from '../../contract/model.ts';
import { type AccountRules, liftable } from '../../contract/rules.ts';
import { judgeAgain } from '../../main/core/crosspost/judge.ts';
import type { Plan } from '../../main/core/crosspost/plan.ts';
import { plannedAnew } from '../../main/core/crosspost/replan.ts';
import { choosable, isAtMost } from '../../main/core/privacy/audience.ts';
import { liftedIn, withLifted } from '../../main/core/privacy/carrying.ts';
import { narrowed } from '../../main/core/privacy/original.ts';
import { networks } from '../../main/networks/registry.ts';
import { anyPost, anyToggles, judging, plan, told } from '../helpers/planned.ts';
import { plainLimits } from '../helpers/records.ts';

describe('the table of audiences', () => {
  test.each(networkIds)('says the same of %s as its connector', (id) => {
    const limits = networks.find((network) => network.id === id)?.capabilities.audience;
    expect(publishable(id).length > 1).toBe(id === 'x' || limits === 'yes' || id === 'youtube');
  });

  test.each(networkIds)('brings a post of %s back to no more people than it was published for', (id) => {
    for (const { own, is, publish, read } of ownAudiences[id]) {
      if (read) expect(audienceFrom(id, own)).toBe(is);
      if (publish && own !== null) expect(wordFor(id, is)).toBe(own);
    }
    for (const audience of audiences) {
      const word = wordFor(id, audience);
      if (word !== null && ownAudiences[id].some(({ own, read }) => own === word && read))
        expect(isAtMost(audienceFrom(id, word), audience)).toBe(true);
    }
  });

  test('takes every word that it does not have for the narrowest', () => {
    fc.assert(
      fc.property(fc.constantFrom(...networkIds), fc.string(), (id, word) => {
        if (ownAudiences[id].some(({ own }) => own === word)) return;
        expect(audienceFrom(id, word)).toBe('direct');
      }),
    );
    expect(audienceFrom('facebook', null)).toBe('direct');
  });
});

const anyOriginals = fc.constantFrom<AccountRules['originals']>('not_said', 'public', 'followers');

test('whatever is set, said or chosen, a copy is never for more people than its original', () => {
  let wentOn = 0;
  const anyLift = fc.subarray([...liftable]);
  const anyCase = [
    anyPost,
    fc.constantFrom(...networkIds),
    anyToggles,
    anyToggles,
    anyOriginals,
    anyOriginals,
  ] as const;
  fc.assert(
    fc.property(
      ...anyCase,
      fc.boolean(),
      anyLift,
      fc.nat(),
      (post, to, before, after, said, later, tells, lifted, pick) => {
        const limits: AccountLimits = { ...plainLimits, audiences: publishable(to) };
        const seenBefore = narrowed(post.audience, tells, said);
        const first = plan({ ...post, audience: seenBefore }, before, { limits });
        const allowed = choosable(seenBefore, limits.audiences);
        const chosen = allowed[pick % (allowed.length + 1)];
        const content = chosen === undefined ? first.content : { ...first.content, audience: chosen };
        const others = first.notices.filter(({ code }) => chosen === undefined || code !== 'audience_cannot_be_kept');
        const marked: readonly Notice[] =
          chosen === undefined || chosen === seenBefore
            ? others
            : [...others, { level: 'info', code: 'audience_narrowed' }];
        const notices = withLifted(judgeAgain(marked, content, limits, judging), lifted);
        wentOn += mayGoOnlyTo(seenBefore, content.audience, notices, limits);
        // The rules change, and the person says something else of the account.
        const original = narrowed(post.audience, tells, later);
        const fresh = plan({ ...post, audience: original }, after, { limits });
        const record = { state: 'waiting', content, planned: first.content, notices } as const;
        const anew = plannedAnew(record, fresh, { limits, judging, original });
        wentOn += mayGoOnlyTo(original, anew.content.audience, anew.notices, limits);
        if (chosen !== undefined && choosable(original, limits.audiences).includes(chosen) && chosen !== seenBefore)
          expect(anew.content.audience).toBe(chosen);
      },
    ),
    { numRuns: 10_000 },
  );
  // Most are held, and rightly so; of the others there must be enough to say something.
  expect(wentOn).toBeGreaterThan(2_000);
});

/** Answers how many went: none where something holds it. */
function mayGoOnlyTo(
  original: Parameters<typeof isAtMost>[1],
  copy: Parameters<typeof isAtMost>[0],
  notices: readonly Notice[],
  limits: AccountLimits,
): number {
  if (notices.some(({ level }) => level === 'hold')) return 0;
  expect(isAtMost(copy, original)).toBe(true);
  expect(limits.audiences).toContain(copy);
  return 1;
}

describe('what a person says of an account whose network does not', () => {
  test('counts only there, and only to narrow', () => {
    expect(narrowed('public', false, 'followers')).toBe('followers');
    expect(narrowed('direct', false, 'followers')).toBe('direct');
    expect(narrowed('public', false, 'public')).toBe('public');
    expect(narrowed('unlisted', false, 'public')).toBe('unlisted');
    expect(narrowed('public', true, 'followers')).toBe('public');
  });
});

test('what was lifted stays told, is found again and stops nothing', () => {
  const held = plan({ audience: 'followers', isStory: true }, {});
  const lifted = withLifted(held.notices, ['not_public']);
  expect(liftedIn(lifted)).toEqual(['not_public']);
  expect(lifted).toContainEqual({ level: 'info', code: 'carried_anyway', values: { hold: 'not_public' } });
  expect(told({ notices: lifted }, 'is_story')).toBe('hold');
});

describe('planned again under other rules', () => {
  const on = { limits: { ...plainLimits, audiences }, judging, original: 'followers' } as const;
  const first = plan({ audience: 'followers', text: 'Fog @ada' }, { carryNotPublic: 'yes' });
  const record = { state: 'waiting', content: first.content, planned: first.content, notices: first.notices } as const;

  test('under the same rules nothing changes', () => {
    expect(plannedAnew(record, first, on).change).toBe('leave');
  });

  test('a stricter rule holds it; a lifted hold stays lifted; a freer one lets it go', () => {
    const strict = plan({ audience: 'followers', text: 'Fog @ada' }, {});
    const anew = plannedAnew(record, strict, on);
    expect([anew.change, told(anew, 'not_public')]).toEqual(['replace', 'hold']);
    const lifted = { ...record, notices: withLifted(strict.notices, ['not_public']) };
    expect(told(plannedAnew(lifted, strict, on), 'not_public')).toBeNull();
    const held = { ...record, state: 'held', notices: strict.notices } as const;
    expect(told(plannedAnew(held, first, on), 'not_public')).toBeNull();
  });

  test('what the person wrote stays theirs', () => {
    const rewritten = { ...record, content: { ...first.content, text: 'My own words @ada' } };
    const fresh = plan({ audience: 'followers', text: 'Fog @ada' }, { carryNotPublic: 'yes', markSensitive: 'always' });
    expect(plannedAnew(rewritten, fresh, on).content).toMatchObject({ text: 'My own words @ada' });
  });

  test('what was approved is not put away by a filter unseen, nor asked for again because a rule is freer', () => {
    const filtered: Plan = {
      ...first,
      state: 'skipped',
      notices: [...first.notices, { level: 'info', code: 'filtered_out', values: { rule: 'age', value: 9 } }],
    };
    expect(plannedAnew(record, filtered, on).change).toBe('skip');
    const approved = { ...record, state: 'approved' } as const;
    const anew = plannedAnew(approved, filtered, on);
    expect([anew.change, told(anew, 'filtered_out')]).toEqual(['replace', 'warning']);
    const broughtBack = { ...record, notices: filtered.notices };
    expect(plannedAnew(broughtBack, filtered, on).change).toBe('leave');
    const warned = { ...approved, notices: [...first.notices, { level: 'warning', code: 'people_tagged' } as const] };
    expect(plannedAnew(warned, first, on).change).toBe('told');
  });
});
