/** From a finished container to a post that everyone sees. */
import { recordDelivery } from '../deliveries.ts';
import { Refusal } from '../server.ts';
import type { ContainerDesk } from './containers.ts';
import { graphError, type GraphError } from './errors.ts';
import type { MetaHouse } from './house.ts';
import { type MetaContainer, type MetaMedia, type MetaPost, newPost, nextTime } from './meta-state.ts';

const dayMs = 86_400_000;
export interface PublishRules {
  readonly postsPerDay: number;
  readonly permalink: (post: MetaPost) => string;
  /** What the network says to an account that it has restricted. */
  readonly blocked: GraphError;
}

/** Throws a Refusal when the account may publish nothing now. */
export function refuseBlocked({ world, network }: MetaHouse, { blocked }: PublishRules): void {
  if (world.moodOf(network).isAccountBlocked) throw new Refusal(graphError(blocked));
}

/** How many posts apps published in the last 24 hours. */
export function publishedToday({ world, network, state }: MetaHouse, { postsPerDay }: PublishRules): number {
  if (world.moodOf(network).isCapReached) return postsPerDay;
  return state().publishedAt.filter((at) => world.now() - at < dayMs).length;
}

/**
 * A second publish of one container makes no second post: it is refused as one that is not there. What Meta really says
 * then is not known; that there is no second post is (networks.md, 2.3).
 */
export function publishContainer(
  house: MetaHouse,
  desk: ContainerDesk,
  rules: PublishRules,
  container: MetaContainer,
): MetaPost {
  refuseBlocked(house, rules);
  const refusal = refusalOf(house, desk.stateOf(container), rules);
  if (refusal !== null) throw new Refusal(graphError(refusal));
  const { state, world } = house;
  const publishedAt = nextTime(state(), world.now());
  const media = mediaOf(house, container);
  const kind = container.replyTo === null ? 'post' : 'reply';
  const post = newPost(publishedAt, { text: container.text, kind, replyTo: container.replyTo, media });
  state().posts.push(post);
  state().publishedAt.push(world.now());
  container.publishedAs = post.id;
  deliver(house, rules, post);
  return post;
}

function refusalOf(
  house: MetaHouse,
  state: ReturnType<ContainerDesk['stateOf']>,
  rules: PublishRules,
): GraphError | null {
  if (state === 'PUBLISHED') return notFound;
  if (state === 'EXPIRED') return { code: 24, subcode: 2207008, message: 'The media container has expired' };
  if (state !== 'FINISHED') return { code: 9007, subcode: 2207027, message: 'The media is not ready for publishing' };
  if (house.world.moodOf(house.network).seesDuplicates)
    return { status: 403, code: 4, subcode: 2207051, message: 'We restrict certain activity to protect our community' };
  if (publishedToday(house, rules) >= rules.postsPerDay)
    return { code: 9, subcode: 2207042, message: 'You reached the maximum number of posts for 24 hours' };
  return null;
}

export const notFound: GraphError = {
  code: 24,
  subcode: 2207006,
  message: 'The requested resource does not exist',
};

/** What a container shows: of a carousel what its items show. */
function mediaOf(house: MetaHouse, container: MetaContainer): readonly Omit<MetaMedia, 'id'>[] {
  const items = container.children.map((id) => house.state().containers.find((item) => item.id === id));
  return [container, ...items].flatMap((shown) => {
    if (shown?.file === null || shown === undefined) return [];
    const { sha256, mimeType } = shown.file;
    const kind = mimeType.startsWith('video/') ? 'video' : 'picture';
    return [{ kind, from: 'upload', name: sha256, mimeType, altText: shown.altText } as const];
  });
}

function deliver({ world, network }: MetaHouse, { permalink }: PublishRules, post: MetaPost): void {
  recordDelivery(world.store, {
    network,
    id: post.id,
    url: permalink(post),
    at: post.publishedAt,
    text: post.text,
    visibility: 'public',
    replyTo: post.replyTo,
    warning: '',
    key: null,
    media: post.media.map(({ name, altText, mimeType }) => ({ sha256: name, altText, mimeType })),
    deletedAt: null,
  });
}
