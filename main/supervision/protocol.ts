/** What a program under supervision and its supervisor say to each other, over Node's channel between parent and child. */
import type { CallName } from '../../contract/api.ts';
import type { Result } from '../../contract/errors.ts';
import type { Boundary } from '../core/boundaries.ts';

/** At the real time `real` it is `epoch`, and from there on time passes `scale` times as fast. Milliseconds. */
export interface ClockSetting {
  readonly epoch: number;
  readonly real: number;
  readonly scale: number;
}

/** Where the program is to end itself without a word: the moment it passes this boundary for the `nth` time. */
export interface Death {
  readonly at: Boundary;
  readonly nth: number;
}

export type ToProgram =
  /** The answer to `hello`: the program waits for it before it opens anything. */
  | { readonly kind: 'orders'; readonly clock: ClockSetting; readonly death: Death | null }
  | { readonly kind: 'clock'; readonly clock: ClockSetting }
  /** A call as a window makes it. */
  | { readonly kind: 'call'; readonly id: number; readonly name: CallName; readonly argument: unknown }
  /** Where a sign-in page sent the browser; null: it was closed. */
  | { readonly kind: 'consented'; readonly id: number; readonly url: string | null }
  | { readonly kind: 'power'; readonly happens: 'suspend' | 'resume' | 'online' | 'offline' }
  /** While `full`, the database can take no page more. For where the disk itself cannot be filled. */
  | { readonly kind: 'disk'; readonly full: boolean };

export type ToSupervisor =
  | { readonly kind: 'hello' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  /** A sign-in page is open: the supervisor decides there as a person would. */
  | { readonly kind: 'consent'; readonly id: number; readonly url: string };
