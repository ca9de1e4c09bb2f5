/** Who the person is and what she posted. */
import { graphRoute, type GraphCall } from '../graph/answering.ts';
import type { ContainerDesk } from '../graph/containers.ts';
import { businessUsage, missing } from '../graph/errors.ts';
import { parseFields } from '../graph/fields.ts';
import type { MetaHouse } from '../graph/house.ts';
import type { MediaFiles } from '../graph/media-files.ts';
import type { MetaPost } from '../graph/meta-state.ts';
import { listPage } from '../graph/paging.ts';
import { postPage } from '../page.ts';
import { person } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { containerObject, mediaObject, picked, userObject } from './objects.ts';

const newestFirst = ({ state }: MetaHouse) => state().posts.toSorted((a, b) => b.publishedAt - a.publishedAt);
const storyLivesMs = 24 * 3_600_000;

export function readingRoutes(house: MetaHouse, desk: ContainerDesk, files: MediaFiles): readonly Route[] {
  const headers = businessUsage(house.userId, 'instagram', 3);
  // A story that lives is in its own list alone (networks.md, 2.2).
  const isLiveStory = (post: MetaPost) => post.isStory && post.publishedAt > house.world.now() - storyLivesMs;
  const list =
    (isListed: (post: MetaPost) => boolean) =>
    (call: GraphCall): Answer => {
      const { incoming, parameters, id } = call;
      if (id !== house.userId) return missing(id);
      const tree = parseFields(parameters.get('fields') ?? '');
      const show = (post: MetaPost) => mediaObject(house, files, post, tree);
      const items = newestFirst(house).filter(isListed);
      return listPage(incoming, { items, idOf: (post) => post.id, show, graph: house.at.graph(), headers });
    };
  const show = ({ parameters, id }: GraphCall): Answer => {
    const tree = parseFields(parameters.get('fields') ?? '');
    if (id === house.userId) return json(200, picked(userObject(house), tree), headers);
    const post = house.state().posts.find((candidate) => candidate.id === id);
    if (post !== undefined) return json(200, mediaObject(house, files, post, tree), headers);
    const container = desk.find(id);
    return json(200, picked(containerObject(container, desk.stateOf(container)), tree), headers);
  };
  return [
    graphRoute(house, 'GET', '/:id', house.basicScope, show),
    graphRoute(
      house,
      'GET',
      '/:id/media',
      house.basicScope,
      list((post) => !post.isStory),
    ),
    graphRoute(house, 'GET', '/:id/stories', house.basicScope, list(isLiveStory)),
  ];
}

/** The page of a post, where its permalink leads. */
export function pageRoutes(house: MetaHouse, files: MediaFiles): readonly Route[] {
  const handle = (incoming: Incoming): Answer => {
    const post = house.state().posts.find(({ shortcode }) => shortcode === incoming.params['shortcode']);
    if (post === undefined) return { status: 404, body: "Sorry, this page isn't available." };
    const pictures = post.media.flatMap((medium) => {
      const src = medium.kind === 'video' ? files.still(medium) : files.address(medium);
      return src === null ? [] : [{ src, altText: medium.altText }];
    });
    return postPage({
      network: house.name,
      name: person.displayName,
      handle: `@${house.username}`,
      text: post.text,
      warning: '',
      at: post.publishedAt,
      pictures,
    });
  };
  return [
    { method: 'GET', path: '/p/:shortcode/', handle },
    { method: 'GET', path: '/reel/:shortcode/', handle },
  ];
}
