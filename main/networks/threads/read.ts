/** Reading one's own posts: developers.facebook.com/docs/threads/threads-media */
import { type AccountCall, NetworkFailure, type ReadResult, type SourcePost } from '../../core/ports/network.ts';
import { pageOf, readNewer } from '../meta/newer.ts';
import { openSession } from '../meta/session.ts';
import type { NetworkContext } from '../network.ts';
import { dialect } from './dialect.ts';
import { postFields, postSchema, sourcePost } from './parse.ts';

const pageSize = '50';

/** From the newest back to the cursor. Replies are listed elsewhere and not read. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = await openSession(dialect, call, context);
  const pages = (after: string | undefined) => {
    const query = { fields: postFields, limit: pageSize, ...(after !== undefined && { after }) };
    return session.read(pageOf(postSchema), '/me/threads', query);
  };
  return readNewer(cursor, pages, sourcePost, context);
}

/** One post with fresh addresses of its media; null when Graph has said twice that it is gone. */
export async function readPost(
  remoteId: string,
  call: AccountCall,
  context: NetworkContext,
): Promise<SourcePost | null> {
  const session = await openSession(dialect, call, context);
  const ask = () => session.read(postSchema, `/${encodeURIComponent(remoteId)}`, { fields: postFields });
  const post = await ask()
    .catch((error: unknown) => (isGone(error) ? ask() : Promise.reject(error)))
    .catch((error: unknown) => (isGone(error) ? null : Promise.reject(error)));
  return post === null ? null : sourcePost(post);
}

const isGone = (error: unknown) => error instanceof NetworkFailure && error.problem.code === 'not_found';
