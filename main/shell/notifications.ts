import { Notification } from 'electron';
import type { AccountId, NetworkId, PostId, QueueTab } from '../../contract/model.ts';
import type { StatusProblem } from '../../contract/views.ts';
import { networkNames } from '../../contract/network-names.ts';
import { plainTitle } from './plain-title.ts';
import type { ShellText } from './text.ts';
import { problemSentence } from './tray-menu.ts';

/** What a click on a notification opens. */
export type NotificationTarget =
  | { readonly kind: 'post'; readonly tab: QueueTab; readonly postId: PostId | null }
  | { readonly kind: 'account'; readonly accountId: AccountId };

export interface NotifierOptions {
  readonly text: () => ShellText;
  readonly now: () => number;
  readonly onClick: (target: NotificationTarget) => void;
}
export interface NotedPost {
  readonly id: PostId;
  readonly title: string;
}
export interface Notifier {
  /** One notification, however many posts. */
  readonly waiting: (posts: readonly NotedPost[]) => void;
  /** What will go without a question, and when the first of it does, so that it can be stopped. */
  readonly goesByItself: (posts: readonly NotedPost[], at: number) => void;
  readonly published: (post: NotedPost, network: NetworkId) => void;
  readonly problem: (problem: StatusProblem) => void;
}

/** Without a reference a notification is collected, and its click with it; not every desktop tells when one closes. */
const keptAtMost = 20;

/** Shows notifications where the desktop has them. A network's words stand in titles only: bodies may be read as markup. */
export function createNotifier({ text, now, onClick }: NotifierOptions): Notifier {
  const kept = new Set<Notification>();
  const show = (title: string, body: string, target: NotificationTarget): void => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    const forget = (): void => void kept.delete(notification);
    notification.on('click', () => {
      forget();
      onClick(target);
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    kept.add(notification);
    for (const oldest of kept) {
      if (kept.size <= keptAtMost) break;
      kept.delete(oldest);
    }
    notification.show();
  };

  return {
    waiting: (posts) => {
      const { notification, untitled } = text();
      const [only, another] = posts;
      if (only === undefined) return;
      if (another === undefined) {
        const target = { kind: 'post', tab: 'waiting', postId: only.id } as const;
        show(plainTitle(only.title, untitled), notification.waitingOne, target);
        return;
      }
      const target = { kind: 'post', tab: 'waiting', postId: null } as const;
      show(notification.waitingTitle(posts.length), notification.waitingBody, target);
    },
    goesByItself: (posts, at) => {
      const { notification, times, untitled } = text();
      const [only, another] = posts;
      if (only === undefined) return;
      const postId = another === undefined ? only.id : null;
      const title =
        another === undefined ? plainTitle(only.title, untitled) : notification.goesByItselfTitle(posts.length);
      const target = { kind: 'post', tab: 'scheduled', postId } as const;
      show(title, notification.goesByItself(times.at(at, now())), target);
    },
    published: (post, network) => {
      const { notification, untitled } = text();
      const target = { kind: 'post', tab: 'published', postId: post.id } as const;
      show(plainTitle(post.title, untitled), notification.published(networkNames[network]), target);
    },
    problem: (problem) => {
      const target = { kind: 'account', accountId: problem.accountId } as const;
      show(problemSentence(problem, text(), now()), text().notification.problem, target);
    },
  };
}
