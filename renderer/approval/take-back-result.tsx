import { useTranslation } from 'react-i18next';
import type { CrosspostView, WithdrawalResult } from '../../contract/queue-views.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { CopyName, OpenCopy } from './copy-name.tsx';
import { afterTakingBack } from './take-back.ts';

interface TakeBackResultProps {
  /** The copies that were published before. */
  readonly copies: readonly CrosspostView[];
  readonly result: WithdrawalResult;
}

/** What is gone, and what people can still see: never more was taken back than is said here. */
export function TakeBackResult({ copies, result }: TakeBackResultProps) {
  const { t } = useTranslation();
  const { removed, live } = afterTakingBack(copies, result);
  return (
    <div className="taken-back" aria-live="polite">
      {removed.length === 0 ? (
        <p>{t('approval.takeBack.nothingRemoved')}</p>
      ) : (
        <section aria-labelledby="removed-title">
          <h3 id="removed-title" className="field-label">
            {t('approval.takeBack.removed')}
          </h3>
          <ul>
            {removed.map((copy) => (
              <li key={copy.id} className="copy-line">
                <CopyName copy={copy} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {live.length === 0 ? (
        <p className="quiet">{t('approval.takeBack.nowhere')}</p>
      ) : (
        <section aria-labelledby="live-title">
          <h3 id="live-title" className="field-label">
            {t('approval.takeBack.stillLive')}
          </h3>
          <ul>
            {live.map(({ copy, problem }) => (
              <li key={copy.id} className="copy-line">
                <CopyName copy={copy} />
                <OpenCopy copy={copy} />
                {problem !== null && <ProblemNote problem={problem} network={copy.account.networkName} />}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
