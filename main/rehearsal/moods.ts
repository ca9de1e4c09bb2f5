/** How a pretend network is disposed, beyond what befalls single requests: switched through the control port. */
import { z } from 'zod';
import { rehearsedNetworks, type RehearsedNetwork } from './faults.ts';

export const moodSchema = z.strictObject({
  /** How long it works on a picture or video before it can be used. */
  processingMs: z.int().min(0).default(0),
  /** The network's own word for why it cannot use a file; null: it can. */
  processingFails: z.string().nullable().default(null),
  /** Its daily number of posts is used up. */
  isCapReached: z.boolean().default(false),
  /** It takes every text for one that it already has. */
  seesDuplicates: z.boolean().default(false),
  /** The person's account is suspended, or has something to do there first. */
  isAccountBlocked: z.boolean().default(false),
  /** The person's app has been looked at and approved: it is given what ordinary apps are not. */
  isAppApproved: z.boolean().default(false),
});
export type Mood = z.infer<typeof moodSchema>;
export const moodChangeSchema = z.strictObject({ network: z.enum(rehearsedNetworks), mood: moodSchema });

const calm: Mood = moodSchema.parse({});

export interface MoodBoard {
  readonly of: (network: RehearsedNetwork) => Mood;
  readonly set: (network: RehearsedNetwork, mood: Mood) => void;
  readonly clear: (network?: RehearsedNetwork) => void;
}

export function createMoodBoard(): MoodBoard {
  const moods = new Map<RehearsedNetwork, Mood>();
  return {
    of: (network) => moods.get(network) ?? calm,
    set: (network, mood) => void moods.set(network, mood),
    clear: (network) => (network === undefined ? moods.clear() : void moods.delete(network)),
  };
}
