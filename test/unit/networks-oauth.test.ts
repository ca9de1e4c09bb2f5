import { describe, expect, it } from 'vitest';
import { NetworkFailure } from '../../main/core/ports/network.ts';
import {
  authorizationUrl,
  checkedRedirect,
  matchesRedirect,
  newHandshake,
  type OAuthClient,
} from '../../main/networks/oauth.ts';

const client: OAuthClient = {
  issuer: 'https://one.example',
  authorizeUrl: 'https://one.example/oauth/authorize',
  tokenUrl: 'https://one.example/oauth/token',
  clientId: 'app',
  clientSecret: null,
};

describe('the redirect', () => {
  const expected = 'http://127.0.0.1:4000/back';

  it.each([
    ['http://127.0.0.1:4000/back?code=1', true],
    ['http://127.0.0.1:4000/back?code=1#_', true],
    ['http://127.0.0.1:4001/back', false],
    ['https://127.0.0.1:4000/back', false],
    ['http://localhost:4000/back', false],
    ['http://127.0.0.1:4000/back/more', false],
    ['http://127.0.0.1:4000/backwards', false],
    ['http://127.0.0.1:4000/Back', false],
    ['http://user@127.0.0.1:4000/back', false],
    ['http://127.0.0.1:4000.evil.example/back', false],
  ])('%s', (address, matches) => {
    expect(URL.canParse(address) && matchesRedirect(expected, new URL(address))).toBe(matches);
  });

  const codeOf = (thrown: () => unknown): string => {
    try {
      thrown();
    } catch (error) {
      if (error instanceof NetworkFailure) return error.problem.code;
    }
    return 'nothing';
  };

  it('is believed only with the state that went out', () => {
    const handshake = newHandshake(expected, { pkce: true });
    const back = (query: string) => () => checkedRedirect(client, handshake, new URL(`${expected}?${query}`));
    expect(back(`code=abc&state=${handshake.state}`)().get('code')).toBe('abc');
    expect(codeOf(back('code=abc&state=other'))).toBe('sign_in_mismatch');
    expect(codeOf(back('code=abc'))).toBe('sign_in_mismatch');
    expect(codeOf(back(`error=access_denied&state=${handshake.state}`))).toBe('sign_in_denied');
    expect(codeOf(back(`error=server_error&state=${handshake.state}`))).toBe('sign_in_failed');
    const elsewhere = new URL(`http://127.0.0.1:4001/back?code=abc&state=${handshake.state}`);
    expect(codeOf(() => checkedRedirect(client, handshake, elsewhere))).toBe('sign_in_mismatch');
  });
});

describe('the sign-in address', () => {
  it('asks for exactly the scopes, with state and an S256 challenge and no secret', async () => {
    const handshake = newHandshake('http://127.0.0.1:4000/back', { pkce: true });
    const url = new URL(
      await authorizationUrl({ ...client, clientSecret: 'hush' }, handshake, ['profile', 'read:statuses']),
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'app',
      redirect_uri: 'http://127.0.0.1:4000/back',
      scope: 'profile read:statuses',
      state: handshake.state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(url.href).not.toContain(handshake.verifier ?? 'hush');
  });

  it('is another one every time', () => {
    const [first, second] = [1, 2].map(() => newHandshake('http://127.0.0.1:4000/back', { pkce: true }));
    expect(first?.state).not.toBe(second?.state);
    expect(first?.verifier).not.toBe(second?.verifier);
  });
});
