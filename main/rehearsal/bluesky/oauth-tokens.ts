/** `/oauth/token` and `/oauth/revoke`: short access tokens, refresh tokens that are good once. */
import { randomUUID } from 'node:crypto';
import { randomToken, verifierFits, type CodeDesk } from '../oauth-codes.ts';
import { person } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { OAuthSession } from './bluesky-state.ts';
import { proven } from './oauth-proof.ts';
import { oauthError, type Pushed } from './oauth-server.ts';
import { stateOf, type PdsContext } from './pds-context.ts';

const accessLifeMs = 3_600_000;
/** A public client's session ends after two weeks in all (atproto.com/specs/oauth). */
const sessionLifeMs = 14 * 86_400_000;

export function tokenRoutes(context: PdsContext, codes: CodeDesk<Pushed>): readonly Route[] {
  const redeemed = new Map<string, string>();
  const answer = proven(context, async (incoming, keyThumbprint) => {
    const fields = await readFields(incoming);
    const grantType = textField(fields, 'grant_type');
    if (grantType === 'authorization_code') return redeem(context, codes, redeemed, fields, keyThumbprint);
    if (grantType === 'refresh_token') return refresh(context, fields, keyThumbprint);
    return oauthError('unsupported_grant_type', `Grant type "${grantType}" is not supported by the server`);
  });
  return [
    { method: 'POST', path: '/oauth/token', handle: answer },
    { method: 'POST', path: '/oauth/revoke', handle: (incoming) => revoke(context, incoming) },
  ];
}

function endSession(context: PdsContext, id: string): void {
  const state = stateOf(context);
  state.oauthSessions = state.oauthSessions.filter((session) => session.id !== id);
  context.world.store.changed();
}

/** A code that comes a second time ends the session that its first use began: one of the two was a thief. */
function redeem(
  context: PdsContext,
  codes: CodeDesk<Pushed>,
  redeemed: Map<string, string>,
  fields: FormData,
  keyThumbprint: string,
): Answer {
  const code = textField(fields, 'code') ?? '';
  const earlier = redeemed.get(code);
  if (earlier !== undefined) endSession(context, earlier);
  const pushed = codes.redeem(code);
  if (pushed === null) return oauthError('invalid_grant', 'Invalid code');
  if (pushed.clientId !== textField(fields, 'client_id'))
    return oauthError('invalid_grant', 'This code was not issued for you');
  if (pushed.redirectUri !== textField(fields, 'redirect_uri'))
    return oauthError(
      'invalid_grant',
      'The redirect_uri parameter must match the one used in the authorization request',
    );
  if (!verifierFits(pushed.challenge, textField(fields, 'code_verifier') ?? ''))
    return oauthError('invalid_grant', 'Invalid code_verifier');
  if (pushed.keyThumbprint !== keyThumbprint)
    return oauthError('invalid_dpop_proof', 'DPoP proof does not match the authorization request');
  const now = context.world.now();
  const session: OAuthSession = {
    id: randomUUID(),
    clientId: pushed.clientId,
    scope: pushed.scope,
    keyThumbprint,
    accessToken: randomToken(),
    accessExpiresAt: now + accessLifeMs,
    refreshToken: `ref-${randomToken()}`,
    usedRefreshTokens: [],
    endsAt: now + sessionLifeMs,
  };
  redeemed.set(code, session.id);
  stateOf(context).oauthSessions.push(session);
  context.world.store.changed();
  return tokenAnswer(session, now);
}

function refresh(context: PdsContext, fields: FormData, keyThumbprint: string): Answer {
  const given = textField(fields, 'refresh_token') ?? '';
  const now = context.world.now();
  const sessions = stateOf(context).oauthSessions;
  const replayed = sessions.find((session) => session.usedRefreshTokens.includes(given));
  if (replayed !== undefined) {
    endSession(context, replayed.id);
    return oauthError('invalid_grant', 'Refresh token replayed');
  }
  const session = sessions.find((candidate) => candidate.refreshToken === given);
  if (session === undefined || session.clientId !== textField(fields, 'client_id'))
    return oauthError('invalid_grant', 'Invalid refresh token');
  if (session.keyThumbprint !== keyThumbprint)
    return oauthError('invalid_dpop_proof', 'DPoP proof does not match the session');
  if (now >= session.endsAt) return oauthError('invalid_grant', 'Session expired');
  session.usedRefreshTokens.push(given);
  session.refreshToken = `ref-${randomToken()}`;
  session.accessToken = randomToken();
  session.accessExpiresAt = Math.min(now + accessLifeMs, session.endsAt);
  context.world.store.changed();
  return tokenAnswer(session, now);
}

const tokenAnswer = (session: OAuthSession, now: number): Answer =>
  json(200, {
    access_token: session.accessToken,
    token_type: 'DPoP',
    refresh_token: session.refreshToken,
    scope: session.scope,
    expires_in: Math.floor((session.accessExpiresAt - now) / 1000),
    sub: person.bluesky.did,
  });

/** Answers 200 whether or not it knew the token (RFC 7009, section 2.2). */
async function revoke(context: PdsContext, incoming: Incoming): Promise<Answer> {
  const token = textField(await readFields(incoming), 'token');
  if (token === undefined) return oauthError('invalid_request', 'Missing token');
  const session = stateOf(context).oauthSessions.find(
    (candidate) => candidate.accessToken === token || candidate.refreshToken === token,
  );
  if (session !== undefined) endSession(context, session.id);
  return json(200, {}, { 'dpop-nonce': context.proofs.nonce() });
}
