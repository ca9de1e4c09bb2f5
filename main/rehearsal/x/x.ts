/** A pretend X: its pages, its API and where its pictures and videos are. */
import { formLimitBytes, type Ground, type PretendNetwork, type PretendServer } from '../pretend.ts';
import { authorizeRoutes } from './authorize.ts';
import { mediaRoutes } from './media.ts';
import { fileRoutes, pageRoutes } from './pages.ts';
import { xAnswers } from './problems.ts';
import { xPosts } from './sample-x.ts';
import { timelineRoutes } from './timeline.ts';
import { tweetRoutes } from './tweets.ts';
import { addSample, changePost, removePost } from './x-state.ts';

/** The largest single file is a GIF, which may come as Base64. */
const apiLimitBytes = 21_000_000;
const writing = new Set(['tweet.write', 'media.write']);

export const pretendX: PretendNetwork = {
  id: 'x',
  servers,
  revoke: ({ x }) => {
    x.tokens = [];
  },
  expire: ({ x }, now) => {
    for (const token of x.tokens) token.expiresAt = now;
  },
  narrow: ({ x }) => {
    for (const token of x.tokens) token.scopes = token.scopes.filter((scope) => !writing.has(scope));
  },
  source: {
    samples: xPosts,
    add: ({ x }, sample, now) => addSample(x, sample, now).id,
    change: ({ x }, id, change) => changePost(x, id, change),
    remove: ({ x }, id) => removePost(x, id),
  },
};

function servers({ world, base }: Ground): readonly PretendServer[] {
  const at = { www: () => base('x-www'), media: () => base('x-media') };
  const { www, api } = authorizeRoutes(world);
  const answers = xAnswers(world.now);
  const calls = [...api, ...timelineRoutes(world, at), ...tweetRoutes(world, at), ...mediaRoutes(world)];
  return [
    { name: 'x-www', routes: [...www, ...pageRoutes(world, at)], answers, bodyLimitBytes: formLimitBytes },
    { name: 'x-api', routes: calls, answers, bodyLimitBytes: apiLimitBytes },
    { name: 'x-media', routes: fileRoutes(world), answers, bodyLimitBytes: formLimitBytes },
  ];
}
