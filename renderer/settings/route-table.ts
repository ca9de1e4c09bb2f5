import type { AccountId } from '../../contract/model.ts';
import type { AccountView, RouteView } from '../../contract/views.ts';

/** The matrix of all routes that could be: sources down, destinations across. Null when there can be none. */
export interface RouteTable {
  readonly sources: readonly AccountView[];
  readonly destinations: readonly AccountView[];
}

export function routeTable(accounts: readonly AccountView[]): RouteTable | null {
  const sources = accounts.filter(({ canRead }) => canRead);
  const destinations = accounts.filter(({ canPublish }) => canPublish);
  const hasPair = sources.some((source) => destinations.some((destination) => destination.id !== source.id));
  return hasPair ? { sources, destinations } : null;
}

export function routeBetween(
  routes: readonly RouteView[],
  sourceId: AccountId,
  destinationId: AccountId,
): RouteView | null {
  return routes.find((route) => route.sourceId === sourceId && route.destinationId === destinationId) ?? null;
}

/** Where a cell stands in the matrix. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

const stepOf: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cells that can be chosen: all but those where an account would meet itself. */
export function choosableCells({ sources, destinations }: RouteTable): readonly CellPlace[] {
  return sources.flatMap((source, row) =>
    destinations.flatMap((destination, column) => (source.id === destination.id ? [] : [{ row, column }])),
  );
}

/** Where a key leads from a cell: the next that can be chosen that way; Home and End lead along the row. Null: nowhere. */
export function nextCell(table: RouteTable, from: CellPlace, key: string): CellPlace | null {
  const cells = choosableCells(table);
  const inRow = cells.filter(({ row }) => row === from.row);
  if (key === 'Home') return inRow[0] ?? null;
  if (key === 'End') return inRow.at(-1) ?? null;
  const step = stepOf[key];
  if (step === undefined) return null;
  const [down, across] = step;
  const ahead = ({ row, column }: CellPlace): number => (row - from.row) * down + (column - from.column) * across;
  const beside = ({ row, column }: CellPlace): boolean => (down === 0 ? row === from.row : column === from.column);
  return cells.filter((cell) => beside(cell) && ahead(cell) > 0).toSorted((a, b) => ahead(a) - ahead(b))[0] ?? null;
}
