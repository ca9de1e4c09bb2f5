/** X's tokens and fields, against a stand-in whose every answer a test chooses. */
import { afterEach, describe, expect, it, test } from 'vitest';
import type { AccountCall } from '../../main/core/ports/network.ts';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond } from '../helpers/loopback.ts';
import { contentOf } from '../helpers/network-account.ts';
import { closeStandIns, hourMs, linked, start } from './networks-x-stand-in.ts';

afterEach(closeStandIns);

const me = { data: { id: '42', username: 'mara', name: 'Mara' } };
const isToken = (url = ''): boolean => url.startsWith('/2/oauth2/token');
const tokens = (more: object = {}) => ({
  token_type: 'bearer',
  access_token: 'second',
  refresh_token: 'refresh-2',
  expires_in: 7200,
  ...more,
});
/** Answers who the account is to everyone, and new tokens. */
const generous =
  (given: object = tokens()): Respond =>
  (request, response) =>
    answerJson(response, isToken(request.url) ? given : me);
/** Takes the token `second` alone. */
const strict: Respond = (request, response) => {
  if (isToken(request.url)) return answerJson(response, tokens());
  const isGood = request.headers.authorization === 'Bearer second';
  return isGood ? answerJson(response, me) : answerJson(response, { title: 'Unauthorized' }, 401);
};
const trades = (api: Loopback): number => api.asked.filter((line) => line.includes('/2/oauth2/token')).length;

describe('the token of X', () => {
  it('is renewed in its last minutes, by the app’s id alone, and saved before it is used', async () => {
    const { api, x, call, saves } = await linked(generous(), { leftMs: 5 * 60_000 });
    await x.whoAmI(call);
    expect(new URLSearchParams(api.bodyOf(0)).toString()).toBe(
      'grant_type=refresh_token&refresh_token=refresh-1&client_id=app',
    );
    const renewed = { accessToken: 'second', refreshToken: 'refresh-2', expiresAt: start + 2 * hourMs };
    expect(saves).toEqual([{ document: expect.objectContaining(renewed), askedBefore: 1 }]);
    expect(api.headersOf(1).authorization).toBe('Bearer second');
  });

  it('is left alone while it is good for long', async () => {
    const { api, x, call } = await linked(generous());
    await x.whoAmI(call);
    expect(trades(api)).toBe(0);
  });

  it('is renewed once for two calls at the same time', async () => {
    const { api, x, call } = await linked(generous(), { leftMs: 0 });
    await Promise.all([x.whoAmI(call), x.limits(call), x.whoAmI(call)]);
    expect(trades(api)).toBe(1);
  });

  test.each(['', null, undefined])('keeps the refresh token when the answer has %j in its place', async (empty) => {
    const { x, call, document } = await linked(generous(tokens({ refresh_token: empty })), { leftMs: 0 });
    await x.whoAmI(call);
    expect(document()).toMatchObject({ accessToken: 'second', refreshToken: 'refresh-1' });
  });

  it('is not asked for again when the new one could not be written down', async () => {
    const { api, x, call, document } = await linked(generous(), { leftMs: 0 });
    const full: AccountCall = {
      ...call,
      credentials: { ...call.credentials, save: async () => Promise.reject(new Error('disk full')) },
    };
    await expect(x.whoAmI(full)).rejects.toThrow('disk full');
    expect(document()).toMatchObject({ accessToken: 'first' });
    await x.whoAmI(call);
    expect(document()).toMatchObject({ accessToken: 'second' });
    expect(trades(api)).toBe(1);
  });

  it('is renewed to the end even when nobody waits for it any more', async () => {
    let answerLater = (): void => {};
    const respond: Respond = (request, response) => {
      if (!isToken(request.url)) return answerJson(response, me);
      answerLater = () => answerJson(response, tokens());
    };
    const { api, x, call, document } = await linked(respond, { leftMs: 0 });
    const leaving = new AbortController();
    const asked = failureOf(x.whoAmI({ ...call, signal: leaving.signal }));
    await expect.poll(() => trades(api)).toBe(1);
    leaving.abort();
    expect((await asked).problem.code).toBe('transient');
    answerLater();
    await expect.poll(document).toMatchObject({ accessToken: 'second' });
    expect(api.asked).toHaveLength(1);
  });

  it('lives to its end without a refresh token, and then wants a new sign-in', async () => {
    const { x, call } = await linked(generous(), { leftMs: 60_000, refreshToken: null });
    await x.whoAmI(call);
    const ended = await linked(generous(), { leftMs: 0, refreshToken: null });
    expect(await failureOf(ended.x.whoAmI(ended.call))).toMatchObject({
      problem: { code: 'auth_expired' },
      notSent: true,
    });
  });

  it('is none when what is stored was written by something else', async () => {
    const { x, call } = await linked(generous());
    const load = async () => ({ token: 'mine' });
    const strange = { ...call, credentials: { ...call.credentials, load } };
    expect(await failureOf(x.whoAmI(strange))).toMatchObject({ problem: { code: 'auth_expired' }, notSent: true });
  });
});

describe('a token that X does not take', () => {
  const content = contentOf('Fog');
  const [step] = [{ name: 'post', safety: 'find' } as const];
  const nowhere = async () => Promise.reject(new Error('no file'));
  const input = { step, content, results: {}, key: 'k', startedAt: start, file: nowhere, address: nowhere };

  it('is renewed, and a read repeated with the new one', async () => {
    const { api, x, call } = await linked(strict);
    expect(await x.whoAmI(call)).toMatchObject({ handle: 'mara' });
    expect(api.asked.map((line) => line.split('?')[0])).toEqual([
      'GET /2/users/me',
      'POST /2/oauth2/token',
      'GET /2/users/me',
    ]);
  });

  it('is not tried a third time', async () => {
    const never: Respond = (request, response) =>
      isToken(request.url) ? answerJson(response, tokens()) : answerJson(response, { title: 'Unauthorized' }, 401);
    const { api, x, call } = await linked(never);
    expect((await failureOf(x.whoAmI(call))).problem.code).toBe('auth_expired');
    expect(api.asked).toHaveLength(3);
  });

  it('is renewed, and a post not repeated: it was refused and can be tried later', async () => {
    const { api, call, publish, document } = await linked(strict);
    expect(await publish.perform(input, call)).toMatchObject({ kind: 'refused', problem: { code: 'transient' } });
    expect(api.asked).toEqual(['POST /2/tweets', 'POST /2/oauth2/token']);
    expect(document()).toMatchObject({ accessToken: 'second' });
  });

  it('has been taken back when it cannot be renewed either', async () => {
    const gone: Respond = (request, response) =>
      isToken(request.url)
        ? answerJson(response, { error: 'invalid_request' }, 400)
        : answerJson(response, { title: 'Unauthorized' }, 401);
    const { x, call, publish } = await linked(gone);
    expect((await failureOf(x.whoAmI(call))).problem.code).toBe('auth_revoked');
    expect(await publish.perform(input, call)).toMatchObject({ kind: 'refused', problem: { code: 'auth_revoked' } });
  });

  it('leaves a post refused, not unknown, when the renewal’s answer is lost', async () => {
    const broken: Respond = (request, response) =>
      isToken(request.url) ? void request.socket.destroy() : answerJson(response, { title: 'Unauthorized' }, 401);
    const { call, publish } = await linked(broken);
    expect(await publish.perform(input, call)).toMatchObject({ kind: 'refused', problem: { code: 'unreachable' } });
  });
});
