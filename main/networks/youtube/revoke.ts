/** Taking the permission back: developers.google.com/identity/protocols/oauth2/native-app#tokenrevoke */
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import { type Revoked } from '../../core/ports/sign-in.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { refreshedToken } from '../oauth.ts';
import { readDocument, type YoutubeDocument } from './document.ts';
import { clientOf } from './session.ts';

/** Where the person sees which apps have permission. */
const page = 'https://myaccount.google.com/permissions';

/** Any token ends the whole permission; the refresh token is tried once more as proof. Throws NetworkFailure. */
export async function revoke(call: AccountCall, context: NetworkContext): Promise<Revoked> {
  const document = await readDocument(call.credentials);
  const { host } = new URL(context.addresses.google.oauth);
  const values = { call: 'POST /revoke', host };
  const refused = await refusalOf(document.refreshToken ?? document.accessToken, call, context);
  if (refused === 'invalid') return { revoked: 'at_network', proof: { code: 'ended_before', values: { host } }, page };
  if (refused === 'other') return { revoked: 'by_hand', proof: { code: 'not_accepted', values }, page };
  const tried = await triedAgain(document, call, context);
  if (tried === 'works') return { revoked: 'by_hand', proof: { code: 'still_taken', values: { host } }, page };
  return {
    revoked: 'at_network',
    proof:
      tried === null
        ? { code: 'accepted', values }
        : { code: 'refused_afterwards', values: { ...values, status: tried } },
    page,
  };
}

/** Null when Google accepts the call; `invalid` when it did not know the token any more. */
async function refusalOf(
  token: string,
  { signal }: AccountCall,
  { addresses, http }: NetworkContext,
): Promise<'invalid' | 'other' | null> {
  const url = `${addresses.google.oauth}/revoke?${new URLSearchParams({ token }).toString()}`;
  const explain = ({ status }: { readonly status: number }) =>
    ({ code: status < 500 && status !== 429 ? 'bad_answer' : 'transient' }) as const;
  try {
    await http.text({ method: 'POST', url, kind: 'write', body: { form: {} }, signal, explain });
    return null;
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.problem.code === 'transient') throw error;
    return error.answer.body.includes('invalid_token') ? 'invalid' : 'other';
  }
}

/** The status with which Google refuses the token now; null when that could not be found out. */
async function triedAgain(
  document: YoutubeDocument,
  { signal }: AccountCall,
  context: NetworkContext,
): Promise<number | 'works' | null> {
  if (document.refreshToken === null) return null;
  try {
    await refreshedToken(clientOf(document, context), document.refreshToken, { http: context.http, signal });
    return 'works';
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    return error instanceof StatusFailure && error.problem.code === 'auth_expired' ? error.answer.status : null;
  }
}
