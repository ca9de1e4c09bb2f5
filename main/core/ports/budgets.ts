/**
 * What is known of limits: what networks last said of theirs, and what Crosstie itself used. Kept in the database, so that
 * a restart forgets no budget that is used up. The core implements it with the store; networks are given it.
 */
import type { AccountRef } from './network.ts';

/** Whose budget it is; stable, and the same for an account that is linked again. */
export type Owner = string;

export const ownerOf = ({ network, instance, remoteId }: Omit<AccountRef, 'handle'>): Owner =>
  `${network} ${instance} ${remoteId}`;

/** What calls of a budget do: polling may only spend those that publishing can spare. */
export type SpentBy = 'read' | 'write' | 'both';

/** One budget as a network last spoke of it. */
export interface SaidLimit {
  /** Empty for calls on nobody's behalf. */
  readonly owner: Owner;
  readonly host: string;
  /** The network's own division of its calls: a name from its facts, or method and path. */
  readonly bucket: string;
  /** How much a full budget has; null where the network does not say. */
  readonly most: number | null;
  readonly remaining: number;
  /** Milliseconds since the epoch, as `seenAt`. */
  readonly resetsAt: number;
  readonly seenAt: number;
  readonly spentBy: SpentBy;
}

/**
 * `money` is in thousandths of a US dollar; the others are counted. `post`: what people can see, `upload`: what they cannot,
 * `session`: a sign-in with an app password, `calls …`: calls that a network counts under this name.
 */
export type UseKind = 'post' | 'upload' | 'money' | 'session' | `calls ${string}`;
export interface Use {
  readonly at: number;
  readonly amount: number;
}

/** At most so much in any stretch of time of that length. */
export interface SlidingWindow {
  readonly most: number;
  readonly windowMs: number;
}
export interface UseLimit extends SlidingWindow {
  readonly kind: UseKind;
}

/** All calls are synchronous and quick. */
export interface BudgetBook {
  readonly said: (owner: Owner, host: string, bucket: string) => SaidLimit | null;
  /** Every budget of an owner that was last seen half used or more. */
  readonly lowLimits: (owner: Owner) => readonly SaidLimit[];
  readonly keepSaid: (limit: SaidLimit) => void;
  /** After this moment, oldest first. */
  readonly uses: (owner: Owner, kind: UseKind, after: number) => readonly Use[];
  /** The sum of `uses`. */
  readonly used: (owner: Owner, kind: UseKind, after: number) => number;
  readonly use: (owner: Owner, kind: UseKind, use: Use) => void;
}
