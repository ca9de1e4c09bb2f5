import type { CrosspostId, CrosspostState, PostId } from '../../contract/model.ts';
import type { CrosspostChange } from '../../main/core/ports/records.ts';
import type { Store } from '../../main/core/ports/store.ts';
import { type SmallWorld, addKnownPost, content, newCrosspost, sourcePost } from './store-rows.ts';

/** A crosspost of a new post to the first destination, brought to a state. */
export function addCrosspostIn(
  store: Store,
  world: SmallWorld,
  number: number,
  change: Partial<CrosspostChange> & { readonly state: CrosspostState },
): { readonly id: CrosspostId; readonly postId: PostId } {
  return store.write((write) => {
    const postId = addKnownPost(write, world.source, sourcePost(number));
    const target = { postId, routeId: world.toFirst, accountId: world.first };
    const id = write.addCrosspost(newCrosspost(target, { content: content(`text ${number}`) }));
    if (id === null) throw new Error('The crosspost is there already');
    write.changeCrosspost(id, { from: 'waiting', at: 4_000, ...change });
    return { id, postId };
  });
}
