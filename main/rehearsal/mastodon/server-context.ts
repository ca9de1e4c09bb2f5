import { answerOrRefusal, Refusal, type Answer, type Incoming } from '../server.ts';
import type { World } from '../world.ts';
import { rateHeaders, type Dialect } from './dialect.ts';
import type { MastodonState, MastodonToken } from './mastodon-state.ts';

/** One Mastodon-like server: its dialect, its memory and its own address. */
export interface ServerContext {
  readonly world: World;
  readonly dialect: Dialect;
  readonly base: () => string;
}
export const stateOf = ({ world, dialect }: ServerContext): MastodonState => world.store.state()[dialect.network];

const minuteMs = 60_000;
const buckets = {
  calls: { limit: 300, windowMs: 5 * minuteMs },
  media: { limit: 30, windowMs: 30 * minuteMs },
  deletes: { limit: 30, windowMs: 30 * minuteMs },
} as const;
export type Bucket = keyof typeof buckets;

type AuthorizedHandler = (incoming: Incoming, token: MastodonToken) => Answer | Promise<Answer>;

/** A handler behind a token with `scope` (or the wider scope before its colon), counted against the rate limits. */
export function authorized(context: ServerContext, scope: string, handle: AuthorizedHandler, bucket: Bucket = 'calls') {
  return async (incoming: Incoming): Promise<Answer> => {
    const token = requireToken(context, incoming);
    if (!allows(context.dialect, token, scope))
      return context.dialect.refuse(403, 'This action is outside the authorized scopes');
    if (context.world.moodOf(context.dialect.network).isAccountBlocked)
      return context.dialect.refuse(403, 'Your login is currently disabled');
    if (!context.dialect.hasRateHeaders) return handle(incoming, token);
    const verdict = context.world.takeCall(`${context.dialect.network} ${token.token} ${bucket}`, buckets[bucket]);
    const headers = rateHeaders(verdict.limit, verdict.remaining, verdict.resetAt);
    const answer = verdict.allowed
      ? await answerOrRefusal(() => handle(incoming, token))
      : context.dialect.refuse(429, 'Too many requests');
    return { ...answer, headers: { ...headers, ...answer.headers } };
  };
}

/** Nothing more is taken for hours. Pixelfed does not say for how long. */
export function usedUp({ dialect, world }: ServerContext): Answer {
  const answer = dialect.refuse(429, 'Too many requests');
  if (!dialect.hasRateHeaders) return answer;
  const headers = rateHeaders(300, 0, world.now() + statusWindowMs);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
const statusWindowMs = 3 * 60 * minuteMs;

/** The token of a request, or null when it brings none or one that is unknown, revoked or expired. */
export function findToken(context: ServerContext, incoming: Incoming): MastodonToken | null {
  const given = incoming.headers.authorization?.replace(/^Bearer /i, '');
  const token = stateOf(context).tokens.find((candidate) => candidate.token === given);
  return token === undefined || (token.expiresAt !== null && context.world.now() >= token.expiresAt) ? null : token;
}

function requireToken(context: ServerContext, incoming: Incoming): MastodonToken {
  const token = findToken(context, incoming);
  if (token !== null) return token;
  const message = context.dialect.network === 'pixelfed' ? 'Unauthenticated.' : 'The access token is invalid';
  throw new Refusal(context.dialect.refuse(401, message));
}

function allows(dialect: Dialect, token: MastodonToken, scope: string): boolean {
  const [wide = scope] = scope.split(':');
  if (token.scopes.includes(wide)) return true;
  if (dialect.network === 'pixelfed') return false;
  return token.scopes.includes(scope) || (scope === 'read:accounts' && token.scopes.includes('profile'));
}
