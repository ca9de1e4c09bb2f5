import type { RehearsedNetwork } from './faults.ts';
import type { Mood } from './moods.ts';
import type { Pictures } from './pictures.ts';
import type { TakeCall } from './rate-limits.ts';
import type { Store } from './state.ts';
import type { Uploads } from './uploads.ts';

/** What every pretend network is given: the clock, the memory, the pictures. */
export interface World {
  readonly now: () => number;
  readonly store: Store;
  readonly pictures: Pictures;
  readonly uploads: Uploads;
  readonly takeCall: TakeCall;
  readonly moodOf: (network: RehearsedNetwork) => Mood;
}
