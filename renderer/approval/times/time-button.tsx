import { useEffect, useRef } from 'react';
import { ChevronDown } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../../contract/queue-views.ts';
import { useCardActions } from '../use-actions.ts';
import { TimeChoices } from './time-choices.tsx';

interface TimeButtonProps {
  readonly crosspost: CrosspostView;
  /** What the button says: the time that it would change. */
  readonly words: string;
}

/** The time of a crosspost, as the button that opens the choice of another. */
export function TimeButton({ crosspost, words }: TimeButtonProps) {
  const { t } = useTranslation();
  const { timing, chooseTime } = useCardActions();
  const { id, account } = crosspost;
  const isOpen = timing === id;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Opened by a key, the card may be out of sight.
    if (isOpen) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={(open) => chooseTime(open ? id : null)}>
      <Button
        ref={button}
        className="button button-quiet time-button"
        aria-label={t('times.button.label', { network: account.networkName, time: words })}
      >
        {words}
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className="popover time-popover" placement="top start">
        <Dialog className="time-dialog" aria-label={t('times.choice.title', { network: account.networkName })}>
          {({ close }) => <TimeChoices crosspost={crosspost} onDone={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
