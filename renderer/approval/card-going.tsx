import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useNow } from '../ui/now.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { secondsLeft } from './decisions.ts';
import { useCardActions } from './use-actions.ts';

/**
 * An approved crosspost on its way: the seconds count until the first byte may leave, then each step is shown. What was
 * put off (the network asked for a pause) says why and until when.
 */
export function CardGoing({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const now = useNow(250);
  const format = useFormat();
  if (crosspost.state === 'publishing') return <Sending progress={crosspost.progress} />;
  const { undoUntil, dueAt } = crosspost;
  const seconds = undoUntil === null ? 0 : secondsLeft(undoUntil, now);
  const when = (): string => {
    if (dueAt !== null && dueAt > now + 60_000) {
      return t('approval.card.goesAtLong', { time: format.timeWithDay(dueAt, now) });
    }
    return seconds > 0 ? t('approval.card.goesIn', { count: seconds }) : t('approval.card.goesSoon');
  };
  return (
    <>
      {crosspost.problem !== null && (
        <ProblemNote problem={crosspost.problem} network={crosspost.account.networkName} />
      )}
      <p className="small">{when()}</p>
      {undoUntil !== null && (
        <ActionButton look="quiet" onPress={() => run(() => ask('undo', { ids: [crosspost.id] }))}>
          {t('approval.card.undo')}
        </ActionButton>
      )}
    </>
  );
}

function Sending({ progress }: Pick<CrosspostView, 'progress'>) {
  const { t } = useTranslation();
  const words =
    progress === null
      ? t('approval.card.sending')
      : t('approval.card.sendingStep', { done: Math.min(progress.done + 1, progress.of), of: progress.of });
  const share = progress === null || progress.of === 0 ? 0 : (100 * progress.done) / progress.of;
  return (
    <div className="sending">
      <p className="small">{words}</p>
      <ProgressBar aria-label={words} value={share} isIndeterminate={progress === null} className="progress">
        <div className="progress-bar" style={{ inlineSize: `${share}%` }} />
      </ProgressBar>
    </div>
  );
}
