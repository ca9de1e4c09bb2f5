/** A stand-in for api.x.com, and an account on it that signed in a while ago. */
import type { Json } from '../../contract/json.ts';
import type { AccountCall } from '../../main/core/ports/network.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';

export const start = Date.parse('2026-11-22T10:00:00Z');
export const hourMs = 3_600_000;
const opened: Loopback[] = [];
export async function closeStandIns(): Promise<void> {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
}

interface Kept {
  readonly leftMs?: number;
  readonly refreshToken?: string | null;
}
/** An account whose access token `first` has `leftMs` to live, at a stand-in for api.x.com. */
export async function linked(respond: Respond, { leftMs = hourMs, refreshToken = 'refresh-1' }: Kept = {}) {
  const api = await startLoopback(respond);
  opened.push(api);
  const addresses = { ...defaultAddresses, x: { www: api.url, api: api.url } };
  const x = connectors({ fetch, log: silentLog, now: () => start, addresses, allowLoopbackHttp: true }).get('x');
  if (x?.read === undefined || x.publish === undefined) throw new Error('X reads and publishes.');
  let document: Json = { clientId: 'app', accessToken: 'first', refreshToken, scope: '', expiresAt: start + leftMs };
  const saves: { readonly document: Json; readonly askedBefore: number }[] = [];
  const call: AccountCall = {
    account: { network: 'x', instance: api.url, remoteId: '42', handle: 'mara' },
    credentials: {
      load: async () => document,
      save: async (next) => {
        saves.push({ document: next, askedBefore: api.asked.length });
        document = next;
      },
    },
    signal: new AbortController().signal,
  };
  return { api, x, call, saves, document: () => document, read: x.read, publish: x.publish };
}
