import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import type { Saving } from './use-saving.ts';

/** At the foot of a page, in view wherever it is scrolled to: that the last change is kept, and the way back. */
export function SavedLine({ saving }: { readonly saving: Saving }) {
  const { t } = useTranslation();
  const { said, undo } = saving;
  return (
    <div className="saved" aria-live="polite">
      {said !== null && (
        <span className="saved-words">
          <span>{t(`rules.said.${said}`)}</span>
          {undo !== null && (
            <ActionButton look="quiet" onPress={undo}>
              {t('rules.undo')}
            </ActionButton>
          )}
        </span>
      )}
    </div>
  );
}

/** Where the change was made: why it could not be kept. */
export function NotSaved({ saving, about }: { readonly saving: Saving; readonly about: string }) {
  const problem = saving.problemOf(about);
  return problem === null ? null : <ProblemNote problem={problem} announce />;
}
