import { tomorrowMorning } from '../../contract/times.ts';
import { useMutation } from '@tanstack/react-query';
import { Pause, Play, RefreshCw, Settings } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../contract/views.ts';
import { ask } from '../api.ts';
import { IconButton } from '../ui/button.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useNow } from '../ui/now.ts';
import { useCardActions } from './use-actions.ts';

/** When it was last checked, Check now, Pause or Resume, and the way to the settings. */
export function StatusTools({ status }: { readonly status: Status | undefined }) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const lastChecked = useLastChecked(status?.lastCheckedAt ?? null);
  const checking = useMutation({ mutationFn: () => ask('checkNow') });
  return (
    <div className="tools">
      <p className="quiet small checked">{lastChecked}</p>
      <IconButton
        label={`${t('approval.checkNow')} · ${lastChecked}`}
        isPending={checking.isPending}
        isDisabled={status !== undefined && (status.pausedUntil !== null || !status.online)}
        onPress={() => run(() => checking.mutateAsync())}
      >
        <RefreshCw size={16} className={checking.isPending ? 'turning' : ''} aria-hidden />
      </IconButton>
      {status !== undefined && status.pausedUntil !== null ? (
        <IconButton label={t('approval.resume')} onPress={() => run(() => ask('resume'))}>
          <Play size={16} aria-hidden />
        </IconButton>
      ) : (
        <PauseMenu />
      )}
      <IconButton label={t('approval.settings')} onPress={() => run(() => ask('openWindow', { window: 'settings' }))}>
        <Settings size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** When the networks were last asked, in words. */
function useLastChecked(at: number | null): string {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(20_000);
  return at === null ? t('approval.neverChecked') : t('approval.checked', { ago: format.relative(at, now) });
}

function PauseMenu() {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const pause = (until: number | 'forever'): void => run(() => ask('pause', { until }));
  return (
    <MenuTrigger>
      <IconButton label={t('approval.pause')}>
        <Pause size={16} aria-hidden />
      </IconButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={t('approval.pause')}>
          <MenuItem className="menu-item" onAction={() => pause(Date.now() + 3_600_000)}>
            {t('approval.pauseHour')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => pause(tomorrowMorning(Date.now()))}>
            {t('approval.pauseTomorrow')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => pause('forever')}>
            {t('approval.pauseForever')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
