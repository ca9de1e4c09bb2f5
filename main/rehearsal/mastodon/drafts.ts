/** What a request wants a status to say, checked as the server checks it. */
import { Refusal, type Answer, type Incoming } from '../server.ts';
import { textField } from '../bodies.ts';
import type { MastodonMedia, MastodonStatus } from './mastodon-state.ts';
import { stateOf, type ServerContext } from './server-context.ts';
import { statusLength } from './status-text.ts';

/** The status of the path. Throws a Refusal. */
export function findStatus(context: ServerContext, incoming: Incoming): MastodonStatus {
  const status = stateOf(context).statuses.find(({ id }) => id === incoming.params['id']);
  if (status === undefined) throw new Refusal(context.dialect.refuse(404, 'Record not found'));
  return status;
}

export interface Draft {
  readonly text: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly visibility: MastodonStatus['visibility'];
  readonly language: string | null;
  readonly inReplyToId: string | null;
  readonly mediaIds: readonly string[];
}

export function readDraft(context: ServerContext, fields: FormData): Draft {
  const { dialect } = context;
  const asked = textField(fields, 'visibility') ?? 'public';
  const visibility = dialect.visibilities.find((name) => name === asked);
  if (visibility === undefined)
    throw new Refusal(dialect.invalid('visibility', 'Visibility is not included in the list'));
  const mediaIds = fields.getAll('media_ids[]').filter((value) => typeof value === 'string');
  const text = textField(fields, 'status') ?? '';
  const spoilerText = textField(fields, 'spoiler_text') ?? '';
  if (statusLength(text) + statusLength(spoilerText) > dialect.characters)
    throw new Refusal(dialect.invalid('status', `Text character limit of ${dialect.characters} exceeded`));
  if (text === '' && mediaIds.length === 0 && !dialect.isMediaRequired)
    throw new Refusal(dialect.invalid('status', "Text can't be blank"));
  const sensitive =
    ['true', '1', 'on'].includes(textField(fields, 'sensitive') ?? '') ||
    (spoilerText !== '' && dialect.network === 'mastodon');
  const inReplyToId = textField(fields, 'in_reply_to_id') ?? null;
  if (inReplyToId !== null && !stateOf(context).statuses.some(({ id }) => id === inReplyToId))
    throw new Refusal(dialect.refuse(404, 'Record not found'));
  return {
    text,
    spoilerText,
    sensitive,
    visibility,
    mediaIds,
    language: textField(fields, 'language') ?? null,
    inReplyToId,
  };
}

/** The uploads that a status names: free ones, and those that `statusId` has already. Throws a Refusal. */
export function usableMedia(context: ServerContext, draft: Draft, statusId: string | null): readonly MastodonMedia[] {
  const { dialect } = context;
  const refuse = (answer: Answer) => new Refusal(answer);
  if (dialect.isMediaRequired && draft.mediaIds.length === 0 && draft.inReplyToId === null)
    throw refuse(dialect.refuse(403, 'Empty statuses are not allowed'));
  if (draft.mediaIds.length > dialect.mediaPerStatus)
    throw refuse(dialect.invalid('media_ids', `Cannot attach more than ${dialect.mediaPerStatus} files`));
  return draft.mediaIds.map((id) => {
    const media = stateOf(context).media.find(
      (item) => item.id === id && (item.statusId === null || item.statusId === statusId),
    );
    if (media === undefined)
      throw refuse(dialect.refuse(dialect.network === 'pixelfed' ? 400 : 404, 'Record not found'));
    if (media.processing !== 'ready')
      throw refuse(
        dialect.invalid('media_ids', 'Cannot attach files that have not finished processing. Try again in a moment!'),
      );
    return media;
  });
}

/** One video or GIF stands alone. Throws a Refusal in Mastodon's words. */
export function checkMix({ dialect }: ServerContext, media: readonly MastodonMedia[]): void {
  const isMoving = ({ mimeType }: MastodonMedia) => mimeType.startsWith('video/') || mimeType === 'image/gif';
  if (dialect.network !== 'mastodon' || media.length < 2 || !media.some(isMoving)) return;
  const message = 'Cannot attach a video to a post that already contains images';
  throw new Refusal(dialect.invalid('media_ids', message));
}
