import { ProgressBar } from 'react-aria-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { defaultAccountRules } from '../../contract/rules.ts';
import { ask } from '../api.ts';
import { accountsQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { useNow } from '../ui/now.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { AudienceLabel } from './audience.tsx';
import { canMove, goingOf, heldBy, ownRuleOf } from './times/said.ts';
import { TimeButton } from './times/time-button.tsx';
import { useTimeWords } from './times/use-time-words.ts';
import { useCardActions } from './use-actions.ts';

interface Props {
  readonly crosspost: CrosspostView;
}

/**
 * An approved crosspost on its way: when it goes, by whose yes, and what it waits for. It can be moved and taken back until
 * the first byte leaves; then each step is shown. What was put off (the network asked for a pause) says why.
 */
export function CardGoing({ crosspost }: Props) {
  const { t } = useTranslation();
  if (crosspost.state === 'publishing') return <Sending progress={crosspost.progress} />;
  const { problem } = crosspost;
  return (
    <>
      {problem !== null && ownRuleOf(problem.code) === null && (
        <ProblemNote problem={problem} network={crosspost.account.networkName} />
      )}
      <div className="card-going small">
        <p className="card-when">
          <span className="quiet">
            <AudienceLabel audience={crosspost.content.audience} />
          </span>
          <span className="quiet" aria-hidden>
            ·
          </span>
          <Goes crosspost={crosspost} />
        </p>
        <Hold crosspost={crosspost} />
      </div>
      {canMove(crosspost) && (
        <div className="card-buttons">
          <TimeButton crosspost={crosspost} words={t('times.button.move')} />
          <TakeBack crosspost={crosspost} />
        </div>
      )}
    </>
  );
}

function Goes({ crosspost }: Props) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const now = useNow(250);
  const { approvedBy } = crosspost;
  const going = goingOf(crosspost, now);
  if (going.when === 'in') return t('approval.card.goesIn', { count: going.seconds });
  if (going.when === 'soon') return t('approval.card.goesSoon');
  const time = words.long(going.at, now);
  if (approvedBy === null || approvedBy === 'person') return t('times.going.at', { time });
  return t('times.going.itself', { time, mode: t(`words.mode.${approvedBy}`) });
}

/** Which of the person's own rules it waits for. */
function Hold({ crosspost }: Props) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const now = useNow(30_000);
  const account = useQuery(accountsQuery).data?.find(({ id }) => id === crosspost.account.id);
  const { schedule } = account?.rules ?? defaultAccountRules;
  const rule = heldBy(crosspost, schedule, now);
  if (rule === null) return null;
  const until = crosspost.problem?.until ?? crosspost.dueAt ?? now;
  return (
    <p className="card-hold">
      {t(`times.hold.${rule}`, { time: words.short(until, now), cap: schedule.dailyCap ?? '' })}
    </p>
  );
}

/** Undo in the seconds after a yes, Stop for what goes by itself; after that the yes can still be taken back. */
function TakeBack({ crosspost: { id, approvedBy, undoUntil } }: Props) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const now = useNow(1_000);
  const words = (): string => {
    if (approvedBy !== 'person') return t('times.going.stop');
    return undoUntil !== null && undoUntil > now ? t('approval.card.undo') : t('times.going.takeBack');
  };
  return (
    <ActionButton look="quiet" onPress={() => run(() => ask('undo', { ids: [id] }))}>
      {words()}
    </ActionButton>
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
