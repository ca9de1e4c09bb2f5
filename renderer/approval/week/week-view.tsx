import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocale } from 'react-aria-components';
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { problemOf } from '../../api.ts';
import { accountsQuery, plannedQuery } from '../../queries.ts';
import { useNow } from '../../ui/now.ts';
import { FailedState } from '../../ui/states.tsx';
import { firstDayOf } from '../../ui/week-start.ts';
import { timedOf } from '../times/said.ts';
import { useCardTimes } from '../times/use-times.ts';
import type { Shown } from '../use-shown.ts';
import { quietShades } from './quiet-shade.ts';
import { endOf, startOf, stepped, weekAround } from './week.ts';
import { Views } from './views.tsx';
import { allAccounts, WeekBar } from './week-bar.tsx';
import { WeekGrid } from './week-grid.tsx';

/** What goes out in a week, hour by hour; each can be moved. */
export function WeekView({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const times = useCardTimes();
  const { locale } = useLocale();
  const now = useNow(30_000);
  const [at, setAt] = useState(() => Date.now());
  const [chosen, choose] = useState<string>(allAccounts);
  const [said, say] = useState<Said | null>(null);
  const week = weekAround(at, firstDayOf(locale));
  const planned = useQuery(plannedQuery(startOf(week), endOf(week)));
  const accounts = useQuery(accountsQuery).data ?? [];
  const account = accounts.find(({ id }) => String(id) === chosen);
  const chips = planned.data?.filter((chip) => account === undefined || chip.account.id === account.id);

  const move = (chip: PlannedView, to: number): void => {
    const isPast = to <= Date.now();
    say(isPast ? { words: t('times.week.past'), isRefusal: true } : null);
    if (!isPast) times.change(timedOf(chip), to);
  };
  const open = ({ state, postId }: PlannedView): void =>
    shown.goTo(state === 'waiting' || state === 'held' ? 'waiting' : 'scheduled', postId);
  const turn = (days: number): void => setAt(stepped(at, { days, minutes: 0 }));
  return (
    <div className="scheduled">
      <WeekBar
        views={<Views shown={shown} />}
        week={week}
        accounts={accounts.filter(({ canPublish }) => canPublish)}
        chosen={account === undefined ? allAccounts : chosen}
        onAccount={choose}
        onTurn={turn}
        onToday={() => setAt(Date.now())}
      />
      <p className="week-said" aria-live="polite" data-refusal={said?.isRefusal}>
        {said?.words}
      </p>
      {planned.isError ? (
        <FailedState problem={problemOf(planned.error)} onAgain={() => void planned.refetch()} />
      ) : (
        <WeekGrid
          week={week}
          now={now}
          chips={chips}
          shades={account === undefined ? [] : quietShades(week, account.rules.schedule)}
          onMove={move}
          onLeave={() => say({ words: t('times.week.left'), isRefusal: false })}
          onOpen={open}
        />
      )}
    </div>
  );
}

/** What came of the last move; seen where it was refused, else for readers. */
interface Said {
  readonly words: string;
  readonly isRefusal: boolean;
}
