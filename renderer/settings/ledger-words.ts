import type { TFunction } from 'i18next';
import { networkNames } from '../../contract/network-names.ts';
import type { LedgerAbout, LedgerRow } from '../../contract/ledger.ts';
import { audiences, type Notice } from '../../contract/model.ts';
import type { Catalogue } from '../i18n/en.ts';
import { accountLabel } from './account-label.ts';

/** The sentence of a ledger row, and why it happened where a network or this machine gave a reason. */
export interface LedgerWords {
  readonly sentence: string;
  readonly reason: string | null;
}

/** Stands where an old row does not say which account it was. */
const unnamed = '–';

export function ledgerWords(row: LedgerRow, t: TFunction, time: (at: number) => string): LedgerWords {
  const { about } = row;
  const network = about.network === null ? null : networkNames[about.network];
  const values = {
    account: accountOf(about.account, network),
    to: about.to ?? unnamed,
    price: about.usd ?? unnamed,
    time: typeof about.until === 'number' ? time(about.until) : '',
  };
  return { sentence: t(`ledger.${sentenceOf(row)}`, values), reason: reasonOf(about, t, network) };
}

/** A hold that an older row names without its numbers has no sentence of its own. */
function reasonOf({ code, reason, holds }: LedgerAbout, t: TFunction, network: string | null): string | null {
  const name = network ?? t('problems.someNetwork');
  if (code !== null) return t(`problems.sentence.${code}`, { network: name });
  if (reason !== null) return t(`voided.reason.${reason}`);
  const sentences = holds.map(({ code: hold, values }) =>
    t(`notices.sentence.${hold}`, { ...values, ...audienceIn(values, t), network: name }),
  );
  const said = sentences.filter((sentence) => !sentence.includes('{{'));
  return said.length === 0 ? null : said.join(' ');
}

function audienceIn(values: Notice['values'], t: TFunction): { readonly audience?: string } {
  const audience = audiences.find((word) => word === values?.['audience']);
  return audience === undefined ? {} : { audience: t(`words.audience.${audience}`) };
}

function accountOf(handle: string | null, network: string | null): string {
  if (handle === null) return network ?? unnamed;
  return network === null ? handle : accountLabel({ handle, networkName: network });
}

/** Some actions have more than one sentence. */
function sentenceOf({ action, about }: LedgerRow): keyof Catalogue['ledger'] {
  if (action === 'post_noticed' && about.isOurs) return 'post_noticed_ours';
  if (action === 'attempt_settled' && !about.isThere) return 'attempt_settled_absent';
  if (action === 'rules_changed' && about.to === null)
    return about.account === null ? 'rules_changed_all' : 'rules_changed_account';
  if (action === 'paused' && about.until === 'forever') return 'paused_forever';
  return action;
}
