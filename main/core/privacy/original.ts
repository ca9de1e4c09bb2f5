/** Who can see an original: what its network says, and where no network says, what the person says of the account. */
import type { Audience } from '../../../contract/model.ts';
import type { AccountRules } from '../../../contract/rules.ts';
import type { Core } from '../core.ts';
import type { PostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { isAtMost } from './audience.ts';

type Told = AccountRules['originals'];

/** The person's word counts only where the network has none, and only to narrow. */
export function narrowed(said: Audience, tellsAudience: boolean, originals: Told): Audience {
  const isFollowersOnly = !tellsAudience && originals === 'followers';
  return isFollowersOnly && !isAtMost(said, 'followers') ? 'followers' : said;
}

export interface Seen {
  readonly by: Audience;
  /** The name of the network where nobody says who sees a post; null where that is known. */
  readonly untoldBy: string | null;
}

export function whoSees(core: Core, read: Reader, post: Pick<PostRecord, 'accountId' | 'audience'>): Seen {
  const source = read.account(post.accountId);
  if (source === null) throw new Error(`Account ${post.accountId} does not exist`);
  const { originals } = source.rules;
  // Of a network that is not offered any more its posts are still there, with what it said.
  const about = core.connectors.get(source.network)?.about;
  if (about === undefined || about.tellsAudience) return { by: post.audience, untoldBy: null };
  return {
    by: narrowed(post.audience, false, originals),
    untoldBy: originals === 'not_said' ? about.name : null,
  };
}
