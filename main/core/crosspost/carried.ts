/** A post as a route carries it. */
import type { Filters } from '../../../contract/rules.ts';
import type { Core } from '../core.ts';
import type { PostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { whoSees } from '../privacy/original.ts';
import { withoutSwitches } from './hashtags.ts';

/** Its audience by all that is known of it, its text without the hashtags that choose where it goes. */
export function asCarried(
  core: Core,
  read: Reader,
  post: PostRecord,
  filters: Pick<Filters, 'switches'> | null,
): PostRecord {
  const text = filters?.switches === false ? post.text : withoutSwitches(post.text);
  return { ...post, text, audience: whoSees(core, read, post).by };
}
