/** Instagram against the pretend one: sign-in over an https redirect, reading, the end of a token. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { failureOf } from '../helpers/http-client.ts';
import { linkAccount } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

const dayMs = 86_400_000;
const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld(() => clock.now);
});
afterAll(() => world.stop());

const link = (decision: 'allow' | 'deny' = 'allow') =>
  linkAccount(world.connector('instagram'), '', (url) => consentInRehearsal(url, 'mara.photo', decision));
const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;

describe('Instagram', () => {
  it('is offered only with a developer app, and to read from alone', () => {
    expect(connectors({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: false }).has('instagram')).toBe(false);
    expect(world.connector('instagram').read).toBeDefined();
    expect(world.connector('instagram').publish).toBeUndefined();
  });

  it('signs in over the redirect that Meta knows', async () => {
    const account = await link();
    expect(account.signedIn.profile).toMatchObject({ remoteId: '17841400000000042', handle: 'mara.photo' });
    expect(account.signedIn.grantedScopes).toEqual(['instagram_business_basic']);
    expect(await world.connector('instagram').whoAmI(account.call)).toEqual(account.signedIn.profile);
    expect(await codeOf(link('deny'))).toBe('sign_in_denied');
  });

  it('reads posts with every picture of a carousel, then only what is new', async () => {
    const { call } = await link();
    const { read } = world.connector('instagram');
    const first = await read?.posts(null, call);
    const carousel = first?.posts.find(({ pictures }) => pictures.length === 3);
    expect(carousel?.pictures.every(({ altText }) => altText !== '')).toBe(true);
    const bytes = await read?.picture(carousel?.pictures[0]?.url ?? '', 5_000_000, call);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    const published = await world.rehearsal.publishNext('instagram');
    const second = await read?.posts(first?.cursor ?? null, call);
    expect(second?.posts).toMatchObject([{ remoteId: published?.id, text: published?.caption, audience: 'public' }]);
    expect((await read?.posts(second?.cursor ?? null, call))?.posts).toEqual([]);
  });

  it('renews its token in good time and wants a new sign-in when it is too late', async () => {
    const { call, document } = await link();
    const before = document();
    clock.now += 55 * dayMs;
    await world.connector('instagram').whoAmI(call);
    expect(document()).not.toEqual(before);
    clock.now += 61 * dayMs;
    expect(await codeOf(world.connector('instagram').whoAmI(call))).toBe('auth_expired');
    await world.endSignIns('instagram', 'revoked');
    expect(await codeOf(world.connector('instagram').whoAmI(call))).toBe('auth_revoked');
  });
});
