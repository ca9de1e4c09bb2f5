/** A rehearsal with the connector of Facebook in hand, on a clock that a test moves. */
import type { Connector } from '../../main/core/ports/network.ts';
import { person } from '../../main/rehearsal/people.ts';
import { linkAccount, type LinkedAccount } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

export interface FacebookAccounts {
  readonly world: RehearsalWorld;
  readonly clock: { now: number };
  readonly facebook: Connector;
  /** Signs in; both Pages are chosen unless `consent` does otherwise. */
  readonly link: (consent?: (url: string) => Promise<string>) => Promise<LinkedAccount>;
}

export async function startFacebookAccounts(): Promise<FacebookAccounts> {
  const clock = { now: Date.now() };
  const world = await startRehearsalWorld(() => clock.now);
  const facebook = world.connector('facebook');
  return { world, clock, facebook, link: (consent = yes) => linkAccount(facebook, '', consent) };
}

export const yes = (url: string): Promise<string> => consentInRehearsal(url, person.facebook.username);
