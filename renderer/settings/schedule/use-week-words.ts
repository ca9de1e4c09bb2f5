import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/use-format.ts';
import type { WeekWords } from './week.ts';

export function useWeekWords(): WeekWords {
  const { t } = useTranslation();
  const format = useFormat();
  return { weekday: format.weekday, time: format.time, everyDay: t('schedule.everyDay') };
}
