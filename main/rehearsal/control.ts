/** The door for tests and for the person who rehearses: faults, new posts, what was received. Behind a random token. */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { changeRequestSchema, changeSource, removeRequestSchema, removeSource } from './changing.ts';
import { faultSchema, rehearsedNetworks, type FaultBoard } from './faults.ts';
import { moodChangeSchema, type MoodBoard } from './moods.ts';
import type { RequestLog } from './request-log.ts';
import { publishRequestSchema, publishSource } from './publishing.ts';
import { json, type Answer, type Incoming, type Route } from './server.ts';
import { readJson } from './bodies.ts';
import type { Store } from './state.ts';
import { happenToTokens, tokenEvents } from './token-events.ts';

export const controlHeader = 'x-rehearsal-token';
export interface NetworksClock {
  readonly now: () => number;
  /** From now on it is so far ahead of the machine's; negative: behind. */
  readonly aheadBy: (milliseconds: number) => void;
}
export interface ControlContext {
  readonly token: string;
  readonly clock: NetworksClock;
  readonly store: Store;
  readonly faults: FaultBoard;
  readonly moods: MoodBoard;
  readonly requests: RequestLog;
}

const tokenEventSchema = z.strictObject({
  network: z.enum(rehearsedNetworks),
  happens: z.enum(tokenEvents),
});
const clockSchema = z.strictObject({ aheadMs: z.int() });
const done = json(200, { ok: true });

type MakeRoute = (method: string, path: string, answer: (incoming: Incoming) => Answer) => Route;

export function controlRoutes(context: ControlContext): readonly Route[] {
  const { store, faults, moods, requests, clock } = context;
  const { now } = clock;
  const route: MakeRoute = (method, path, answer) => ({
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
      const network = z
        .enum(rehearsedNetworks)
        .optional()
        .parse(url.searchParams.get('network') ?? undefined);
      faults.clear(network);
      moods.clear(network);
      clock.aheadBy(0);
      return done;
    }),
    route('POST', '/clock', (incoming) => {
      clock.aheadBy(clockSchema.parse(readJson(incoming)).aheadMs);
      return done;
    }),
    route('POST', '/moods', (incoming) => {
      const { network, mood } = moodChangeSchema.parse(readJson(incoming));
      moods.set(network, mood);
      return done;
    }),
    route('POST', '/tokens', (incoming) => {
      const { network, happens } = tokenEventSchema.parse(readJson(incoming));
      happenToTokens(store, network, happens, now());
      return done;
    }),
    route('GET', '/requests', () => json(200, { requests: requests.list() })),
    route('DELETE', '/requests', () => {
      requests.clear();
      return done;
    }),
    route('GET', '/received', () => json(200, { deliveries: store.state().deliveries })),
    ...personRoutes(context, route),
    route('POST', '/reset', () => {
      store.reset(now());
      faults.clear();
      moods.clear();
      clock.aheadBy(0);
      return done;
    }),
  ];
}

/** What the sample person does on a network's own pages. */
function personRoutes({ store, clock }: ControlContext, route: MakeRoute): readonly Route[] {
  const { now } = clock;
  return [
    route('POST', '/publish', (incoming) => {
      const request = publishRequestSchema.parse(incoming.body.length === 0 ? {} : readJson(incoming));
      return json(200, { published: publishSource(store, now(), request) });
    }),
    route('POST', '/change', (incoming) => {
      const isDone = changeSource(store, now(), changeRequestSchema.parse(readJson(incoming)));
      return isDone ? done : json(409, { error: 'The network does not let a person do that' });
    }),
    route('POST', '/remove', (incoming) => {
      const isDone = removeSource(store, removeRequestSchema.parse(readJson(incoming)));
      return isDone ? done : json(404, { error: 'There is no such post' });
    }),
  ];
}

function isTrusted(token: string, incoming: Incoming): boolean {
  const given = Buffer.from(String(incoming.headers[controlHeader] ?? ''));
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
