/** A pretend Mastodon or Pixelfed server: all its routes. */
import { createCodeDesk } from '../oauth-codes.ts';
import type { Route } from '../server.ts';
import { accountRoutes } from './accounts.ts';
import { appRoutes } from './apps.ts';
import { consentRoutes, type Grant } from './authorize.ts';
import { instanceRoutes } from './instance.ts';
import { mediaRoutes } from './media.ts';
import type { ServerContext } from './server-context.ts';
import { statusRoutes } from './statuses.ts';
import { tokenRoutes } from './tokens.ts';

const codeLifeMs = 600_000;

export function mastodonRoutes(context: ServerContext): readonly Route[] {
  const codes = createCodeDesk<Grant>(context.world.now, codeLifeMs);
  return [
    ...appRoutes(context),
    ...consentRoutes(context, codes),
    ...tokenRoutes(context, codes),
    ...instanceRoutes(context),
    ...mediaRoutes(context),
    ...statusRoutes(context),
    ...accountRoutes(context),
  ];
}
