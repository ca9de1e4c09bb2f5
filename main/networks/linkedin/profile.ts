/** Who a token belongs to: learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2 */
import type { AccountCall } from '../../core/ports/network.ts';
import type { RemoteProfile } from '../../core/ports/sign-in.ts';
import type { NetworkContext } from '../network.ts';
import type { LinkedinCalls } from './calls.ts';
import { type Userinfo, userinfoSchema } from './parse.ts';
import { openSession } from './session.ts';

/** Throws NetworkFailure. */
export async function whoAmI(call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  return askProfile(await openSession(call, context), context);
}

export async function askProfile(calls: Pick<LinkedinCalls, 'read'>, context: NetworkContext): Promise<RemoteProfile> {
  return profileOf(await calls.read(userinfoSchema, '/v2/userinfo'), context);
}

/** LinkedIn tells such an app no handle and no address: the name stands for both, and `/in/me/` leads each to their own. */
export function profileOf(me: Userinfo, { addresses }: NetworkContext): RemoteProfile {
  const { www } = addresses.linkedin;
  const parts = [me.given_name, me.family_name].filter((part) => part?.trim()).join(' ');
  const name = me.name?.trim() || parts || me.sub;
  return { remoteId: me.sub, instance: www, handle: name, displayName: name, profileUrl: `${www}/in/me/` };
}
