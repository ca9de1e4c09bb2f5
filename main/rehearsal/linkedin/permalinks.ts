/** Where the links of posts lead: the post as people see it, with its pictures. */
import { page, postPage } from '../page.ts';
import { person } from '../people.ts';
import { bytes, type Answer, type Incoming, type Route } from '../server.ts';
import { sniffPicture } from '../uploads.ts';
import type { World } from '../world.ts';

export function permalinkRoutes(world: World, www: () => string): readonly Route[] {
  return [
    { method: 'GET', path: '/feed/update/:urn/', handle: (incoming) => showPost(world, www(), incoming) },
    { method: 'GET', path: '/dms/image/:sha256', handle: (incoming) => showPicture(world, incoming) },
  ];
}

const gone: Answer = page(
  404,
  'en',
  'Not found',
  '<main><p class="rehearsal">Rehearsal – a pretend LinkedIn</p><h1>This post cannot be displayed</h1></main>',
);

function showPost(world: World, www: string, incoming: Incoming): Answer {
  const post = world.store.state().linkedin.posts.find(({ urn }) => urn === incoming.params['urn']);
  if (post === undefined || post.deletedAt !== null) return gone;
  return postPage({
    network: 'LinkedIn',
    name: person.displayName,
    handle: post.visibility === 'CONNECTIONS' ? 'Connections only' : 'Public',
    text: post.shown,
    warning: '',
    at: post.createdAt,
    pictures: post.pictures.map(({ sha256, altText }) => ({ src: `${www}/dms/image/${sha256}`, altText })),
  });
}

/** Only pictures that a post shows. */
async function showPicture(world: World, incoming: Incoming): Promise<Answer> {
  const sha256 = incoming.params['sha256'] ?? '';
  const isShown = world.store
    .state()
    .linkedin.posts.some((post) => post.deletedAt === null && post.pictures.some((item) => item.sha256 === sha256));
  if (!isShown) return gone;
  const content = await world.uploads.read(sha256);
  return bytes(sniffPicture(content) ?? 'application/octet-stream', content);
}
