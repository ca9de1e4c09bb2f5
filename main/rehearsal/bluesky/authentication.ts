/** Who calls the PDS, and whether that sign-in may do this. */
import { answerOrRefusal, Refusal, type Answer, type Incoming } from '../server.ts';
import { readBearer } from './password-tokens.ts';
import { stateOf, type PdsContext } from './pds-context.ts';
import { refused, xrpcError } from './xrpc.ts';

/** What a call needs beyond being signed in; null for nothing more. */
export type Need =
  | { readonly kind: 'repo'; readonly collection: string; readonly action: 'create' | 'update' | 'delete' }
  | { readonly kind: 'blob'; readonly mimeType: string }
  /** A token for another server, good for one method there. */
  | { readonly kind: 'rpc'; readonly lxm: string }
  | null;

/** Throws a Refusal unless the request carries a good token for `need`: a DPoP-bound one or an app password's. */
export async function requireAccount(context: PdsContext, incoming: Incoming, need: Need): Promise<void> {
  if (context.world.moodOf('bluesky').isAccountBlocked)
    throw refused(401, 'AccountTakedown', 'Account has been taken down');
  const authorization = incoming.headers.authorization ?? '';
  if (authorization.startsWith('DPoP ')) return requireOAuth(context, incoming, authorization.slice(5), need);
  const accessId = await readBearer(context, incoming, 'at+jwt');
  const session = stateOf(context).passwordSessions.find((candidate) => candidate.accessId === accessId);
  if (session === undefined || context.world.now() >= session.accessExpiresAt)
    throw refused(400, 'ExpiredToken', 'Token has expired');
}

async function requireOAuth(context: PdsContext, incoming: Incoming, accessToken: string, need: Need): Promise<void> {
  const proof = [incoming.headers['dpop'] ?? []].flat()[0];
  const verdict = await context.proofs.check({ proof, method: incoming.method, url: incoming.url, accessToken });
  if (verdict.kind === 'nonce_needed')
    throw unauthorized(context, 'use_dpop_nonce', 'Resource server requires nonce in DPoP proof');
  if (verdict.kind === 'bad') throw unauthorized(context, 'invalid_dpop_proof', verdict.message);
  const session = stateOf(context).oauthSessions.find((candidate) => candidate.accessToken === accessToken);
  if (session === undefined) throw unauthorized(context, 'invalid_token', 'Invalid token');
  if (context.world.now() >= session.accessExpiresAt) throw unauthorized(context, 'invalid_token', 'Token expired');
  if (session.keyThumbprint !== verdict.keyThumbprint)
    throw unauthorized(context, 'invalid_token', 'Invalid DPoP key binding');
  if (!allows(session.scope.split(' '), need))
    throw refused(403, 'ScopeMissingError', `Missing required scope "${need?.kind}"`);
}

function unauthorized(context: PdsContext, error: string, message: string): Refusal {
  const headers = {
    'www-authenticate': `DPoP error="${error}", error_description="${message}"`,
    'dpop-nonce': context.proofs.nonce(),
  };
  return new Refusal(xrpcError(401, error, message, headers));
}

/** `transition:generic`, or a granular scope such as `repo:app.bsky.feed.post?action=create` or `blob:image/*`. */
function allows(scopes: readonly string[], need: Need): boolean {
  if (need === null || scopes.includes('transition:generic')) return true;
  return scopes.some((scope) => {
    const [what = '', query = ''] = scope.split('?');
    const actions = new URLSearchParams(query).getAll('action');
    if (need.kind === 'blob')
      return [`blob:${need.mimeType}`, `blob:${need.mimeType.replace(/\/.*$/, '/*')}`, 'blob:*/*'].includes(what);
    if (need.kind === 'rpc') {
      const methods = [...new URLSearchParams(query).getAll('lxm'), what.replace('rpc:', '')];
      return what.startsWith('rpc') && (methods.includes(need.lxm) || methods.includes('*'));
    }
    const isCollection = what === `repo:${need.collection}` || what === 'repo:*';
    return isCollection && (actions.length === 0 || actions.includes(need.action));
  });
}

/** A handler of the PDS behind a sign-in; every answer to a DPoP call, refusals too, brings the nonce to use next. */
export function signedIn(
  context: PdsContext,
  needOf: (incoming: Incoming) => Need,
  handle: (incoming: Incoming) => Answer | Promise<Answer>,
) {
  return async (incoming: Incoming): Promise<Answer> => {
    const answer = await answerOrRefusal(async () => {
      await requireAccount(context, incoming, needOf(incoming));
      return handle(incoming);
    });
    if (incoming.headers.authorization?.startsWith('DPoP ') !== true) return answer;
    return { ...answer, headers: { ...answer.headers, 'dpop-nonce': context.proofs.nonce() } };
  };
}
