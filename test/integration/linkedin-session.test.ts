/** Keeping a sign-in at LinkedIn, ending it, and the month's version of the API. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { failureOf } from '../helpers/http-client.ts';
import type { LinkedAccount } from '../helpers/network-account.ts';
import { answering, dayMs, type LinkedinWorld, planOf, postOutcome, startLinkedin } from './linkedin-setup.ts';

let world: LinkedinWorld;
beforeAll(async () => {
  world = await startLinkedin();
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;
interface Kept {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}
const kept = (account: LinkedAccount) => account.document() as unknown as Kept;

describe('keeping the sign-in', () => {
  const approved = async () => {
    await world.mood('linkedin', { isAppApproved: true });
    return world.link();
  };
  const refreshes = () => world.asked.filter((line) => line === 'POST /oauth/v2/accessToken').length;

  it('lasts a year where LinkedIn gave something to renew it with', async () => {
    const account = await approved();
    expect(account.signedIn.endsAt).toBe(world.clock.now + 365 * dayMs);
    expect(kept(account).refreshToken).not.toBeNull();
  });

  it('renews ahead, once for many calls, and seals the new token before it is used', async () => {
    const account = await approved();
    const before = kept(account);
    world.clock.now += 51 * dayMs;
    const earlier = refreshes();
    const order: string[] = [];
    const { load, save } = account.call.credentials;
    const credentials: typeof account.call.credentials = {
      load,
      save: async (document) => {
        order.push(`sealed after ${world.asked.at(-1)}`);
        await save(document);
      },
    };
    const call = { ...account.call, credentials };
    const who = await Promise.all([1, 2, 3].map(() => world.linkedin.whoAmI(call)));
    expect(who.map(({ remoteId }) => remoteId)).toEqual(['782bMaraL', '782bMaraL', '782bMaraL']);
    expect(refreshes() - earlier).toBe(1);
    expect(order).toEqual(['sealed after POST /oauth/v2/accessToken']);
    expect(kept(account).accessToken).not.toBe(before.accessToken);
    await world.linkedin.whoAmI(call);
    expect(refreshes() - earlier).toBe(1);
  });

  it('keeps the refresh token when the answer brings an empty one', async () => {
    const account = await approved();
    const before = kept(account);
    world.clock.now += 51 * dayMs;
    const forgetful = world.through(
      answering('/oauth/v2/accessToken', (body) => Response.json({ ...JSON.parse(body), refresh_token: '' })),
    );
    await forgetful.whoAmI(account.call);
    expect(kept(account).accessToken).not.toBe(before.accessToken);
    expect(kept(account).refreshToken).toBe(before.refreshToken);
  });

  it('goes on with the token that there is when it cannot be renewed just now', async () => {
    const account = await approved();
    world.clock.now += 51 * dayMs;
    const path = '/oauth/v2/accessToken';
    await world.fault({ network: 'linkedin', path, effect: { kind: 'status5xx', status: 503 } });
    expect((await world.linkedin.whoAmI(account.call)).remoteId).toBe('782bMaraL');
  });

  it('renews after a refused read and reads again, and never sends a write again', async () => {
    const account = await approved();
    const { accessToken } = kept(account);
    const earlier = refreshes();
    await world.endSignIns('linkedin', 'expired');
    const plan = planOf(world.linkedin, account, 'Late');
    expect(await postOutcome(world, plan)).toMatchObject({ kind: 'refused', problem: { code: 'auth_expired' } });
    expect(refreshes()).toBe(earlier);
    expect(kept(account).accessToken).toBe(accessToken);
    expect((await world.linkedin.whoAmI(account.call)).remoteId).toBe('782bMaraL');
    expect(kept(account).accessToken).not.toBe(accessToken);
  });

  it('is over when LinkedIn takes neither token', async () => {
    const account = await approved();
    world.clock.now += 61_000;
    await world.endSignIns('linkedin', 'revoked');
    expect(await codeOf(world.linkedin.whoAmI(account.call))).toBe('auth_revoked');
    world.clock.now += 400 * dayMs;
    expect(await codeOf(world.linkedin.whoAmI(account.call))).toBe('auth_expired');
  });

  test.each([
    ['expired', 'auth_expired'],
    ['revoked', 'auth_revoked'],
  ] as const)('says that an ordinary sign-in has %s', async (happens, code) => {
    const account = await world.link();
    world.clock.now += 61_000;
    await world.endSignIns('linkedin', happens);
    expect(await codeOf(world.linkedin.whoAmI(account.call))).toBe(code);
  });

  it('wants a new one when what was kept cannot be read', async () => {
    const { call } = await world.link();
    const credentials = { ...call.credentials, load: async () => ({ accessToken: 7 }) };
    const failure = await failureOf(world.linkedin.whoAmI({ ...call, credentials }));
    expect([failure.problem.code, failure.notSent]).toEqual(['auth_expired', true]);
  });

  it('is taken back by hand, on a page that is named', async () => {
    const { call } = await world.link();
    const revoked = await world.linkedin.signIn.revoke(call);
    expect(revoked).toMatchObject({ revoked: 'by_hand', proof: { code: 'no_call' } });
    expect((await fetch(revoked.page ?? '')).status).toBe(200);
    expect(world.linkedin.about.canRevoke).toBe(false);
  });
});

describe('the version of the API', () => {
  const versionsOf =
    (counted: (version: string) => void) =>
    (inner: typeof fetch): typeof fetch =>
    async (input, init) => {
      const version = input instanceof Request ? input.headers.get('linkedin-version') : null;
      if (version !== null) counted(version);
      return inner(input, init);
    };

  it('is looked for when its year is over, and remembered', async () => {
    const later = await startLinkedin('2028-03-05T10:00:00Z');
    try {
      const versions: string[] = [];
      const connector = later.through(versionsOf((version) => versions.push(version)));
      const account = await later.link(connector);
      const first = planOf(connector, account, 'Years later');
      expect((await postOutcome(later, first)).kind).toBe('accepted');
      expect(versions).toEqual(['202609', '202803', '202802']);
      expect((await postOutcome(later, planOf(connector, account, 'Again'))).kind).toBe('accepted');
      expect(versions.slice(3)).toEqual(['202802']);
      expect(await later.received('linkedin')).toHaveLength(2);
    } finally {
      await later.stop();
    }
  });

  it('is given up when LinkedIn takes none of them, with nothing sent', async () => {
    const retired = { status: 426, code: 'NONEXISTENT_VERSION', message: 'Requested version is not active' };
    const connector = world.through(answering('/rest/posts', () => Response.json(retired, { status: 426 })));
    const account = await world.link();
    const { clock } = world;
    clock.now = Date.parse('2026-12-22T10:00:00Z');
    expect(await postOutcome(world, planOf(connector, account, 'No version'))).toMatchObject({
      kind: 'refused',
      problem: { code: 'version_retired' },
    });
  });
});
