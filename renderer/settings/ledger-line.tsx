import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LedgerRow } from '../../contract/ledger.ts';
import { useFormat } from '../ui/use-format.ts';
import { useNow } from '../ui/now.ts';
import { ledgerWords } from './ledger-words.ts';

/** One line of the ledger as a sentence; opened, it shows what was written down, to the letter. */
export function LedgerLine({ row }: { readonly row: LedgerRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const { sentence, reason } = ledgerWords(row, t, (at) => format.timeWithDay(at, now));
  const { title } = row.about;
  return (
    <li>
      <details className="ledger-line">
        <summary className="ledger-head">
          <time className="quiet" dateTime={new Date(row.at).toISOString()}>
            {format.timeWithDay(row.at, now)}
          </time>
          <span className="ledger-words">
            {sentence}
            {reason !== null && <span className="quiet">{reason}</span>}
            {title !== null && (
              <bdi className="ledger-title quiet">{title === '' ? t('approval.original.noText') : title}</bdi>
            )}
          </span>
          <ChevronRight className="ledger-sign quiet" size={16} aria-hidden />
        </summary>
        <dl className="ledger-facts quiet">
          <dt className="for-readers">{t('settings.data.facts')}</dt>
          <dd dir="auto" className="own-words">
            {row.summary}
          </dd>
          <dt>{t('settings.data.fingerprint')}</dt>
          <dd className="fingerprint">{row.hash}</dd>
        </dl>
      </details>
    </li>
  );
}
