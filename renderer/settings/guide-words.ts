/** A guide's sentence taken apart: words, and the places where something to be copied stands. */
import type { KeysView } from '../../contract/keys.ts';

export type GuidePlace = 'redirect' | 'scopes';
export type GuidePart = { readonly kind: 'words'; readonly words: string } | { readonly kind: GuidePlace };

/** How the catalogue writes these places. */
const written = { redirect: '{{redirect}}', scopes: '{{scopes}}' } as const;

export function guideParts(sentence: string): readonly GuidePart[] {
  return sentence
    .split(/(\{\{(?:redirect|scopes)\}\})/u)
    .filter((piece) => piece !== '')
    .map((piece): GuidePart => {
      if (piece === written.redirect) return { kind: 'redirect' };
      return piece === written.scopes ? { kind: 'scopes' } : { kind: 'words', words: piece };
    });
}

/** What there is to copy and no sentence has a place for: it is shown below the steps. */
export function placesLeft(
  sentences: readonly string[],
  { redirects, scopes }: Pick<KeysView, 'redirects' | 'scopes'>,
): readonly GuidePlace[] {
  const there: readonly GuidePlace[] = [
    ...(redirects.length === 0 ? [] : (['redirect'] as const)),
    ...(scopes.length === 0 ? [] : (['scopes'] as const)),
  ];
  return there.filter((place) => !sentences.some((sentence) => sentence.includes(written[place])));
}
