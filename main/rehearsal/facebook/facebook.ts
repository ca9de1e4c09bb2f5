/** A pretend Facebook: its sign-in page, Graph with the Pages of one person, and where photos and videos are. */
import { createCodeDesk, randomToken } from '../oauth-codes.ts';
import { type Ground, type PretendNetwork, type PretendServer, formLimitBytes, uploadLimitBytes } from '../pretend.ts';
import { accountRoutes } from './accounts.ts';
import { facebookAnswers } from './answers.ts';
import { authorizeRoutes, type Grant } from './authorize.ts';
import { createCdn } from './cdn.ts';
import type { FacebookContext } from './facebook-context.ts';
import { addSample, changePost, removePost } from './facebook-state.ts';
import { listingRoutes, permalinkRoutes } from './listing.ts';
import { photoRoutes } from './photos.ts';
import { postRoutes } from './posts.ts';
import { facebookPosts } from './sample-facebook.ts';
import { tokenRoutes } from './tokens.ts';
import { videoRoutes } from './videos.ts';

const codeLifeMs = 600_000;
/** The versions that answer in autumn 2026; a call that names an older one finds nothing. */
const liveVersion = /^\/v2[3-6]\.0(?=\/)/;

export const pretendFacebook: PretendNetwork = {
  id: 'facebook',
  servers,
  revoke: ({ facebook }) => {
    for (const token of facebook.tokens) token.revoked = true;
  },
  expire: ({ facebook }, now) => {
    for (const token of facebook.tokens) token.expiresAt = now;
  },
  narrow: ({ facebook }) => {
    for (const token of facebook.tokens) token.scopes = token.scopes.filter((scope) => scope !== 'pages_manage_posts');
  },
  source: {
    samples: facebookPosts,
    add: ({ facebook }, sample, now) => addSample(facebook, sample, now),
    change: ({ facebook }, id, change, now) => changePost(facebook, id, change, now),
    remove: ({ facebook }, id) => removePost(facebook, id),
  },
};

/** `facebook-graph` is `graph-video.facebook.com` too. */
function servers({ world, base }: Ground): readonly PretendServer[] {
  const codes = createCodeDesk<Grant>(world.now, codeLifeMs);
  const cdn = createCdn(world, randomToken(), () => base('facebook-cdn'));
  const { photoAddress, videoAddress } = cdn;
  const www = () => base('facebook-www');
  const context: FacebookContext = { world, www, graph: () => base('facebook-graph'), photoAddress, videoAddress };
  const shared = { answers: facebookAnswers, rewrite: (path: string) => path.replace(liveVersion, '') } as const;
  const graph = [
    ...tokenRoutes(world, codes.redeem),
    ...accountRoutes(context),
    ...listingRoutes(context),
    ...photoRoutes(context),
    ...videoRoutes(context),
    ...postRoutes(context),
  ];
  return [
    {
      ...shared,
      name: 'facebook-www',
      routes: [...authorizeRoutes(codes), ...permalinkRoutes(context)],
      bodyLimitBytes: formLimitBytes,
    },
    { ...shared, name: 'facebook-graph', routes: graph, bodyLimitBytes: uploadLimitBytes },
    { ...shared, name: 'facebook-cdn', routes: cdn.routes, bodyLimitBytes: formLimitBytes },
  ];
}
