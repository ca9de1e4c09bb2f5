/** How far TikTok is with a draft: developers.tiktok.com/docs/en/content-posting-api-reference-get-video-status */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import { type AccountCall, NetworkFailure, type RemotePost, type StepOutcome } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { explainFailure } from './errors.ts';
import { profileAddress } from './parse.ts';
import type { TiktokSession } from './session.ts';

export const statusPath = '/v2/post/publish/status/fetch/';
const firstPollMs = 500;
/** TikTok answers 30 such questions in a minute. */
const longestPollMs = 10_000;
const patienceMs = 120_000;

const statusSchema = z.object({
  status: z.string(),
  fail_reason: z.string().nullish(),
  uploaded_bytes: z.number().nullish(),
  /** Spelled so. Only filled when the person has published the draft and it passed moderation. */
  publicaly_available_post_id: z.array(z.unknown()).nullish(),
});

export type DraftStatus =
  /** In the person's inbox, or published by them already. */
  | { readonly kind: 'there'; readonly post: RemotePost }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** Bytes are missing. `uploadedBytes` is null where TikTok does not say how many came. */
  | { readonly kind: 'receiving'; readonly uploadedBytes: number | null }
  | { readonly kind: 'working' }
  /** TikTok knows no such draft (any more). */
  | { readonly kind: 'forgotten'; readonly problem: Problem };

export interface Asking {
  readonly session: TiktokSession;
  readonly call: AccountCall;
  readonly context: NetworkContext;
  /** The part of a permalink: `video` or `photo`. */
  readonly kind: 'video' | 'photo';
}

/** Throws NetworkFailure when TikTok cannot be asked. */
export async function askStatus(publishId: string, { session, call, context, kind }: Asking): Promise<DraftStatus> {
  const question = { method: 'POST', path: statusPath, json: { publish_id: publishId } } as const;
  try {
    const answer = await session.read(statusSchema, question);
    if (answer.status === 'FAILED')
      return { kind: 'failed', problem: explainFailure(answer.fail_reason ?? '', context.now()) };
    if (answer.status === 'PROCESSING_UPLOAD')
      return { kind: 'receiving', uploadedBytes: answer.uploaded_bytes ?? null };
    if (answer.status !== 'SEND_TO_USER_INBOX' && answer.status !== 'PUBLISH_COMPLETE') return { kind: 'working' };
    // An id is longer than JavaScript's numbers are exact, so one that came as a number is none.
    const postId = answer.publicaly_available_post_id?.find((id) => typeof id === 'string' && /^\d+$/.test(id));
    const profile = profileAddress(context.addresses.tiktok.www, call.account.handle);
    const post =
      typeof postId === 'string'
        ? { remoteId: postId, url: `${profile}/${kind}/${postId}` }
        : { remoteId: publishId, url: profile };
    return { kind: 'there', post };
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'not_found')
      return { kind: 'forgotten', problem: error.problem };
    throw error;
  }
}

/**
 * Waits until it is decided what becomes of a draft whose bytes TikTok has, and says so. From here on nothing but
 * `FAILED` proves that it will not be there: whatever goes wrong with asking leaves it open.
 */
export async function awaitOutcome(publishId: string, asking: Asking): Promise<StepOutcome> {
  const { now } = asking.context;
  const patientUntil = now() + patienceMs;
  const notReady = (): Problem => ({ code: 'not_ready', until: now() + longestPollMs });
  for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 2, longestPollMs)) {
    try {
      const status = await askStatus(publishId, asking);
      if (status.kind === 'there') return { kind: 'accepted', result: { publishId }, post: status.post };
      if (status.kind === 'failed') return { kind: 'refused', problem: status.problem };
      if (status.kind === 'forgotten') return { kind: 'unknown', problem: status.problem };
      if (now() >= patientUntil) return { kind: 'unknown', problem: notReady() };
      await asking.context.wait(waitMs, asking.call.signal);
    } catch (error) {
      return { kind: 'unknown', problem: error instanceof NetworkFailure ? error.problem : notReady() };
    }
  }
}
