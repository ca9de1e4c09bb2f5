/**
 * Publishing: each picture is uploaded, then one record is written under a key that the crosspost already has. A
 * second write under the same key fails, and the record there tells whether it is ours: so a post cannot be made twice.
 */
import { z } from 'zod';
import type { Content, ContentPicture } from '../../../contract/model.ts';
import type {
  AccountCall,
  FindInput,
  FindOutcome,
  PublishInput,
  PublishStep,
  RemotePost,
  StepOutcome,
} from '../../core/ports/network.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import { classify, outcomeOfWrite, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { xrpcError } from './errors.ts';
import { problemWith } from './limits.ts';
import { collection, getRecord, keyIn, remotePost } from './posts.ts';
import { blobSchema, isSamePost, postRecord, type UploadedBlob } from './record.ts';
import { openSession, type Session } from './session.ts';
import { recordKey } from './tid.ts';
import { callAs } from './xrpc.ts';

const uploadSchema = z.object({ blob: blobSchema });
const createdSchema = z.object({ uri: z.string(), cid: z.string() });

const stepOf = (index: number): string => `picture-${index + 1}`;

/** One upload for each picture, then the post, which is found again under its own record key. */
export function steps(content: Content): readonly PublishStep[] {
  const uploads = content.pictures.map((_, index): PublishStep => ({ name: stepOf(index), safety: 'repeat' }));
  return [...uploads, { name: 'post', safety: 'find' }];
}

interface Publishing {
  readonly input: PublishInput;
  readonly call: AccountCall;
  readonly context: NetworkContext;
  readonly session: Session;
}

async function upload(picture: ContentPicture, { input, call, context, session }: Publishing): Promise<UploadedBlob> {
  const bytes = await input.file(picture.sha256);
  const file = bytes.type === picture.mimeType ? bytes : bytes.slice(0, bytes.size, picture.mimeType);
  const { signal } = call;
  const { blob } = await callAs(
    session,
    uploadSchema,
    { method: 'com.atproto.repo.uploadBlob', file, signal },
    context,
  );
  return blob;
}

async function performUpload(picture: ContentPicture, publishing: Publishing): Promise<StepOutcome> {
  return { kind: 'accepted', result: await upload(picture, publishing), post: null };
}

/** A server forgets an upload that no post names within hours; the same bytes get the same name again. */
const isForgottenUpload = (error: unknown): boolean =>
  error instanceof StatusFailure && xrpcError(error.answer.body).error === 'BlobNotFound';

async function create(blobs: readonly UploadedBlob[], publishing: Publishing): Promise<void> {
  const { input, call, context, session } = publishing;
  const record = postRecord(input.content, blobs, input.startedAt);
  const json = { repo: session.did, collection, rkey: recordKey(input.key, input.startedAt), record };
  await callAs(session, createdSchema, { method: 'com.atproto.repo.createRecord', json, signal: call.signal }, context);
}

async function createAnew(blobs: readonly UploadedBlob[], publishing: Publishing): Promise<void> {
  try {
    await create(blobs, publishing);
  } catch (error) {
    if (!isForgottenUpload(error)) throw error;
    const uploads = publishing.input.content.pictures.map(async (picture) => await upload(picture, publishing));
    await create(await Promise.all(uploads), publishing);
  }
}

function uploaded({ content, results }: PublishInput): readonly UploadedBlob[] {
  return content.pictures.map((_, index) => blobSchema.parse(results[stepOf(index)]));
}

async function performPost(publishing: Publishing): Promise<StepOutcome> {
  const { input, call, context, session } = publishing;
  const post = remotePost(session.did, call.account.handle, recordKey(input.key, input.startedAt));
  const accepted: StepOutcome = { kind: 'accepted', result: { uri: post.remoteId }, post };
  const blobs = uploaded(input);
  try {
    await createAnew(blobs, publishing);
    return accepted;
  } catch (error) {
    const there = await whatIsThere(input, session, { signal: call.signal, context }).catch(() => 'unknown' as const);
    if (there === 'ours') return accepted;
    if (there !== 'another') throw error;
    return { kind: 'refused', problem: { code: 'duplicate', detail: 'Another post has the place of this one.' } };
  }
}

async function whatIsThere(
  { content, key, startedAt }: Omit<FindInput, 'isKnown'>,
  { service, did }: Pick<Session, 'service' | 'did'>,
  call: { readonly signal: AbortSignal; readonly context: NetworkContext },
): Promise<'ours' | 'another' | 'nothing'> {
  const record = await getRecord({ service, did, collection, key: recordKey(key, startedAt) }, call);
  if (record === null) return 'nothing';
  return isSamePost(record.value, content, startedAt) ? 'ours' : 'another';
}

/** Uploads a picture or writes the post. What goes wrong before anything was sent is a refusal. */
export async function perform(input: PublishInput, call: AccountCall, context: NetworkContext): Promise<StepOutcome> {
  const problem = problemWith(input.content);
  if (problem !== null) return { kind: 'refused', problem };
  const opened = await openSession(call, context).catch((error: unknown) => classify(error, { started: false }));
  if (opened instanceof NetworkFailure) return { kind: 'refused', problem: opened.problem };
  const publishing = { input, call, context, session: opened };
  const picture = input.content.pictures.find((_, index) => stepOf(index) === input.step.name);
  return await outcomeOfWrite(async () =>
    picture === undefined ? await performPost(publishing) : await performUpload(picture, publishing),
  );
}

/** Looks under the crosspost's own key: the record is there, or it never was. */
export async function find(input: FindInput, call: AccountCall, context: NetworkContext): Promise<FindOutcome> {
  const { remoteId: did, instance: service, handle } = call.account;
  try {
    const there = await whatIsThere(input, { service, did }, { signal: call.signal, context });
    if (there === 'nothing') return { kind: 'absent' };
    if (there === 'ours')
      return { kind: 'found', post: remotePost(did, handle, recordKey(input.key, input.startedAt)), result: null };
    return { kind: 'cannot_tell', problem: { code: 'duplicate', detail: 'Another post has the place of this one.' } };
  } catch (error) {
    return { kind: 'cannot_tell', problem: classify(error, { started: true }).problem };
  }
}

/** Deletes a post of this account; one that is gone already counts as deleted, at the server too. */
export async function remove(post: RemotePost, call: AccountCall, context: NetworkContext): Promise<void> {
  const session = await openSession(call, context);
  const rkey = keyIn(post.remoteId, session.did);
  if (rkey === '')
    throw new NetworkFailure({ code: 'not_found', detail: 'It is not a post of this account.' }, { notSent: true });
  const json = { repo: session.did, collection, rkey };
  const method = 'com.atproto.repo.deleteRecord';
  await callAs(session, z.looseObject({}), { method, json, signal: call.signal }, context);
}
