/** The shapes of what a person sets, down to the last key. */
import { z } from 'zod';
import {
  type AccountRules,
  catchUps,
  longestDelayMinutes,
  type GlobalRules,
  mediaKinds,
  type RouteRules,
  toggleChoices,
  type ToggleOverrides,
  type Toggles,
  weekdays,
} from '../../contract/rules.ts';

const dayMinutes = 24 * 60;
const minuteOfDay = z
  .int()
  .min(0)
  .max(dayMinutes - 1);
const word = z.string().trim().min(1).max(100);
const words = z.array(word).max(100);

const toggles: z.ZodType<Toggles> = z.strictObject({
  carryNotPublic: z.enum(toggleChoices.carryNotPublic),
  carryStories: z.enum(toggleChoices.carryStories),
  carryTagged: z.enum(toggleChoices.carryTagged),
  carryPlace: z.enum(toggleChoices.carryPlace),
  stripLocation: z.enum(toggleChoices.stripLocation),
  keepCredit: z.enum(toggleChoices.keepCredit),
  stripMetadata: z.enum(toggleChoices.stripMetadata),
  plainMentions: z.enum(toggleChoices.plainMentions),
  markSensitive: z.enum(toggleChoices.markSensitive),
});
const overrides: z.ZodType<ToggleOverrides> = z.strictObject({
  carryNotPublic: z.enum(toggleChoices.carryNotPublic).exactOptional(),
  carryStories: z.enum(toggleChoices.carryStories).exactOptional(),
  carryTagged: z.enum(toggleChoices.carryTagged).exactOptional(),
  carryPlace: z.enum(toggleChoices.carryPlace).exactOptional(),
  stripLocation: z.enum(toggleChoices.stripLocation).exactOptional(),
  keepCredit: z.enum(toggleChoices.keepCredit).exactOptional(),
  stripMetadata: z.enum(toggleChoices.stripMetadata).exactOptional(),
  plainMentions: z.enum(toggleChoices.plainMentions).exactOptional(),
  markSensitive: z.enum(toggleChoices.markSensitive).exactOptional(),
});

export const routeRules: z.ZodType<RouteRules> = z.strictObject({
  delayMinutes: z.int().min(1).max(longestDelayMinutes),
  catchUp: z.enum(catchUps),
  filters: z.strictObject({
    onlyTags: words,
    neverTags: words,
    onlyWords: words,
    neverWords: words,
    media: z.array(z.enum(mediaKinds)).min(1).max(mediaKinds.length),
    languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(50),
    oldestHours: z
      .int()
      .min(1)
      .max(365 * 24),
    switches: z.boolean(),
  }),
  privacy: overrides,
});

/** Whether this machine knows the zone. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const accountRules: z.ZodType<AccountRules> = z.strictObject({
  schedule: z.strictObject({
    timing: z.enum(['at_once', 'next_slot']),
    slots: z.array(z.strictObject({ days: z.array(z.literal(weekdays)).min(1).max(7), minute: minuteOfDay })).max(100),
    quiet: z
      .strictObject({ from: minuteOfDay, to: minuteOfDay })
      .refine(({ from, to }) => from !== to)
      .nullable(),
    spacingMinutes: z
      .int()
      .min(0)
      .max(7 * dayMinutes),
    dailyCap: z.int().min(1).max(1_000).nullable(),
    timeZone: z.string().max(100).refine(isTimeZone).nullable(),
  }),
  privacy: overrides,
  monthlyCents: z.int().min(0).max(10_000_000).nullable(),
  originals: z.enum(['not_said', 'public', 'followers']),
});

export const globalRules: z.ZodType<GlobalRules> = z.strictObject({
  privacy: toggles,
  duplicateDays: z.int().min(0).max(3_650),
});
