/** Meeting a server for the first time: the wrong ones, and those that know less than Mastodon does today. */
import { afterEach, describe, expect, it } from 'vitest';
import type { NetworkId } from '../../contract/model.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';

const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});
async function serve(respond: Respond): Promise<Loopback> {
  const server = await startLoopback(respond);
  opened.push(server);
  return server;
}

const all = connectors({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true });
function begin(id: NetworkId, instance: string) {
  const { signal } = new AbortController();
  const network = all.get(id);
  if (network === undefined) throw new Error(`No ${id}.`);
  return network.signIn.begin({
    instance,
    redirectUri: 'http://127.0.0.1:43110/signed-in',
    language: 'en',
    keys: null,
    signal,
  });
}
const versioned =
  (version: string): Respond =>
  (_, response) =>
    answerJson(response, { uri: 'one.example', version });

describe('the wrong server', () => {
  it('is not taken for one when it answers with a page, with nothing, or as something else', async () => {
    const page = await serve((_, response) => response.end('<!doctype html><h1>Welcome</h1>'));
    const empty = await serve((_, response) => response.writeHead(404).end());
    for (const { url } of [page, empty]) {
      expect((await failureOf(begin('mastodon', url))).problem.code).toBe('not_a_server');
    }
    const other = await serve(versioned('4.0.0 (not true; really snac/2.96)'));
    expect((await failureOf(begin('pixelfed', other.url))).problem).toMatchObject({
      code: 'not_a_server',
      detail: expect.stringContaining('snac'),
    });
    const pixels = await serve(versioned('3.5.3 (compatible; Pixelfed 0.11.13)'));
    expect((await failureOf(begin('mastodon', pixels.url))).problem.code).toBe('not_a_server');
  });

  it('can neither flood this machine nor send it elsewhere', async () => {
    const good = await serve(versioned('4.5.0'));
    const flood = await serve((_, response) => response.end(Buffer.alloc(10_000_000, 0x20)));
    const away = await serve((_, response) => response.writeHead(301, { location: good.url }).end());
    expect((await failureOf(begin('mastodon', flood.url))).problem.code).toBe('answer_too_large');
    expect((await failureOf(begin('mastodon', away.url))).problem.code).toBe('redirected_away');
    expect(good.asked).toEqual([]);
  });

  it('is said to be out of reach when nobody answers there', async () => {
    const gone = await startLoopback((_, response) => response.end());
    await gone.close();
    expect((await failureOf(begin('mastodon', gone.url))).problem.code).toBe('unreachable');
  });
});

describe('servers that know less', () => {
  it('are asked for read:accounts where `profile` is not known, and for no more', async () => {
    const old = await serve((request, response) => {
      if (request.url === '/api/v2/instance') return answerJson(response, {}, 404);
      if (request.url === '/api/v1/instance') return answerJson(response, { uri: 'old.example', version: '4.0.0' });
      const isUnknown = old.bodyOf(old.asked.length - 1).includes('profile');
      if (isUnknown) return answerJson(response, { error: 'Validation failed: Scopes' }, 422);
      return answerJson(response, { client_id: 'id', client_secret: 'secret' });
    });
    const { url } = await begin('mastodon', old.url);
    const scope = new URL(url).searchParams.get('scope');
    expect(scope).toBe('read:accounts read:statuses write:statuses write:media');
  });
});
