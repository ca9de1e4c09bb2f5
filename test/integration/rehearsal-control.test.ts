import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { develop } from '../../main/rehearsal/pictures/develop.ts';
import { scenes } from '../../main/rehearsal/pictures/scenes.ts';
import { startRehearsal } from '../../main/rehearsal/rehearsal.ts';
import { form, jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
afterEach(() => world.control('DELETE', '/faults'));

const instancePath = '/api/v2/instance';
const instance = () => fetch(world.rehearsal.base('mastodon') + instancePath);
const register = (signal: AbortSignal | null = null) => {
  const body = form({ client_name: 'Crosstie', redirect_uris: 'http://127.0.0.1/', scopes: 'read' });
  return fetch(`${world.rehearsal.base('mastodon')}/api/v1/apps`, { method: 'POST', body, signal });
};
const appId = async () => Number((await jsonOf<{ id: string }>(await register())).id);

describe('faults by the control port', () => {
  it('needs the token', async () => {
    const answer = await fetch(`${world.rehearsal.control.base}/received`);
    expect(answer.status).toBe(401);
  });

  it('refuses a fault that it does not know', async () => {
    expect(
      (await world.control('POST', '/faults', { network: 'mastodon', effect: { kind: 'earthquake' } })).status,
    ).toBe(400);
  });

  it('drops a request before it counts, or after: only the second one took effect', async () => {
    const before = await appId();
    await world.control('POST', '/faults', {
      network: 'mastodon',
      path: '/api/v1/apps',
      times: 1,
      effect: { kind: 'dropBeforeAccept' },
    });
    await expect(register()).rejects.toThrow();
    expect(await appId()).toBe(before + 1);
    await world.control('POST', '/faults', {
      network: 'mastodon',
      path: '/api/*',
      method: 'POST',
      times: 1,
      effect: { kind: 'dropAfterAccept' },
    });
    await expect(register()).rejects.toThrow();
    expect(await appId()).toBe(before + 3);
  });

  it('counts down, and touches only the network and path it names', async () => {
    await world.control('POST', '/faults', {
      network: 'mastodon',
      path: instancePath,
      times: 2,
      effect: { kind: 'status5xx' },
    });
    expect((await fetch(`${world.rehearsal.base('pixelfed')}${instancePath}`)).status).toBe(200);
    expect((await register()).status).toBe(200);
    expect([(await instance()).status, (await instance()).status, (await instance()).status]).toEqual([503, 503, 200]);
  });

  it('says 429 as each network says it', async () => {
    for (const network of ['mastodon', 'bluesky', 'instagram'])
      await world.control('POST', '/faults', { network, effect: { kind: 'status429', resetInMs: 90_000 } });
    const mastodon = await instance();
    expect([mastodon.status, Date.parse(mastodon.headers.get('x-ratelimit-reset') ?? '') - world.now()]).toEqual([
      429,
      expect.closeTo(90_000, -4),
    ]);
    const bluesky = await fetch(`${world.rehearsal.base('bluesky')}/xrpc/_health`);
    expect([bluesky.status, await jsonOf(bluesky)]).toEqual([
      429,
      { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' },
    ]);
    const instagram = await fetch(`${world.rehearsal.base('instagram-graph')}/me`);
    expect([instagram.status, await jsonOf(instagram)]).toEqual([403, { error: expect.objectContaining({ code: 4 }) }]);
    expect(instagram.headers.get('x-business-use-case-usage')).toContain('"estimated_time_to_regain_access":2');
  });

  it('sends half a JSON, or a Wi-Fi’s sign-in page instead', async () => {
    await world.control('POST', '/faults', { network: 'mastodon', times: 1, effect: { kind: 'malformedJson' } });
    await expect((await instance()).json()).rejects.toThrow(SyntaxError);
    await world.control('POST', '/faults', { network: 'mastodon', times: 1, effect: { kind: 'htmlInsteadOfJson' } });
    const portal = await instance();
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('answers late', async () => {
    await world.control('POST', '/faults', {
      network: 'mastodon',
      times: 1,
      effect: { kind: 'latency', latencyMs: 120 },
    });
    const started = performance.now();
    await instance();
    expect(performance.now() - started).toBeGreaterThan(110);
  });

  it('takes a request and holds back the answer', async () => {
    const before = await appId();
    const effect = { kind: 'holdAnswer', holdMs: 600_000 };
    await world.control('POST', '/faults', { network: 'mastodon', method: 'POST', times: 1, effect });
    await expect(register(AbortSignal.timeout(500))).rejects.toThrow('timeout');
    expect(await appId()).toBe(before + 2);
  });
});

/** fetch always sends the real host; this does not. */
function statusWithHost(address: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(address, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('the pretend servers', () => {
  it('answer nobody who calls them by another name', async () => {
    expect(await statusWithHost(world.rehearsal.base('mastodon') + instancePath, 'evil.example')).toBe(421);
  });

  it('refuse a body that is too large or makes no sense', async () => {
    const send = (body: string) =>
      fetch(`${world.rehearsal.base('bluesky')}/xrpc/com.atproto.server.createSession`, { method: 'POST', body });
    expect((await send('{')).status).toBe(400);
    const huge = await fetch(`${world.rehearsal.control.base}/publish`, {
      method: 'POST',
      body: 'x'.repeat(1_000_001),
    });
    expect(huge.status).toBe(413);
  });

  it('publish a post of a test’s own', async () => {
    const asked = {
      network: 'mastodon',
      text: 'Hello there',
      visibility: 'unlisted',
      pictures: [{ scene: 'snow', altText: 'A tree' }],
    };
    const { published } = await jsonOf<{ published: { id: string } }>(await world.control('POST', '/publish', asked));
    const status = await jsonOf(await fetch(`${world.rehearsal.base('mastodon')}/api/v1/statuses/${published.id}`));
    expect(status).toMatchObject({
      visibility: 'unlisted',
      media_attachments: [{ description: 'A tree', meta: { original: { width: 1440, height: 1800 } } }],
    });
  });

  it('show a post as a page, its text escaped', async () => {
    const asked = { network: 'pixelfed', text: '<script>alert(1)</script>' };
    const { published } = await jsonOf<{ published: { id: string } }>(await world.control('POST', '/publish', asked));
    const page = await (await fetch(`${world.rehearsal.base('pixelfed')}/p/mara/${published.id}`)).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });
});

describe('a rehearsal that is started again', () => {
  it('has its addresses, apps, posts and published samples still', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rehearsal-'));
    const first = await startRehearsal({ dataDir });
    const published = await first.publishNext('mastodon');
    await first.stop();
    const second = await startRehearsal({ dataDir });
    expect(second.addresses).toEqual(first.addresses);
    expect((await fetch(`${second.base('mastodon')}/api/v1/statuses/${published?.id}`)).status).toBe(200);
    const next = [await second.publishNext('mastodon'), await second.publishNext('mastodon')];
    expect(next.map((post) => post?.caption === published?.caption)).toEqual([false, false]);
    expect(await second.publishNext('mastodon')).toBeNull();
    await second.stop();
    await rm(dataDir, { recursive: true });
  });

  it('begins afresh when its memory is damaged, and on reset', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rehearsal-'));
    await writeFile(join(dataDir, 'state.json'), '{"version":1,"ports":{}');
    const rehearsal = await startRehearsal({ dataDir });
    expect(await rehearsal.publishNext('mastodon')).not.toBeNull();
    const { base, token } = rehearsal.control;
    await fetch(`${base}/reset`, { method: 'POST', headers: { 'x-rehearsal-token': token } });
    expect(await rehearsal.publishNext('mastodon')).not.toBeNull();
    await rehearsal.stop();
    expect(JSON.parse(await readFile(join(dataDir, 'state.json'), 'utf8'))).toMatchObject({ version: 2 });
    await rm(dataDir, { recursive: true });
  });
});

describe('the sample pictures', () => {
  it('are JPEGs of a camera’s size, drawn alike every time', async () => {
    const [once, again] = [await develop(scenes['night-train']()), await develop(scenes['night-train']())];
    expect(once.equals(again)).toBe(true);
    expect(await sharp(once).metadata()).toMatchObject({ format: 'jpeg', width: 1440, height: 1080 });
  });
});
