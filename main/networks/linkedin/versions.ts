/**
 * Every month LinkedIn brings out a version of its API and ends one that is a year old: what is asked in that one is
 * answered with 426 (learn.microsoft.com/en-us/linkedin/marketing/versioning). The version to begin with stands here alone.
 */
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';

/** The version that this connector was written for. */
const preferredVersion = '202609';
const protocolVersion = '2.0.0';
const retiredStatus = 426;

/** What worked last, for as long as the program runs. */
const working = new WeakMap<NetworkContext, string>();

export const versionHeaders = (version: string): Readonly<Record<string, string>> => ({
  'linkedin-version': version,
  'x-restli-protocol-version': protocolVersion,
});

/**
 * Calls with a version that LinkedIn still has: the one that worked last, else the current month's, else that of the
 * month before, for a month's version comes out some days into it. A 426 says for certain that nothing was done, so a
 * write may be sent again.
 */
export async function withVersion<Answer>(
  context: NetworkContext,
  call: (version: string) => Promise<Answer>,
): Promise<Answer> {
  const [first = preferredVersion, ...others] = versionsToTry(context);
  let failure: unknown = null;
  for (const version of [first, ...others]) {
    try {
      const answer = await call(version);
      working.set(context, version);
      return answer;
    } catch (error) {
      if (!isRetired(error)) {
        if (error instanceof StatusFailure) working.set(context, version);
        throw error;
      }
      failure = error;
    }
  }
  throw failure;
}

function versionsToTry(context: NetworkContext): readonly string[] {
  const known = working.get(context) ?? preferredVersion;
  const now = new Date(context.now());
  return [...new Set([known, versionOf(now, 0), versionOf(now, -1)])];
}

/** `YYYYMM`, so many months away. */
function versionOf(date: Date, months: number): string {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months))
    .toISOString()
    .slice(0, 7)
    .replace('-', '');
}

const isRetired = (error: unknown): boolean => error instanceof StatusFailure && error.answer.status === retiredStatus;
