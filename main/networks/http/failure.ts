import type { Problem } from '../../../contract/errors.ts';
import { NetworkFailure, type StepOutcome } from '../../core/ports/network.ts';
import type { HttpAnswer } from '../http.ts';

/** The server answered, and not with 2xx. */
export class StatusFailure extends NetworkFailure {
  readonly answer: HttpAnswer<string>;
  constructor(problem: Problem, answer: HttpAnswer<string>) {
    super(problem);
    this.answer = answer;
  }
}

/** Failures before a connection existed, unless they befell one that stood: then the request cannot have been taken. */
const neverConnected: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** OpenSSL's names for a certificate that proves nothing, as Node passes them on. */
const badCertificate = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ALTNAME/;

/**
 * Whatever a fetch or a body threw, as a NetworkFailure. `started` is false when nothing was handed to the network yet.
 * Only what is certain counts as not sent: a reset or a timeout after the connection stood is not.
 */
export function classify(thrown: unknown, call: { readonly started: boolean }): NetworkFailure {
  if (thrown instanceof NetworkFailure) return thrown;
  const sent = { notSent: !call.started, cause: thrown };
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'TimeoutError') return new NetworkFailure({ code: 'timeout' }, sent);
  if (name === 'AbortError') return new NetworkFailure({ code: 'transient', detail: 'The call was stopped.' }, sent);
  const { code, syscall, message } = systemCause(thrown);
  if (message === 'unexpected redirect') return new NetworkFailure({ code: 'redirected_away' }, sent);
  if (code === '' && !isFetchFailure(thrown)) return new NetworkFailure({ code: 'internal', detail: message }, sent);
  // A host that gets out of reach ends a connection that stood with the same codes: then the request may have arrived.
  const stood = syscall === 'read' || syscall === 'write' || syscall === 'shutdown';
  const isCertain = (neverConnected.has(code) && !stood) || syscall === 'connect' || badCertificate.test(code);
  const detail = code === '' ? {} : { detail: code };
  return new NetworkFailure({ code: 'unreachable', ...detail }, { notSent: sent.notSent || isCertain, cause: thrown });
}

/** What Node's fetch throws for every failure of the network; any other error is a bug of ours. */
function isFetchFailure(thrown: unknown): boolean {
  return thrown instanceof TypeError && (thrown.message === 'fetch failed' || thrown.message === 'terminated');
}

/** undici wraps the system's error in a TypeError, once or twice. */
function systemCause(thrown: unknown): { readonly code: string; readonly syscall: string; readonly message: string } {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  const text = (key: 'code' | 'syscall') => {
    const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return {
    code: text('code'),
    syscall: text('syscall'),
    message: error instanceof Error ? error.message : String(error),
  };
}

/**
 * Runs a write and says what is known of it: a 4xx answer, or a request that never left, is a refusal; a 5xx, a broken
 * connection, a timeout (a proxy's 408 among them) or an answer that cannot be read leaves open whether it was taken.
 */
export async function outcomeOfWrite(write: () => Promise<StepOutcome>): Promise<StepOutcome> {
  try {
    return await write();
  } catch (thrown) {
    const failure = classify(thrown, { started: true });
    const isRefused = failure.notSent || (failure instanceof StatusFailure && refuses(failure.answer.status));
    return { kind: isRefused ? 'refused' : 'unknown', problem: failure.problem };
  }
}

function refuses(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}
