/** The token of a YouTube account: renewed in time, once, saved before it is used, never lost. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import type { AccountCall } from '../../main/core/ports/network.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';

const hourMs = 3_600_000;
const now = Date.parse('2026-11-22T10:00:00Z');
const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});
const channel = {
  items: [{ id: 'UC1', snippet: { title: 'Mara' }, contentDetails: { relatedPlaylists: { uploads: 'UU1' } } }],
};

/** A stand-in for Google's two hosts in one, and an account on it whose token lives so long. */
async function account(respond: Respond, livesMs: number, more: Readonly<Record<string, Json>> = {}) {
  const server = await startLoopback(respond);
  opened.push(server);
  const google = { accounts: server.url, oauth: server.url, api: server.url, watch: server.url };
  const addresses = { ...defaultAddresses, google };
  const youtube = connectors({ fetch, log: silentLog, now: () => now, addresses, allowLoopbackHttp: true }).get(
    'youtube',
  );
  if (youtube === undefined) throw new Error('No YouTube.');
  let document: Json = {
    clientId: 'app',
    clientSecret: 'hush',
    accessToken: 'first',
    refreshToken: 'lasting',
    scope: 'all',
    expiresAt: now + livesMs,
    playlist: 'UU1',
    uploads: {},
    ...more,
  };
  const saved: { readonly at: number; readonly document: Json }[] = [];
  const call: AccountCall = {
    account: { network: 'youtube', instance: server.url, remoteId: 'UC1', handle: 'mara' },
    credentials: {
      load: async () => document,
      save: async (next) => {
        saved.push({ at: server.asked.length, document: next });
        document = next;
      },
    },
    signal: new AbortController().signal,
  };
  const tokensUsed = () =>
    server.asked.flatMap((line, index) =>
      line.includes('/channels') ? [server.headersOf(index)['authorization']] : [],
    );
  const refreshes = () => server.asked.filter((line) => line === 'POST /token').length;
  return { server, youtube, call, saved, tokensUsed, refreshes };
}

const renewing =
  (token: object): Respond =>
  (request, response) =>
    request.url === '/token' ? answerJson(response, token) : answerJson(response, channel);

describe('the token of YouTube', () => {
  it('is renewed in its last minutes, and saved before it is used', async () => {
    const made = await account(renewing({ access_token: 'second', expires_in: 3599 }), 60_000);
    await made.youtube.whoAmI(made.call);
    expect(made.saved).toMatchObject([{ at: 1, document: { accessToken: 'second', expiresAt: now + 3_599_000 } }]);
    expect(made.tokensUsed()).toEqual(['Bearer second']);
    expect(made.server.bodyOf(0)).toContain('refresh_token=lasting');
  });

  it.each([{}, { refresh_token: '' }, { refresh_token: null }])(
    'keeps the refresh token when the answer has %j',
    async (more) => {
      const made = await account(renewing({ access_token: 'second', expires_in: 3599, ...more }), 60_000);
      await made.youtube.whoAmI(made.call);
      expect(made.saved[0]?.document).toMatchObject({ refreshToken: 'lasting' });
    },
  );

  it('takes a new refresh token where Google gives one', async () => {
    const made = await account(renewing({ access_token: 'second', refresh_token: 'newer' }), 60_000);
    await made.youtube.whoAmI(made.call);
    expect(made.saved[0]?.document).toMatchObject({ refreshToken: 'newer', expiresAt: now + hourMs });
  });

  it('is left alone while it is good for long', async () => {
    const made = await account(renewing({}), hourMs);
    await made.youtube.whoAmI(made.call);
    expect([made.refreshes(), made.saved.length]).toEqual([0, 0]);
  });

  it('is renewed once for calls that run side by side', async () => {
    const made = await account(renewing({ access_token: 'second', expires_in: 3599 }), 0);
    await Promise.all([1, 2, 3].map(() => made.youtube.whoAmI(made.call)));
    expect(made.refreshes()).toBe(1);
    expect(made.tokensUsed()).toEqual(['Bearer second', 'Bearer second', 'Bearer second']);
  });

  it('is renewed when Google ends it early: a read goes out again, with the new one', async () => {
    const made = await account((request, response) => {
      if (request.url === '/token') return answerJson(response, { access_token: 'second', expires_in: 3599 });
      const isOld = request.headers.authorization === 'Bearer first';
      return isOld
        ? answerJson(response, { error: { message: 'Invalid Credentials' } }, 401)
        : answerJson(response, channel);
    }, hourMs);
    await Promise.all([made.youtube.whoAmI(made.call), made.youtube.whoAmI(made.call)]);
    expect(made.refreshes()).toBe(1);
    expect(made.saved).toHaveLength(1);
  });

  it('is renewed for a write too, which is not sent again from here', async () => {
    const made = await account((request, response) => {
      if (request.url === '/token') return answerJson(response, { access_token: 'second', expires_in: 3599 });
      return answerJson(response, { error: { message: 'Invalid Credentials' } }, 401);
    }, hourMs);
    const removing = made.youtube.publish?.remove?.({ remoteId: 'x', url: '' }, made.call) ?? Promise.resolve();
    expect((await failureOf(removing)).problem.code).toBe('transient');
    expect(made.server.asked).toEqual(['DELETE /youtube/v3/videos?id=x', 'POST /token']);
    expect(made.saved[0]?.document).toMatchObject({ accessToken: 'second' });
  });

  it('has ended when Google does not take the refresh token any more, and nothing is sent', async () => {
    const made = await account((_, response) => answerJson(response, { error: 'invalid_grant' }, 400), 0);
    const failure = await failureOf(made.youtube.whoAmI(made.call));
    expect([failure.problem.code, failure.notSent]).toEqual(['auth_expired', true]);
    expect(made.server.asked).toEqual(['POST /token']);
    expect(made.saved).toEqual([]);
  });

  it('is not taken for ended while Google has trouble', async () => {
    const made = await account((_, response) => answerJson(response, {}, 503), 0);
    expect((await failureOf(made.youtube.whoAmI(made.call))).problem.code).toBe('transient');
  });

  it.each([[{ playlist: null }], [{ accessToken: '' }], [{ clientId: 7 }]])(
    'asks for a new sign-in where the document is not ours: %j',
    async (more) => {
      const made = await account(renewing({}), hourMs, more);
      const failure = await failureOf(made.youtube.whoAmI(made.call));
      expect([failure.problem.code, failure.notSent]).toEqual(['auth_expired', true]);
    },
  );

  it('belongs to nobody who has no channel', async () => {
    const made = await account((_, response) => answerJson(response, { kind: 'youtube#channelListResponse' }), hourMs);
    expect((await failureOf(made.youtube.whoAmI(made.call))).problem.code).toBe('account_action_needed');
  });
});
