import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { strictest, type ToggleOverrides } from '../../../contract/rules.ts';
import type { AccountView } from '../../../contract/views.ts';
import { globalRulesQuery } from '../../queries.ts';
import { Overrides } from '../privacy/overrides.tsx';

interface RoutePrivacyProps {
  readonly source: AccountView;
  readonly destination: AccountView;
  readonly overrides: ToggleOverrides;
  readonly onChange: (overrides: ToggleOverrides) => void;
}

/** Where this route is stricter than all that holds for it already. */
export function RoutePrivacy({ source, destination, overrides, onChange }: RoutePrivacyProps) {
  const { t } = useTranslation();
  const global = useQuery(globalRulesQuery).data;
  if (global === undefined) return null;
  return (
    <>
      <p className="quiet small">{t('rules.privacy.purpose')}</p>
      <Overrides
        otherwise={strictest(global.privacy, source.rules.privacy, destination.rules.privacy)}
        overrides={overrides}
        onChange={onChange}
      />
    </>
  );
}
