/** How calls to a pretend graph begin: parameters, token, permission. */
import type { Answer, Incoming, Route } from '../server.ts';
import type { MetaHouse } from './house.ts';
import { readParameters } from './parameters.ts';
import { requireScope, requireToken } from './token-desk.ts';

export interface GraphCall {
  readonly incoming: Incoming;
  readonly parameters: URLSearchParams;
  /** What the path names; `me` is the person. */
  readonly id: string;
}

/** `scope` is needed besides the one that every call needs. */
export function graphRoute(
  house: MetaHouse,
  method: Route['method'],
  path: string,
  scope: string,
  answer: (call: GraphCall) => Answer | Promise<Answer>,
): Route {
  return {
    method,
    path,
    handle: async (incoming) => {
      const parameters = await readParameters(incoming);
      const token = requireToken(house, incoming, parameters);
      requireScope(token, house.basicScope);
      requireScope(token, scope);
      const id = incoming.params['id'] ?? 'me';
      return answer({ incoming, parameters, id: id === 'me' ? house.userId : id });
    },
  };
}
