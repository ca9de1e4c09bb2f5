/** Routes: which account's posts are carried to which. */
import type { AccountId, RouteId, RouteMode } from '../../contract/model.ts';
import { defaultRouteRules } from '../../contract/rules.ts';
import type { RouteView } from '../../contract/views.ts';
import type { Core } from './core.ts';
import { ExpectedFailure, connectorFor, linkedAccount } from './core.ts';
import { takeBackAutomatic } from './crosspost/by-itself.ts';
import type { RouteRecord } from './ports/records.ts';

/** Makes a route; the one that is there already is answered as it is. Only posts noticed from now on are carried. */
export function createRoute(core: Core, sourceId: AccountId, destinationId: AccountId, mode: RouteMode): RouteView {
  const source = linkedAccount(core, sourceId);
  const destination = linkedAccount(core, destinationId);
  const possible =
    sourceId !== destinationId &&
    connectorFor(core, source.network).read !== undefined &&
    connectorFor(core, destination.network).publish !== undefined;
  if (!possible) throw new ExpectedFailure({ code: 'not_possible_now' });
  const at = core.clock.now();
  const route = core.store.write((write): RouteRecord => {
    const existing = write.routesFrom(sourceId).find((candidate) => candidate.destinationId === destinationId);
    if (existing !== undefined) return existing;
    const id = write.createRoute(sourceId, destinationId, mode, at);
    const facts = { route: id, from: source.handle, to: destination.handle, mode };
    write.appendLedger({ at, action: 'route_created', facts });
    return { id, sourceId, destinationId, mode, paused: false, rules: defaultRouteRules };
  });
  core.changed({ kind: 'accounts' });
  return route;
}

/** Ends a route. What was planned through it stays where it is; what would have gone by itself waits for the person. */
export function removeRoute(core: Core, id: RouteId): void {
  const at = core.clock.now();
  const taken = core.store.write((write) => {
    const route = write.route(id);
    if (route === null) throw new ExpectedFailure({ code: 'not_found' });
    const handleOf = (account: AccountId): string | null => write.account(account)?.handle ?? null;
    const facts = { route: id, from: handleOf(route.sourceId), to: handleOf(route.destinationId) };
    write.removeRoute(id, at);
    write.appendLedger({ at, action: 'route_removed', facts });
    return takeBackAutomatic(write, id, at);
  });
  core.changed({ kind: 'accounts' });
  if (taken.length > 0) core.changed({ kind: 'posts', postIds: taken.map(({ postId }) => postId) });
}
