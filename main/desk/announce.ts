/** Decides what is worth a notification: each thing once, much at once as one, and nothing that the person is looking at. */
import type { PostId } from '../../contract/model.ts';
import { titleOf } from '../../contract/title.ts';
import type { CrosspostRecord } from '../core/ports/records.ts';
import type { Reader } from '../core/ports/store.ts';
import type { Clock } from '../core/ports/system.ts';
import type { NotedPost, Notifier } from '../shell/notifications.ts';
import { gathering } from './gather.ts';

/** After three days away forty posts are one notification, not forty. */
const patience = { quietMs: 2_000, longestMs: 30_000 };

export interface AnnouncerParts {
  readonly read: Reader;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly isWatching: () => boolean;
}
interface News {
  readonly kind: 'waiting' | 'published' | 'goes_by_itself';
  /** What is said once. */
  readonly name: string;
  readonly crosspost: CrosspostRecord;
}

/** Answers a function to call with the posts that changed. What was so at the start is old news. */
export function createAnnouncer(parts: AnnouncerParts): (postIds: readonly PostId[]) => void {
  const { read, clock, isWatching } = parts;
  const startedAt = clock.now();
  const publishedBefore = read.lastPublished()?.publishedAt ?? 0;
  const said = new Set<string>(read.crosspostsInState('waiting', 10_000).map(({ id }) => `${id} waiting`));
  const isNews = ({ name, kind, crosspost }: News): boolean => {
    if (said.has(name)) return false;
    said.add(name);
    return kind !== 'published' || (crosspost.publishedAt ?? 0) > publishedBefore;
  };
  const newsOf = (id: PostId): readonly News[] =>
    read.crosspostsOf(id).flatMap((crosspost) => newsOfCrosspost(read, crosspost, startedAt));
  const gather = gathering<PostId>(clock, patience, (postIds) => {
    const news = postIds.flatMap(newsOf).filter(isNews);
    if (!isWatching()) announce(parts, news);
  });
  return (postIds) => {
    // What goes by itself can be stopped for seconds only.
    const isUrgent = postIds.flatMap(newsOf).some(({ kind, name }) => kind === 'goes_by_itself' && !said.has(name));
    gather(postIds, isUrgent);
  };
}

function newsOfCrosspost(read: Reader, crosspost: CrosspostRecord, startedAt: number): readonly News[] {
  const { id, state } = crosspost;
  if (state === 'published') return [{ kind: 'published', name: `${id} published`, crosspost }];
  if (state === 'approved') {
    const approval = read.approval(id);
    if (approval === null || approval.approvedBy === 'person') return [];
    return [{ kind: 'goes_by_itself', name: `${id} goes by itself, ${approval.approvedAt}`, crosspost }];
  }
  if (state !== 'waiting') return [];
  // What was approved and missed its time waits a second time: that is worth saying again.
  const ended = read.voidedApproval(id);
  const missedAt = ended?.voidReason === 'missed' && ended.voidedAt >= startedAt ? ended.voidedAt : null;
  return [{ kind: 'waiting', name: missedAt === null ? `${id} waiting` : `${id} missed ${missedAt}`, crosspost }];
}

function announce({ read, notifier }: AnnouncerParts, news: readonly News[]): void {
  const of = (kind: News['kind']) => news.filter((each) => each.kind === kind).map(({ crosspost }) => crosspost);
  const waiting = postsOf(read, of('waiting'));
  if (waiting.length > 0) notifier.waiting(waiting);
  const going = of('goes_by_itself');
  const first = Math.min(...going.map(({ dueAt }) => dueAt ?? Infinity));
  if (Number.isFinite(first)) notifier.goesByItself(postsOf(read, going), first);
  for (const crosspost of of('published')) {
    const account = read.account(crosspost.accountId);
    if (account !== null)
      notifier.published({ id: crosspost.postId, title: titleOf(crosspost.content.text) }, account.network);
  }
}

function postsOf(read: Reader, crossposts: readonly CrosspostRecord[]): readonly NotedPost[] {
  const ids = new Set(crossposts.map(({ postId }) => postId));
  return [...ids].map((id) => ({ id, title: titleOf(read.post(id)?.text ?? '') }));
}
