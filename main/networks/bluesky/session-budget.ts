/** Sign-ins with an app password are few, and the person's other programs need some of them. */
import { type Owner, ownerOf } from '../../core/ports/budgets.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import { roomAt } from '../../core/ports/sliding-window.ts';
import type { NetworkContext } from '../network.ts';
import { sessionsForOthers, sessionWindows } from './budgets.ts';

const path = '/xrpc/com.atproto.server.createSession';

/**
 * Counts a sign-in that is about to be tried, right or wrong, and answers whose budget it spends: the account's by the name
 * that it is signed in with. Throws `rate_limited`, certainly unsent, when Crosstie's part of it is used up.
 */
export function takeSession(service: string, identifier: string, { budgets, now }: NetworkContext): Owner {
  const at = now();
  const owner = ownerOf({ network: 'bluesky', instance: service, remoteId: identifier.toLowerCase() });
  const own = sessionWindows.map((window) =>
    roomAt(budgets.uses(owner, 'session', at - window.windowMs), window, 1, at),
  );
  const said = budgets.said(owner, new URL(service).host, `POST ${path}`);
  const isLow = said !== null && said.resetsAt > at && said.remaining <= sessionsForOthers;
  const until = Math.max(at, ...own, ...(isLow ? [said.resetsAt] : []));
  if (until > at) throw new NetworkFailure({ code: 'rate_limited', until }, { notSent: true });
  budgets.use(owner, 'session', { at, amount: 1 });
  return owner;
}
