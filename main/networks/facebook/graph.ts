/** Calls to graph.facebook.com and graph-video.facebook.com with one token, a person's or a Page's. */
import type { z } from 'zod';
import type { HttpBody } from '../http.ts';
import type { NetworkContext } from '../network.ts';
import { explainFor } from './errors.ts';
import { keepingPace } from './pace.ts';

/** Released in July 2026; a version lives about two years. developers.facebook.com/docs/graph-api/changelog */
export const graphVersion = 'v26.0';

export interface GraphCall {
  readonly token: string;
  /** Whose budget the call spends: the id of a Page or of a sign-in. */
  readonly account: string;
  readonly signal: AbortSignal;
}
export interface GraphWrite {
  readonly path: string;
  readonly method?: 'POST' | 'DELETE';
  /** Videos have a host of their own. */
  readonly host?: 'graph' | 'graphVideo';
  readonly body?: HttpBody;
  readonly timeoutMs?: number;
}
/** Both throw NetworkFailure. */
export interface Graph {
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<z.output<Schema>>;
  readonly write: <Schema extends z.ZodType>(schema: Schema, request: GraphWrite) => Promise<z.output<Schema>>;
}

/** The token goes in a header: an address may be logged on its way. */
export function graphWith({ token, account, signal }: GraphCall, context: NetworkContext): Graph {
  const { http, addresses, now } = context;
  const shared = { account, signal, headers: { authorization: `Bearer ${token}` } };
  const paced = <Answer>(call: () => Promise<{ readonly body: Answer }>): Promise<Answer> =>
    keepingPace(account, context, async () => (await call()).body);
  return {
    read: async (schema, path) => {
      const url = graphUrl(addresses.facebook.graph, path);
      const explain = explainFor('read', now);
      return paced(() => http.json(schema, { ...shared, method: 'GET', kind: 'read', url, explain }));
    },
    write: async (schema, { path, method = 'POST', host = 'graph', ...rest }) => {
      const url = graphUrl(addresses.facebook[host], path);
      const explain = explainFor('write', now);
      return paced(() => http.json(schema, { ...shared, ...rest, method, kind: 'write', url, explain }));
    },
  };
}

export const graphUrl = (base: string, path: string): string => `${base}/${graphVersion}${path}`;
