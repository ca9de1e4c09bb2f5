/** A post, its media and its author as X's API has them, in either of its two spellings. */
import { person } from '../people.ts';
import { Refusal } from '../server.ts';
import type { World } from '../world.ts';
import { invalidRequest } from './problems.ts';
import { handedOut, weightedLength } from './text.ts';
import type { XMedia, XPost } from './x-state.ts';

export interface XAddresses {
  readonly www: () => string;
  readonly media: () => string;
}
/** Documents of one day name fields after tweets and after posts: whoever asks for one is answered in it. */
export type Spelling = 'tweet' | 'post';

const { username } = person.x;
export const statusPath = (id: string): string => `/${username}/status/${id}`;
/** The number before an id says what kind of media it is. */
export const mediaKey = ({ kind, id }: Pick<XMedia, 'kind' | 'id'>): string =>
  `${{ photo: '3', animated_gif: '16', video: '7' }[kind]}_${id}`;

const mostWithoutNote = 280;

export function mediaOfPost(world: World, post: XPost): readonly XMedia[] {
  const { media } = world.store.state().x;
  return post.mediaIds.flatMap((id) => media.find((one) => one.id === id) ?? []);
}

const pagesOf = (post: XPost, media: readonly XMedia[], at: XAddresses) =>
  media.map((one, index) => ({
    page: `${at.www()}${statusPath(post.id)}/${one.kind === 'video' ? 'video' : 'photo'}/${index + 1}`,
    mediaKey: mediaKey(one),
  }));

/** Every field that there is; undefined where the post has nothing to say in it. */
function whole(world: World, at: XAddresses, post: XPost, spelling: Spelling): Record<string, unknown> {
  const media = mediaOfPost(world, post);
  const isLong = weightedLength(post.text) > mostWithoutNote;
  const short = isLong ? `${Array.from(post.text).slice(0, 270).join('')}…` : post.text;
  const { text, urls } = handedOut(short, pagesOf(post, media, at));
  const note = handedOut(post.text, []);
  const references = [
    ...(post.replyTo === null ? [] : [{ type: 'replied_to', id: post.replyTo }]),
    ...(post.kind === 'boost' ? [{ type: 'retweeted', id: '1700000000000000002' }] : []),
  ];
  return {
    id: post.id,
    text,
    [`edit_history_${spelling}_ids`]: [post.id],
    attachments: media.length > 0 ? { media_keys: media.map(mediaKey) } : undefined,
    author_id: person.x.id,
    conversation_id: post.replyTo ?? post.id,
    created_at: new Date(post.createdAt).toISOString(),
    edit_controls: undefined,
    entities: urls.length > 0 ? { urls } : undefined,
    lang: undefined,
    [`note_${spelling}`]: isLong ? { text: note.text, entities: { urls: note.urls } } : undefined,
    possibly_sensitive: post.isSensitive,
    public_metrics: { retweet_count: 0, reply_count: 0, like_count: post.likes, quote_count: 0 },
    [`referenced_${spelling}s`]: references.length > 0 ? references : undefined,
    reply_settings: 'everyone',
  };
}

/** A post with its default fields and those that were asked for. Throws a Refusal for a field that does not exist. */
export function tweetObject(
  world: World,
  at: XAddresses,
  post: XPost,
  { spelling, fields }: { readonly spelling: Spelling; readonly fields: readonly string[] },
): Record<string, unknown> {
  const defaults = ['id', 'text', `edit_history_${spelling}_ids`];
  return picked(whole(world, at, post, spelling), [...defaults, ...fields], `${spelling}.fields`);
}

export function mediaObject(media: XMedia, at: XAddresses, fields: readonly string[]): Record<string, unknown> {
  const address = `${at.media()}/${media.kind === 'video' ? 'video' : 'media'}/${media.id}`;
  const isPhoto = media.kind === 'photo';
  const all = {
    media_key: mediaKey(media),
    type: media.kind,
    url: isPhoto ? address : undefined,
    preview_image_url: undefined,
    alt_text: media.altText || undefined,
    duration_ms: isPhoto ? undefined : media.durationMs,
    width: media.width,
    height: media.height,
    public_metrics: undefined,
    variants: isPhoto
      ? undefined
      : [
          { content_type: 'application/x-mpegURL', url: `${address}.m3u8` },
          { bit_rate: 256_000, content_type: 'video/mp4', url: `${address}?size=small` },
          { bit_rate: 2_176_000, content_type: 'video/mp4', url: address },
        ],
  };
  return picked(all, ['media_key', 'type', ...fields], 'media.fields');
}

export function userObject(world: World, fields: readonly string[]): Record<string, unknown> {
  const all = {
    id: person.x.id,
    name: person.displayName,
    username,
    created_at: '2014-05-02T08:00:00.000Z',
    description: person.note,
    location: 'Kiel',
    profile_image_url: undefined,
    protected: world.store.state().x.isProtected,
    public_metrics: { followers_count: 812, following_count: 164, tweet_count: world.store.state().x.posts.length },
    subscription_type: 'None',
    verified: false,
    verified_type: 'none',
  };
  return picked(all, ['id', 'name', 'username', ...fields], 'user.fields');
}

function picked(
  all: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  parameter: string,
): Record<string, unknown> {
  const unknown = fields.find((field) => !(field in all));
  if (unknown !== undefined) {
    const known = Object.keys(all).join(',');
    const message = `The \`${parameter}\` query parameter value [${unknown}] is not one of [${known}]`;
    throw new Refusal(invalidRequest(message, { [parameter]: [unknown] }));
  }
  const entries = fields.map((field) => [field, all[field]] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
