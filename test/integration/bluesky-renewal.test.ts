import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import type { AccountCall } from '../../main/core/ports/network.ts';
import {
  addressOf,
  aPublish,
  type BlueskyWorld,
  type Fetch,
  firstInstallMs,
  isCall,
  keep,
  publishAll,
  startBlueskyWorld,
} from '../helpers/bluesky-world.ts';

let world: BlueskyWorld;

beforeAll(async () => {
  world = await startBlueskyWorld();
}, firstInstallMs);
afterAll(() => world?.pds.stop());

const changed = (document: Json, change: (inner: Record<string, unknown>) => void): Json => {
  const copy = structuredClone(document) as Record<string, unknown>;
  change(copy);
  return copy as Json;
};

/** The library refreshes a token that is about to expire before it uses it. */
const staleOAuth = (document: Json): Json =>
  changed(document, (copy) => {
    const { tokenSet } = copy['session'] as { tokenSet: Record<string, unknown> };
    tokenSet['expires_at'] = new Date(Date.now() - 1000).toISOString();
  });

describe('keeping a sign-in alive', () => {
  it('renews an OAuth token once for many calls, and seals it before it is used', async () => {
    const order: string[] = [];
    const watching: Fetch = async (input, init) => {
      order.push(new URL(addressOf(input)).pathname.replace('/xrpc/com.atproto.', ''));
      return await fetch(input, init);
    };
    const { call, documents } = keep(await world.signInByOAuth(), staleOAuth);
    const { load, save } = call.credentials;
    const sealing: AccountCall = {
      ...call,
      credentials: {
        load,
        save: async (document) => {
          order.push('sealed');
          await save(document);
        },
      },
    };
    const connector = world.connect(watching);
    const who = await Promise.all([1, 2, 3].map(async () => await connector.whoAmI(sealing)));
    expect(who.map(({ remoteId }) => remoteId)).toEqual([world.mara.did, world.mara.did, world.mara.did]);
    expect(documents).toHaveLength(2);
    expect(order.indexOf('sealed')).toBeLessThan(order.indexOf('server.getSession'));
    expect(JSON.stringify(documents[1])).not.toContain(refreshTokenOf(documents[0] ?? null));
  });

  const refreshTokenOf = (document: Json): string => {
    const copy = document as { session?: { tokenSet: { refresh_token: string } }; refreshJwt?: string };
    return copy.session?.tokenSet.refresh_token ?? copy.refreshJwt ?? '';
  };

  /** A server that forgets to send the new refresh token, after it did everything else. */
  const forgetful =
    (path: string, name: string): Fetch =>
    async (input, init) => {
      const url = addressOf(input);
      const response = await fetch(input, init);
      if (!url.endsWith(path) || !response.ok) return response;
      const answer = (await response.json()) as Record<string, unknown>;
      return Response.json({ ...answer, [name]: '' }, { headers: response.headers });
    };

  it('keeps the refresh token when the answer brings an empty one', async () => {
    const oauth = keep(await world.signInByOAuth(), staleOAuth);
    await world.connect(forgetful('/oauth/token', 'refresh_token')).whoAmI(oauth.call);
    expect(oauth.documents).toHaveLength(2);
    expect(refreshTokenOf(oauth.documents[1] ?? null)).toBe(refreshTokenOf(oauth.documents[0] ?? null));

    const password = keep(await world.signInByAppPassword(world.mara, 'Forgetful'));
    await world.connect(untilRenewed(forgetful('refreshSession', 'refreshJwt'))).whoAmI(password.call);
    expect(password.documents).toHaveLength(2);
    expect(refreshTokenOf(password.documents[1] ?? null)).toBe(refreshTokenOf(password.documents[0] ?? null));
  });

  /** Access tokens live for hours, so the server's word that one expired is given here, until it was renewed. */
  const untilRenewed = (inner: Fetch): Fetch => {
    let isRenewed = false;
    return async (input, init) => {
      if (!isRenewed && isCall(input, 'server.getSession')) {
        return Response.json({ error: 'ExpiredToken', message: 'Token has expired' }, { status: 400 });
      }
      const response = await inner(input, init);
      isRenewed ||= isCall(input, 'server.refreshSession');
      return response;
    };
  };

  it('renews an app password’s token once for many calls and seals it', async () => {
    const { call, documents } = keep(await world.signInByAppPassword(world.mara, 'Renewing'));
    const connector = world.connect(untilRenewed(fetch));
    const who = await Promise.all([1, 2, 3].map(async () => await connector.whoAmI(call)));
    expect(who.map(({ remoteId }) => remoteId)).toEqual([world.mara.did, world.mara.did, world.mara.did]);
    expect(documents).toHaveLength(2);
    expect(refreshTokenOf(documents[1] ?? null)).not.toBe(refreshTokenOf(documents[0] ?? null));
  });

  it('refuses to post, rather than not to know, when the sign-in has ended', async () => {
    const { call } = keep(await world.signInByOAuth(), staleOAuth);
    await world.connect().signIn.revoke(call);
    const { outcome } = await publishAll(world.connect(), call, await aPublish('Autumn fog', 0, 'ended'));
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'auth_revoked' } });
  });
});
