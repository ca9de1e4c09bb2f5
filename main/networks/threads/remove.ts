import { z } from 'zod';
import { type AccountCall, NetworkFailure, type RemotePost } from '../../core/ports/network.ts';
import { openSession } from '../meta/session.ts';
import type { NetworkContext } from '../network.ts';
import { dialect } from './dialect.ts';

/**
 * Deletes a post, of which Threads takes a hundred a day; one that is gone counts as deleted. Throws NetworkFailure.
 * developers.facebook.com/docs/threads/posts/delete-posts
 */
export async function removePost(post: RemotePost, call: AccountCall, context: NetworkContext): Promise<void> {
  const session = await openSession(dialect, call, context);
  const path = `/${encodeURIComponent(post.remoteId)}`;
  await session
    .write(z.looseObject({ success: z.literal(true) }), { method: 'DELETE', path })
    .catch((error: unknown) => {
      if (!(error instanceof NetworkFailure) || error.problem.code !== 'not_found') throw error;
    });
}
