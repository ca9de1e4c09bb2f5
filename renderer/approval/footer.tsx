import { Keyboard } from 'lucide-react';
import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { ActionButton, IconButton } from '../ui/button.tsx';
import { useNow } from '../ui/now.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { approvalsOf, secondsLeft, skippableOf, skippedOf } from './decisions.ts';
import { publishedOf } from './take-back.ts';
import { Moved } from './times/moved.tsx';
import type { Times } from './times/use-times.ts';
import type { Actions } from './use-actions.ts';
import type { Approval, LastApproval } from './use-approval.ts';

interface FooterProps {
  readonly detail: QueueDetail | undefined;
  readonly approval: Approval;
  readonly times: Times;
  readonly actions: Actions;
  readonly onHelp: () => void;
}

/** What can be done with the shown post, and the way back from the last yes. */
export function Footer({ detail, approval, times, actions, onHelp }: FooterProps) {
  const { t } = useTranslation();
  return (
    <footer className="footer">
      {actions.problem !== null && (
        <ProblemNote problem={actions.problem} announce>
          <ActionButton look="quiet" onPress={actions.dismiss}>
            {t('problems.dismiss')}
          </ActionButton>
        </ProblemNote>
      )}
      <Group className="footer-line" aria-label={t('approval.footer.label')}>
        {detail !== undefined && <PostButtons detail={detail} approval={approval} actions={actions} />}
        <div className="footer-undo" aria-live="polite">
          {times.last === null ? (
            approval.last !== null && <Undo last={approval.last} onUndo={approval.undo} />
          ) : (
            <Moved change={times.last} times={times} />
          )}
        </div>
        <IconButton label={t('approval.footer.shortcuts')} onPress={onHelp}>
          <Keyboard size={16} aria-hidden />
        </IconButton>
      </Group>
    </footer>
  );
}

interface PostButtonsProps {
  readonly detail: QueueDetail;
  readonly approval: Approval;
  readonly actions: Actions;
}

function PostButtons({ detail, approval, actions }: PostButtonsProps) {
  const { t } = useTranslation();
  const count = approvalsOf(detail).length;
  const canSkip = skippableOf(detail).length > 0;
  return (
    <>
      {(count > 0 || canSkip) && (
        <ActionButton look="filled" isDisabled={count === 0 || actions.hasUnsaved} onPress={approval.approve}>
          {t('approval.footer.approve', { count })}
          <kbd className="key">⏎</kbd>
        </ActionButton>
      )}
      {canSkip && (
        <ActionButton onPress={approval.skip}>
          {t('approval.footer.skip')}
          <kbd className="key">S</kbd>
        </ActionButton>
      )}
      {!canSkip && skippedOf(detail).length > 0 && (
        <ActionButton onPress={approval.bringBack}>{t('approval.footer.bringBack')}</ActionButton>
      )}
      {publishedOf(detail).length > 0 && (
        <ActionButton look="quiet" onPress={() => actions.openSheet({ kind: 'take_back', detail })}>
          {t('approval.footer.takeBack')}
        </ActionButton>
      )}
    </>
  );
}

function Undo({ last, onUndo }: { readonly last: LastApproval; readonly onUndo: () => void }) {
  const { t } = useTranslation();
  const seconds = secondsLeft(last.until, useNow(250));
  if (seconds === 0) return null;
  const title = last.title === '' ? t('approval.footer.untitled') : last.title;
  return (
    <>
      <span dir="auto" className="footer-title quiet small">
        {t('approval.footer.approved', { title })}
      </span>
      <ActionButton onPress={onUndo}>
        {t('approval.footer.undo', { count: seconds })}
        <kbd className="key">U</kbd>
      </ActionButton>
    </>
  );
}
