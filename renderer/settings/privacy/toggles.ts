/** The privacy toggles as windows show them: in which order, with which choices, and where something is stricter. Pure. */
import { toggleChoices, type ToggleName, type ToggleOverrides, type Toggles } from '../../../contract/rules.ts';
import type { AccountView, RouteView } from '../../../contract/views.ts';

export const toggleGroups = {
  carried: ['carryNotPublic', 'carryStories', 'carryTagged', 'carryPlace'],
  files: ['stripLocation', 'stripMetadata', 'keepCredit'],
  words: ['plainMentions', 'markSensitive'],
} as const satisfies Readonly<Record<string, readonly ToggleName[]>>;
export type ToggleGroup = keyof typeof toggleGroups;

export type ToggleChoice = Toggles[ToggleName];
/** As windows list them, whichever is the stricter: no before yes, as usual before always. */
const asShown: readonly ToggleChoice[] = ['no', 'ask', 'yes', 'as_source', 'always'];
export const inShownOrder = (choices: readonly ToggleChoice[]): readonly ToggleChoice[] =>
  asShown.filter((choice) => choices.includes(choice));
/** All toggles, group by group. */
export const togglesInOrder: readonly ToggleName[] = Object.values(toggleGroups).flat();

export const choicesOf = (name: ToggleName): readonly ToggleChoice[] => toggleChoices[name];

/** Whether the first is stricter than the second. */
export const isStricter = (name: ToggleName, choice: ToggleChoice, than: ToggleChoice): boolean =>
  choicesOf(name).indexOf(choice) < choicesOf(name).indexOf(than);

/**
 * What an account or a route may say for itself, where `otherwise` holds: that, or something stricter. What is freer
 * would not count; it stays in the list only while it is set.
 */
export function overrideChoices(
  name: ToggleName,
  otherwise: ToggleChoice,
  set: ToggleChoice | undefined,
): readonly ToggleChoice[] {
  return inShownOrder(choicesOf(name)).filter((choice) => choice === set || !isStricter(name, otherwise, choice));
}

/** With one toggle set, or, where the choice is null, said nothing of. */
export function withOverride(
  overrides: ToggleOverrides,
  name: ToggleName,
  choice: ToggleChoice | null,
): ToggleOverrides {
  const { [name]: _before, ...others } = overrides;
  return choice === null ? others : { ...others, [name]: choice };
}

/** How many accounts and routes are stricter than what holds for everything. */
export function stricterThan(
  global: Toggles,
  name: ToggleName,
  accounts: readonly Pick<AccountView, 'rules'>[],
  routes: readonly Pick<RouteView, 'rules'>[],
): { readonly accounts: number; readonly routes: number } {
  const count = (all: readonly Pick<AccountView | RouteView, 'rules'>[]): number =>
    all.filter(({ rules }) => {
      const own = rules.privacy[name];
      return own !== undefined && isStricter(name, own, global[name]);
    }).length;
  return { accounts: count(accounts), routes: count(routes) };
}

/** Only known names are read: a choice as its word in the catalogue. */
export const choiceWord = (name: ToggleName, choice: ToggleChoice) =>
  name === 'markSensitive' ? (choice === 'always' ? 'always' : 'asSource') : (choice as 'no' | 'ask' | 'yes');
