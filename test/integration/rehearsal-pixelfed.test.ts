import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fediverseClient } from './rehearsal-fediverse.ts';
import { jsonOf, openWorld, picture, type RehearsalWorld } from './rehearsal-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
const pixelfed = fediverseClient(() => world.rehearsal.base('pixelfed'), 'read write');

describe('the pretend Pixelfed', () => {
  it('is told by its version, and its tokens expire and are refreshed', async () => {
    expect((await jsonOf<{ version: string }>(await fetch(`${pixelfed.base()}/api/v2/instance`))).version).toMatch(
      /Pixelfed/,
    );
    const fields = await pixelfed.grant();
    const first = await jsonOf<{ refresh_token: string; expires_in: number }>(await pixelfed.redeem(fields));
    const refresh = { ...fields, grant_type: 'refresh_token', refresh_token: first.refresh_token };
    expect(await jsonOf(await pixelfed.redeem(refresh))).toMatchObject({ expires_in: 31_536_000 });
    expect((await pixelfed.redeem(refresh)).status).toBe(401);
  });

  it('finishes a picture at once, wants one in every post, and refuses a repeated key', async () => {
    const token = await pixelfed.signIn();
    const taken = await pixelfed.upload(token, await picture(7), 'Alt');
    const { id } = await jsonOf<{ id: string }>(taken);
    expect(taken.status).toBe(200);
    expect((await pixelfed.post(token, { status: 'Words only' }, 'p0')).status).toBe(403);
    expect((await pixelfed.post(token, { status: 'With', 'media_ids[]': id }, 'p1')).status).toBe(200);
    const again = await pixelfed.post(token, { status: 'With', 'media_ids[]': id }, 'p1');
    expect([again.status, await jsonOf(again)]).toEqual([400, { message: 'Duplicate idempotency key.' }]);
  });

  it('burns the key of a try that fails on its media', async () => {
    const token = await pixelfed.signIn();
    await pixelfed.post(token, { status: 'Words only' }, 'burnt');
    const id = (await jsonOf<{ id: string }>(await pixelfed.upload(token, await picture(8)))).id;
    expect((await pixelfed.post(token, { status: 'With', 'media_ids[]': id }, 'burnt')).status).toBe(400);
  });
});
