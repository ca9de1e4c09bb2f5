import { type ReactNode, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { defaultAccountRules } from '../../../contract/rules.ts';
import type { CrosspostView } from '../../../contract/queue-views.ts';
import { ask } from '../../api.ts';
import { accountsQuery, freeSlotsQuery } from '../../queries.ts';
import { ActionButton } from '../../ui/button.tsx';
import { useNow } from '../../ui/now.ts';
import { useCardActions } from '../use-actions.ts';
import { PickTime } from './pick-time.tsx';
import { saidTime, type WantedTime } from './said.ts';
import { useCardTimes } from './use-times.ts';
import { useTimeWords } from './use-time-words.ts';

interface TimeChoicesProps {
  readonly crosspost: CrosspostView;
  readonly onDone: () => void;
}

/** Now, in a slot, or at a time of the person's own. One press sets it. */
export function TimeChoices({ crosspost, onDone }: TimeChoicesProps) {
  const { t } = useTranslation();
  const times = useCardTimes();
  const now = useNow(30_000);
  const [isPicking, setPicking] = useState(false);
  const account = useQuery(accountsQuery).data?.find(({ id }) => id === crosspost.account.id);
  const { schedule } = account?.rules ?? defaultAccountRules;
  const said = saidTime(crosspost, { timing: schedule.timing, nextSlot: null, now });
  const takesSlots = schedule.timing === 'next_slot';
  const set = (time: WantedTime): void => {
    times.change(crosspost, time);
    onDone();
  };
  return (
    <>
      <Choice
        word={takesSlots ? t('times.choice.now') : t('times.choice.soon')}
        why={takesSlots ? t('times.choice.nowWhy') : t('times.choice.soonWhy')}
        // What goes by itself later goes neither now nor at a chosen time.
        isChosen={said.is === 'now' && crosspost.approvedBy !== 'delayed'}
        onPress={() => set(takesSlots ? Date.now() : null)}
      />
      <SlotChoices
        crosspost={crosspost}
        hasSlots={schedule.slots.length > 0}
        isChosen={said.is === 'slot'}
        onSet={set}
      />
      {isPicking ? (
        <PickTime crosspost={crosspost} zone={schedule.timeZone} onSet={set} />
      ) : (
        <Choice word={t('times.choice.pick')} isChosen={said.is === 'at'} onPress={() => setPicking(true)} />
      )}
    </>
  );
}

interface SlotChoicesProps {
  readonly crosspost: CrosspostView;
  readonly hasSlots: boolean;
  readonly isChosen: boolean;
  readonly onSet: (time: WantedTime) => void;
}

function SlotChoices({ crosspost, hasSlots, isChosen, onSet }: SlotChoicesProps) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const words = useTimeWords();
  const now = useNow(30_000);
  const slots = useQuery({ ...freeSlotsQuery(crosspost.id), enabled: hasSlots }).data?.filter((slot) => slot > now);
  const [next, ...later] = slots ?? [];
  const isNone = !hasSlots || slots?.length === 0;
  const none = hasSlots ? t('times.choice.noFree') : t('times.choice.noSlots');
  return (
    <>
      <Choice
        word={t('times.choice.slot')}
        {...(next !== undefined && { time: words.short(next, now) })}
        {...(isNone && { why: none })}
        isChosen={isChosen}
        isDisabled={next === undefined}
        onPress={() => onSet('next_slot')}
      />
      {isNone && (
        <ActionButton
          look="quiet"
          onPress={() => run(() => ask('openWindow', { window: 'settings', page: 'schedule' }))}
        >
          {t('times.choice.schedule')}
        </ActionButton>
      )}
      {later.length > 0 && (
        <ul className="time-slots" aria-label={t('times.choice.later')}>
          {later.map((slot) => (
            <li key={slot}>
              <Button className="time-slot" onPress={() => onSet(slot)}>
                {words.short(slot, now)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly word: string;
  readonly time?: string;
  readonly why?: string;
  readonly isChosen: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

function Choice({ word, time, why, isChosen, isDisabled = false, onPress }: ChoiceProps): ReactNode {
  return (
    <Button className="time-choice" aria-pressed={isChosen} isDisabled={isDisabled} onPress={onPress}>
      <Check className="time-check" size={16} aria-hidden />
      <span className="time-word">{word}</span>
      {time !== undefined && <span className="time-at">{time}</span>}
      {why !== undefined && <span className="time-why quiet small">{why}</span>}
    </Button>
  );
}
