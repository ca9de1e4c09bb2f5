/** A pretend Instagram: its pages, its API and where its pictures are. */
import { randomToken } from '../oauth-codes.ts';
import { formLimitBytes, type Ground, type PretendNetwork, type PretendServer } from '../pretend.ts';
import { instagramPosts } from '../sample-instagram.ts';
import { authorizeRoutes } from './authorize.ts';
import { graphAnswers } from '../graph/errors.ts';
import { postOf } from './instagram-state.ts';
import { cdnRoutes, mediaAddress } from './media-address.ts';
import { mediaRoutes, permalinkRoutes } from './media.ts';
import { tokenRoutes } from './tokens.ts';

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
    for (const token of instagram.tokens) token.scopes = ['instagram_business_basic'];
  },
  source: {
    samples: instagramPosts,
    add: ({ instagram }, sample, now) => {
      const newest = Math.max(0, ...instagram.posts.map(({ publishedAt }) => publishedAt));
      const post = postOf(sample, Math.max(now, newest + 1));
      instagram.posts.push(post);
      return post.id;
    },
  },
};

function servers({ world, base }: Ground): readonly PretendServer[] {
  const key = randomToken();
  const at = {
    www: () => base('instagram-www'),
    graph: () => base('instagram-graph'),
    picture: (scene: string) => mediaAddress(base('instagram-cdn'), key, scene, world.now()),
  };
  const { www, api } = authorizeRoutes(world);
  const shared = { answers: graphAnswers, bodyLimitBytes: formLimitBytes } as const;
  const graph = [...tokenRoutes(world), ...mediaRoutes(world, at)];
  return [
    { ...shared, name: 'instagram-www', routes: [...www, ...permalinkRoutes(world, at)] },
    { ...shared, name: 'instagram-api', routes: api },
    { ...shared, name: 'instagram-graph', routes: graph, rewrite: (path) => path.replace(/^\/v\d+\.\d+(?=\/)/, '') },
    { ...shared, name: 'instagram-cdn', routes: cdnRoutes(key, world.pictures, world.now) },
    { ...shared, name: 'instagram-upload', routes: [] },
  ];
}
