/** What the person sets: for everything, for an account, for a route. Each change is written down. */
import type { RouteChange } from '../../contract/api.ts';
import type { AccountId, RouteId } from '../../contract/model.ts';
import {
  type AccountRules,
  defaultGlobalRules,
  type GlobalRules,
  type RouteRules,
  strictest,
  type Toggles,
} from '../../contract/rules.ts';
import type { RouteView } from '../../contract/views.ts';
import type { Json } from '../../contract/json.ts';
import { lookAgain } from './budgets/ceiling.ts';
import type { Core } from './core.ts';
import { askToPlanAgain } from './crosspost/replan-queue.ts';
import { ExpectedFailure, linkedAccount } from './core.ts';
import { takeBackAutomatic } from './crosspost/by-itself.ts';
import { goesByItself } from './crosspost/modes.ts';
import type { CrosspostRecord, RouteRecord } from './ports/records.ts';
import type { Reader, Writer } from './ports/store.ts';

/** What an earlier version left unsaid is as usual. */
export function globalRules(read: Reader): GlobalRules {
  const kept = (read.setting('rules') ?? {}) as Partial<GlobalRules>;
  return { ...defaultGlobalRules, ...kept, privacy: { ...defaultGlobalRules.privacy, ...kept.privacy } };
}

/** The toggles that hold for what goes through a route: the strictest of all that were set. */
export function togglesFor(read: Reader, route: RouteRecord): Toggles {
  const own = (id: AccountId) => read.account(id)?.rules.privacy ?? {};
  return strictest(globalRules(read).privacy, own(route.sourceId), own(route.destinationId), route.rules.privacy);
}

/** As `togglesFor`, for what was planned through a route that may be gone: then of all else that was set. */
export function togglesOf(read: Reader, crosspost: Pick<CrosspostRecord, 'routeId' | 'postId' | 'accountId'>): Toggles {
  const route = read.route(crosspost.routeId);
  if (route !== null) return togglesFor(read, route);
  const ends = [read.post(crosspost.postId)?.accountId, crosspost.accountId];
  const own = ends.map((id) => (id === undefined ? {} : (read.account(id)?.rules.privacy ?? {})));
  return strictest(globalRules(read).privacy, ...own);
}

export function setGlobalRules(core: Core, rules: GlobalRules): GlobalRules {
  const at = core.clock.now();
  core.store.write((write) => {
    changingRules(write, () => write.setSetting('rules', asJson(rules)));
    write.appendLedger({ at, action: 'rules_changed', facts: { rules: asJson(rules) } });
  });
  core.changed({ kind: 'accounts' });
  return rules;
}

export function setAccountRules(core: Core, id: AccountId, rules: AccountRules): void {
  const at = core.clock.now();
  const { handle, network } = linkedAccount(core, id);
  core.store.write((write) => {
    changingRules(write, () => write.setAccountRules(id, rules));
    lookAgain(write, id, at);
    write.appendLedger({ at, action: 'rules_changed', facts: { account: handle, network, rules: asJson(rules) } });
  });
  core.changed({ kind: 'accounts' });
}

export function setRoute(core: Core, { id, mode, paused, rules }: RouteChange): RouteView {
  const at = core.clock.now();
  const { changed, taken } = core.store.write((write) => {
    const route = write.route(id);
    if (route === null) throw new ExpectedFailure({ code: 'not_found' });
    const handleOf = (account: AccountId): string | null => write.account(account)?.handle ?? null;
    const about = { route: id, from: handleOf(route.sourceId), to: handleOf(route.destinationId) };
    changingRules(write, () => write.setRoute({ id, mode, paused, rules }));
    write.appendLedger({ at, action: 'rules_changed', facts: { ...about, mode, paused, rules: asJson(rules) } });
    const changed: RouteRecord = { ...route, mode, paused, rules };
    return { changed, taken: goesByItself(changed) ? [] : takeBackAutomatic(write, id, at) };
  });
  core.changed({ kind: 'accounts' });
  if (taken.length > 0) core.changed({ kind: 'posts', postIds: taken.map(({ postId }) => postId) });
  return changed;
}

/** Changes rules, and has every route planned again whose own they changed. */
function changingRules(write: Writer, change: () => void): void {
  const before = rulesByRoute(write);
  change();
  const after = [...rulesByRoute(write)];
  askToPlanAgain(
    write,
    after.filter(([id, rules]) => before.get(id) !== rules).map(([id]) => id),
  );
}

/** All that decides what is planned and that a person can change, for each route. */
function rulesByRoute(read: Reader): ReadonlyMap<RouteId, string> {
  const entries = read.routes().map((route) => {
    const originals = read.account(route.sourceId)?.rules.originals;
    return [route.id, JSON.stringify([togglesFor(read, route), route.rules.filters, originals])] as const;
  });
  return new Map(entries);
}

/** Rules are plain data. */
function asJson(rules: GlobalRules | AccountRules | RouteRules): Json {
  return structuredClone(rules) as unknown as Json;
}
