/** A pretend Bluesky: a PDS with its own authorization server. */
import { createCodeDesk } from '../oauth-codes.ts';
import type { Route } from '../server.ts';
import { blobRoutes } from './blobs.ts';
import { feedRoutes } from './feed.ts';
import { identityRoutes } from './identity.ts';
import { authorizeRoutes, metadataRoutes, type Pushed } from './oauth-server.ts';
import { tokenRoutes } from './oauth-tokens.ts';
import type { PdsContext } from './pds-context.ts';
import { repoRoutes } from './repo.ts';
import { sessionRoutes } from './session.ts';

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
