/** A pretend Mastodon or Pixelfed server: all its routes. */
import { createCodeDesk } from '../oauth-codes.ts';
import { type PretendNetwork, uploadLimitBytes } from '../pretend.ts';
import type { SampleSource } from '../sample-post.ts';
import { mastodonPosts, pixelfedPosts } from '../sample-fediverse.ts';
import type { Route } from '../server.ts';
import { accountRoutes } from './accounts.ts';
import { appRoutes } from './apps.ts';
import { consentRoutes, type Grant } from './authorize.ts';
import { changeStatus, removeStatus } from './change-status.ts';
import { type Dialect, mastodonDialect, pixelfedDialect, serverAnswers } from './dialect.ts';
import { instanceRoutes } from './instance.ts';
import { addSample } from './mastodon-state.ts';
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

export const pretendMastodon = pretendServer(mastodonDialect, mastodonPosts);
export const pretendPixelfed = pretendServer(pixelfedDialect, pixelfedPosts);

function pretendServer(dialect: Dialect, samples: SampleSource): PretendNetwork {
  const id = dialect.network;
  return {
    id,
    servers: ({ world, base }) => [
      {
        name: id,
        routes: mastodonRoutes({ world, dialect, base: () => base(id) }),
        answers: serverAnswers(dialect, world.now),
        bodyLimitBytes: uploadLimitBytes,
      },
    ],
    revoke: (state) => {
      state[id].tokens = [];
    },
    expire: (state, now) => {
      if (dialect.tokenLifeMs !== null) for (const token of state[id].tokens) token.expiresAt = now;
    },
    narrow: (state) => {
      for (const token of state[id].tokens) token.scopes = token.scopes.filter((scope) => !scope.startsWith('write'));
    },
    source: {
      samples,
      add: (state, sample, now) => addSample(state[id], sample, now).id,
      change: (state, status, change, now) => changeStatus(state[id], dialect, status, change, now),
      remove: (state, status) => removeStatus(state[id], status),
    },
  };
}
