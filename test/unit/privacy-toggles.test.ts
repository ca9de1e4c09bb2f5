/** The privacy toggles in planning: what each does, and that a stricter one never lets more through. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishable } from '../../contract/audiences.ts';
import { audiences, networkIds, type Notice } from '../../contract/model.ts';
import { strictest, toggleChoices, toggleNames, type ToggleOverrides, type Toggles } from '../../contract/rules.ts';
import type { Plan, PlanInput } from '../../main/core/crosspost/plan.ts';
import { isAtMost } from '../../main/core/privacy/audience.ts';
import { anyPost, anyToggles, plan, told } from '../helpers/planned.ts';
import { plainLimits } from '../helpers/records.ts';

describe('each toggle', () => {
  test('carryNotPublic holds all but what everybody sees; unlisted is not public', () => {
    for (const audience of audiences) {
      expect(told(plan({ audience }, {}), 'not_public')).toBe(audience === 'public' ? null : 'hold');
      expect(told(plan({ audience }, { carryNotPublic: 'yes' }), 'not_public')).toBeNull();
    }
  });

  test('carryStories', () => {
    expect(told(plan({ isStory: true }, {}), 'is_story')).toBe('hold');
    expect(told(plan({ isStory: true }, { carryStories: 'yes' }), 'is_story')).toBeNull();
  });

  test('carryTagged asks, holds or lets go', () => {
    const of = (carryTagged: Toggles['carryTagged']) => told(plan({ tagged: 2 }, { carryTagged }), 'people_tagged');
    expect([of('no'), of('ask'), of('yes')]).toEqual(['hold', 'warning', null]);
    expect(told(plan({}, { carryTagged: 'no' }), 'people_tagged')).toBeNull();
  });

  test('carryPlace adds the place as a last line, where the whole text has room for it', () => {
    const text = (toggles: Partial<Toggles>, room = 500) =>
      plan({ text: 'Fog', place: 'Kiel' }, toggles, { limits: { ...plainLimits, text: room } });
    expect(text({}).content.text).toBe('Fog');
    expect(text({ carryPlace: 'yes' }).content.text).toBe('Fog\n📍 Kiel');
    expect(plan({ text: '', place: 'Kiel' }, { carryPlace: 'yes' }).content.text).toBe('📍 Kiel');
    const tight = text({ carryPlace: 'yes' }, 8);
    expect(tight.content.text).toBe('Fog');
    expect(told(tight, 'place_left_out')).toBe('info');
  });

  test('plainMentions leaves no name that may be another’s, or warns of it', () => {
    const plain = plan({ text: 'With @ada@sea.example' }, {});
    expect([plain.content.text, told(plain, 'mentions_made_plain')]).toEqual(['With ada', 'info']);
    const written = plan({ text: 'With @ada@sea.example' }, { plainMentions: 'no' });
    expect([written.content.text, told(written, 'mentions_as_written')]).toEqual(['With @ada@sea.example', 'warning']);
  });

  test('markSensitive marks pictures and videos where there is a mark', () => {
    const marked = (toggles: Partial<Toggles>, more?: Partial<PlanInput>) => plan({}, toggles, more).content.sensitive;
    expect(marked({})).toBe(false);
    expect(marked({ markSensitive: 'always' })).toBe(true);
    expect(marked({ markSensitive: 'always' }, { marksSensitive: false })).toBe(false);
    expect(marked({ markSensitive: 'always' }, { pictures: [] })).toBe(false);
  });
});

test('a stricter toggle never lets more through', () => {
  const anyOverride = fc.oneof(
    ...toggleNames.map((name) =>
      fc.constantFrom(...toggleChoices[name]).map((choice): ToggleOverrides => ({ [name]: choice })),
    ),
  );
  fc.assert(
    fc.property(anyPost, fc.constantFrom(...networkIds), anyToggles, anyOverride, (post, to, free, override) => {
      const limits = { ...plainLimits, audiences: publishable(to) };
      const [freer, stricter] = [free, strictest(free, override)].map((toggles) => plan(post, toggles, { limits }));
      if (freer === undefined || stricter === undefined) return;
      const stops = ({ notices }: Plan) => rulesIn(notices, 'hold');
      const asks = ({ notices }: Plan) => [...stops({ notices } as Plan), ...rulesIn(notices, 'warning')];
      expect(stops(stricter)).toEqual(expect.arrayContaining([...stops(freer)]));
      expect(asks(stricter)).toEqual(expect.arrayContaining([...asks(freer)]));
      expect(isAtMost(stricter.content.audience, freer.content.audience)).toBe(true);
      expect(Number(stricter.content.sensitive)).toBeGreaterThanOrEqual(Number(freer.content.sensitive));
      for (const sign of ['📍', '@ada'])
        if (stricter.content.text.includes(sign)) expect(freer.content.text).toContain(sign);
    }),
    { numRuns: 10_000 },
  );
});

const rulesIn = (notices: readonly Notice[], level: Notice['level']): readonly string[] =>
  notices
    .filter((notice) => notice.level === level && ['not_public', 'is_story', 'people_tagged'].includes(notice.code))
    .map(({ code }) => code);
