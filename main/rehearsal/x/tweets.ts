/** Making and deleting posts: docs.x.com/x-api/posts/create-post and docs.x.com/changelog. */
import { z } from 'zod';
import { markDeleted, recordDelivery } from '../deliveries.ts';
import { person } from '../people.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import type { World } from '../world.ts';
import { call } from './calls.ts';
import { isUsable } from './media.ts';
import { charge, prices } from './money.ts';
import { forbidden, invalidRequest, notAuthorized, notFoundProblem } from './problems.ts';
import { cashtagCount, hasLink, mentions, weightedLength } from './text.ts';
import { mediaOfPost, statusPath, tweetObject, type XAddresses } from './tweet.ts';
import { nextId, type XMedia, type XPost } from './x-state.ts';

const mostCharacters = 280;
const mostPhotos = 4;
/** For how long the same words count as the same post. */
const duplicateMs = 24 * 3_600_000;
const anything = z.unknown().optional();

const newPostSchema = z.strictObject({
  text: z.string().optional(),
  media: z
    .strictObject({ media_ids: z.array(z.string()).min(1), tagged_user_ids: z.array(z.string()).max(10).optional() })
    .optional(),
  reply: z
    .strictObject({ in_reply_to_tweet_id: z.string(), exclude_reply_user_ids: z.array(z.string()).optional() })
    .optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
  quote_tweet_id: z.string().optional(),
  edit_options: z.strictObject({ previous_post_id: z.string() }).optional(),
  poll: anything,
  geo: anything,
  made_with_ai: anything,
  paid_partnership: anything,
  community_id: anything,
  share_with_followers: anything,
  nullcast: anything,
  for_super_followers_only: anything,
  card_uri: anything,
  direct_message_deep_link: anything,
});
type NewPost = z.infer<typeof newPostSchema>;

export function tweetRoutes(world: World, at: XAddresses): readonly Route[] {
  const scopes = ['tweet.read', 'users.read', 'tweet.write'];
  return [
    call(world, 'POST', '/2/tweets', { scopes, limit: 100 }, (incoming) => create(world, at, incoming)),
    call(world, 'DELETE', '/2/tweets/:id', { scopes, limit: 50 }, (incoming) => remove(world, incoming)),
  ];
}

function create(world: World, at: XAddresses, incoming: Incoming): Answer {
  const asked = newPostSchema.safeParse(readJson(incoming));
  if (!asked.success) {
    const [issue] = asked.error.issues;
    return invalidRequest(`$.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const text = asked.data.text ?? '';
  const media = usableMedia(world, asked.data.media?.media_ids ?? []);
  const refusal = refusalOf(world, asked.data, text, media);
  if (refusal !== null) return refusal;
  const post = publish(world, text, media, asked.data.reply?.in_reply_to_tweet_id ?? null);
  charge(world, hasLink(text) ? prices.createWithLink : prices.create);
  deliver(world, at, post);
  // The schema names this field after posts, the prose after tweets.
  const { id, text: shown, edit_history_post_ids } = tweetObject(world, at, post, { spelling: 'post', fields: [] });
  return json(201, { data: { id, text: shown, edit_history_post_ids } });
}

/** Unknown, unfinished, failed, forgotten: all the same sentence. */
function usableMedia(world: World, ids: readonly string[]): readonly XMedia[] {
  const known = world.store.state().x.media.filter((one) => one.sample === null);
  const found = ids.map((id) => known.find((one) => one.id === id && isUsable(world, one)));
  const media = found.filter((one) => one !== undefined);
  const others = media.filter(({ kind }) => kind !== 'photo').length;
  const fits = others === 0 ? media.length <= mostPhotos : media.length === 1;
  if (media.length === ids.length && fits) return media;
  throw new Refusal(invalidRequest('Your media IDs are invalid.', { 'media.media_ids': ids }));
}

function refusalOf(world: World, asked: NewPost, text: string, media: readonly XMedia[]): Answer | null {
  if (text.trim() === '' && media.length === 0)
    return invalidRequest('At least one of text or media must be provided.', { text: [text] });
  if (asked.edit_options !== undefined) return forbidden('Your account is not permitted to access this feature.');
  if (asked.quote_tweet_id !== undefined)
    return notAuthorized('You can only reply to or quote posts where you are mentioned or are the author');
  if (weightedLength(text) > mostCharacters) return forbidden('Text too long');
  if (cashtagCount(text) > 1) return forbidden('Posts may contain a maximum of one cashtag.');
  return replyRefusal(world, asked) ?? mentionRefusal(text) ?? duplicateRefusal(world, text, media);
}

/** Replies are for one's own posts, unless their author has called one; here nobody ever does. */
function replyRefusal(world: World, { reply }: NewPost): Answer | null {
  if (reply === undefined) return null;
  const isOwn = world.store.state().x.posts.some(({ id }) => id === reply.in_reply_to_tweet_id);
  if (isOwn) return null;
  return notAuthorized(
    'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
  );
}

/** The rule is announced without its details and without its sentence: this one is ours. */
function mentionRefusal(text: string): Answer | null {
  const isStranger = mentions(text).some((name) => name.toLowerCase() !== person.x.username);
  return isStranger ? forbidden('You are not allowed to mention users who have not engaged with you.') : null;
}

/** The same words with the same media, within a day and not deleted since. */
function duplicateRefusal(world: World, text: string, media: readonly XMedia[]): Answer | null {
  const since = world.now() - duplicateMs;
  const hashes = (list: readonly XMedia[]) => list.map(({ sha256 }) => sha256).join();
  const isThere = world.store
    .state()
    .x.posts.some(
      (post) =>
        post.createdAt >= since &&
        text !== '' &&
        post.text === text &&
        hashes(mediaOfPost(world, post)) === hashes(media),
    );
  const isRepeat = isThere || world.moodOf('x').seesDuplicates;
  return isRepeat ? forbidden('You are not allowed to create a Tweet with duplicate content.') : null;
}

function publish(world: World, text: string, media: readonly XMedia[], replyTo: string | null): XPost {
  const { x } = world.store.state();
  const createdAt = world.now();
  const mediaIds = media.map(({ id }) => id);
  const post: XPost = {
    id: nextId(x, createdAt),
    text,
    createdAt,
    kind: 'post',
    replyTo,
    isSensitive: false,
    likes: 0,
    mediaIds,
  };
  x.posts.push(post);
  return post;
}

function deliver(world: World, at: XAddresses, post: XPost): void {
  recordDelivery(world.store, {
    network: 'x',
    id: post.id,
    url: `${at.www()}${statusPath(post.id)}`,
    at: post.createdAt,
    text: post.text,
    visibility: world.store.state().x.isProtected ? 'protected' : 'public',
    replyTo: post.replyTo,
    warning: '',
    key: null,
    media: mediaOfPost(world, post).map(({ sha256, altText, mimeType }) => ({
      sha256: sha256 ?? '',
      altText,
      mimeType,
    })),
    deletedAt: null,
  });
}

function remove(world: World, incoming: Incoming): Answer {
  const { x } = world.store.state();
  const id = incoming.params['id'] ?? '';
  if (!x.posts.some((post) => post.id === id)) return json(404, notFoundProblem(id));
  x.posts = x.posts.filter((post) => post.id !== id);
  charge(world, prices.remove);
  markDeleted(world.store, 'x', id, world.now());
  return json(200, { data: { deleted: true } });
}
