/** Trying a bucket out as it will be used: put, looked at as a network looks, removed. */
import { randomUUID } from 'node:crypto';
import type { Problem } from '../../contract/errors.ts';
import type { Bucket, BucketHost } from '../core/ports/hosting.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import type { Answer } from './answer.ts';
import { exchange, type ExchangeOptions } from './exchange.ts';

export interface TrialOptions extends ExchangeOptions {
  /** For everything together. */
  readonly timeoutMs: number;
}

const cleanUpTimeoutMs = 10_000;

export async function tryOut(
  bucket: Bucket,
  stop: AbortSignal,
  { put, addressOf, remove }: Pick<BucketHost, 'put' | 'addressOf' | 'remove'>,
  options: TrialOptions,
): Promise<void> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(options.timeoutMs)]);
  const name = `crosstie-test-${randomUUID()}.txt`;
  const bytes = Buffer.from(randomUUID());
  await put(bucket, name, new Blob([bytes], { type: 'text/plain' }), signal);
  try {
    await lookAt(await addressOf(bucket, name), bytes, signal, options);
  } catch (thrown) {
    // What went wrong first is told; at worst a file of a few letters stays.
    await remove(bucket, name, AbortSignal.timeout(cleanUpTimeoutMs)).catch(() => undefined);
    throw thrown;
  }
  await remove(bucket, name, signal).catch((thrown: unknown) => {
    throw thrown instanceof NetworkFailure ? leftThere(thrown) : thrown;
  });
}

/**
 * As a network will: without credentials, following nothing. Throws `media_unreachable` when the address does not show
 * exactly these bytes.
 */
async function lookAt(address: string, bytes: Uint8Array, signal: AbortSignal, options: TrialOptions): Promise<void> {
  const asked = {
    method: 'GET',
    url: new URL(address),
    headers: async () => new Headers(),
    timeoutMs: options.timeoutMs,
    signal,
    judge: (answer: Answer) => judge(answer, bytes),
  } as const;
  await exchange(asked, options).catch((thrown: unknown) => {
    throw thrown instanceof NetworkFailure && !signal.aborted ? aboutPublic(thrown) : thrown;
  });
}

function judge({ status, body }: Answer, bytes: Uint8Array): Problem | null {
  if (status >= 500) return { code: 'transient', detail: `The public address answers ${status}.` };
  const unlike = (detail: string): Problem => ({ code: 'media_unreachable', detail });
  if (status !== 200) return unlike(`The public address answers ${status} and does not show the file.`);
  return Buffer.compare(body, bytes) === 0 ? null : unlike('The public address shows something else than the file.');
}

/** Whatever ailed the public address, in one code: the sentence tells it apart. */
function aboutPublic(failure: NetworkFailure): NetworkFailure {
  const { code, detail = code } = failure.problem;
  const sentences: Readonly<Record<string, string>> = {
    redirected_away: 'The public address sends on to another one, where not every network follows.',
    unreachable: `The public address does not work: ${detail}`,
  };
  return new NetworkFailure({ code: 'media_unreachable', detail: sentences[code] ?? detail }, { cause: failure });
}

function leftThere(failure: NetworkFailure): NetworkFailure {
  const { code, detail = code } = failure.problem;
  const sentence = `The file could be put there but not deleted: ${detail}`;
  return new NetworkFailure({ code, detail: sentence }, { cause: failure });
}
