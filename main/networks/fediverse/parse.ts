/** The answers of Mastodon's API that Crosstie reads; unknown fields pass. docs.joinmastodon.org/entities/Status */
import { z } from 'zod';
import { audienceFrom } from '../../../contract/audiences.ts';
import type { Audience } from '../../../contract/model.ts';
import type { SourcePost, SourceVideo } from '../../core/ports/source.ts';
import type { RemoteProfile } from '../../core/ports/sign-in.ts';
import { plainText } from './html.ts';

/** Pixelfed gives some ids as numbers. */
const id = z.union([z.string().min(1), z.number().int()]).transform(String);
/** Of some fields only whether they hold anything matters. */
const isThere = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== null);
const time = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

const mediaSchema = z.object({
  id,
  type: z.string(),
  url: z.string().nullish(),
  preview_url: z.string().nullish(),
  description: z.string().nullish(),
});
type Media = z.infer<typeof mediaSchema>;

export const statusSchema = z.object({
  id,
  created_at: time,
  in_reply_to_id: id.nullish().transform((reply) => reply ?? null),
  sensitive: z.boolean().nullish(),
  spoiler_text: z.string().nullish(),
  visibility: z.string(),
  /** GoToSocial's, Hometown's and glitch-soc's mark for a post that does not leave its server. */
  local_only: z.boolean().nullish(),
  language: z.string().nullish(),
  url: z.string().nullish(),
  uri: z.string().nullish(),
  content: z.string().nullish(),
  /** The source of the text; snac2 gives it, Mastodon only after a deletion. */
  text: z.string().nullish(),
  reblog: isThere,
  poll: isThere,
  account: z.object({ id }),
  media_attachments: z.array(mediaSchema).nullish(),
  mentions: z
    .array(z.object({ url: z.string(), acct: z.string() }))
    .nullish()
    .catch([]),
  /** Pixelfed's own, in answers that are asked for in its shape: StatusTransformer of its source. */
  taggedPeople: z.array(z.unknown()).nullish().catch(null),
  place: z.object({ name: z.string(), country: z.string().nullish() }).nullish().catch(null),
});
export type Status = z.infer<typeof statusSchema>;
export const statusesSchema = z.array(statusSchema);

export const accountSchema = z.object({
  id,
  username: z.string().min(1),
  display_name: z.string().nullish(),
  url: z.string(),
});

export const uploadSchema = z.object({ id, url: z.string().nullish() });

/** The words are the same on every server that speaks Mastodon's API. */
export const audienceOf = (visibility: string): Audience => audienceFrom('mastodon', visibility);

export function addressOf(status: Pick<Status, 'url' | 'uri'>): string {
  return status.url ?? status.uri ?? '';
}

/** `domain` completes the handles of the server's own people. */
export function sourcePost(status: Status, domain: string): SourcePost {
  return {
    remoteId: status.id,
    url: addressOf(status),
    text: plainText(status.content ?? '', handlesIn(status, domain)),
    language: status.language || null,
    // Whoever keeps a post on its server does not mean the public of another network, whatever its visibility there.
    audience: status.local_only === true ? 'direct' : audienceOf(status.visibility),
    sensitive: status.sensitive ?? false,
    warning: status.spoiler_text?.trim() || null,
    publishedAt: status.created_at,
    isReply: status.in_reply_to_id !== null,
    isStory: false,
    tagged: status.taggedPeople?.length ?? 0,
    place: placeOf(status),
    ...mediaOf(status),
  };
}

function placeOf({ place }: Status): string | null {
  return [place?.name, place?.country].filter((part) => part?.trim()).join(', ') || null;
}

/** Pictures, or one video (a GIF is one too). What is neither, like a sound or a poll, cannot be carried. */
function mediaOf({ media_attachments, poll }: Status): Pick<SourcePost, 'pictures' | 'video' | 'otherMedia'> {
  const media = media_attachments ?? [];
  const pictures = media.flatMap(({ id: remoteId, type, url, description }) =>
    type === 'image' && url ? [{ remoteId, url, altText: description ?? '' }] : [],
  );
  const [video = null, ...others] = media.flatMap(videoIn);
  const isMixed = video !== null && (pictures.length > 0 || others.length > 0);
  const counted = pictures.length + (video === null ? 0 : 1) + others.length;
  const otherMedia = counted < media.length || poll ? 'unsupported' : isMixed ? 'mixed' : null;
  return { pictures, video: isMixed ? null : video, otherMedia };
}

function videoIn({ id: remoteId, type, url, preview_url, description }: Media): readonly SourceVideo[] {
  if ((type !== 'video' && type !== 'gifv') || !url) return [];
  return [{ remoteId, url, altText: description ?? '', posterUrl: preview_url ?? null }];
}

function handlesIn(status: Status, domain: string): ReadonlyMap<string, string> {
  const handles = (status.mentions ?? []).map(
    ({ url, acct }) => [url, acct.includes('@') ? acct : `${acct}@${domain}`] as const,
  );
  return new Map(handles);
}

export function profileOf(account: z.infer<typeof accountSchema>, origin: string, domain: string): RemoteProfile {
  return {
    remoteId: account.id,
    instance: origin,
    handle: `${account.username}@${domain}`,
    displayName: account.display_name?.trim() || account.username,
    profileUrl: account.url,
  };
}
