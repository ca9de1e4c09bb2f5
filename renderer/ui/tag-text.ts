/** Tags and words as a person types them into one line. */

/** As main takes them. */
export const tagBounds = { length: 100, count: 100 } as const;
export type TagMistake = 'empty' | 'too_long' | 'too_many';
export interface TagsRead {
  /** All there are now: those from before, and the new ones that were not among them. */
  readonly values: readonly string[];
  readonly mistake: TagMistake | null;
}

/** Hashtags: parted by blanks or commas, with or without `#`. */
export const readTags = (text: string, before: readonly string[]): TagsRead =>
  together(
    text.split(/[\s,;]+/u).map((tag) => tag.replace(/^#+/u, '')),
    before,
    /[\s,;#]/u.test(text),
  );

/** Words and phrases: parted by commas alone. */
export const readWords = (text: string, before: readonly string[]): TagsRead =>
  together(
    text.split(/[,;]/u).map((word) => word.trim().replaceAll(/\s+/gu, ' ')),
    before,
    text.trim() !== '',
  );

function together(typed: readonly string[], before: readonly string[], isMeant: boolean): TagsRead {
  const found = typed.filter((word) => word !== '');
  if (found.length === 0) return { values: before, mistake: isMeant && typed.length > 0 ? 'empty' : null };
  if (found.some((word) => word.length > tagBounds.length)) return { values: before, mistake: 'too_long' };
  const values = found.reduce((all, word) => (has(all, word) ? all : [...all, word]), before);
  return values.length > tagBounds.count ? { values: before, mistake: 'too_many' } : { values, mistake: null };
}

/** Capitals do not count. */
const has = (all: readonly string[], word: string): boolean =>
  all.some((other) => other.toLowerCase() === word.toLowerCase());
