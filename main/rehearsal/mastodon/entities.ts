/** Accounts, statuses and attachments as Mastodon's API shows them. */
import { person } from '../people.ts';
import type { Incoming } from '../server.ts';
import type { MastodonMedia, MastodonStatus } from './mastodon-state.ts';
import { stateOf, type ServerContext } from './server-context.ts';
import { statusHtml, tagsIn } from './status-text.ts';

export const accountUrl = (context: ServerContext): string => `${context.base()}/@${context.dialect.account.username}`;
export const statusUrl = (context: ServerContext, id: string): string =>
  context.dialect.network === 'pixelfed'
    ? `${context.base()}/p/${context.dialect.account.username}/${id}`
    : `${accountUrl(context)}/${id}`;

export function accountEntity(context: ServerContext): Record<string, unknown> {
  const { id, username } = context.dialect.account;
  return {
    id,
    username,
    acct: username,
    display_name: person.displayName,
    locked: false,
    bot: false,
    created_at: '2022-11-05T00:00:00.000Z',
    note: `<p>${person.note}</p>`,
    url: accountUrl(context),
    uri: `${context.base()}/users/${username}`,
    avatar: null,
    header: null,
    followers_count: 214,
    following_count: 180,
    statuses_count: stateOf(context).statuses.length,
    emojis: [],
    fields: [],
  };
}

export const credentialEntity = (context: ServerContext): Record<string, unknown> => ({
  ...accountEntity(context),
  source: { privacy: 'public', sensitive: false, language: 'en', note: person.note, fields: [] },
});

export const mediaUrl = (context: ServerContext, media: MastodonMedia): string =>
  `${context.base()}/media_attachments/files/${media.id}.${endings[media.mimeType] ?? media.mimeType.replace(/^.*\//, '')}`;
const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'video/quicktime': 'mov' };

/** A still of a video; a picture is its own. */
const previewUrl = (context: ServerContext, media: MastodonMedia): string =>
  media.mimeType.startsWith('video/')
    ? `${context.base()}/media_attachments/small/${media.id}.png`
    : mediaUrl(context, media);

function typeOf({ mimeType }: MastodonMedia): string {
  if (mimeType === 'image/gif') return 'gifv';
  return mimeType.startsWith('video/') ? 'video' : 'image';
}

export function mediaEntity(context: ServerContext, media: MastodonMedia): Record<string, unknown> {
  const isReady = media.processing === 'ready';
  const { width, height } = media;
  const size = { width, height, size: `${width}x${height}`, aspect: width / height };
  return {
    id: media.id,
    type: typeOf(media),
    url: isReady ? mediaUrl(context, media) : null,
    preview_url: isReady ? previewUrl(context, media) : null,
    remote_url: null,
    text_url: null,
    meta: { original: size, small: size },
    description: media.description,
    blurhash: 'UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH',
  };
}

const boostedAccount = {
  id: '109300000000000099',
  username: 'harbourarchive',
  acct: 'harbourarchive@photo.rehearsal',
  display_name: 'Harbour Archive',
};

/** What Pixelfed adds to a status when it is asked with `_pe` (its StatusTransformer). */
export function ownShape(context: ServerContext, incoming: Incoming, status: MastodonStatus): Record<string, unknown> {
  if (context.dialect.network !== 'pixelfed' || !incoming.url.searchParams.has('_pe')) return {};
  return {
    place: status.place && { id: 1, slug: status.place.name.toLowerCase(), ...status.place },
    taggedPeople: status.taggedPeople.map((username, index) => ({ username, profile_id: String(index + 1) })),
    pf_type: status.mediaIds.length > 1 ? 'photo:album' : 'photo',
    local: true,
  };
}

export function statusEntity(context: ServerContext, status: MastodonStatus): Record<string, unknown> {
  const own = plainStatus(context, status);
  if (!status.isBoost) return own;
  const boosted = {
    ...own,
    id: `${status.id}1`,
    account: { ...accountEntity(context), ...boostedAccount },
    url: 'https://photo.rehearsal/@harbourarchive/1',
  };
  return { ...own, content: '', media_attachments: [], tags: [], reblog: boosted };
}

/** Her own for a thread; somebody else's for a status that is not here. */
function repliedAccount(context: ServerContext, { inReplyToId }: MastodonStatus): string | null {
  if (inReplyToId === null) return null;
  const isHers = stateOf(context).statuses.some(({ id }) => id === inReplyToId);
  return isHers ? context.dialect.account.id : boostedAccount.id;
}

function plainStatus(context: ServerContext, status: MastodonStatus): Record<string, unknown> {
  const base = context.base();
  const media = stateOf(context).media.filter(({ id }) => status.mediaIds.includes(id));
  return {
    id: status.id,
    created_at: new Date(status.createdAt).toISOString(),
    edited_at: status.editedAt === null ? null : new Date(status.editedAt).toISOString(),
    in_reply_to_id: status.inReplyToId,
    in_reply_to_account_id: repliedAccount(context, status),
    sensitive: status.sensitive,
    spoiler_text: status.spoilerText,
    visibility: status.visibility,
    language: status.language,
    uri: `${base}/users/${context.dialect.account.username}/statuses/${status.id}`,
    url: statusUrl(context, status.id),
    replies_count: 0,
    reblogs_count: Math.round(status.likes / 6),
    favourites_count: status.likes,
    content: statusHtml(status.text, base),
    reblog: null,
    application: status.application === null ? null : { name: status.application, website: null },
    account: accountEntity(context),
    media_attachments: status.mediaIds
      .flatMap((id) => media.filter((item) => item.id === id))
      .map((item) => mediaEntity(context, item)),
    mentions: [],
    tags: tagsIn(status.text).map((name) => ({
      name: name.toLowerCase(),
      url: `${base}/tags/${encodeURIComponent(name.toLowerCase())}`,
    })),
    emojis: [],
    card: null,
    poll: null,
    favourited: false,
    reblogged: false,
    muted: false,
    bookmarked: false,
    pinned: false,
  };
}
