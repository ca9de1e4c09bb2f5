import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newHand, proof, type Hand, type ProofParts } from './rehearsal-dpop.ts';
import { consent, errorOf, form, jsonOf, openWorld, pkce, type RehearsalWorld } from './rehearsal-setup.ts';

const scope = 'atproto transition:generic';
const clientId = `http://localhost?${form({ redirect_uri: 'http://127.0.0.1/callback', scope })}`;
const handle = 'mara.bsky.rehearsal';
let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
const base = () => world.rehearsal.base('bluesky');

async function freshNonce(): Promise<string> {
  const hand = await newHand();
  const url = `${base()}/oauth/par`;
  const answer = await fetch(url, { method: 'POST', headers: { dpop: await proof(hand, { method: 'POST', url }) } });
  return answer.headers.get('dpop-nonce') ?? '';
}

async function send(
  hand: Hand,
  path: string,
  fields: Readonly<Record<string, string>>,
  parts: Partial<ProofParts> = {},
): Promise<Response> {
  const url = base() + path;
  const dpop = await proof(hand, { method: 'POST', url, nonce: await freshNonce(), ...parts });
  return fetch(url, { method: 'POST', headers: { dpop }, body: form(fields) });
}

const parFields = (challenge: string) => ({
  client_id: clientId,
  redirect_uri: 'http://127.0.0.1:50123/callback',
  response_type: 'code',
  scope,
  state: 'st',
  code_challenge: challenge,
  code_challenge_method: 'S256',
});

/** A code bound to `hand`, and the fields that redeem it. */
async function handGrant(hand: Hand) {
  const { verifier, challenge } = pkce();
  const { request_uri } = await jsonOf<{ request_uri: string }>(await send(hand, '/oauth/par', parFields(challenge)));
  const back = await consent(`${base()}/oauth/authorize?${form({ client_id: clientId, request_uri })}`);
  expect(back.searchParams.get('iss')).toBe(base());
  return {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: parFields('').redirect_uri,
    client_id: clientId,
    code_verifier: verifier,
  };
}
interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}
const handTokens = async (hand: Hand) => jsonOf<Tokens>(await send(hand, '/oauth/token', await handGrant(hand)));

describe('the authorization server of the pretend Bluesky', () => {
  it('demands a nonce, and hands one out', async () => {
    const hand = await newHand();
    const url = `${base()}/oauth/par`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { dpop: await proof(hand, { method: 'POST', url }) },
      body: form(parFields('x')),
    });
    expect([answer.status, await errorOf(answer), answer.headers.has('dpop-nonce')]).toEqual([
      400,
      'use_dpop_nonce',
      true,
    ]);
  });

  it.each([
    ['for another method', { method: 'GET' }],
    ['for another address', { url: 'http://127.0.0.1:1/oauth/par' }],
    ['of another type', { typ: 'jwt' }],
    ['that is an hour old', { iat: Math.floor(Date.now() / 1000) - 3600 }],
  ])('refuses a proof %s', async (_what, parts) => {
    const answer = await send(await newHand(), '/oauth/par', parFields('x'), parts);
    expect([answer.status, await errorOf(answer)]).toEqual([400, 'invalid_dpop_proof']);
  });

  it('refuses a proof that was used before', async () => {
    const hand = await newHand();
    const jti = randomUUID();
    expect((await send(hand, '/oauth/par', parFields('x'), { jti })).status).toBe(201);
    expect(await errorOf(await send(hand, '/oauth/par', parFields('x'), { jti }))).toBe('invalid_dpop_proof');
  });

  it('demands PAR, PKCE with S256, a declared scope and the redirect of the client', async () => {
    const push = async (changes: Readonly<Record<string, string>>) =>
      errorOf(await send(await newHand(), '/oauth/par', { ...parFields('x'), ...changes }));
    expect(await push({ code_challenge: '' })).toBe('invalid_request');
    expect(await push({ code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await push({ redirect_uri: 'http://127.0.0.1/elsewhere' })).toBe('invalid_request');
    expect(await push({ scope: 'atproto transition:chat.bsky' })).toBe('invalid_scope');
    const unpushed = await fetch(`${base()}/oauth/authorize?${form(parFields('x'))}`, { redirect: 'manual' });
    expect(unpushed.status).toBe(400);
  });

  it.each([
    { code_verifier: 'wrong' },
    { redirect_uri: 'http://127.0.0.1:50124/callback' },
    { client_id: 'http://localhost' },
  ])('refuses a code with %o', async (changes) => {
    const hand = await newHand();
    expect(await errorOf(await send(hand, '/oauth/token', { ...(await handGrant(hand)), ...changes }))).toBe(
      'invalid_grant',
    );
  });

  it('refuses a code from another key than asked for it', async () => {
    const stolen = await handGrant(await newHand());
    expect(await errorOf(await send(await newHand(), '/oauth/token', stolen))).toBe('invalid_dpop_proof');
  });

  it('ends the session when its code comes again', async () => {
    const hand = await newHand();
    const grant = await handGrant(hand);
    const tokens = await jsonOf<Tokens>(await send(hand, '/oauth/token', grant));
    expect(await errorOf(await send(hand, '/oauth/token', grant))).toBe('invalid_grant');
    expect((await profile(hand, tokens.access_token)).status).toBe(401);
  });

  it('ends the session when a refresh token comes again', async () => {
    const hand = await newHand();
    const tokens = await handTokens(hand);
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId };
    const next = await jsonOf<Tokens>(await send(hand, '/oauth/token', refresh));
    expect((await profile(hand, next.access_token)).status).toBe(200);
    expect(await errorOf(await send(hand, '/oauth/token', refresh))).toBe('invalid_grant');
    expect((await profile(hand, next.access_token)).status).toBe(401);
  });
});

async function profile(hand: Hand, token: string, parts: Partial<ProofParts> = {}): Promise<Response> {
  const url = `${base()}/xrpc/app.bsky.actor.getProfile`;
  const dpop = await proof(hand, { method: 'GET', url, nonce: await freshNonce(), token, ...parts });
  return fetch(`${url}?actor=${handle}`, { headers: { authorization: `DPoP ${token}`, dpop } });
}

describe('a bound token at the pretend PDS', () => {
  it('is refused with another key, with another token’s proof, and as a plain Bearer', async () => {
    const hand = await newHand();
    const { access_token: token } = await handTokens(hand);
    expect((await profile(hand, token)).status).toBe(200);
    expect((await profile(await newHand(), token)).status).toBe(401);
    expect((await profile(hand, token, { token: 'other' })).status).toBe(401);
    const bearer = await fetch(`${base()}/xrpc/com.atproto.server.getSession`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([bearer.status, await errorOf(bearer)]).toEqual([400, 'InvalidToken']);
  });

  it('says which nonce it wants in WWW-Authenticate', async () => {
    const hand = await newHand();
    const { access_token: token } = await handTokens(hand);
    const answer = await profile(hand, token, { nonce: 'stale' });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('error="use_dpop_nonce"'),
    ]);
    expect(answer.headers.get('dpop-nonce')).not.toBeNull();
  });
});
