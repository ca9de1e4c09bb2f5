import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { outcomeOfWrite, StatusFailure } from '../../main/networks/http/failure.ts';
import { freePort } from '../helpers/free-port.ts';
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

const named = z.object({ name: z.string() });

describe('reading over HTTP', () => {
  it('answers with what the schema took from the JSON', async () => {
    const server = await serve((_, response) => answerJson(response, { name: 'Mara', more: 1 }));
    expect((await client().http.json(named, read(`${server.url}/me`))).body).toEqual({ name: 'Mara' });
  });

  it('tells a web page and a wrong shape from JSON', async () => {
    const page = await serve((_, response) => response.end('<!doctype html><p>hello</p>'));
    const wrong = await serve((_, response) => answerJson(response, { nom: 'Mara' }));
    expect((await failureOf(client().http.json(named, read(page.url)))).problem).toMatchObject({
      code: 'bad_answer',
      detail: expect.stringContaining('did not answer with JSON'),
    });
    expect((await failureOf(client().http.json(named, read(wrong.url)))).problem.detail).toContain('name');
  });

  it('tries again after a server error and after a dropped connection', async () => {
    const server = await serve((request, response, count) => {
      if (count === 0) return answerJson(response, {}, 503);
      if (count === 1) return request.socket.destroy();
      return answerJson(response, { name: 'Mara' });
    });
    expect((await client().http.json(named, read(server.url))).body.name).toBe('Mara');
    expect(server.asked).toHaveLength(3);
  });

  it('gives up after two more tries, with the answer of the last', async () => {
    const server = await serve((_, response, count) => answerJson(response, { error: `try ${count}` }, 503));
    const failure = await failureOf(client().http.json(named, read(server.url)));
    expect(failure).toBeInstanceOf(StatusFailure);
    expect(failure instanceof StatusFailure ? failure.answer.body : '').toBe('{"error":"try 2"}');
  });

  it('waits as long as the server asks before it tries again', async () => {
    const at: number[] = [];
    const server = await serve((_, response, count) => {
      at.push(performance.now());
      answerJson(response, { name: 'Mara' }, count === 0 ? 503 : 200, { 'retry-after': '1' });
    });
    await client().http.json(named, read(server.url));
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(950);
  });

  it('leaves a long wait to the caller', async () => {
    const server = await serve((_, response) => answerJson(response, {}, 429, { 'retry-after': '300' }));
    await failureOf(client().http.json(named, read(server.url)));
    expect(server.asked).toHaveLength(1);
  });

  it('does not repeat what the server refused for good', async () => {
    const server = await serve((_, response) => answerJson(response, { error: 'no' }, 404));
    expect((await failureOf(client().http.json(named, read(server.url)))).problem.code).toBe('content_rejected');
    expect(server.asked).toHaveLength(1);
  });

  it('stops at the size limit, announced or not', async () => {
    const announced = await serve((_, response) => response.end(Buffer.alloc(10_000_000, 0x20)));
    const streamed = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64_000, 0x20)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    for (const { url } of [announced, streamed]) {
      expect((await failureOf(client().http.json(named, read(url)))).problem.code).toBe('answer_too_large');
      const small = read(url, { maxBytes: 1000 });
      expect((await failureOf(client().http.bytes(small))).problem.code).toBe('answer_too_large');
    }
  });

  it('follows a redirect on the same host and never to another', async () => {
    const other = await serve((_, response) => answerJson(response, { name: 'Mallory' }));
    const server = await serve((request, response) => {
      if (request.url === '/new') return answerJson(response, { name: 'Mara' });
      const location = request.url === '/old' ? '/new' : `${other.url}/new`;
      return response.writeHead(302, { location }).end();
    });
    expect((await client().http.json(named, read(`${server.url}/old`))).body.name).toBe('Mara');
    const away = read(`${server.url}/away`, { headers: { authorization: 'Bearer token' } });
    expect((await failureOf(client().http.json(named, away))).problem.code).toBe('redirected_away');
    expect(other.asked).toEqual([]);
  });

  it('ends a redirect that leads in a circle', async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect((await failureOf(client().http.json(named, read(server.url)))).problem.code).toBe('redirected_away');
  });

  it('gives a silent server, before and within the answer, only so much time', async () => {
    const silent = await serve(() => undefined);
    const halting = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"name":');
    });
    for (const { url } of [silent, halting]) {
      const failure = await failureOf(client().http.json(named, read(url, { timeoutMs: 200 })));
      expect(failure).toMatchObject({ problem: { code: 'timeout' }, notSent: false });
    }
  });
});

describe('writing over HTTP', () => {
  it('sends once, whatever comes back', async () => {
    const failing = await serve((_, response) => answerJson(response, { error: 'oops' }, 503));
    const dropping = await serve((request) => request.socket.destroy());
    const moving = await serve((_, response) => response.writeHead(307, { location: '/elsewhere' }).end());
    for (const server of [failing, dropping, moving]) {
      const outcome = await outcomeOfWrite(async () => {
        await client().http.json(named, write(server.url));
        return { kind: 'accepted', result: null, post: null };
      });
      expect(outcome.kind).toBe('unknown');
      expect(server.asked).toHaveLength(1);
    }
  });

  it.each([
    ['a refusal', 422, 'refused'],
    ['a full budget', 429, 'refused'],
    ["a proxy's time-out", 408, 'unknown'],
    ['a server error', 500, 'unknown'],
    ['a pause with Retry-After', 503, 'unknown'],
  ] as const)('knows what %s says of the write', async (_, status, kind) => {
    const server = await serve((__, response) => answerJson(response, {}, status, { 'retry-after': '1' }));
    const outcome = await outcomeOfWrite(async () => {
      await client().http.json(named, write(server.url));
      return { kind: 'accepted', result: null, post: null };
    });
    expect(outcome.kind).toBe(kind);
  });

  it('cannot say whether a write was taken when its answer cannot be read or does not come', async () => {
    const page = await serve((_, response) => response.end('<p>Sign in to this Wi-Fi</p>'));
    const silent = await serve(() => undefined);
    for (const { url } of [page, silent]) {
      const outcome = await outcomeOfWrite(async () => {
        await client().http.json(named, write(url, { timeoutMs: 200 }));
        return { kind: 'accepted', result: null, post: null };
      });
      expect(outcome.kind).toBe('unknown');
    }
  });

  it('knows what certainly was not sent', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const stopped = AbortSignal.abort();
    expect(await failureOf(client().http.text(write(nobody)))).toMatchObject({
      problem: { code: 'unreachable' },
      notSent: true,
    });
    expect((await failureOf(client().http.text(write(nobody, { signal: stopped })))).notSent).toBe(true);
    expect((await failureOf(client().http.text(write('https://nobody.invalid/')))).notSent).toBe(true);
  });

  it('sends a form, JSON or files', async () => {
    const server = await serve((_, response) => answerJson(response, {}));
    const { http } = client();
    const multipart = new FormData();
    multipart.set('file', new Blob(['bytes']), 'picture-1.png');
    await http.text(write(server.url, { body: { form: { a: 'b c' } } }));
    await http.text(write(server.url, { body: { json: { a: 1 } } }));
    await http.text(write(server.url, { body: { multipart } }));
    expect([server.bodyOf(0), server.bodyOf(1)]).toEqual(['a=b+c', '{"a":1}']);
    expect(server.bodyOf(2)).toContain('filename="picture-1.png"');
    expect(server.headersOf(2)['content-length']).toBe(String(server.bodyOf(2).length));
  });
});
