/** Containers, what becomes of them, and deleting (networks.md, 3.3 and 3.4). */
import { markDeleted } from '../deliveries.ts';
import { graphRoute, type GraphCall } from '../graph/answering.ts';
import { carouselItems } from '../graph/carousel.ts';
import type { ContainerDesk, ContainerDraft, ContainerRules } from '../graph/containers.ts';
import { businessUsage, graphError, type GraphError, missing } from '../graph/errors.ts';
import type { MetaHouse } from '../graph/house.ts';
import {
  notFound,
  publishContainer,
  publishedToday,
  refuseBlocked,
  type PublishRules,
} from '../graph/publish-container.ts';
import { json, Refusal, type Answer, type Route } from '../server.ts';
import { permalink } from './objects.ts';
import { checkText } from './text-rules.ts';
import { deleteScope } from './threads-state.ts';

export const containerRules: ContainerRules = {
  pictures: { types: ['image/jpeg', 'image/png'], ratio: { least: 0.1, most: 10 } },
  videoBytes: 1_000_000_000,
  videoFault: (fault) => (fault === 'unreachable' ? 'FAILED_DOWNLOADING_VIDEO' : 'FAILED_PROCESSING_VIDEO'),
};
const dayMs = 86_400_000;
const altTextCharacters = 1000;
const mostItems = 20;
const mostDeletes = 100;
const types = ['TEXT', 'IMAGE', 'VIDEO', 'CAROUSEL'] as const;

const refuse = (error: GraphError) => new Refusal(graphError(error));
const invalid = (message: string) => refuse({ code: 100, message });

export function publishingRoutes(house: MetaHouse, desk: ContainerDesk): readonly Route[] {
  const headers = businessUsage(house.userId, 'threads', 4);
  const rules: PublishRules = {
    postsPerDay: 250,
    permalink: (post) => permalink(house, post),
    blocked: { status: 403, code: 10, subcode: 4279013, message: 'The user is restricted from this action' },
  };
  const own = (answer: (call: GraphCall) => Answer | Promise<Answer>) => (call: GraphCall) =>
    call.id === house.userId ? answer(call) : missing(call.id);
  const create = async ({ parameters }: GraphCall): Promise<Answer> => {
    refuseBlocked(house, rules);
    const container = await desk.create(draftOf(house, desk, parameters));
    const isPublished = parameters.get('auto_publish_text') === 'true' && container.type === 'TEXT';
    return json(
      200,
      isPublished ? { id: publishContainer(house, desk, rules, container).id } : { id: container.id },
      headers,
    );
  };
  const publish = ({ parameters }: GraphCall): Answer => {
    const id = parameters.get('creation_id') ?? '';
    const container = house.state().containers.find((candidate) => candidate.id === id);
    if (container === undefined) throw refuse(notFound);
    if (container.isItem) throw invalid('An item of a carousel cannot be published by itself');
    return json(200, { id: publishContainer(house, desk, rules, container).id }, headers);
  };
  const limit = ({ parameters }: GraphCall): Answer => json(200, { data: [quotas(house, rules, parameters)] }, headers);
  return [
    graphRoute(house, 'POST', '/:id/threads', house.publishScope, own(create)),
    graphRoute(house, 'POST', '/:id/threads_publish', house.publishScope, own(publish)),
    graphRoute(house, 'GET', '/:id/threads_publishing_limit', house.publishScope, own(limit)),
    graphRoute(house, 'DELETE', '/:id', deleteScope, ({ id }) => remove(house, id)),
  ];
}

function quotas(house: MetaHouse, rules: PublishRules, parameters: URLSearchParams): Record<string, unknown> {
  const config = (quota_total: number) => ({ quota_total, quota_duration: 86_400 });
  const all: Readonly<Record<string, unknown>> = {
    quota_usage: publishedToday(house, rules),
    config: config(rules.postsPerDay),
    reply_quota_usage: house.state().posts.filter(({ replyTo }) => replyTo !== null).length,
    reply_config: config(1000),
    delete_quota_usage: house.state().deletedAt.length,
    delete_config: config(mostDeletes),
  };
  const asked = (parameters.get('fields') ?? 'quota_usage').split(',');
  return Object.fromEntries(asked.map((name) => [name, all[name]]));
}

/** Throws a Refusal for what Threads refuses before it fetches anything. */
function draftOf(house: MetaHouse, desk: ContainerDesk, parameters: URLSearchParams): ContainerDraft {
  const type = types.find((name) => name === parameters.get('media_type'));
  if (type === undefined) throw refuse({ code: 100, subcode: 2207023, message: 'The media type is unknown' });
  const text = parameters.get('text') ?? '';
  checkText(text);
  if (type === 'TEXT' && text === '') throw invalid('Param text must be a non-empty string');
  const altText = parameters.get('alt_text') ?? '';
  if (altText.length > altTextCharacters) throw invalid('Param alt_text must be at most 1000 characters long');
  const address = type === 'IMAGE' || type === 'VIDEO' ? parameters.get(`${type.toLowerCase()}_url`) : null;
  if ((type === 'IMAGE' || type === 'VIDEO') && !address) throw invalid(`Param ${type.toLowerCase()}_url is missing`);
  const replyTo = parameters.get('reply_to_id');
  if (replyTo !== null && !house.state().posts.some(({ id }) => id === replyTo)) throw new Refusal(missing(replyTo));
  const isItem = parameters.get('is_carousel_item') === 'true';
  if (isItem && (type === 'TEXT' || type === 'CAROUSEL' || text !== '')) throw invalid('Not an item of a carousel');
  const children = type === 'CAROUSEL' ? [...carouselItems(house, desk, parameters, mostItems)] : [];
  const isSpoiler = parameters.get('is_spoiler_media') === 'true';
  return { type, isItem, children, text, altText, address, replyTo, isSpoiler };
}

function remove(house: MetaHouse, id: string): Answer {
  const { world, network, state } = house;
  const today = state().deletedAt.filter((at) => world.now() - at < dayMs);
  if (today.length >= mostDeletes) return graphError({ status: 403, code: 4, message: 'Too many posts were deleted' });
  const post = state().posts.find((candidate) => candidate.id === id);
  if (post === undefined) return missing(id);
  state().posts = state().posts.filter((candidate) => candidate !== post);
  state().deletedAt.push(world.now());
  markDeleted(world.store, network, id, world.now());
  return json(200, { success: true, deleted_id: id });
}
