/** What can befall the sign-ins of a network from outside. */
import type { RehearsedNetwork } from './faults.ts';
import { pretendNetworks } from './networks.ts';
import type { Store } from './state.ts';

export const tokenEvents = ['revoked', 'expired', 'narrowed'] as const;

/**
 * `revoked`: the person ended the app's permission in the network's settings. `expired`: access tokens end now; what can be
 * refreshed still can. `narrowed`: the sign-ins lose the permission to publish.
 */
export function happenToTokens(
  store: Store,
  network: RehearsedNetwork,
  happens: (typeof tokenEvents)[number],
  now: number,
): void {
  const pretend = pretendNetworks.find(({ id }) => id === network);
  if (happens === 'revoked') pretend?.revoke(store.state());
  else if (happens === 'expired') pretend?.expire(store.state(), now);
  else pretend?.narrow(store.state());
  store.changed();
}
