import { assertNever } from '../../contract/errors.ts';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useNow } from '../ui/now.ts';
import { CardFailed, CardUnknown } from './card-problem.tsx';
import { CardGoing } from './card-going.tsx';
import { CardTime } from './times/card-time.tsx';
import { useCardActions } from './use-actions.ts';

interface Props {
  readonly crosspost: CrosspostView;
}

/** How a crosspost stands, and the one thing that can be done about it. */
export function CardState({ crosspost }: Props) {
  const { t } = useTranslation();
  switch (crosspost.state) {
    case 'waiting':
    case 'held':
      return (
        <>
          <p className="for-readers">{t(`words.state.${crosspost.state}`)}</p>
          <CardTime crosspost={crosspost} />
        </>
      );
    case 'approved':
    case 'publishing':
      return <CardGoing crosspost={crosspost} />;
    case 'published':
      return <CardPublished crosspost={crosspost} />;
    case 'unknown':
      return <CardUnknown crosspost={crosspost} />;
    case 'failed':
      return <CardFailed crosspost={crosspost} />;
    case 'skipped':
      return <CardSkipped crosspost={crosspost} />;
    case 'withdrawn':
      return (
        <p className="quiet small">
          {crosspost.publishedAt === null
            ? t('approval.card.withdrawn')
            : t('approval.card.takenBack', { network: crosspost.account.networkName })}
        </p>
      );
    default:
      return assertNever(crosspost.state);
  }
}

function CardPublished({ crosspost }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const { run } = useCardActions();
  return (
    <>
      <p className="small good">
        {crosspost.publishedAt === null
          ? t('words.state.published')
          : t('approval.card.publishedAt', { time: format.timeWithDay(crosspost.publishedAt, now) })}
      </p>
      {crosspost.publishedUrl !== null && (
        <ActionButton look="quiet" onPress={() => run(() => ask('open', { what: 'crosspost', id: crosspost.id }))}>
          {t('approval.card.openOn', { network: crosspost.account.networkName })}
        </ActionButton>
      )}
    </>
  );
}

function CardSkipped({ crosspost }: Props) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  return (
    <>
      <p className="quiet small">{t('approval.card.skipped')}</p>
      <ActionButton look="quiet" onPress={() => run(() => ask('restore', { ids: [crosspost.id] }))}>
        {t('approval.card.bringBack')}
      </ActionButton>
    </>
  );
}
