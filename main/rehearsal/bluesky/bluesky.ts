/** A pretend Bluesky: a PDS with its own authorization server, the directory, and the video service. */
import { createCodeDesk, randomToken } from '../oauth-codes.ts';
import { formLimitBytes, type PretendNetwork, uploadLimitBytes } from '../pretend.ts';
import type { Route } from '../server.ts';
import { blobLimitBytes, blobRoutes } from './blobs.ts';
import { changeRecord, removeRecord } from './change-record.ts';
import { createProofChecker } from './dpop.ts';
import { feedRoutes } from './feed.ts';
import { identityRoutes, plcRoutes } from './identity.ts';
import { authorizeRoutes, metadataRoutes, type Pushed } from './oauth-server.ts';
import { tokenRoutes } from './oauth-tokens.ts';
import type { PdsContext } from './pds-context.ts';
import { repoRoutes } from './repo.ts';
import { sessionRoutes } from './session.ts';
import { blueskyPosts } from './sample-bluesky.ts';
import { addSample } from './sample-records.ts';
import { videoRoutes } from './video-service.ts';
import { xrpcAnswers } from './xrpc.ts';

const codeLifeMs = 60_000;

function pdsRoutes(context: PdsContext & { readonly videoBase: () => string }): readonly Route[] {
  const codes = createCodeDesk<Pushed>(context.world.now, codeLifeMs);
  return [
    ...metadataRoutes(context),
    ...authorizeRoutes(context, codes),
    ...tokenRoutes(context, codes),
    ...identityRoutes(context),
    ...sessionRoutes(context),
    ...blobRoutes(context),
    ...repoRoutes(context),
    ...feedRoutes(context),
  ];
}

export const pretendBluesky: PretendNetwork = {
  id: 'bluesky',
  servers: ({ world, base }) => {
    const pds = () => base('bluesky');
    const proofs = createProofChecker(() => world.store.state().bluesky.secret);
    const answers = xrpcAnswers(world.now);
    const context = { world, proofs, base: pds, videoBase: () => base('bluesky-video') };
    return [
      { name: 'bluesky', routes: pdsRoutes(context), answers, bodyLimitBytes: blobLimitBytes },
      { name: 'plc', routes: plcRoutes(pds), answers, bodyLimitBytes: formLimitBytes },
      { name: 'bluesky-video', routes: videoRoutes(context), answers, bodyLimitBytes: uploadLimitBytes },
    ];
  },
  revoke: ({ bluesky }) => {
    Object.assign(bluesky, { oauthSessions: [], passwordSessions: [], secret: randomToken() });
  },
  expire: ({ bluesky }, now) => {
    for (const session of [...bluesky.oauthSessions, ...bluesky.passwordSessions]) session.accessExpiresAt = now;
  },
  narrow: ({ bluesky }) => {
    for (const session of bluesky.oauthSessions) session.scope = 'atproto';
  },
  source: {
    samples: blueskyPosts,
    add: ({ bluesky }, sample, now) => addSample(bluesky, sample, now),
    change: ({ bluesky }, uri, change, now) => changeRecord(bluesky, uri, change, now),
    remove: ({ bluesky }, uri) => removeRecord(bluesky, uri),
  },
};
