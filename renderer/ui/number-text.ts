/** A whole number as a person types it. */

export interface NumberBounds {
  readonly least: number;
  readonly most: number;
}
export type NumberMistake = 'missing' | 'not_whole' | 'too_small' | 'too_large';
export type NumberRead =
  | { readonly value: number; readonly mistake: null }
  | { readonly value: null; readonly mistake: NumberMistake | null };

/** What the text says; an empty one is no number and, where one must be given, a mistake. Blanks and marks of thousands do not count. */
export function readNumber(text: string, { least, most }: NumberBounds, mayBeEmpty = false): NumberRead {
  const digits = text.replaceAll(/[\s'’]/gu, '');
  if (digits === '') return { value: null, mistake: mayBeEmpty ? null : 'missing' };
  if (!/^-?\d{1,12}$/u.test(digits)) return { value: null, mistake: 'not_whole' };
  const value = Number(digits);
  if (value < least) return { value: null, mistake: 'too_small' };
  return value > most ? { value: null, mistake: 'too_large' } : { value, mistake: null };
}
