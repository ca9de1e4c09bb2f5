import { runtime } from './runtime.ts';

/** What Chromium answers to a command that crossed with the end of its window. Nobody waits for the answer then. */
const crossedWithAnEnd =
  /Chromium has gone|Session with given id|No target|Target closed|Cannot find context|Inspected target|Invalid InterceptionId|Not attached to an active page/;

export function print(line: string): void {
  process.stderr.write(`[electron stand-in] ${line}\n`);
}

/** Prints a failure that no caller can be given, so that the test's log has it. */
export function report(failure: unknown): void {
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  if (!runtime.isLeaving && !crossedWithAnEnd.test(text)) print(text);
}

/** Says what a real desktop would have done, when `ELECTRON_STANDIN_VERBOSE` is set. */
export function note(action: string): void {
  if (process.env['ELECTRON_STANDIN_VERBOSE']) print(action);
}
