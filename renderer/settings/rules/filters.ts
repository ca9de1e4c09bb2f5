/** The filters of a route, as a person sets them. */
import { defaultRouteRules, type Filters } from '../../../contract/rules.ts';

/** How many are set otherwise than they are at first. */
export function filtersSet(filters: Filters): number {
  const usual = defaultRouteRules.filters;
  const lists = [filters.onlyTags, filters.neverTags, filters.onlyWords, filters.neverWords, filters.languages];
  const others = [
    filters.media.length !== usual.media.length,
    filters.oldestHours !== usual.oldestHours,
    filters.switches !== usual.switches,
  ];
  return lists.filter(({ length }) => length > 0).length + others.filter(Boolean).length;
}

/** Languages by their code, and by their name in the window's language and in English. */
export interface Languages {
  readonly codeOf: (typed: string) => string | null;
  readonly nameOf: (code: string) => string;
}

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
const twoLetters = letters.flatMap((first) => letters.map((second) => first + second));

export function languagesIn(locale: string): Languages {
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const byName = new Map<string, string>();
  for (const code of twoLetters)
    for (const name of [english.of(code), names.of(code)]) if (name !== undefined) byName.set(name.toLowerCase(), code);
  const isKnown = (code: string): boolean => /^[a-z]{2,3}$/u.test(code) && english.of(code) !== undefined;
  return {
    codeOf: (typed) => {
      const wanted = typed.trim().toLowerCase();
      return isKnown(wanted) ? wanted : (byName.get(wanted) ?? null);
    },
    nameOf: (code) => names.of(code) ?? code,
  };
}

/** Languages parted by commas or blanks; `unknown` is the first that is none. */
export function readLanguages(
  text: string,
  before: readonly string[],
  { codeOf }: Languages,
): { readonly values: readonly string[]; readonly unknown: string | null } {
  const typed = text.split(/[,;]/u).filter((word) => word.trim() !== '');
  const unknown = typed.find((word) => codeOf(word) === null);
  if (unknown !== undefined) return { values: before, unknown: unknown.trim() };
  return { values: [...new Set([...before, ...typed.flatMap((word) => codeOf(word) ?? [])])], unknown: null };
}
