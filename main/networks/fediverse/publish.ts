/** Publishing, step by step: docs.joinmastodon.org/methods/media and /methods/statuses */
import { z } from 'zod';
import type { Audience, Content, ContentPicture } from '../../../contract/model.ts';
import type { Json } from '../../../contract/json.ts';
import {
  type AccountCall,
  NetworkFailure,
  type PublishInput,
  type PublishStep,
  type RemotePost,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { outcomeOfWrite, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import type { Dialect } from './dialect.ts';
import { addressOf, statusSchema, uploadSchema } from './parse.ts';
import { openSession, type Session } from './session.ts';

const uploadTimeoutMs = 120_000;
const firstPollMs = 250;
const longestPollMs = 5_000;
const processingPatienceMs = 90_000;

/**
 * The post is looked for, although a key is always sent: Mastodon folds a repeat for an hour, Pixelfed refuses it, snac2
 * ignores it, and a step must be safe on the server that does least. What the key still does is stop a first request
 * that is on its way while its repeat is made.
 */
export function publishSteps(content: Content): readonly PublishStep[] {
  const uploads = content.pictures.map((_, index) => ({
    name: `picture-${index + 1}`,
    safety: 'repeat' as const,
  }));
  return [...uploads, { name: 'post', safety: 'find' }];
}

export async function performStep(
  dialect: Dialect,
  input: PublishInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const index = Number(/^picture-(\d+)$/.exec(input.step.name)?.[1] ?? 0) - 1;
  const picture = input.content.pictures[index];
  const outcome = await outcomeOfWrite(async () => {
    const session = await openedUnsent(dialect, call, context);
    return picture === undefined
      ? post(dialect, input, session)
      : upload(picture, index, input, session, call, context);
  });
  return isUsedKey(outcome) ? { kind: 'unknown', problem: outcome.problem } : outcome;
}

/** Whatever goes wrong before the step's own request is certain not to have published anything. */
async function openedUnsent(dialect: Dialect, call: AccountCall, context: NetworkContext): Promise<Session> {
  try {
    return await openSession(dialect, call, context);
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    throw new NetworkFailure(error.problem, { notSent: true, cause: error });
  }
}

/** Pixelfed says only that the key came before, not whether a post came of it. */
function isUsedKey(outcome: StepOutcome): outcome is Extract<StepOutcome, { readonly kind: 'refused' }> {
  return outcome.kind === 'refused' && outcome.problem.code === 'duplicate';
}

async function upload(
  picture: ContentPicture,
  index: number,
  input: PublishInput,
  session: Session,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const blob = await input.file(picture.sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  const body = () => {
    const form = new FormData();
    form.set('file', blob, `picture-${index + 1}.${picture.mimeType.split('/')[1] ?? 'bin'}`);
    if (picture.altText !== '') form.set('description', picture.altText);
    return { multipart: form };
  };
  const send = (path: string) =>
    session.write(uploadSchema, { method: 'POST', path, body: body(), timeoutMs: uploadTimeoutMs });
  const answer = await send('/api/v2/media').catch((error: unknown) => {
    if (error instanceof StatusFailure && error.answer.status === 404) return send('/api/v1/media');
    throw error;
  });
  const { id } = answer.body;
  if (answer.status === 202) await processed(id, session, call.signal, context);
  return { kind: 'accepted', result: { id }, post: null };
}

/** Waits while the server works on a picture; 206 means not yet, 422 that it cannot. */
async function processed(id: string, session: Session, signal: AbortSignal, context: NetworkContext): Promise<void> {
  const path = `/api/v1/media/${encodeURIComponent(id)}`;
  const patientUntil = context.now() + processingPatienceMs;
  for (let waitMs = firstPollMs; context.now() < patientUntil; waitMs = Math.min(waitMs * 2, longestPollMs)) {
    await context.wait(waitMs, signal);
    const { status } = await session.read(uploadSchema, path).catch((error: unknown) => {
      if (!(error instanceof StatusFailure) || error.answer.status !== 422) throw error;
      throw new StatusFailure({ ...error.problem, code: 'media_invalid' }, error.answer);
    });
    if (status === 200) return;
  }
  throw new NetworkFailure({ code: 'not_ready', until: context.now() + longestPollMs });
}

async function post(dialect: Dialect, input: PublishInput, session: Session): Promise<StepOutcome> {
  const { content, key, results } = input;
  const visibility = visibilityOf(content.audience);
  if (visibility === null) return { kind: 'refused', problem: { code: 'content_rejected' } };
  const warning = dialect.warningNeedsSensitive && !content.sensitive ? null : content.warning;
  const { body } = await session.write(statusSchema, {
    method: 'POST',
    path: '/api/v1/statuses',
    headers: { 'idempotency-key': key },
    body: {
      json: {
        status: content.text,
        media_ids: content.pictures.map((_, index) => uploadedId(results, `picture-${index + 1}`)),
        visibility,
        sensitive: content.sensitive,
        ...(warning !== null && { spoiler_text: warning }),
        ...(content.language !== null && { language: content.language }),
      },
    },
  });
  return { kind: 'accepted', result: { id: body.id }, post: { remoteId: body.id, url: addressOf(body) } };
}

function uploadedId(results: Readonly<Record<string, Json>>, step: string): string {
  const uploaded = z.object({ id: z.string() }).safeParse(results[step]);
  if (uploaded.success) return uploaded.data.id;
  throw new NetworkFailure({ code: 'internal', detail: `Step ${step} left no picture.` }, { notSent: true });
}

/** Null for an audience that the network has no equal of: nothing wider is put in its place. */
function visibilityOf(audience: Audience): string | null {
  if (audience === 'followers') return 'private';
  return audience === 'close_friends' ? null : audience;
}

/** Deletes a post; one that is gone already counts as deleted. Throws NetworkFailure. */
export async function removePost(
  dialect: Dialect,
  remote: RemotePost,
  call: AccountCall,
  context: NetworkContext,
): Promise<void> {
  const session = await openSession(dialect, call, context);
  const path = `/api/v1/statuses/${encodeURIComponent(remote.remoteId)}`;
  await session.write(z.looseObject({}), { method: 'DELETE', path }).catch((error: unknown) => {
    if (!(error instanceof NetworkFailure) || error.problem.code !== 'not_found') throw error;
  });
}
