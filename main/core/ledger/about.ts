/** From a ledger row's facts to what its sentence names. */
import { errorCodes } from '../../../contract/errors.ts';
import type { Json } from '../../../contract/json.ts';
import { networkIds, noticeCodes, type PostId, voidReasons } from '../../../contract/model.ts';
import { titleOf } from '../../../contract/title.ts';
import type { LedgerAbout } from '../../../contract/ledger.ts';
import type { LedgerRecord } from '../ports/ledger.ts';
import type { Reader } from '../ports/store.ts';

type Fact = Pick<LedgerRecord, 'action' | 'facts'>;

/** Facts that an older Crosstie wrote otherwise, or did not write, are null: a row is never rewritten. */
export function ledgerAbout(read: Pick<Reader, 'post'>, row: Fact): LedgerAbout {
  const { facts } = row;
  return {
    network: oneOf(networkIds, facts['network']),
    account: wordsOf(facts['account'] ?? facts['from']),
    to: wordsOf(facts['to']),
    title: titleIn(read, facts['post']),
    code: oneOf(errorCodes, facts['code']),
    until: untilOf(facts['until']),
    reason: oneOf(voidReasons, facts['reason']),
    holds: holdsIn(row),
    isOurs: facts['ours'] === true,
    isThere: facts['is'] === 'there',
    usd: wordsOf(facts['usd']),
  };
}

function titleIn(read: Pick<Reader, 'post'>, id: Json | undefined): string | null {
  const post = typeof id === 'number' ? read.post(id as PostId) : null;
  return post === null ? null : titleOf(post.text);
}

function wordsOf(fact: Json | undefined): string | null {
  return typeof fact === 'string' && fact !== '' ? fact : null;
}

function untilOf(fact: Json | undefined): LedgerAbout['until'] {
  return typeof fact === 'number' || fact === 'forever' ? fact : null;
}

/** Only of a crosspost that is held now: a hold that ended is no reason for anything. */
function holdsIn({ action, facts }: Fact): LedgerAbout['holds'] {
  const codes = facts['holds'];
  if (action !== 'crosspost_held' || !Array.isArray(codes)) return [];
  const values = fieldsOf(facts['values']);
  return noticeCodes
    .filter((code) => codes.includes(code))
    .map((code) => ({ code, values: plainFields(fieldsOf(values[code])) }));
}

function fieldsOf(fact: Json | undefined): { readonly [key: string]: Json } {
  return typeof fact === 'object' && fact !== null && !Array.isArray(fact)
    ? (fact as { readonly [key: string]: Json })
    : {};
}

function plainFields(fields: { readonly [key: string]: Json }): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): (readonly [string, string | number])[] =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  );
}

function oneOf<Word extends string>(words: readonly Word[], fact: Json | undefined): Word | null {
  return words.find((word) => word === fact) ?? null;
}
