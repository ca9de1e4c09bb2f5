/** Taking the permission back: `DELETE /me/permissions` ends the app for the person, and so for all of their Pages. */
import { ownerOf } from '../../core/ports/budgets.ts';
import { z } from 'zod';
import type { ErrorCode } from '../../../contract/errors.ts';
import type { RevocationProof } from '../../../contract/views.ts';
import type { AccountCall } from '../../core/ports/network.ts';
import type { Revoked } from '../../core/ports/sign-in.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { graphWith } from './graph.ts';
import { whoAmI } from './pages.ts';
import { readDocument } from './session.ts';

/** Where a person sees the apps that they let in. */
const permissionsPage = 'https://www.facebook.com/settings?tab=applications';
const successSchema = z.object({ success: z.literal(true) });
const ended: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth_revoked', 'auth_expired']);
/** What says nothing about the permission. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['transient', 'rate_limited']);

/**
 * Calls, and then tries the Page's token once more. The person's token may have ended before, the Page's has no end: then
 * only the person can take the permission back. Throws NetworkFailure when Facebook cannot be asked.
 */
export async function revoke(call: AccountCall, context: NetworkContext): Promise<Revoked> {
  const { userToken, otherPages } = await readDocument(call);
  const { host } = new URL(context.addresses.facebook.graph);
  const values = {
    call: 'DELETE /me/permissions',
    host,
    ...(otherPages.length > 0 && { alsoEnds: otherPages.join(', ') }),
  };
  const isAccepted = await takeBack(userToken, call, context);
  const tried = await tryOnceMore(call, context);
  if (tried === 'taken') return byHand({ code: isAccepted ? 'still_taken' : 'not_accepted', values });
  if (isAccepted && tried === 'untold') return atNetwork({ code: 'accepted', values });
  if (isAccepted) return atNetwork({ code: 'refused_afterwards', values: { ...values, status: tried } });
  return tried === 'untold'
    ? byHand({ code: 'not_accepted', values })
    : atNetwork({ code: 'ended_before', values: { host } });
}

const byHand = (proof: RevocationProof): Revoked => ({ revoked: 'by_hand', proof, page: permissionsPage });
const atNetwork = (proof: RevocationProof): Revoked => ({ revoked: 'at_network', proof, page: permissionsPage });

/** False when the person's token does not work any more, or Facebook says no. */
async function takeBack(userToken: string, call: AccountCall, context: NetworkContext): Promise<boolean> {
  const graph = graphWith({ token: userToken, account: ownerOf(call.account), signal: call.signal }, context);
  try {
    await graph.write(successSchema, { method: 'DELETE', path: '/me/permissions' });
    return true;
  } catch (error) {
    if (error instanceof StatusFailure && !passing.has(error.problem.code)) return false;
    throw error;
  }
}

/** The status with which the Page's token is refused now; `taken` while it works; `untold` when something else went wrong. */
async function tryOnceMore(call: AccountCall, context: NetworkContext): Promise<number | 'taken' | 'untold'> {
  try {
    await whoAmI(call, context);
    return 'taken';
  } catch (error) {
    const isEnded = error instanceof StatusFailure && ended.has(error.problem.code);
    return isEnded ? error.answer.status : 'untold';
  }
}
