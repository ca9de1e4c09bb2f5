import type { CrosspostId, CrosspostState, PostId, QueueTab } from '../../contract/model.ts';
import type { Store } from '../../main/core/ports/store.ts';
import type { QueueEntry } from '../../main/core/ports/queries.ts';
import { type SmallWorld, addKnownPost, addSmallWorld, newCrosspost, sourcePost } from './store-rows.ts';
import { type TestStore, openTestStore } from './store.ts';

/** A post with up to two crossposts, each brought to its state. */
export function addQueued(
  store: Store,
  world: SmallWorld,
  number: number,
  states: readonly [CrosspostState, CrosspostState?],
  text?: string,
): { readonly postId: PostId; readonly ids: readonly CrosspostId[] } {
  return store.write((write) => {
    const postId = addKnownPost(write, world.source, sourcePost(number, text === undefined ? {} : { text }));
    const targets = [
      { routeId: world.toFirst, accountId: world.first },
      { routeId: world.toSecond, accountId: world.second },
    ];
    const ids = states.flatMap((state, index) => {
      const target = targets[index];
      if (state === undefined || target === undefined) return [];
      const id = write.addCrosspost(newCrosspost({ ...target, postId }, { postedAt: sourcePost(number).publishedAt }));
      if (id === null) throw new Error('The crosspost is there already');
      write.changeCrosspost(id, { from: 'waiting', state, at: 1 });
      return [id];
    });
    return { postId, ids };
  });
}

/** All entries of a tab, page by page. */
export function walk(store: Store, tab: QueueTab, limit: number, search = ''): readonly QueueEntry[] {
  const entries: QueueEntry[] = [];
  let after: string | null = null;
  do {
    const page: ReturnType<Store['read']['queue']> = store.read.queue({ tab, search, after, limit });
    if (page.entries.length > limit) throw new Error(`A page of ${page.entries.length} entries instead of ${limit}`);
    entries.push(...page.entries);
    after = page.next;
  } while (after !== null);
  return entries;
}

export function openSmallWorld(): TestStore & { readonly world: SmallWorld } {
  const opened = openTestStore();
  return { ...opened, world: opened.store.write(addSmallWorld) };
}
