/** The door for tests and for the person who rehearses: faults, new posts, what was received. Behind a random token. */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { faultSchema, rehearsedNetworks, type FaultBoard } from './faults.ts';
import { publishRequestSchema, publishSource } from './publishing.ts';
import { json, readJson, type Answer, type Incoming, type Route, type ServerAnswers } from './server.ts';
import type { Store } from './state.ts';
import { expireTokens, revokeTokens } from './token-events.ts';

export const controlHeader = 'x-rehearsal-token';
export interface ControlContext {
  readonly token: string;
  readonly now: () => number;
  readonly store: Store;
  readonly faults: FaultBoard;
}

const tokenEventSchema = z.strictObject({
  network: z.enum(rehearsedNetworks),
  happens: z.enum(['revoked', 'expired']),
});
const done = json(200, { ok: true });

export function controlRoutes(context: ControlContext): readonly Route[] {
  const { store, faults, now } = context;
  const route = (method: string, path: string, answer: (incoming: Incoming) => Answer): Route => ({
    method,
    path,
    handle: (incoming) =>
      isTrusted(context.token, incoming)
        ? answer(incoming)
        : json(401, { error: `The header ${controlHeader} is missing or wrong` }),
  });
  return [
    route('POST', '/faults', (incoming) => {
      faults.set(faultSchema.parse(readJson(incoming)));
      return done;
    }),
    route('DELETE', '/faults', ({ url }) => {
      faults.clear(
        z
          .enum(rehearsedNetworks)
          .optional()
          .parse(url.searchParams.get('network') ?? undefined),
      );
      return done;
    }),
    route('POST', '/tokens', (incoming) => {
      const { network, happens } = tokenEventSchema.parse(readJson(incoming));
      if (happens === 'revoked') revokeTokens(store, network);
      else expireTokens(store, network, now());
      return done;
    }),
    route('GET', '/received', () => json(200, { deliveries: store.state().deliveries })),
    route('POST', '/publish', (incoming) => {
      const request = publishRequestSchema.parse(incoming.body.length === 0 ? {} : readJson(incoming));
      return json(200, { published: publishSource(store, now(), request) });
    }),
    route('POST', '/reset', () => {
      store.reset(now());
      faults.clear();
      return done;
    }),
  ];
}

function isTrusted(token: string, incoming: Incoming): boolean {
  const given = Buffer.from(String(incoming.headers[controlHeader] ?? ''));
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const plain = (status: number, error: string): Answer => json(status, { error });
export const controlAnswers: ServerAnswers = {
  notFound: () => plain(404, 'There is no such control'),
  tooLarge: () => plain(413, 'Too large'),
  badRequest: () => plain(400, 'That is not what this control takes'),
  rateLimited: () => plain(429, 'Too many requests'),
  serverError: (status) => plain(status, 'The rehearsal failed'),
};
