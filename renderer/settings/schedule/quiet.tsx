import { useTranslation } from 'react-i18next';
import type { QuietHours } from '../../../contract/rules.ts';
import { SwitchLine } from '../../ui/switch.tsx';
import { TimeBox } from '../../ui/time-box.tsx';

/** Where a person begins: the night. */
const night: QuietHours = { from: 22 * 60, to: 7 * 60 };

interface QuietProps {
  readonly quiet: QuietHours | null;
  readonly onChange: (quiet: QuietHours | null) => void;
}

/** Hours of each day in which nothing is published. */
export function Quiet({ quiet, onChange }: QuietProps) {
  const { t } = useTranslation();
  const unlike = (other: number) => (minute: number) => (minute === other ? t('rules.mistake.same_times') : null);
  return (
    <div className="panel-part">
      <SwitchLine
        label={t('schedule.quiet.title')}
        isOn={quiet !== null}
        onChange={(isOn) => onChange(isOn ? night : null)}
      />
      <p className="quiet small">{t('schedule.quiet.why')}</p>
      {quiet !== null && (
        <div className="quiet-times">
          <TimeBox
            label={t('schedule.quiet.from')}
            minute={quiet.from}
            objection={unlike(quiet.to)}
            onChange={(from) => onChange({ ...quiet, from })}
          />
          <TimeBox
            label={t('schedule.quiet.to')}
            minute={quiet.to}
            objection={unlike(quiet.from)}
            onChange={(to) => onChange({ ...quiet, to })}
          />
        </div>
      )}
    </div>
  );
}
