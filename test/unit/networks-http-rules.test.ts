import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { usedUpUntil } from '../../main/networks/http/budget-headers.ts';
import { client, failureOf, read, write } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';

const opened: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

async function serve(respond: Respond): Promise<Loopback> {
  const server = await startLoopback(respond);
  opened.push(server);
  return server;
}

describe('the rules of the door', () => {
  it('refuses plain http, except to this machine where that is allowed', async () => {
    const server = await serve((_, response) => answerJson(response, {}));
    const strict = client({ allowLoopbackHttp: false });
    expect(await failureOf(strict.http.text(read(server.url)))).toMatchObject({ notSent: true });
    expect(await failureOf(client().http.text(read('http://192.0.2.1/')))).toMatchObject({ notSent: true });
    expect(server.asked).toEqual([]);
  });

  it('logs method, host, path and status, and nothing that could be a secret', async () => {
    const server = await serve((_, response) => answerJson(response, { token: 'answered' }));
    const { http, lines } = client();
    const headers = { authorization: 'Bearer token' };
    await http.text(write(`${server.url}/api/post?access_token=query`, { headers }));
    expect(lines).toEqual([expect.stringMatching(/^POST 127\.0\.0\.1:\d+\/api\/post 200 \d+ ms$/)]);
  });

  it('leaves a host alone that failed five times in a row, and asks again later', async () => {
    let isUp = false;
    const server = await serve((_, response) => answerJson(response, {}, isUp ? 200 : 502));
    const { http } = client({ breakMs: 50 });
    for (let count = 0; count < 5; count += 1) await failureOf(http.text(write(server.url)));
    expect(await failureOf(http.text(write(server.url)))).toMatchObject({
      problem: { code: 'unreachable', until: expect.any(Number) },
      notSent: true,
    });
    expect(server.asked).toHaveLength(5);
    isUp = true;
    await expect
      .poll(() =>
        http.text(write(server.url)).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  it('does not call when the budget of that call is used up, for this account alone', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-22T10:05:00.000Z' };
    const server = await serve((_, response) => answerJson(response, {}, 200, headers));
    const { http, clock } = client();
    await http.text(read(server.url, { account: 'mara' }));
    const until = Date.parse('2026-11-22T10:05:00.000Z');
    expect(await failureOf(http.text(read(server.url, { account: 'mara' })))).toMatchObject({
      problem: { code: 'rate_limited', until },
      notSent: true,
    });
    await http.text(read(server.url, { account: 'ada' }));
    clock.now = until;
    await http.text(read(server.url, { account: 'mara' }));
    expect(server.asked).toHaveLength(3);
  });

  it('reads resets as ISO times, epoch seconds and seconds from now', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    const inAMinute = now + 60_000;
    const until = (headers: Record<string, string>, status = 200) => usedUpUntil(status, new Headers(headers), now);
    expect(until({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-22T10:01:00Z' })).toBe(inAMinute);
    expect(until({ 'ratelimit-remaining': '0', 'ratelimit-reset': String(inAMinute / 1000) })).toBe(inAMinute);
    expect(until({ 'ratelimit-remaining': '0', 'ratelimit-reset': '60' })).toBe(inAMinute);
    expect(until({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(inAMinute / 1000) })).toBe(inAMinute);
    expect(until({ 'x-rate-limit-reset': String(inAMinute / 1000) }, 429)).toBe(inAMinute);
    expect(until({ 'retry-after': '60' }, 429)).toBe(inAMinute);
    expect(until({ 'retry-after': new Date(inAMinute).toUTCString() }, 429)).toBe(inAMinute);
    expect(until({ 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '2026-11-22T10:01:00Z' })).toBeNull();
    expect(until({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' })).toBeNull();
  });

  it('says so when the other side speaks no HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.push({ close: async () => void server.close() });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const failure = await failureOf(client().http.text(write(`http://127.0.0.1:${port}`)));
    expect(failure).toMatchObject({ problem: { code: 'unreachable' }, notSent: false });
  });

  it('gives protocol libraries a fetch under the same rules', async () => {
    const other = await serve((_, response) => answerJson(response, {}));
    const server = await serve((request, response) =>
      request.url === '/away' ? response.writeHead(302, { location: other.url }).end() : answerJson(response, {}, 400),
    );
    const { http } = client();
    expect((await http.fetch(`${server.url}/bad`, { method: 'POST', body: 'a=b' })).status).toBe(400);
    expect((await failureOf(http.fetch(`${server.url}/away`))).problem.code).toBe('redirected_away');
    expect((await failureOf(http.fetch('http://192.0.2.1/'))).notSent).toBe(true);
  });
});
