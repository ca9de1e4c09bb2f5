/** What can befall the sign-ins of a network from outside: the person ends them, or their time runs out. */
import { randomToken } from './oauth-codes.ts';
import type { RehearsedNetwork } from './faults.ts';
import type { Store } from './state.ts';

/** As if the person had ended the app's permission in the network's settings. */
export function revokeTokens(store: Store, network: RehearsedNetwork): void {
  const state = store.state();
  if (network === 'instagram') for (const token of state.instagram.tokens) token.revoked = true;
  else if (network === 'bluesky')
    Object.assign(state.bluesky, { oauthSessions: [], passwordSessions: [], secret: randomToken() });
  else state[network].tokens = [];
  store.changed();
}

/** Access tokens end now; what can be refreshed still can. Mastodon's never end, so nothing happens there. */
export function expireTokens(store: Store, network: RehearsedNetwork, now: number): void {
  const state = store.state();
  if (network === 'instagram') for (const token of state.instagram.tokens) token.expiresAt = now;
  else if (network === 'pixelfed') for (const token of state.pixelfed.tokens) token.expiresAt = now;
  else if (network === 'bluesky')
    for (const session of [...state.bluesky.oauthSessions, ...state.bluesky.passwordSessions])
      session.accessExpiresAt = now;
  store.changed();
}
