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
import { containerObject, permalink, picked, postObject, userObject } from './objects.ts';
import { repliesScope } from './threads-state.ts';

export function readingRoutes(house: MetaHouse, desk: ContainerDesk, files: MediaFiles): readonly Route[] {
  const headers = businessUsage(house.userId, 'threads', 3);
  const list =
    (isListed: (post: MetaPost) => boolean) =>
    ({ incoming, parameters, id }: GraphCall): Answer => {
      if (id !== house.userId) return missing(id);
      const tree = parseFields(parameters.get('fields') ?? '');
      const items = newestFirst(house).filter((post) => isListed(post) && isWithin(post, parameters));
      const show = (post: MetaPost) => postObject(house, files, post, tree);
      return listPage(incoming, { items, idOf: (post) => post.id, show, graph: house.at.graph(), headers });
    };
  const show = ({ parameters, id }: GraphCall): Answer => {
    const tree = parseFields(parameters.get('fields') ?? '');
    if (id === house.userId) return json(200, picked(userObject(house), tree), headers);
    const post = house.state().posts.find((candidate) => candidate.id === id);
    if (post !== undefined) return json(200, postObject(house, files, post, tree), headers);
    const container = desk.find(id);
    return json(200, picked(containerObject(container, desk.stateOf(container)), tree), headers);
  };
  return [
    graphRoute(house, 'GET', '/:id', house.basicScope, show),
    graphRoute(
      house,
      'GET',
      '/:id/threads',
      house.basicScope,
      list(({ kind }) => kind !== 'reply'),
    ),
    graphRoute(
      house,
      'GET',
      '/:id/replies',
      repliesScope,
      list(({ kind }) => kind === 'reply'),
    ),
  ];
}

const newestFirst = ({ state }: MetaHouse) => state().posts.toSorted((a, b) => b.publishedAt - a.publishedAt);

/** `since` and `until` are seconds. */
function isWithin({ publishedAt }: MetaPost, parameters: URLSearchParams): boolean {
  const seconds = Math.floor(publishedAt / 1000);
  const [since, until] = [parameters.get('since'), parameters.get('until')];
  return (since === null || seconds >= Number(since)) && (until === null || seconds <= Number(until));
}

/** The page of a post, where its permalink leads. */
export function pageRoutes(house: MetaHouse, files: MediaFiles): readonly Route[] {
  const handle = (incoming: Incoming): Answer => {
    const post = house.state().posts.find((candidate) => permalink(house, candidate).endsWith(incoming.url.pathname));
    if (post === undefined) return { status: 404, body: 'Sorry, this page is not available.' };
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
  return [{ method: 'GET', path: `/@${house.username}/post/:shortcode`, handle }];
}
