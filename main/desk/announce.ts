/** Decides what is worth a notification: each thing once, and nothing that the person is looking at. */
import type { CrosspostId, PostId } from '../../contract/model.ts';
import { titleOf } from '../../contract/title.ts';
import type { CrosspostRecord } from '../core/ports/records.ts';
import type { Reader } from '../core/ports/store.ts';
import type { Notifier } from '../shell/notifications.ts';

const worthSaying = ['waiting', 'published'] as const;

/** Answers a function to call with the posts that changed. What was so at the start is old news. */
export function createAnnouncer(
  read: Reader,
  notifier: Notifier,
  isWatching: () => boolean,
): (postIds: readonly PostId[]) => void {
  const startedAt = read.lastPublished()?.publishedAt ?? 0;
  const said = new Set<string>(read.crosspostsInState('waiting', 10_000).map(nameOf));
  const isNews = (crosspost: CrosspostRecord): boolean => {
    if (!worthSaying.some((state) => state === crosspost.state) || said.has(nameOf(crosspost))) return false;
    said.add(nameOf(crosspost));
    return crosspost.state === 'waiting' || (crosspost.publishedAt ?? 0) > startedAt;
  };
  return (postIds) => {
    const news = postIds.flatMap((id) => read.crosspostsOf(id).filter(isNews));
    if (isWatching()) return;
    const waiting = new Set(news.filter(({ state }) => state === 'waiting').map(({ postId }) => postId));
    if (waiting.size > 0)
      notifier.waiting([...waiting].map((id) => ({ id, title: titleOf(read.post(id)?.text ?? '') })));
    for (const crosspost of news.filter(({ state }) => state === 'published')) {
      const account = read.account(crosspost.accountId);
      if (account !== null)
        notifier.published({ id: crosspost.postId, title: titleOf(crosspost.content.text) }, account.network);
    }
  };
}

function nameOf({ id, state }: { readonly id: CrosspostId; readonly state: string }): string {
  return `${id} ${state}`;
}
