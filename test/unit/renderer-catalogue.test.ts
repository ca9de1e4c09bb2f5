import { describe, expect, test } from 'vitest';
import { networkIds } from '../../contract/model.ts';
import { type Language, languages } from '../../contract/views.ts';
import { ledgerActions } from '../../contract/ledger.ts';
import { de } from '../../renderer/i18n/de.ts';
import { en } from '../../renderer/i18n/en.ts';
import { guideFor } from '../../renderer/i18n/guides.ts';
import { createI18n, localeFor } from '../../renderer/i18n/i18n.ts';
import { networkNames } from '../../contract/network-names.ts';

type Tree = readonly string[] | { readonly [key: string]: Branch };
type Branch = string | Tree;

function sentencesOf(tree: Tree, path = ''): ReadonlyMap<string, string> {
  const entries = Object.entries<Branch>(tree).flatMap(([key, value]): (readonly [string, string])[] =>
    typeof value === 'string' ? [[path + key, value]] : [...sentencesOf(value, `${path}${key}.`)],
  );
  return new Map(entries);
}
const placeholders = (sentence: string): readonly string[] => (sentence.match(/\{\{\w+\}\}/g) ?? []).toSorted();

const english = sentencesOf(en);
const german = sentencesOf(de);

describe.each([
  ['English', english],
  ['German', german],
])('the %s catalogue', (_language, sentences) => {
  test('has no empty sentence', () => {
    expect([...sentences].filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  });

  test('has no exclamation mark', () => {
    expect([...sentences].filter(([, sentence]) => sentence.includes('!'))).toEqual([]);
  });

  test('has every plural with one and with many', () => {
    const plurals = [...sentences.keys()].filter((key) => /_(zero|one)$/.test(key));
    const without = plurals.filter((key) => !sentences.has(key.replace(/_(zero|one)$/, '_other')));
    expect(without).toEqual([]);
  });
});

test('both languages have the same keys', () => {
  expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('both languages put the same values into each sentence', () => {
  const different = [...english].filter(
    ([key, sentence]) => placeholders(sentence).join() !== placeholders(german.get(key) ?? '').join(),
  );
  expect(different).toEqual([]);
});

const guidesIn = (language: Language) => networkIds.flatMap((network) => guideFor(network, language) ?? []);
const allGuides = languages.flatMap(guidesIn);

const germanGuides = guidesIn('de').flatMap(({ what, steps, costs, notes }) => [what, ...steps, costs, ...notes]);

test('German speaks to nobody as du or Sie', () => {
  const personal = /\b([Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich|Ihnen|Ihr\w*|[Bb]itte)\b/u;
  // At the beginning of a sentence or after a colon, "Sie" may be what "she" and "they" are.
  const formal = /(?<!^|[.?:] )\bSie\b/u;
  const sentences = new Set([...german.values(), ...germanGuides]);
  expect([...sentences].filter((sentence) => personal.test(sentence) || formal.test(sentence))).toEqual([]);
});

test('German tells what is to be done at a network without commanding anybody', () => {
  const command =
    /(?:^|[.:;] )(?:Öffne|Lege|Füge|Kopiere|Wähle|Trage|Prüfe|Gib|Melde|Suche|Richte|Beantrage|Drücke|Sieh|Lass|Kaufe|Stimme)\b/u;
  expect(germanGuides.filter((sentence) => command.test(sentence))).toEqual([]);
});

test('a guide says the same in both languages, step by step and note by note', () => {
  const [shape, same] = languages.map((language) =>
    guidesIn(language).map(({ steps, notes }) => [steps.length, notes.length]),
  );
  expect(same).toEqual(shape);
  expect(shape).toHaveLength(7);
});

test('a guide has a step at least', () => {
  expect(allGuides.filter(({ steps }) => steps.length === 0)).toEqual([]);
});

test('a guide has only the places that windows fill in, and only in its steps and notes', () => {
  const filled = allGuides.flatMap(({ steps, notes }) => placeholders([...steps, ...notes].join('\n')));
  expect(filled.filter((place) => !['{{redirect}}', '{{scopes}}'].includes(place))).toEqual([]);
  expect(allGuides.flatMap(({ what, costs }) => placeholders(what + costs))).toEqual([]);
});

test('every action that main writes into the ledger has words', () => {
  expect(ledgerActions.filter((action) => !(action in en.ledger))).toEqual([]);
});

test('every network has a name', () => {
  expect(Object.keys(networkNames).toSorted()).toEqual([...networkIds].toSorted());
});

test('a count chooses the right form and the network’s words stay text', () => {
  const { t } = createI18n('en');
  expect(t('approval.card.over', { count: 1 })).toBe('1 character over the limit');
  expect(t('approval.card.over', { count: 12 })).toBe('12 characters over the limit');
  expect(t('approval.footer.approve', { count: 0 })).toBe('Nothing to approve');
  expect(t('problems.says', { network: 'X', detail: '<b>&' })).toBe('X says: <b>&');
});

test('dates follow the machine’s own variant of the language, else the language', () => {
  expect(localeFor('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeFor('de', ['fr-FR'])).toBe('de');
});
