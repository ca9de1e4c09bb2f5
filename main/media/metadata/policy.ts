/** Which of a file's own words go. */
import type { MetadataPolicy } from '../../core/ports/system.ts';

/**
 * Whether everything that a file tells is taken out, and only what may stay written anew. A block is kept whole or not at
 * all: what one of its fields must not tell ends all of it, for the others may tell the same in their own way.
 */
export function takesAll({ location, credit, other }: MetadataPolicy, tellsPlace: boolean): boolean {
  return other === 'strip' || credit === 'strip' || (location === 'strip' && tellsPlace);
}
