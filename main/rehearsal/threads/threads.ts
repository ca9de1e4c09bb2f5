/** A pretend Threads: its pages, its API and where its pictures are. */
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
import { containerRules, publishingRoutes } from './publishing.ts';
import { pageRoutes, readingRoutes } from './reading.ts';
import { threadsPosts } from './sample-threads.ts';
import { basicScope, deleteScope, publishScope, repliesScope } from './threads-state.ts';

export const pretendThreads: PretendNetwork = {
  id: 'threads',
  servers,
  revoke: ({ threads }) => {
    for (const token of threads.tokens) token.revoked = true;
  },
  expire: ({ threads }, now) => {
    for (const token of threads.tokens) token.expiresAt = now;
  },
  narrow: ({ threads }) => {
    for (const token of threads.tokens) token.scopes = token.scopes.filter((scope) => scope !== publishScope);
  },
  source: {
    samples: threadsPosts,
    add: ({ threads }, sample, now) => addPost(threads, sample, now).id,
    change: ({ threads }, id, change) => changePost(threads, id, change),
    remove: ({ threads }, id) => removePost(threads, id),
  },
};

const houseOf = ({ world, base }: Ground): MetaHouse => ({
  network: 'threads',
  name: 'Threads',
  world,
  state: () => world.store.state().threads,
  userId: person.threads.id,
  username: person.threads.username,
  app: apps.threads,
  grants: { exchange: 'th_exchange_token', refresh: 'th_refresh_token' },
  tokenPrefix: 'THAA',
  scopes: {
    [basicScope]: 'read',
    [publishScope]: 'publish',
    [repliesScope]: 'read',
    [deleteScope]: 'publish',
    threads_manage_replies: 'whole',
    threads_manage_insights: 'read',
    threads_manage_mentions: 'read',
    threads_keyword_search: 'read',
    threads_location_tagging: 'publish',
    threads_profile_discovery: 'read',
  },
  basicScope,
  publishScope,
  at: {
    www: () => base('threads-www'),
    graph: () => base('threads-graph'),
    cdn: () => base('threads-cdn'),
  },
});

function servers(ground: Ground): readonly PretendServer[] {
  const house = houseOf(ground);
  const files = openMediaFiles(ground.world, house.at.cdn, randomToken());
  const desk = openContainers(house, containerRules);
  const { www, token } = signInRoutes(house, (access_token) => json(200, { access_token, user_id: house.userId }));
  const shared = { answers: graphAnswersFor(house.userId, 'threads'), bodyLimitBytes: formLimitBytes };
  const graph = [
    ...token,
    ...tokenRoutes(house),
    ...publishingRoutes(house, desk),
    ...readingRoutes(house, desk, files),
  ];
  return [
    { ...shared, name: 'threads-www', routes: [...www, ...pageRoutes(house, files)] },
    { ...shared, name: 'threads-graph', routes: graph, rewrite: (path) => path.replace(/^\/v1\.0(?=\/)/, '') },
    { ...shared, name: 'threads-cdn', routes: files.routes },
  ];
}
