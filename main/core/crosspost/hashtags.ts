/**
 * Hashtags of a text, and those among them that choose where a post goes: `#nocrosspost`, `#nox`, `#onlybluesky`. Pure.
 * A hashtag begins where no word does and goes on over letters, marks, digits, `_` and the few signs that networks take in
 * one; several may stand without a space between them, as on Instagram. What is part of an address is none.
 */
import { type NetworkId, networkIds } from '../../../contract/model.ts';

const inTag = String.raw`[\p{L}\p{M}\p{N}_\u00b7\u30fb\u200c\u200d]`;
const address = String.raw`https?:\/\/\S+`;
const run = String.raw`(?<![\p{L}\p{M}\p{N}_/=&#＃])(?:[#＃]${inTag}+)+`;
const addressOrRun = new RegExp(`${address}|${run}`, 'gu');
const oneTag = new RegExp(`[#＃](${inTag}+)`, 'gu');

/** For comparing: without regard to capitals, to the width of letters or to how accents are written. */
export function folded(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

/** The hashtags in order, without `#`, folded. */
export function hashtagsIn(text: string): readonly string[] {
  const runs = (text.match(addressOrRun) ?? []).filter((found) => /^[#＃]/u.test(found));
  return runs.flatMap((found) => found.match(oneTag) ?? []).map((tag) => folded(tag.slice(1)));
}

export interface Switch {
  readonly kind: 'nowhere' | 'not_to' | 'only_to';
  /** Null of `nowhere`. */
  readonly network: NetworkId | null;
}

/** What a folded hashtag switches; null for every other. */
export function switchOf(tag: string): Switch | null {
  if (tag === 'nocrosspost') return { kind: 'nowhere', network: null };
  const named = (prefix: string) => networkIds.find((network) => tag === `${prefix}${network}`);
  const [not, only] = [named('no'), named('only')];
  if (not !== undefined) return { kind: 'not_to', network: not };
  return only === undefined ? null : { kind: 'only_to', network: only };
}

/** The hashtag that keeps a post with these away from a network; null where it may go. */
export function switchAgainst(tags: readonly string[], network: NetworkId): string | null {
  const switches = tags.flatMap((tag) => {
    const found = switchOf(tag);
    return found === null ? [] : [{ tag, ...found }];
  });
  const against = switches.find(
    (found) => found.kind === 'nowhere' || (found.kind === 'not_to' && found.network === network),
  );
  if (against !== undefined) return against.tag;
  const only = switches.filter((found) => found.kind === 'only_to');
  return only.some((found) => found.network === network) ? null : (only[0]?.tag ?? null);
}

/** The text without its switches. The space before one goes with it, and a line that holds nothing else. */
export function withoutSwitches(text: string): string {
  const kept: string[] = [];
  let wasEmptied = false;
  for (const line of text.split('\n')) {
    const without = lineWithoutSwitches(line);
    const isBlank = without.trim() === '';
    const isEmptied = isBlank && without !== line;
    // Of the blank lines before and after one that went, one is left.
    const isSpare: boolean = isBlank && wasEmptied && (kept.at(-1) ?? '').trim() === '';
    wasEmptied = isEmptied || isSpare;
    if (!wasEmptied) kept.push(without);
  }
  const end = wasEmptied ? kept.findLastIndex((line) => line.trim() !== '') + 1 : kept.length;
  return kept.slice(0, end).join('\n');
}

const spacedRun = new RegExp(`${address}|([^\\S\\n]*)(${run})`, 'gu');

function lineWithoutSwitches(line: string): string {
  const without = line.replaceAll(spacedRun, (whole, space: string | undefined, tags: string | undefined) => {
    if (tags === undefined) return whole;
    const kept = tags.replaceAll(oneTag, (tag, name: string) => (switchOf(folded(name)) === null ? tag : ''));
    if (kept === tags) return whole;
    return kept === '' ? '' : `${space ?? ''}${kept}`;
  });
  // A switch at the start of a line leaves the space that followed it.
  return without === line || /^\s/u.test(line) ? without : without.trimStart();
}
