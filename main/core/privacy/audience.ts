/**
 * Who may see what, as a lattice: `close_friends` and `direct` lie side by side below `followers`, then `unlisted`,
 * then `public`. A copy is never shown to more people than its original.
 */
import type { Audience } from '../../../contract/model.ts';

/** All audiences that show a post to no more people than the key does. */
const atMost: Readonly<Record<Audience, readonly Audience[]>> = {
  public: ['public', 'unlisted', 'followers', 'close_friends', 'direct'],
  unlisted: ['unlisted', 'followers', 'close_friends', 'direct'],
  followers: ['followers', 'close_friends', 'direct'],
  close_friends: ['close_friends'],
  direct: ['direct'],
};

/** True when `copy` shows a post to at most the people who see `original`. */
export function isAtMost(copy: Audience, original: Audience): boolean {
  return atMost[original].includes(copy);
}

/**
 * What a person may choose for a copy, from the widest to the narrowest: at most the original's, and what the destination
 * can express. People whom a post names (`close_friends`, `direct`) are others on another network, so neither is offered.
 */
export function choosable(original: Audience, expressible: readonly Audience[]): readonly Audience[] {
  const candidates: readonly Audience[] = ['public', 'unlisted', 'followers'];
  return candidates.filter((audience) => isAtMost(audience, original) && expressible.includes(audience));
}

/**
 * The audience for a copy: the original's own where the destination can express it, or null — then the crosspost is
 * held. A narrower one is never chosen by itself: a public picture shown to a few would be a surprise too.
 * `close_friends` and `direct` name people of the source's network, so they are never carried over by themselves.
 */
export function audienceOnDestination(original: Audience, expressible: readonly Audience[]): Audience | null {
  if (original === 'close_friends' || original === 'direct') return null;
  return expressible.includes(original) ? original : null;
}
