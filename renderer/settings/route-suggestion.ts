import type { NetworkId } from '../../contract/model.ts';
import type { AccountView, RouteView } from '../../contract/views.ts';

export interface RouteSuggestion {
  readonly source: AccountView;
  readonly destination: AccountView;
}

/** Networks that people publish pictures on first. */
const pictureNetworks: ReadonlySet<NetworkId> = new Set(['instagram', 'pixelfed']);

/**
 * The route that a newly linked account most likely is for: from a picture network rather than to one, else from the
 * account that was there first, and never one that is there already. Null when there is nothing to pair it with.
 */
export function suggestRoute(
  linked: AccountView,
  accounts: readonly AccountView[],
  routes: readonly RouteView[],
): RouteSuggestion | null {
  const others = accounts.filter(({ id }) => id !== linked.id);
  const pairs = others.flatMap((other) => [
    { source: other, destination: linked },
    { source: linked, destination: other },
  ]);
  const possible = pairs.filter((pair) => isPossible(pair) && !isThere(pair, routes));
  return possible.toSorted((a, b) => weight(b) - weight(a))[0] ?? null;
}

const isPossible = ({ source, destination }: RouteSuggestion): boolean => source.canRead && destination.canPublish;

const isThere = ({ source, destination }: RouteSuggestion, routes: readonly RouteView[]): boolean =>
  routes.some((route) => route.sourceId === source.id && route.destinationId === destination.id);

const weight = ({ source, destination }: RouteSuggestion): number =>
  (pictureNetworks.has(source.network) ? 2 : 0) +
  (pictureNetworks.has(destination.network) ? 0 : 1) +
  (source.network === destination.network ? -2 : 0);
