import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  defaultAccountRules,
  defaultGlobalRules,
  defaultRouteRules,
  defaultToggles,
  strictest,
  toggleChoices,
  toggleNames,
  type ToggleOverrides,
  type Toggles,
} from '../../contract/rules.ts';
import { accountRules, globalRules, routeRules } from '../../main/ipc/rule-validators.ts';

const rank = (name: keyof Toggles, choice: string): number =>
  (toggleChoices[name] as readonly string[]).indexOf(choice);
const anyToggles = fc.record(
  Object.fromEntries(toggleNames.map((name) => [name, fc.constantFrom(...toggleChoices[name])])),
) as fc.Arbitrary<unknown> as fc.Arbitrary<Toggles>;
const anyOverrides = fc.record(
  Object.fromEntries(toggleNames.map((name) => [name, fc.constantFrom(...toggleChoices[name])])),
  { requiredKeys: [] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<ToggleOverrides>;

test('of all that are set the strictest counts, wherever it is set, and nothing else can come of it', () => {
  fc.assert(
    fc.property(anyToggles, fc.array(anyOverrides, { maxLength: 3 }), (global, overrides) => {
      const held = strictest(global, ...overrides);
      for (const name of toggleNames) {
        const set = [global, ...overrides].flatMap((toggles) => toggles[name] ?? []);
        expect(set).toContain(held[name]);
        expect(rank(name, held[name])).toBe(Math.min(...set.map((choice) => rank(name, choice))));
      }
    }),
    { numRuns: 10_000 },
  );
});

test('a person who never opens the settings has the careful choice of each', () => {
  expect(strictest(defaultToggles)).toEqual(defaultToggles);
  const freest = toggleNames.filter((name) => rank(name, defaultToggles[name]) > 0);
  // Asked for each time, and as the source has it: stricter would be in the way of what the person does themselves.
  expect(freest).toEqual(['carryTagged', 'markSensitive']);
});

test('rules are taken whole or not at all', () => {
  expect(globalRules.parse(defaultGlobalRules)).toEqual(defaultGlobalRules);
  expect(accountRules.parse(defaultAccountRules)).toEqual(defaultAccountRules);
  expect(routeRules.parse(defaultRouteRules)).toEqual(defaultRouteRules);
});

const { schedule } = defaultAccountRules;
const { filters } = defaultRouteRules;
test.each<[what: string, parse: (value: unknown) => { readonly success: boolean }, value: unknown]>([
  ['a toggle too few', globalRules.safeParse.bind(globalRules), { ...defaultGlobalRules, privacy: {} }],
  ['a key too many', routeRules.safeParse.bind(routeRules), { ...defaultRouteRules, extra: 1 }],
  [
    'a choice that is none',
    routeRules.safeParse.bind(routeRules),
    { ...defaultRouteRules, privacy: { carryPlace: 'ask' } },
  ],
  [
    'no kind of media',
    routeRules.safeParse.bind(routeRules),
    { ...defaultRouteRules, filters: { ...filters, media: [] } },
  ],
  [
    'an empty word',
    routeRules.safeParse.bind(routeRules),
    { ...defaultRouteRules, filters: { ...filters, neverWords: [' '] } },
  ],
  [
    'a zone that does not exist',
    accountRules.safeParse.bind(accountRules),
    { ...defaultAccountRules, schedule: { ...schedule, timeZone: 'Mars/Olympus' } },
  ],
  [
    'a minute after midnight',
    accountRules.safeParse.bind(accountRules),
    { ...defaultAccountRules, schedule: { ...schedule, slots: [{ days: [1], minute: 1440 }] } },
  ],
  [
    'quiet hours without length',
    accountRules.safeParse.bind(accountRules),
    { ...defaultAccountRules, schedule: { ...schedule, quiet: { from: 60, to: 60 } } },
  ],
  [
    'a cap of nothing',
    accountRules.safeParse.bind(accountRules),
    { ...defaultAccountRules, schedule: { ...schedule, dailyCap: 0 } },
  ],
])('%s is refused', (_what, parse, value) => {
  expect(parse(value).success).toBe(false);
});
