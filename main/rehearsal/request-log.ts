/** Every request that a pretend network got, so that a test sees what was asked, how often, and what was not. */
import type { RehearsedNetwork } from './faults.ts';

export interface LoggedRequest {
  readonly network: RehearsedNetwork;
  readonly method: string;
  readonly path: string;
  readonly at: number;
}
export interface RequestLog {
  readonly note: (request: LoggedRequest) => void;
  readonly list: () => readonly LoggedRequest[];
  readonly clear: () => void;
}

/** A rehearsal may run for days. */
const kept = 5_000;

export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  return {
    note: (request) => {
      requests.push(request);
      if (requests.length > 2 * kept) requests = requests.slice(-kept);
    },
    list: () => requests,
    clear: () => {
      requests = [];
    },
  };
}
