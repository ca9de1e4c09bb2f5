/** What happens to every call from a window, without Electron: sender → argument → handler → envelope → log. */
import type { z } from 'zod';
import type { AnswerOf, ArgumentOf, CallName } from '../../contract/api.ts';
import { failed, ok, toError, type Problem, type Result } from '../../contract/errors.ts';
import { ExpectedFailure } from '../core/core.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import type { Log } from '../core/ports/system.ts';
import { validators } from './validators.ts';

export type Handlers = {
  readonly [Name in CallName]: (argument: ArgumentOf<Name>) => Promise<AnswerOf<Name>> | AnswerOf<Name>;
};

/** The part of Electron's `WebFrameMain` that tells who is asking. */
export interface Sender {
  readonly url: string;
  /** Null for the main frame of a window. */
  readonly parent: unknown;
}

/** Makes a call as a window does; never throws. */
export type Ask = <Name extends CallName>(name: Name, argument: ArgumentOf<Name>) => Promise<Result<AnswerOf<Name>>>;

export interface Serving {
  readonly handlers: Handlers;
  /** Whether this address is a page of ours. */
  readonly isTrusted: (pageUrl: string) => boolean;
  readonly log: Log;
  /** A number that finds an unexpected failure in the log again. */
  readonly newLogId: () => string;
  /** Failures of other rooms that are expected; null for what is not one. */
  readonly toProblem: (thrown: unknown) => Problem | null;
}

/**
 * Answers one call. Never throws: what is expected to fail comes back as its problem, a bug as `internal` with the
 * number under which the log has its stack. Arguments and answers are never logged: they are the person's texts.
 * `sender` is null when its frame is gone, as Electron's `senderFrame` is.
 */
export async function answerCall<Name extends CallName>(
  serving: Serving,
  name: Name,
  sender: Sender | null,
  argument: unknown,
): Promise<Result<AnswerOf<Name>>> {
  const startedAt = performance.now();
  const result = isAllowed(serving, sender)
    ? await handle(serving, name, argument)
    : failed({ code: 'forbidden_sender' });
  const facts = { call: name, ms: Math.round(performance.now() - startedAt) };
  if (result.ok) serving.log.info('call', facts);
  else serving.log.warn('call', { ...facts, code: result.code });
  return result;
}

function isAllowed(serving: Serving, sender: Sender | null): boolean {
  return sender !== null && sender.parent === null && serving.isTrusted(sender.url);
}

async function handle<Name extends CallName>(
  serving: Serving,
  name: Name,
  argument: unknown,
): Promise<Result<AnswerOf<Name>>> {
  const validator: z.ZodType<ArgumentOf<Name>> = validators[name];
  const checked = validator.safeParse(argument);
  if (!checked.success) {
    const at = checked.error.issues.map((issue) => `${issue.code} at /${issue.path.map(String).join('/')}`);
    serving.log.warn('a call was malformed', { call: name, at });
    return failed({ code: 'invalid_input' });
  }
  const handler: Handlers[Name] = serving.handlers[name];
  try {
    return ok(await handler(checked.data));
  } catch (thrown) {
    const problem = expected(thrown) ?? serving.toProblem(thrown);
    return problem === null ? unexpected(serving, name, thrown) : failed(problem);
  }
}

function expected(thrown: unknown): Problem | null {
  return thrown instanceof ExpectedFailure || thrown instanceof NetworkFailure ? thrown.problem : null;
}

function unexpected(serving: Serving, name: CallName, thrown: unknown): Result<never> {
  const logId = serving.newLogId();
  const error = toError(thrown);
  serving.log.error('a call failed unexpectedly', { call: name, logId, stack: error.stack ?? error.message });
  return { ok: false, code: 'internal', logId };
}
