/** A pretend Instagram: its pages, its API and where its pictures are. */
import { changePost, removePost } from '../graph/change-post.ts';
import { openContainers } from '../graph/containers.ts';
import { graphAnswersFor } from '../graph/errors.ts';
import type { MetaHouse } from '../graph/house.ts';
import { openMediaFiles } from '../graph/media-files.ts';
import { addPost } from '../graph/meta-state.ts';
import { signInRoutes } from '../graph/sign-in-desk.ts';
import { tokenRoutes } from '../graph/token-desk.ts';
import { randomToken } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { formLimitBytes, type Ground, type PretendNetwork, type PretendServer } from '../pretend.ts';
import { json } from '../server.ts';
import { basicScope, publishScope } from './instagram-state.ts';
import { containerRules, publishingRoutes } from './publishing.ts';
import { pageRoutes, readingRoutes } from './reading.ts';
import { instagramPosts } from './sample-instagram.ts';

export const pretendInstagram: PretendNetwork = {
  id: 'instagram',
  servers,
  revoke: ({ instagram }) => {
    for (const token of instagram.tokens) token.revoked = true;
  },
  expire: ({ instagram }, now) => {
    for (const token of instagram.tokens) token.expiresAt = now;
  },
  narrow: ({ instagram }) => {
    for (const token of instagram.tokens) token.scopes = [basicScope];
  },
  source: {
    samples: instagramPosts,
    add: ({ instagram }, sample, now) => addPost(instagram, sample, now).id,
    change: ({ instagram }, id, change) => changePost(instagram, id, change),
    remove: ({ instagram }, id) => removePost(instagram, id),
  },
};

const houseOf = ({ world, base }: Ground): MetaHouse => ({
  network: 'instagram',
  name: 'Instagram',
  world,
  state: () => world.store.state().instagram,
  userId: person.instagram.id,
  username: person.instagram.username,
  app: apps.instagram,
  grants: { exchange: 'ig_exchange_token', refresh: 'ig_refresh_token' },
  tokenPrefix: 'IGAA',
  scopes: {
    [basicScope]: 'read',
    [publishScope]: 'publish',
    instagram_business_manage_comments: 'whole',
    instagram_business_manage_insights: 'read',
    instagram_business_manage_messages: 'whole',
  },
  basicScope,
  publishScope,
  at: {
    www: () => base('instagram-www'),
    graph: () => base('instagram-graph'),
    cdn: () => base('instagram-cdn'),
  },
});

function servers(ground: Ground): readonly PretendServer[] {
  const house = houseOf(ground);
  const files = openMediaFiles(ground.world, house.at.cdn, randomToken());
  const desk = openContainers(house, containerRules);
  const { www, token } = signInRoutes(house, (access_token, scopes) =>
    json(200, { access_token, user_id: Number(house.userId), permissions: scopes.join(',') }),
  );
  const shared = { answers: graphAnswersFor(house.userId, 'instagram'), bodyLimitBytes: formLimitBytes };
  const graph = [...tokenRoutes(house), ...readingRoutes(house, desk, files), ...publishingRoutes(house, desk)];
  return [
    { ...shared, name: 'instagram-www', routes: [...www, ...pageRoutes(house, files)] },
    { ...shared, name: 'instagram-api', routes: token },
    { ...shared, name: 'instagram-graph', routes: graph, rewrite: (path) => path.replace(/^\/v\d+\.\d+(?=\/)/, '') },
    { ...shared, name: 'instagram-cdn', routes: files.routes },
    { ...shared, name: 'instagram-upload', routes: [] },
  ];
}
