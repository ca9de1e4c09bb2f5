/** From a ledger row's facts to what its sentence names. */
import { errorCodes } from '../../contract/errors.ts';
import type { Json } from '../../contract/json.ts';
import { networkIds, type PostId } from '../../contract/model.ts';
import { titleOf } from '../../contract/title.ts';
import type { LedgerAbout } from '../../contract/ledger.ts';
import type { LedgerRecord } from './ports/records.ts';
import type { Reader } from './ports/store.ts';

/** Facts that an older Crosstie wrote otherwise, or did not write, are null: a row is never rewritten. */
export function ledgerAbout(read: Pick<Reader, 'post'>, { facts }: Pick<LedgerRecord, 'facts'>): LedgerAbout {
  return {
    network: oneOf(networkIds, facts['network']),
    account: wordsOf(facts['account'] ?? facts['from']),
    to: wordsOf(facts['to']),
    title: titleIn(read, facts['post']),
    code: oneOf(errorCodes, facts['code']),
    until: untilOf(facts['until']),
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

function oneOf<Word extends string>(words: readonly Word[], fact: Json | undefined): Word | null {
  return words.find((word) => word === fact) ?? null;
}
