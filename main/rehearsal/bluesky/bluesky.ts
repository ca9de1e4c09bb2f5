/** A pretend Bluesky: a PDS with its own authorization server. */
import { createCodeDesk, randomToken } from '../oauth-codes.ts';
import { formLimitBytes, type PretendNetwork } from '../pretend.ts';
import type { Route } from '../server.ts';
import { blobLimitBytes, blobRoutes } from './blobs.ts';
import { createProofChecker } from './dpop.ts';
import { feedRoutes } from './feed.ts';
import { identityRoutes, plcRoutes } from './identity.ts';
import { authorizeRoutes, metadataRoutes, type Pushed } from './oauth-server.ts';
import { tokenRoutes } from './oauth-tokens.ts';
import type { PdsContext } from './pds-context.ts';
import { repoRoutes } from './repo.ts';
import { sessionRoutes } from './session.ts';
import { xrpcAnswers } from './xrpc.ts';

const codeLifeMs = 60_000;

export function pdsRoutes(context: PdsContext): readonly Route[] {
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
    return [
      { name: 'bluesky', routes: pdsRoutes({ world, proofs, base: pds }), answers, bodyLimitBytes: blobLimitBytes },
      { name: 'plc', routes: plcRoutes(pds), answers, bodyLimitBytes: formLimitBytes },
      { name: 'bluesky-video', routes: [], answers, bodyLimitBytes: formLimitBytes },
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
};
