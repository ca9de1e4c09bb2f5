import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, RouteView } from '../../contract/views.ts';
import { Handle } from '../ui/handle.tsx';
import { NetworkMark } from '../ui/network-mark.tsx';
import { accountLabel } from './account-label.ts';
import { cellId, RouteCell, SameAccount } from './route-cell.tsx';
import { type CellPlace, choosableCells, nextCell, routeBetween, type RouteTable } from './route-table.ts';
import type { Pair } from './rules/steps.ts';

interface RouteMatrixProps {
  readonly table: RouteTable;
  readonly routes: readonly RouteView[];
  /** The route whose rules are open. */
  readonly shown: RouteView | null;
  /** An empty cell was chosen. */
  readonly onMake: (pair: Pair) => void;
  /** A route was chosen. */
  readonly onShow: (pair: Pair) => void;
}

/** One stop of the Tab key; arrow keys lead from cell to cell. */
export function RouteMatrix({ table, routes, shown, onMake, onShow }: RouteMatrixProps) {
  const { t } = useTranslation();
  const { stop, setStop, onKeyDown } = useCells(table);
  return (
    <div className="matrix-frame">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA in HTML has a grid be a table */}
      <table className="matrix" role="grid" aria-label={t('settings.routes.table')} onKeyDown={onKeyDown}>
        <MatrixHead destinations={table.destinations} />
        <tbody>
          {table.sources.map((source, row) => (
            <tr key={source.id}>
              <th scope="row">
                <AccountHead account={source} />
              </th>
              {table.destinations.map((destination, column) => {
                const pair = { sourceId: source.id, destinationId: destination.id };
                const route = routeBetween(routes, source.id, destination.id);
                if (source.id === destination.id) return <SameAccount key={destination.id} />;
                return (
                  <RouteCell
                    key={destination.id}
                    source={source}
                    destination={destination}
                    route={route}
                    isShown={route !== null && route.id === shown?.id}
                    isStop={stop.row === row && stop.column === column}
                    onFocus={() => setStop({ row, column })}
                    onPress={() => (route === null ? onMake(pair) : onShow(pair))}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which cell the Tab key comes to, and what the arrow keys do. */
function useCells(table: RouteTable) {
  const [kept, setStop] = useState<CellPlace | null>(null);
  const cells = choosableCells(table);
  const first = cells[0] ?? { row: 0, column: 0 };
  // Accounts come and go: what is not there any more cannot be come to.
  const stop = cells.find(({ row, column }) => row === kept?.row && column === kept.column) ?? first;
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextCell(table, stop, event.key);
    const source = next === null ? undefined : table.sources[next.row];
    const destination = next === null ? undefined : table.destinations[next.column];
    if (source === undefined || destination === undefined) return;
    event.preventDefault();
    document.getElementById(cellId({ sourceId: source.id, destinationId: destination.id }))?.focus();
  };
  return { stop, setStop, onKeyDown };
}

function MatrixHead({ destinations }: { readonly destinations: readonly AccountView[] }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <td className="quiet small">
          {t('settings.routes.from')} ↓ · {t('settings.routes.to')} →
        </td>
        {destinations.map((account) => (
          <th key={account.id} scope="col">
            <ColumnHead account={account} />
          </th>
        ))}
      </tr>
    </thead>
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
