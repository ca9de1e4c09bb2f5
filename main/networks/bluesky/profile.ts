import { z } from 'zod';
import { NetworkFailure, type AccountCall } from '../../core/ports/network.ts';
import { type RemoteProfile } from '../../core/ports/sign-in.ts';
import type { NetworkContext } from '../network.ts';
import { getRecord, profileUrl } from './posts.ts';
import { openSession, type Session } from './session.ts';
import { callAs } from './xrpc.ts';

const sessionSchema = z.object({
  did: z.string(),
  handle: z.string(),
  active: z.boolean().default(true),
  status: z.string().optional(),
});
const profileRecordSchema = z.object({ displayName: z.string().min(1) });

/** The name that the person gave themselves; the handle where there is none, or where it cannot be read just now. */
async function displayName(
  session: Session,
  handle: string,
  call: { readonly signal: AbortSignal; readonly context: NetworkContext },
): Promise<string> {
  const place = { ...session, collection: 'app.bsky.actor.profile', key: 'self' };
  const record = await getRecord(place, call).catch(() => null);
  const profile = profileRecordSchema.safeParse(record?.value);
  return profile.success ? profile.data.displayName : handle;
}

/** Asks the account's own server, with the token. Throws NetworkFailure; `account_action_needed` when it is suspended. */
export async function profileOf(
  session: Session,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<RemoteProfile> {
  const method = 'com.atproto.server.getSession';
  const { did, handle, active, status } = await callAs(session, sessionSchema, { method, signal }, context);
  if (!active) {
    throw new NetworkFailure({ code: 'account_action_needed', detail: `The account is ${status ?? 'not active'}.` });
  }
  return {
    remoteId: did,
    instance: session.service,
    handle,
    displayName: await displayName(session, handle, { signal, context }),
    profileUrl: profileUrl(did, handle),
  };
}

export async function whoAmI(call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  return await profileOf(await openSession(call, context), call.signal, context);
}
