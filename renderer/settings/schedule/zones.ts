/** The time zones that this machine knows, and how they are searched. */

/** With the one that is set, should this machine know it by another name. */
export function zones(set: string | null): readonly string[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (set !== null) known.add(set);
  return [...known].toSorted();
}

/** “new york” finds America/New_York: blanks, hyphens and capitals do not count. */
export const isZoneLike = (name: string, typed: string): boolean => plain(name).includes(plain(typed));

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]/gu, '');
