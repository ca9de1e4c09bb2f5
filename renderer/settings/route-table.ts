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
