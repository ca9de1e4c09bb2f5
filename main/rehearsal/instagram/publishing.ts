/** Containers and what becomes of them (networks.md, 2.3 and 2.4). */
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

export const containerRules: ContainerRules = {
  pictures: { types: ['image/jpeg'], ratio: { least: 4 / 5, most: 1.91 } },
  videoBytes: 300_000_000,
  videoFault: (fault) => {
    const subcode = { unreachable: 2207077, too_large: 2207026, format: 2207026 }[fault];
    return `Media upload has failed with error code ${subcode}`;
  },
};
const captionCharacters = 2200;
const altTextCharacters = 1000;
const mostItems = 10;

const refuse = (error: GraphError) => new Refusal(graphError(error));
const invalid = (message: string) => refuse({ code: 100, message });

export function publishingRoutes(house: MetaHouse, desk: ContainerDesk): readonly Route[] {
  const headers = businessUsage(house.userId, 'instagram', 4);
  const rules: PublishRules = {
    postsPerDay: 50,
    permalink: (post) => permalink(house, post),
    blocked: { code: 25, subcode: 2207050, message: 'The Instagram account is restricted' },
  };
  const own = (answer: (call: GraphCall) => Answer | Promise<Answer>) => (call: GraphCall) =>
    call.id === house.userId ? answer(call) : missing(call.id);
  const create = async ({ parameters }: GraphCall): Promise<Answer> => {
    refuseBlocked(house, rules);
    const { id } = await desk.create(draftOf(house, desk, parameters));
    return json(200, { id }, headers);
  };
  const publish = ({ parameters }: GraphCall): Answer => {
    const id = parameters.get('creation_id') ?? '';
    const container = house.state().containers.find((candidate) => candidate.id === id);
    if (container === undefined) throw refuse(notFound);
    if (container.isItem) throw invalid('An item of a carousel cannot be published by itself');
    return json(200, { id: publishContainer(house, desk, rules, container).id }, headers);
  };
  const limit = (): Answer => {
    const config = { quota_total: rules.postsPerDay, quota_duration: 86_400 };
    return json(200, { data: [{ quota_usage: publishedToday(house, rules), config }] }, headers);
  };
  return [
    graphRoute(house, 'POST', '/:id/media', house.publishScope, own(create)),
    graphRoute(house, 'POST', '/:id/media_publish', house.publishScope, own(publish)),
    graphRoute(house, 'GET', '/:id/content_publishing_limit', house.publishScope, own(limit)),
  ];
}

/** Throws a Refusal for what Instagram refuses before it fetches anything. */
function draftOf(house: MetaHouse, desk: ContainerDesk, parameters: URLSearchParams): ContainerDraft {
  const isItem = parameters.get('is_carousel_item') === 'true';
  const type = typeOf(parameters.get('media_type'), isItem);
  const text = captionOf(parameters, isItem);
  const altText = parameters.get('alt_text') ?? '';
  if (parameters.has('upload_type')) throw invalid('Resumable uploads need Facebook Login for Business');
  if (altText !== '' && type !== 'IMAGE') throw invalid('alt_text is supported for images only');
  if (altText.length > altTextCharacters) throw invalid('alt_text is too long');
  const isCarousel = type === 'CAROUSEL';
  const address = isCarousel ? null : parameters.get(type === 'IMAGE' ? 'image_url' : 'video_url');
  if (!isCarousel && !address) throw invalid(`The parameter ${type === 'IMAGE' ? 'image' : 'video'}_url is required`);
  const children = isCarousel ? [...carouselItems(house, desk, parameters, mostItems)] : [];
  return { type, isItem, children, text, altText, address, replyTo: null, isSpoiler: false };
}

/** `VIDEO` is for items of a carousel alone; a video that stands alone is a reel. */
function typeOf(asked: string | null, isItem: boolean): ContainerDraft['type'] {
  if (asked === null || asked === 'IMAGE') return 'IMAGE';
  if ((asked === 'REELS' && !isItem) || asked === 'CAROUSEL') return asked;
  if (asked === 'VIDEO' && isItem) return asked;
  throw refuse({ code: 100, subcode: 2207023, message: `The media type ${asked} is unknown` });
}

function captionOf(parameters: URLSearchParams, isItem: boolean): string {
  const caption = parameters.get('caption') ?? '';
  if (caption !== '' && isItem) throw invalid('caption is not supported for items of a carousel');
  if (Array.from(caption).length > captionCharacters)
    throw refuse({ code: 36004, subcode: 2207010, message: 'The caption is too long' });
  const count = (mark: RegExp) => caption.match(mark)?.length ?? 0;
  if (count(/#[\p{L}\p{N}_]+/gu) > 30 || count(/@[\w.]+/g) > 20)
    throw refuse({ code: 100, subcode: 2207040, message: 'Cannot use more than 20 tags' });
  return caption;
}
