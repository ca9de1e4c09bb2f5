/** The objects of `graph.instagram.com`: the person, her media, the containers (networks.md, 2.2 and 2.3). */
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
  throw new Refusal(
    graphError({ code: 100, type: 'IGApiException', message: `Tried accessing nonexisting field (${unknown})` }),
  );
}

export const userObject = ({ userId, username, state }: MetaHouse) => ({
  id: userId,
  user_id: userId,
  username,
  name: person.displayName,
  account_type: 'MEDIA_CREATOR',
  profile_picture_url: undefined,
  followers_count: 2318,
  follows_count: 204,
  media_count: state().posts.length,
});

/** The reason of a failed container stands in its `status`, as a sentence. */
export const containerObject = ({ id, failure }: MetaContainer, state: ContainerState) => ({
  id,
  status_code: state,
  status: state === 'ERROR' ? `Error: ${failure ?? ''}` : `${state}: Media is ${state.toLowerCase()}`,
});

/** A video that stands alone is a reel. */
function productOf({ isStory, media }: Pick<MetaPost, 'isStory' | 'media'>): 'STORY' | 'REELS' | 'FEED' {
  if (isStory) return 'STORY';
  return media.length === 1 && media[0]?.kind === 'video' ? 'REELS' : 'FEED';
}

export function permalink({ at, username }: Pick<MetaHouse, 'at' | 'username'>, post: MetaPost): string {
  const product = productOf(post);
  if (product === 'STORY') return `${at.www()}/stories/${username}/${post.id}`;
  return `${at.www()}/${product === 'REELS' ? 'reel' : 'p'}/${post.shortcode}/`;
}

export function mediaObject(
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
  const own = cover === undefined ? {} : fileFields(files, cover);
  return picked(
    {
      ...shared,
      ...own,
      id: post.id,
      caption: post.text || undefined,
      media_type: isCarousel ? 'CAROUSEL_ALBUM' : typeOf(cover),
      media_product_type: productOf(post),
      shortcode: post.shortcode,
      username: house.username,
      owner: { id: house.userId },
      like_count: post.likes,
      comments_count: post.comments,
      is_comment_enabled: true,
      is_shared_to_feed: undefined,
      alt_text: isCarousel ? undefined : cover?.altText || undefined,
      is_ai_generated: false,
      media_audio_type: undefined,
      children: isCarousel && 'children' in tree ? { data: post.media.map(child) } : undefined,
    },
    tree,
  );
}

const typeOf = (medium: MetaMedia | undefined) => (medium?.kind === 'video' ? 'VIDEO' : 'IMAGE');

const fileFields = (files: MediaFiles, medium: MetaMedia) => ({
  media_type: typeOf(medium),
  media_url: files.address(medium),
  thumbnail_url: medium.kind === 'video' ? (files.still(medium) ?? undefined) : undefined,
  alt_text: medium.altText || undefined,
});
