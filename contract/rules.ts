/** What a person sets once and Crosstie keeps to from then on: for everything, for an account, for a route. */

/**
 * The privacy toggles, each with its choices from the strictest to the freest. Where several are set — for everything,
 * for the source's account, for the destination's, for the route — the strictest of them counts.
 */
export const toggleChoices = {
  /** Posts that not everyone can see. */
  carryNotPublic: ['no', 'yes'],
  carryStories: ['no', 'yes'],
  /** Posts in whose pictures other people are tagged. */
  carryTagged: ['no', 'ask', 'yes'],
  /** The place that a post names. */
  carryPlace: ['no', 'yes'],
  /** Where a picture or video was taken, as its file tells. */
  stripLocation: ['yes', 'no'],
  /** Who made a picture and who has the rights, as its file tells. */
  keepCredit: ['yes', 'no'],
  /** All else that a file tells of itself: camera, software, times. */
  stripMetadata: ['yes', 'no'],
  plainMentions: ['yes', 'no'],
  markSensitive: ['always', 'as_source'],
} as const;
export type ToggleName = keyof typeof toggleChoices;
export type Toggles = { readonly [Name in ToggleName]: (typeof toggleChoices)[Name][number] };
export const toggleNames = Object.keys(toggleChoices) as readonly ToggleName[];

export const defaultToggles: Toggles = {
  carryNotPublic: 'no',
  carryStories: 'no',
  carryTagged: 'ask',
  carryPlace: 'no',
  stripLocation: 'yes',
  keepCredit: 'yes',
  stripMetadata: 'yes',
  plainMentions: 'yes',
  markSensitive: 'as_source',
};

/** What an account or a route says for itself; of what is absent it says nothing. */
export type ToggleOverrides = { readonly [Name in ToggleName]?: Toggles[Name] };

/** What holds where all of these are set: the strictest of each. */
export function strictest(global: Toggles, ...overrides: readonly ToggleOverrides[]): Toggles {
  const choose = (name: ToggleName): Toggles[ToggleName] => {
    const choices: readonly Toggles[ToggleName][] = toggleChoices[name];
    const set = overrides.map((override) => override[name]);
    return choices.find((choice) => choice === global[name] || set.includes(choice)) ?? global[name];
  };
  return Object.fromEntries(toggleNames.map((name) => [name, choose(name)])) as Toggles;
}

/** Holds that a person may lift for one post: what is shown of it, and to whom, stays as it is. */
export const liftable = ['not_public', 'is_story', 'people_tagged', 'is_reply'] as const;
export type Liftable = (typeof liftable)[number];

/** What happens to a crosspost whose time went by while Crosstie could not send: asleep, offline, paused, closed. */
export const catchUps = ['ask', 'post_late', 'spread_out', 'skip'] as const;
export type CatchUp = (typeof catchUps)[number];

export const mediaKinds = ['text', 'pictures', 'video'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Which posts of its source a route carries. Tags are without `#`; capitals do not count. */
export interface Filters {
  /** At least one of them; empty: no such rule. */
  readonly onlyTags: readonly string[];
  readonly neverTags: readonly string[];
  readonly onlyWords: readonly string[];
  readonly neverWords: readonly string[];
  readonly media: readonly MediaKind[];
  /** Tags of BCP 47 by their first part; a post that names no language passes. Empty: all. */
  readonly languages: readonly string[];
  /** A post that is older when it is noticed is not carried by itself. */
  readonly oldestHours: number;
  /** Whether hashtags in a caption may choose the destinations (`#nox`, `#onlybluesky`, `#nocrosspost`). */
  readonly switches: boolean;
}

/** Less than a day: what is due later than that without a time of its own was written by a clock that ran ahead. */
export const longestDelayMinutes = 23 * 60;

export interface RouteRules {
  /** Of the mode *Delayed*: how long the person can stop it. */
  readonly delayMinutes: number;
  readonly catchUp: CatchUp;
  readonly filters: Filters;
  readonly privacy: ToggleOverrides;
}
export const defaultRouteRules: RouteRules = {
  delayMinutes: 15,
  catchUp: 'ask',
  filters: {
    onlyTags: [],
    neverTags: [],
    onlyWords: [],
    neverWords: [],
    media: mediaKinds,
    languages: [],
    oldestHours: 7 * 24,
    switches: true,
  },
  privacy: {},
};

/** ISO 8601: Monday is 1, Sunday is 7. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof weekdays)[number];
export interface Slot {
  readonly days: readonly Weekday[];
  /** Minutes since midnight on the clock of the account's time zone. */
  readonly minute: number;
}
/** From and to in minutes since midnight; `to` before `from` goes over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}
/** When an account is published to. */
export interface AccountSchedule {
  /** When an approved crosspost goes that was given no time of its own. */
  readonly timing: 'at_once' | 'next_slot';
  readonly slots: readonly Slot[];
  readonly quiet: QuietHours | null;
  /** At least so long between two crossposts. */
  readonly spacingMinutes: number;
  /** Crossposts in a calendar day of the time zone; null: no such rule. */
  readonly dailyCap: number | null;
  /** A name of the IANA time zone database; null: the machine's own. */
  readonly timeZone: string | null;
}
export interface AccountRules {
  readonly schedule: AccountSchedule;
  readonly privacy: ToggleOverrides;
  /** For a network that charges for each call: cents (US) in a calendar month; null: no such rule. */
  readonly monthlyCents: number | null;
  /** Who sees the account's posts, as the person says of a network whose API does not. */
  readonly originals: 'not_said' | 'public' | 'followers';
}
export const defaultAccountRules: AccountRules = {
  schedule: { timing: 'at_once', slots: [], quiet: null, spacingMinutes: 0, dailyCap: null, timeZone: null },
  privacy: {},
  monthlyCents: null,
  originals: 'not_said',
};

export interface GlobalRules {
  readonly privacy: Toggles;
  /** For so many days a copy is compared with what its account already got. */
  readonly duplicateDays: number;
}
export const defaultGlobalRules: GlobalRules = { privacy: defaultToggles, duplicateDays: 30 };
