/**
 * The server behind a network, as the suite needs it. A pretend one makes faults itself and says what it received; of a real
 * one faults befall the way there, and what it received is asked by its own API.
 */
import type { AccountId, NetworkId } from '../../contract/model.ts';
import { linkAccount } from '../../main/core/accounts/link.ts';
import type { AccountCall } from '../../main/core/ports/network.ts';
import type { Addresses } from '../../main/networks/addresses.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import type { tokenEvents } from '../../main/rehearsal/token-events.ts';
import { type EngineWorld, linkOptions } from '../helpers/engine-world.ts';
import { type FaultOnTheWay, type FaultyFetch } from '../helpers/faulty-fetch.ts';

export type TokenEvent = (typeof tokenEvents)[number];

export interface Server {
  /** Links the account there, for the first time or again. */
  readonly link: () => Promise<AccountId>;
  readonly fault: (fault: FaultOnTheWay) => Promise<void>;
  /** Ends every fault and mood. */
  readonly calm: () => Promise<void>;
  /** How often it was asked since the count was forgotten. */
  readonly requests: () => Promise<number>;
  readonly forgetRequests: () => Promise<void>;
  /** What apps posted, oldest first. */
  readonly received: () => Promise<readonly Delivery[]>;
  /** As if the person or time had ended the account's sign-in. */
  readonly endSignIns: (happens: TokenEvent, call: AccountCall) => Promise<void>;
  /** Between two cases. */
  readonly tidy: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function pretendServer(id: NetworkId, { networks, link }: EngineWorld): Server {
  return {
    link: () => link(id),
    fault: (fault) => networks.fault({ network: id, ...fault }),
    calm: networks.calm,
    requests: async () => (await networks.requests(id)).length,
    forgetRequests: networks.forgetRequests,
    received: () => networks.received(id),
    endSignIns: (happens) => networks.endSignIns(id, happens),
    tidy: async () => {},
    stop: async () => {},
  };
}

/** A real server of the tests, with one account on it. */
export interface RealServer {
  /** Everything that the connector asks there. */
  readonly origins: readonly string[];
  /** Where the network lives instead of its own addresses. */
  readonly addresses: Partial<Addresses>;
  /** What the person types as their server. */
  readonly instance: string;
  /** The person at the sign-in page; answers where the browser is sent. */
  readonly consent: (url: string) => Promise<string>;
  /** Read back by the server's own API, oldest first; of many the newest. */
  readonly received: () => Promise<readonly Delivery[]>;
  /** Deletes every post outside the app: an account that posts hundreds in a day cannot be looked through. */
  readonly tidy: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function realServer(id: NetworkId, { core, networks }: EngineWorld, real: RealServer, way: FaultyFetch): Server {
  const { instance, consent } = real;
  return {
    link: () => linkAccount(core, { network: id, method: 'window', instance }, linkOptions(consent)),
    fault: async (fault) => way.fault(fault),
    calm: async () => way.calm(),
    requests: async () => way.requests(),
    forgetRequests: async () => way.forgetRequests(),
    received: real.received,
    endSignIns: async (happens, call) => {
      if (happens !== 'revoked') throw new Error(`Nobody can have a sign-in ${happens} at a real server.`);
      await networks.connector(id).signIn.revoke(call);
    },
    tidy: real.tidy,
    stop: real.stop,
  };
}
