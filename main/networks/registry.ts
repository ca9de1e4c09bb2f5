/** Every network there is. A new one is a folder and a line here. */
import type { NetworkId } from '../../contract/model.ts';
import type { Connector } from '../core/ports/network.ts';
import type { BudgetBook } from '../core/ports/budgets.ts';
import type { Log } from '../core/ports/system.ts';
import { type Addresses, defaultAddresses } from './addresses.ts';
import { bind } from './bind.ts';
import { bluesky } from './bluesky/bluesky.ts';
import { facebook } from './facebook/facebook.ts';
import { type HttpOptions, openHttp } from './http.ts';
import { memoryBook } from './http/memory-book.ts';
import { instagram } from './instagram/instagram.ts';
import { linkedin } from './linkedin/linkedin.ts';
import { mastodon } from './mastodon/mastodon.ts';
import type { Network, NetworkContext } from './network.ts';
import { realWait } from './wait.ts';
import { pixelfed } from './pixelfed/pixelfed.ts';
import { threads } from './threads/threads.ts';
import { tiktok } from './tiktok/tiktok.ts';
import { x } from './x/x.ts';
import { youtube } from './youtube/youtube.ts';

export const networks: readonly Network[] = [
  mastodon,
  pixelfed,
  bluesky,
  instagram,
  threads,
  facebook,
  x,
  linkedin,
  youtube,
  tiktok,
];

export interface ConnectorOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly log: Log;
  readonly now: () => number;
  /** Real time, unless a test has one that passes faster. */
  readonly wait?: NetworkContext['wait'];
  readonly addresses?: Addresses;
  /** Where budgets are remembered; for as long as the program runs when absent. */
  readonly budgets?: BudgetBook;
  /** As `HttpOptions.hear`. */
  readonly hear?: HttpOptions['hear'];
  /** Plain http to this machine: true in rehearsal and in tests alone. */
  readonly allowLoopbackHttp: boolean;
}

/** The networks that can be linked, ready for use. */
export function connectors(options: ConnectorOptions): ReadonlyMap<NetworkId, Connector> {
  const { log, now, wait = realWait, addresses = defaultAddresses, budgets = memoryBook() } = options;
  const limits = Object.fromEntries(networks.map((network) => [network.id, network.budgets?.calls ?? []]));
  const http = openHttp({ ...options, book: budgets, limits });
  const context = { http, log, now, wait, addresses, budgets };
  return new Map(networks.map((network) => [network.id, bind(network, context)]));
}
