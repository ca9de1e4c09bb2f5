/** The pretend networks for one test file, with a person at their consent pages. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkId } from '../../contract/model.ts';
import type { BudgetBook } from '../../main/core/ports/budgets.ts';
import type { Log } from '../../main/core/ports/system.ts';
import type { Connector } from '../../main/core/ports/network.ts';
import type { Addresses } from '../../main/networks/addresses.ts';
import { type ConnectorOptions, connectors } from '../../main/networks/registry.ts';
import { controlHeader } from '../../main/rehearsal/control.ts';
import type { Fault } from '../../main/rehearsal/faults.ts';
import type { Mood } from '../../main/rehearsal/moods.ts';
import type { SourceChange } from '../../main/rehearsal/changing.ts';
import type { PublishedSource, PublishRequest, SourceNetwork } from '../../main/rehearsal/publishing.ts';
import type { LoggedRequest } from '../../main/rehearsal/request-log.ts';
import { type Rehearsal, startRehearsal } from '../../main/rehearsal/rehearsal.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import type { tokenEvents } from '../../main/rehearsal/token-events.ts';
import { readConsentForm } from '../servers/consent-form.ts';
import { silentLog } from './edges.ts';

/** What a test can do to the pretend networks, through their control port. */
export interface Controls {
  readonly fault: (fault: Fault) => Promise<void>;
  /** How far the networks' clocks are ahead of this machine's; negative: behind. */
  readonly clockAhead: (milliseconds: number) => Promise<void>;
  /** Ends every fault and mood. */
  readonly calm: () => Promise<void>;
  /** As if the person or time had ended every sign-in of a network. */
  readonly endSignIns: (network: Fault['network'], happens: (typeof tokenEvents)[number]) => Promise<void>;
  /** How a pretend network is disposed from now on; what is not named is as usual. */
  readonly mood: (network: Fault['network'], mood: Partial<Mood>) => Promise<void>;
  /** What apps posted on a network, oldest first. */
  readonly received: (network: Fault['network']) => Promise<readonly Delivery[]>;
  /** What a network was asked since the log was cleared. */
  readonly requests: (network: Fault['network']) => Promise<readonly LoggedRequest[]>;
  readonly forgetRequests: () => Promise<void>;
  /** The sample person posts something; without a text the next prepared post. Answers its id. */
  readonly publish: (post: Partial<PublishRequest>) => Promise<string>;
  /** The sample person changes a post of her own, or takes it away. */
  readonly change: (network: SourceNetwork, id: string, change: SourceChange) => Promise<void>;
  readonly remove: (network: SourceNetwork, id: string) => Promise<void>;
}

export interface RehearsalWorld extends Controls {
  readonly rehearsal: Rehearsal;
  readonly connectors: ReadonlyMap<NetworkId, Connector>;
  readonly connector: (id: NetworkId) => Connector;
  readonly stop: () => Promise<void>;
}

/** The way to the servers, and those that are not pretended. */
export interface Outside {
  readonly fetch: typeof globalThis.fetch;
  readonly addresses: Partial<Addresses>;
}

export async function startRehearsalWorld(
  now: () => number = Date.now,
  log: Log = silentLog,
  wait?: ConnectorOptions['wait'],
  outside: Outside = { fetch, addresses: {} },
  budgets?: BudgetBook,
  hear?: ConnectorOptions['hear'],
): Promise<RehearsalWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'crosstie-rehearsal-'));
  const rehearsal = await startRehearsal({ now, dataDir });
  const addresses = { ...rehearsal.addresses, ...outside.addresses };
  // A pretend network is back at once.
  const line = { fetch: outside.fetch, addresses, allowLoopbackHttp: true, retryMs: 5 };
  const all = connectors({ ...line, log, now, hear, ...(wait && { wait }), ...(budgets && { budgets }) });
  return {
    ...controlsOf(rehearsal),
    rehearsal,
    connectors: all,
    connector: (id) => {
      const found = all.get(id);
      if (found === undefined) throw new Error(`No ${id}.`);
      return found;
    },
    stop: async () => {
      await rehearsal.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function controlsOf({ control }: Pick<Rehearsal, 'control'>): Controls {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const headers = { [controlHeader]: control.token, 'content-type': 'application/json' };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${control.base}${path}`, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    fault: async (fault) => void (await ask('POST', '/faults', fault)),
    clockAhead: async (aheadMs) => void (await ask('POST', '/clock', { aheadMs })),
    calm: async () => void (await ask('DELETE', '/faults')),
    endSignIns: async (network, happens) => void (await ask('POST', '/tokens', { network, happens })),
    received: async (network) => {
      const { deliveries } = (await ask('GET', '/received')) as { readonly deliveries: readonly Delivery[] };
      return deliveries.filter((delivery) => delivery.network === network);
    },
    requests: async (network) => {
      const { requests } = (await ask('GET', '/requests')) as { readonly requests: readonly LoggedRequest[] };
      return requests.filter((request) => request.network === network);
    },
    forgetRequests: async () => void (await ask('DELETE', '/requests')),
    mood: async (network, mood) => void (await ask('POST', '/moods', { network, mood })),
    publish: async (post) => {
      const { published } = (await ask('POST', '/publish', post)) as { readonly published: PublishedSource | null };
      return published?.id ?? '';
    },
    change: async (network, id, change) => void (await ask('POST', '/change', { network, id, ...change })),
    remove: async (network, id) => void (await ask('POST', '/remove', { network, id })),
  };
}

/**
 * Opens the sign-in page, decides as a person would, and answers where the browser is sent. Without a name the one that is
 * filled in already stays.
 */
export async function consentInRehearsal(
  url: string,
  username: string | null,
  decision: 'allow' | 'deny' = 'allow',
): Promise<string> {
  const page = await fetch(url, { redirect: 'manual' });
  const form = readConsentForm(await page.text(), url);
  if (username !== null) form.fields.set('username', username);
  form.fields.set('password', 'rehearsal');
  form.fields.set('decision', decision);
  const answer = await fetch(form.action, { method: 'POST', body: form.fields, redirect: 'manual' });
  const redirect = answer.headers.get('location');
  if (redirect === null) throw new Error(`No redirect: ${answer.status} ${await answer.text()}`);
  return redirect;
}
