import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../../contract/queue-views.ts';
import { accountsQuery, freeSlotsQuery } from '../../queries.ts';
import { useNow } from '../../ui/now.ts';
import { AudienceLabel } from '../audience.tsx';
import { saidTime } from './said.ts';
import { TimeButton } from './time-button.tsx';
import { useTimeWords } from './use-time-words.ts';

/** For whom and when, of a crosspost that waits for a yes: “Public · now”. */
export function CardTime({ crosspost }: { readonly crosspost: CrosspostView }) {
  return (
    <p className="card-when quiet small">
      <AudienceLabel audience={crosspost.content.audience} />
      <span className="card-when-time">
        <span aria-hidden>·</span>
        <TimeButton crosspost={crosspost} words={useTimeOf(crosspost)} />
      </span>
    </p>
  );
}

function useTimeOf(crosspost: CrosspostView): string {
  const { t } = useTranslation();
  const words = useTimeWords();
  const now = useNow(30_000);
  const account = useQuery(accountsQuery).data?.find(({ id }) => id === crosspost.account.id);
  const timing = account?.rules.schedule.timing ?? 'at_once';
  const takesSlot = timing === 'next_slot' && crosspost.scheduledAt === null;
  const slots = useQuery({ ...freeSlotsQuery(crosspost.id), enabled: takesSlot }).data;
  const said = saidTime(crosspost, { timing, nextSlot: slots?.find((slot) => slot > now) ?? null, now });
  if (said.is === 'now') return t('times.button.now');
  if (said.is === 'at') return words.short(said.at, now);
  if (said.at === null) return t('times.button.slot');
  return t('times.button.slotAt', { time: words.short(said.at, now) });
}
