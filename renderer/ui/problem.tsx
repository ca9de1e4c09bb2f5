import type { ReactNode } from 'react';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contract/errors.ts';
import { useFormat } from './use-format.ts';
import { useNow } from './now.ts';

interface ProblemNoteProps {
  readonly problem: Problem;
  /** Said in place of the problem's own sentence, where things have moved on since. */
  readonly sentence?: string;
  /** The network's name where the problem is of one. */
  readonly network?: string;
  /** True where it came up while the person looked on, so that it is read out at once. */
  readonly announce?: boolean;
  /** The one button that answers it. */
  readonly children?: ReactNode;
}

/** What happened, what it means, and the one button. The network's own words are quoted as text. */
export function ProblemNote({ problem, sentence, network, announce = false, children }: ProblemNoteProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  const name = network ?? t('problems.someNetwork');
  return (
    <div className="problem" {...(announce && { role: 'alert' })}>
      <TriangleAlert className="problem-sign" size={16} aria-hidden />
      <div className="problem-words">
        <p>
          {sentence ?? t(`problems.sentence.${problem.code}`, { network: name })}
          {problem.until !== undefined &&
            problem.until > now &&
            ` ${t('problems.until', { time: format.timeWithDay(problem.until, now) })}`}
        </p>
        {sentence === undefined && problem.detail !== undefined && problem.detail !== '' && (
          <p dir="auto" className="quiet own-words">
            {t('problems.says', { network: name, detail: problem.detail })}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
