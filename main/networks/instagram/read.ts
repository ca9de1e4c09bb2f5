/** Reading one's own posts: developers.facebook.com/docs/instagram-platform/reference/instagram-user/media */
import { type AccountCall, NetworkFailure, type ReadResult, type SourcePost } from '../../core/ports/network.ts';
import { pageOf, readNewer } from '../meta/newer.ts';
import { openSession } from '../meta/session.ts';
import type { NetworkContext } from '../network.ts';
import { dialect } from './dialect.ts';
import { mediaFields, mediaSchema, sourcePost } from './parse.ts';

const pageSize = '50';

/** From the newest back to the cursor; there is no way to ask for what is newer. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = await openSession(dialect, call, context);
  const pages = (after: string | undefined) => {
    const query = { fields: mediaFields, limit: pageSize, ...(after !== undefined && { after }) };
    return session.read(pageOf(mediaSchema), '/me/media', query);
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
  const ask = () => session.read(mediaSchema, `/${encodeURIComponent(remoteId)}`, { fields: mediaFields });
  const media = await ask()
    .catch((error: unknown) => (isGone(error) ? ask() : Promise.reject(error)))
    .catch((error: unknown) => (isGone(error) ? null : Promise.reject(error)));
  return media === null ? null : sourcePost(media);
}

const isGone = (error: unknown) => error instanceof NetworkFailure && error.problem.code === 'not_found';
