import { Eye, type LucideIcon, Minus, Pause, Plus, Timer, Zap } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RouteMode } from '../../contract/model.ts';
import type { AccountView, RouteView } from '../../contract/views.ts';
import { accountLabel } from './account-label.ts';
import type { Pair } from './rules/steps.ts';

export const routePanelId = 'route-rules';
export const cellId = ({ sourceId, destinationId }: Pair): string => `route-${sourceId}-${destinationId}`;

const modeSigns: Readonly<Record<RouteMode, LucideIcon>> = { review: Eye, delayed: Timer, hands_off: Zap };

interface RouteCellProps {
  readonly source: AccountView;
  readonly destination: AccountView;
  readonly route: RouteView | null;
  readonly isShown: boolean;
  /** Whether the Tab key comes to this one. */
  readonly isStop: boolean;
  readonly onFocus: () => void;
  readonly onPress: () => void;
}

/** Empty, it makes a route; with a route, it opens its rules. */
export function RouteCell({ source, destination, route, isShown, isStop, onFocus, onPress }: RouteCellProps) {
  const { t } = useTranslation();
  const carry = t('settings.routes.cell', { source: accountLabel(source), destination: accountLabel(destination) });
  const press = {
    id: cellId({ sourceId: source.id, destinationId: destination.id }),
    excludeFromTabOrder: !isStop,
    onFocus,
    onPress,
  };
  if (route === null) {
    return (
      <td>
        <Button {...press} className="cell" aria-label={carry}>
          <Plus size={16} aria-hidden />
        </Button>
      </td>
    );
  }
  const word = route.paused ? t('settings.routes.paused') : t(`words.mode.${route.mode}`);
  const Sign = route.paused ? Pause : modeSigns[route.mode];
  return (
    <td>
      <Button
        {...press}
        className={`cell cell-route${route.paused ? ' cell-paused' : ''}`}
        aria-label={`${carry}: ${word}`}
        aria-expanded={isShown}
        {...(isShown && { 'aria-controls': routePanelId })}
      >
        <Sign size={16} aria-hidden />
        {word}
      </Button>
    </td>
  );
}

/** An account is not carried to itself. */
export function SameAccount() {
  const { t } = useTranslation();
  return (
    <td>
      <span className="matrix-self quiet">
        <Minus size={16} aria-hidden />
        <span className="for-readers">{t('settings.routes.self')}</span>
      </span>
    </td>
  );
}
