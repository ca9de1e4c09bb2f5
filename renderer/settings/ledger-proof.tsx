import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { LedgerExport } from '../../contract/ledger.ts';
import { problemOf } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { useFormat } from '../ui/use-format.ts';
import { LedgerVerdictNote } from './ledger-verdict.tsx';
import type { ShownLedger } from './use-ledger-filter.ts';
import { type LedgerProof, useLedgerProof } from './use-ledger-proof.ts';

/** Whether the ledger is whole, and a copy of it to keep. */
export function LedgerProofTools({ shown }: { readonly shown: ShownLedger }) {
  const { t } = useTranslation();
  const proof = useLedgerProof();
  const { verifying, takingUp, exporting } = proof;
  const verdict = takingUp.data ?? verifying.data;
  const failure = verifying.error ?? takingUp.error ?? exporting.error;
  return (
    <div className="ledger-proof">
      <div className="ledger-proof-buttons">
        <ActionButton isDisabled={proof.isBusy} onPress={proof.verify}>
          {t('settings.data.verify')}
        </ActionButton>
        <ActionButton isDisabled={proof.isBusy} onPress={() => proof.exportAs(shown.filter)}>
          {t(shown.isFiltered ? 'settings.data.exportFound' : 'settings.data.export')}
        </ActionButton>
        <Progress proof={proof} />
      </div>
      <div aria-live="polite" className="ledger-results">
        {verdict !== undefined && <LedgerVerdictNote verdict={verdict} onTakeUp={proof.takeUp} />}
        {exporting.data !== undefined && <ExportNote answer={exporting.data} />}
      </div>
      {failure !== null && <ProblemNote problem={problemOf(failure)} announce />}
    </div>
  );
}

/** Not before the first slice: a short ledger is done by then. */
function Progress({ proof }: { readonly proof: LedgerProof }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress } = proof;
  if (progress === null || !proof.isBusy) return null;
  const { work, done, total } = progress;
  const words =
    work === 'verify'
      ? t('settings.data.verifying', { done: format.number(done), total: format.number(total) })
      : t('settings.data.exporting');
  return (
    <ProgressBar className="ledger-progress" aria-label={words} value={done} maxValue={Math.max(total, 1)}>
      {({ percentage = 0 }) => (
        <>
          <span className="quiet small">{words}</span>
          <span className="ledger-progress-bar" aria-hidden>
            <span style={{ inlineSize: `${percentage}%` }} />
          </span>
        </>
      )}
    </ProgressBar>
  );
}

function ExportNote({ answer }: { readonly answer: LedgerExport }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (answer.kind === 'cancelled') return null;
  const { rows, name, isWhole } = answer;
  return (
    <p>
      {t('settings.data.saved', { count: rows, number: format.number(rows), name })}
      {!isWhole && <span className="quiet"> {t('settings.data.extract')}</span>}
    </p>
  );
}
