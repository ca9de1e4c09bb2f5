/** Publishing, step by step: docs.joinmastodon.org/methods/media and /methods/statuses */
import { wordFor } from '../../../contract/audiences.ts';
import { z } from 'zod';
import type { Content, ContentPicture } from '../../../contract/model.ts';
import {
  type AccountCall,
  NetworkFailure,
  type PublishInput,
  type PublishStep,
  type RemotePost,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { outcomeOfWrite } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import type { Dialect } from './dialect.ts';
import { findPost } from './find.ts';
import { addressOf, statusSchema } from './parse.ts';
import { partIndex, partOf, partStep, partSteps } from '../parts.ts';
import { idFrom, partKey } from './parts.ts';
import { openSession, type Session } from './session.ts';
import { uploadFile } from './upload.ts';

/**
 * A post is looked for, although a key is always sent: Mastodon folds a repeat for an hour, Pixelfed refuses it, snac2
 * ignores it, and a step must be safe on the server that does least. What the key still does is stop a first request
 * that is on its way while its repeat is made.
 */
export function publishSteps(content: Content): readonly PublishStep[] {
  const uploads = uploadsOf(content).map(([name]): PublishStep => ({ name, safety: 'repeat' }));
  return [...uploads, ...partSteps(content).map((name): PublishStep => ({ name, safety: 'find' }))];
}

/** The files by the names of their steps. One video stands alone: servers refuse it beside pictures. */
function uploadsOf({ pictures, video }: Content): readonly (readonly [step: string, file: ContentPicture])[] {
  if (video !== null) return [['video', video]];
  return pictures.map((picture, index) => [`picture-${index + 1}`, picture]);
}

interface Publishing {
  readonly dialect: Dialect;
  readonly input: PublishInput;
  readonly session: Session;
  readonly call: AccountCall;
  readonly context: NetworkContext;
}

export async function performStep(
  dialect: Dialect,
  input: PublishInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const file = uploadsOf(input.content).find(([name]) => name === input.step.name)?.[1];
  const outcome = await outcomeOfWrite(async () => {
    const session = await unsent(() => openSession(dialect, call, context));
    const publishing = { dialect, input, session, call, context };
    return file === undefined ? post(publishing) : upload(file, publishing);
  });
  if (outcome.kind !== 'refused') return outcome;
  const { problem } = outcome;
  // Pixelfed says only that the key came before, not whether a post came of it.
  if (problem.code === 'duplicate') return { kind: 'unknown', problem };
  return problem.code === 'not_found' && needsFiles(input) ? { kind: 'start_over', problem } : outcome;
}

/** Whatever goes wrong before the step's own request is certain not to have published anything. */
async function unsent<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    throw new NetworkFailure(error.problem, { notSent: true, cause: error });
  }
}

/** Of a first post nothing but its files can be missing: servers clear away what no post names. */
function needsFiles({ step, content }: PublishInput): boolean {
  return step.name === partStep(0) && uploadsOf(content).length > 0;
}

async function upload(
  { sha256, mimeType, altText }: ContentPicture,
  { input, session, call, context }: Publishing,
): Promise<StepOutcome> {
  const blob = await input.file(sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  const { id } = await uploadFile({ blob, name: input.step.name, mimeType, altText }, session, call.signal, context);
  return { kind: 'accepted', result: { id }, post: null };
}

async function post(publishing: Publishing): Promise<StepOutcome> {
  const { dialect, input, session } = publishing;
  const index = partIndex(input.step.name);
  const content = partOf(input.content, index);
  const visibility = wordFor(dialect.id, content.audience);
  if (visibility === null) return { kind: 'refused', problem: { code: 'content_rejected' } };
  const warning = dialect.warningNeedsSensitive && !content.sensitive ? null : content.warning;
  const { body } = await session.write(statusSchema, {
    method: 'POST',
    path: '/api/v1/statuses',
    headers: { 'idempotency-key': partKey(input.key, index) },
    body: {
      json: {
        status: content.text,
        media_ids: uploadsOf(content).map(([step]) => uploadedId(input.results, step)),
        visibility,
        sensitive: content.sensitive,
        ...(index > 0 && { in_reply_to_id: await unsent(() => previousId(publishing, index)) }),
        ...(warning !== null && { spoiler_text: warning }),
        ...(content.language !== null && { language: content.language }),
      },
    },
  });
  return { kind: 'accepted', result: { id: body.id }, post: { remoteId: body.id, url: addressOf(body) } };
}

function uploadedId(results: PublishInput['results'], step: string): string {
  const id = idFrom(results, step);
  if (id !== null) return id;
  throw new NetworkFailure({ code: 'internal', detail: `Step ${step} left no file.` }, { notSent: true });
}

/** The post that this one goes on from. It is looked for where the person alone said that it is there. */
async function previousId({ dialect, input, call, context }: Publishing, index: number): Promise<string> {
  const step = { name: partStep(index - 1), safety: 'find' } as const;
  const known = idFrom(input.results, step.name);
  if (known !== null) return known;
  const found = await findPost(dialect, { ...input, step, isKnown: () => false }, call, context);
  if (found.kind === 'found') return found.post.remoteId;
  throw new NetworkFailure({ code: 'not_found', detail: 'The post that this part goes on from is not there.' });
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
