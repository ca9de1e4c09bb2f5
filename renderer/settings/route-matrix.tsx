import { Check, Minus, Pause, Plus } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../contract/model.ts';
import type { AccountView, RouteView } from '../../contract/views.ts';
import { Handle } from '../ui/handle.tsx';
import { NetworkMark } from '../ui/network-mark.tsx';
import { accountLabel } from './account-label.ts';
import { routeBetween, type RouteTable } from './route-table.ts';

interface RouteMatrixProps {
  readonly table: RouteTable;
  readonly routes: readonly RouteView[];
  readonly onToggle: (pair: { readonly sourceId: AccountId; readonly destinationId: AccountId }) => void;
}

export function RouteMatrix({ table, routes, onToggle }: RouteMatrixProps) {
  const { t } = useTranslation();
  return (
    <section className="matrix-frame" aria-label={t('settings.routes.table')}>
      <table className="matrix">
        <thead>
          <tr>
            <td className="quiet small">
              {t('settings.routes.from')} ↓ · {t('settings.routes.to')} →
            </td>
            {table.destinations.map((account) => (
              <th key={account.id} scope="col">
                <ColumnHead account={account} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.sources.map((source) => (
            <tr key={source.id}>
              <th scope="row">
                <AccountHead account={source} />
              </th>
              {table.destinations.map((destination) => (
                <td key={destination.id}>
                  {source.id === destination.id ? (
                    <SameAccount />
                  ) : (
                    <Cell
                      source={source}
                      destination={destination}
                      route={routeBetween(routes, source.id, destination.id)}
                      onToggle={() => onToggle({ sourceId: source.id, destinationId: destination.id })}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AccountHead({ account }: { readonly account: AccountView }) {
  return (
    <span className="matrix-account">
      <NetworkMark network={account.network} />
      <span>
        <span className="matrix-network">{account.networkName}</span>
        <span className="matrix-handle quiet small">
          <Handle handle={account.handle} />
        </span>
      </span>
    </span>
  );
}

/** The mark stands for the network; readers and the tooltip have the name and the whole handle. */
function ColumnHead({ account }: { readonly account: AccountView }) {
  return (
    <span className="matrix-account" title={accountLabel(account)}>
      <NetworkMark network={account.network} />
      <span className="for-readers">{account.networkName}</span>
      <bdi className="matrix-handle quiet small">{account.handle}</bdi>
    </span>
  );
}

function SameAccount() {
  const { t } = useTranslation();
  return (
    <span className="matrix-self quiet">
      <Minus size={16} aria-hidden />
      <span className="for-readers">{t('settings.routes.self')}</span>
    </span>
  );
}

interface CellProps {
  readonly source: AccountView;
  readonly destination: AccountView;
  readonly route: RouteView | null;
  readonly onToggle: () => void;
}

function Cell({ source, destination, route, onToggle }: CellProps) {
  const { t } = useTranslation();
  const carry = t('settings.routes.cell', { source: accountLabel(source), destination: accountLabel(destination) });
  if (route === null) {
    return (
      <ToggleButton className="cell" isSelected={false} aria-label={carry} onChange={onToggle}>
        <Plus size={16} aria-hidden />
      </ToggleButton>
    );
  }
  const word = route.paused ? t('settings.routes.paused') : t(`words.mode.${route.mode}`);
  const Sign = route.paused ? Pause : Check;
  return (
    <ToggleButton className="cell" isSelected aria-label={`${carry}: ${word}`} onChange={onToggle}>
      <Sign size={16} aria-hidden />
      {word}
    </ToggleButton>
  );
}
