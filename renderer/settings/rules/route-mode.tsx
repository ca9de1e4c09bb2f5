import { useTranslation } from 'react-i18next';
import { routeModes, type RouteMode } from '../../../contract/model.ts';
import { longestDelayMinutes } from '../../../contract/rules.ts';
import { Choices } from '../../ui/choices.tsx';
import { NumberBox } from '../../ui/number-box.tsx';

interface RouteModeProps {
  readonly mode: RouteMode;
  readonly delayMinutes: number;
  readonly onMode: (mode: RouteMode) => void;
  readonly onDelay: (minutes: number) => void;
}

export function RouteModeChoice({ mode, delayMinutes, onMode, onDelay }: RouteModeProps) {
  const { t } = useTranslation();
  const delay = (
    <div className="choice-below">
      <NumberBox
        label={t('rules.mode.delay')}
        unit={t('rules.unit.minutes', { count: delayMinutes })}
        least={1}
        most={longestDelayMinutes}
        value={delayMinutes}
        onChange={onDelay}
      />
    </div>
  );
  return (
    <div className="panel-part">
      <Choices
        label={t('rules.mode.title')}
        value={mode}
        choices={routeModes.map((value) => ({
          value,
          word: t(`words.mode.${value}`),
          sentence: t(`rules.mode.${value}`, { count: delayMinutes }),
        }))}
        below={mode === 'delayed' ? { delayed: delay } : {}}
        onChange={onMode}
      />
      <p className="quiet small">{t('rules.mode.warning')}</p>
    </div>
  );
}
