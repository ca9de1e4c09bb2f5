import { useQuery } from '@tanstack/react-query';
import { ClockAlert, CloudOff, FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { environmentQuery, statusQuery } from '../queries.ts';
import { useFormat } from './use-format.ts';

/** Thin lines at the top of each window that say what holds for everything below. */
export function Bands() {
  const { t } = useTranslation();
  const environment = useQuery(environmentQuery).data;
  const status = useQuery(statusQuery).data;
  const { span } = useFormat();
  const clockAheadMs = status?.clockAheadMs ?? null;
  return (
    <>
      {environment?.rehearsal === true && (
        <p className="band band-rehearsal">
          <FlaskConical size={16} aria-hidden />
          {t('approval.rehearsal')}
        </p>
      )}
      <div aria-live="polite">
        {status?.online === false && (
          <p className="band band-offline">
            <CloudOff size={16} aria-hidden />
            {t('approval.offline')}
          </p>
        )}
        {clockAheadMs !== null && (
          <p className="band band-care">
            <ClockAlert size={16} aria-hidden />
            {t(clockAheadMs > 0 ? 'approval.clockAhead' : 'approval.clockBehind', { by: span(Math.abs(clockAheadMs)) })}
          </p>
        )}
      </div>
    </>
  );
}
