/** Changing and deleting a published video: developers.google.com/youtube/v3/docs/videos/update and /delete */
import { z } from 'zod';
import { type AccountCall, type EditInput, NetworkFailure, type RemotePost } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { reasonAgainstWords } from './limits.ts';
import { openSession } from './session.ts';

/** Whatever is in it: the snippet goes back whole, since YouTube empties what an update leaves out. */
const snippetsSchema = z.object({ items: z.array(z.object({ snippet: z.looseObject({}) })).optional() });

/** New title and description; who sees it stays as it is, because `status` is not part of the update. */
export async function edit(
  { post, content }: EditInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<RemotePost> {
  const { title, text: description } = content;
  const detail = reasonAgainstWords(title ?? '', description);
  if (detail !== null) throw new NetworkFailure({ code: 'content_rejected', detail }, { notSent: true });
  const session = await openSession(call, context);
  const id = post.remoteId;
  const { items } = await session.read(snippetsSchema, `/youtube/v3/videos?part=snippet&id=${encodeURIComponent(id)}`);
  const snippet = items?.[0]?.snippet;
  if (snippet === undefined) throw new NetworkFailure({ code: 'not_found' }, { notSent: true });
  await session.write({
    method: 'PUT',
    path: '/youtube/v3/videos?part=snippet',
    body: { json: { id, snippet: { ...snippet, title, description } } },
  });
  return post;
}

/** Deletes a video; one that is gone already counts as deleted. Throws NetworkFailure. */
export async function remove({ remoteId }: RemotePost, call: AccountCall, context: NetworkContext): Promise<void> {
  const session = await openSession(call, context);
  const path = `/youtube/v3/videos?id=${encodeURIComponent(remoteId)}`;
  await session.write({ method: 'DELETE', path }).catch((error: unknown) => {
    if (!(error instanceof NetworkFailure) || error.problem.code !== 'not_found') throw error;
  });
}
