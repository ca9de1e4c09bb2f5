import type { AccountView } from '../../contract/views.ts';

/** An account in one phrase: “@mara (Mastodon)”. */
export function accountLabel({ handle, networkName }: Pick<AccountView, 'handle' | 'networkName'>): string {
  return `${handle} (${networkName})`;
}
