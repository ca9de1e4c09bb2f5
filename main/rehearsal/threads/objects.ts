/** The objects of `graph.threads.net`: the person, her posts, the containers (networks.md, 3.2 and 3.3). */
import type { ContainerState } from '../graph/containers.ts';
import { graphError } from '../graph/errors.ts';
import { pick, type FieldTree } from '../graph/fields.ts';
import type { MetaHouse } from '../graph/house.ts';
import type { MediaFiles } from '../graph/media-files.ts';
import type { MetaContainer, MetaMedia, MetaPost } from '../graph/meta-state.ts';
import { graphTime } from '../graph/paging.ts';
import { person } from '../people.ts';
import { Refusal } from '../server.ts';

/** Only what was asked for. Throws a Refusal for a field that does not exist. */
export function picked(object: Readonly<Record<string, unknown>>, tree: FieldTree): Record<string, unknown> {
  const { value, unknown } = pick(object, tree);
  if (unknown === null) return value;
  throw new Refusal(graphError({ code: 100, message: `Tried accessing nonexisting field (${unknown})` }));
}

export const userObject = ({ userId, username }: MetaHouse) => ({
  id: userId,
  username,
  name: person.displayName,
  threads_profile_picture_url: undefined,
  threads_biography: person.note,
  is_verified: false,
});

export const containerObject = ({ id, failure }: MetaContainer, state: ContainerState) => ({
  id,
  status: state,
  error_message: state === 'ERROR' ? (failure ?? 'UNKNOWN') : undefined,
});

export const permalink = ({ at, username }: Pick<MetaHouse, 'at' | 'username'>, { shortcode }: MetaPost): string =>
  `${at.www()}/@${username}/post/${shortcode}`;

export function postObject(
  house: MetaHouse,
  files: MediaFiles,
  post: MetaPost,
  tree: FieldTree,
): Record<string, unknown> {
  const [cover] = post.media;
  const isCarousel = post.media.length > 1;
  const shared = { permalink: permalink(house, post), timestamp: graphTime(post.publishedAt) };
  const child = (medium: MetaMedia) =>
    picked({ ...shared, id: medium.id, ...fileFields(files, medium) }, tree['children'] ?? { id: {} });
  const own = cover === undefined || isCarousel ? noFile : fileFields(files, cover);
  return picked(
    {
      ...shared,
      ...own,
      id: post.id,
      media_product_type: 'THREADS',
      media_type: post.kind === 'repost' ? 'REPOST_FACADE' : isCarousel ? 'CAROUSEL_ALBUM' : own.media_type,
      text: post.text || undefined,
      owner: { id: house.userId },
      username: house.username,
      shortcode: post.shortcode,
      is_quote_post: false,
      quoted_post: undefined,
      reposted_post: post.kind === 'repost' ? { id: `${post.id}9` } : undefined,
      has_replies: house.state().posts.some(({ replyTo }) => replyTo === post.id),
      gif_url: undefined,
      link_attachment_url: undefined,
      topic_tag: undefined,
      reply_audience: 'EVERYONE',
      poll_attachment: undefined,
      children: isCarousel && 'children' in tree ? { data: post.media.map(child) } : undefined,
      ...(post.kind === 'reply' && replyFields(post)),
    },
    tree,
  );
}

/** Only replies have these. */
const replyFields = ({ replyTo }: MetaPost) => ({
  is_reply: true,
  root_post: undefined,
  replied_to: replyTo === null ? undefined : { id: replyTo },
  is_reply_owned_by_me: true,
  hide_status: 'NOT_HUSHED',
});

const noFile = { media_type: 'TEXT_POST', media_url: undefined, thumbnail_url: undefined, alt_text: undefined };
const fileFields = (files: MediaFiles, medium: MetaMedia) => ({
  media_type: medium.kind === 'video' ? 'VIDEO' : 'IMAGE',
  media_url: files.address(medium),
  thumbnail_url: medium.kind === 'video' ? (files.still(medium) ?? undefined) : undefined,
  alt_text: medium.altText || undefined,
});
