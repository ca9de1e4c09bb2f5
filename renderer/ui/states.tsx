import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contract/errors.ts';
import { ActionButton } from './button.tsx';
import { ProblemNote } from './problem.tsx';
import { RailsPicture } from './rails.tsx';

/** Nothing here: one sentence, one picture of ours, at most one action. */
export function EmptyState({ sentence, children }: { readonly sentence: string; readonly children?: ReactNode }) {
  return (
    <div className="state">
      <div className="state-picture">
        <RailsPicture />
      </div>
      <p className="state-sentence">{sentence}</p>
      {children}
    </div>
  );
}

/** What could not be read, with the one button that reads it again. */
export function FailedState({ problem, onAgain }: { readonly problem: Problem; readonly onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="state">
      <ProblemNote problem={problem} announce>
        <ActionButton onPress={onAgain}>{t('problems.again')}</ActionButton>
      </ProblemNote>
    </div>
  );
}

/** A grey shape in the place and the size of what is being read. */
export function Shape({ width, height }: { readonly width: string; readonly height: string }) {
  return <div className="shape" style={{ inlineSize: width, blockSize: height }} aria-hidden />;
}
