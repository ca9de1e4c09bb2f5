/** A rehearsal with the connector of Facebook in hand, on a clock that a test moves. */
import type { Connector } from '../../main/core/ports/network.ts';
import { connectors } from '../../main/networks/registry.ts';
import { person } from '../../main/rehearsal/people.ts';
import { silentLog } from '../helpers/edges.ts';
import { linkAccount, type LinkedAccount } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

export interface FacebookAccounts {
  readonly world: RehearsalWorld;
  readonly clock: { now: number };
  readonly facebook: Connector;
  /** Where the parts of videos begin that were sent while `work` went on, in order. */
  readonly offsetsDuring: (work: () => Promise<unknown>) => Promise<readonly number[]>;
  /** Signs in; both Pages are chosen unless `consent` does otherwise. */
  readonly link: (consent?: (url: string) => Promise<string>) => Promise<LinkedAccount>;
}

export async function startFacebookAccounts(): Promise<FacebookAccounts> {
  const clock = { now: Date.now() };
  const now = (): number => clock.now;
  const world = await startRehearsalWorld(now);
  const { addresses } = world.rehearsal;
  const offsets: number[] = [];
  const watched: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method === 'POST') offsets.push(...offsetsIn(await request.clone().arrayBuffer()));
    return fetch(request, init);
  };
  const facebook = connectors({ fetch: watched, log: silentLog, now, addresses, allowLoopbackHttp: true }).get(
    'facebook',
  );
  if (facebook === undefined) throw new Error('There is a Facebook.');
  return {
    world,
    clock,
    facebook,
    offsetsDuring: async (work) => {
      offsets.length = 0;
      await work();
      return [...offsets];
    },
    link: (consent = yes) => linkAccount(facebook, '', consent),
  };
}

function offsetsIn(form: ArrayBuffer): readonly number[] {
  const offset = /name="start_offset"\r\n\r\n(\d+)/.exec(Buffer.from(form).toString('latin1'))?.[1];
  return offset === undefined ? [] : [Number(offset)];
}

export const yes = (url: string): Promise<string> => consentInRehearsal(url, person.facebook.username);
