/** Changing a post: docs.joinmastodon.org/methods/statuses/#edit */
import { type AccountCall, type EditInput, NetworkFailure, type RemotePost } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import type { Dialect } from './dialect.ts';
import { addressOf, statusSchema } from './parse.ts';
import { openSession } from './session.ts';

/**
 * Text, warning, language and alt texts. The media are named once more, because a server takes off what an edit leaves out,
 * so the post is asked first which it has. Throws NetworkFailure: `not_found` when it is gone.
 */
export async function editPost(
  dialect: Dialect,
  { post, content }: EditInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<RemotePost> {
  const session = await openSession(dialect, call, context);
  const path = `/api/v1/statuses/${encodeURIComponent(post.remoteId)}`;
  const media = (await session.read(statusSchema, path)).body.media_attachments ?? [];
  const files = content.video === null ? content.pictures : [content.video];
  if (media.length !== files.length) {
    const detail = `The post has ${media.length} files now, not the ${files.length} that were published.`;
    throw new NetworkFailure({ code: 'content_rejected', detail }, { notSent: true });
  }
  const warning = dialect.warningNeedsSensitive && !content.sensitive ? null : content.warning;
  const json = {
    status: content.text,
    sensitive: content.sensitive,
    spoiler_text: warning ?? '',
    ...(content.language !== null && { language: content.language }),
    media_ids: media.map(({ id }) => id),
    media_attributes: media.map(({ id }, index) => ({ id, description: files[index]?.altText ?? '' })),
  };
  const { body } = await session.write(statusSchema, { method: 'PUT', path, body: { json } });
  return { remoteId: body.id, url: addressOf(body) };
}
