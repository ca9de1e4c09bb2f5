/**
 * Publishing: each file is uploaded, then each post is one record under a key that the crosspost already has. A second
 * write under the same key fails, and the record there tells whether it is ours: so a post cannot be made twice.
 */
import { z } from 'zod';
import type { Content } from '../../../contract/model.ts';
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
import { partIndex, partOf, partStep, partSteps } from '../parts.ts';
import { xrpcError } from './errors.ts';
import { pictureStep, uploadedPictures, uploadedVideo, uploadSteps, videoStepOf } from './files.ts';
import { problemWith } from './limits.ts';
import { collection, getRecord, keyIn, remotePost } from './posts.ts';
import { type Publishing, uploadBlob } from './publishing.ts';
import { isSamePost, postRecord, type RecordRef, refSchema, type UploadedBlob } from './record.ts';
import { openSession, type Session } from './session.ts';
import { recordKey } from './tid.ts';
import { performVideoStep } from './video.ts';
import { callAs } from './xrpc.ts';

/** The uploads, then the posts, each of which is found again under its own record key. */
export function steps(content: Content): readonly PublishStep[] {
  return [...uploadSteps(content), ...partSteps(content).map((name): PublishStep => ({ name, safety: 'find' }))];
}

/** A post of the crosspost: where it is to be, what it says, when. The parts of a thread are a millisecond apart. */
interface Part {
  readonly index: number;
  readonly key: string;
  readonly content: Content;
  readonly at: number;
}
type ForPart = Pick<PublishInput, 'content' | 'key' | 'startedAt'>;

function partAt(index: number, { content, key, startedAt }: ForPart): Part {
  const place = { index, key: recordKey(key, startedAt, index) };
  return { ...place, content: partOf(content, index), at: startedAt + index };
}

/** A server forgets an upload that no post names within hours. */
const isForgottenUpload = (error: unknown): error is StatusFailure =>
  error instanceof StatusFailure && xrpcError(error.answer.body).error === 'BlobNotFound';

async function create(part: Part, blobs: readonly UploadedBlob[], publishing: Publishing): Promise<RecordRef> {
  const { call, context, session } = publishing;
  const reply = part.index === 0 ? null : await replyTo(part.index, publishing);
  const record = postRecord(part.content, blobs, part.at, reply);
  const json = { repo: session.did, collection, rkey: part.key, record };
  const method = 'com.atproto.repo.createRecord';
  return await callAs(session, refSchema, { method, json, signal: call.signal }, context);
}

/** The same picture gets the same name again, so it can be sent anew at once. */
async function createAnew(part: Part, publishing: Publishing): Promise<RecordRef> {
  const video = uploadedVideo(publishing.input.results);
  if (part.content.video !== null) return await create(part, video === null ? [] : [video], publishing);
  const { pictures } = part.content;
  try {
    const blobs = pictures.length === 0 ? [] : uploadedPictures(publishing.input);
    return await create(part, blobs, publishing);
  } catch (error) {
    if (!isForgottenUpload(error)) throw error;
    const uploads = pictures.map(async (picture) => await uploadBlob(picture, publishing));
    return await create(part, await Promise.all(uploads), publishing);
  }
}

/** The first part and the one before this. */
async function replyTo(index: number, publishing: Publishing): Promise<{ root: RecordRef; parent: RecordRef }> {
  return { root: await refOf(0, publishing), parent: await refOf(index - 1, publishing) };
}

/** As its step answered; looked up where the person alone said that it is there. Throws before anything is sent. */
async function refOf(index: number, { input, session, call, context }: Publishing): Promise<RecordRef> {
  const known = refSchema.safeParse(input.results[partStep(index)]);
  if (known.success) return known.data;
  const { key } = partAt(index, input);
  const record = await getRecord({ ...session, collection, key }, { signal: call.signal, context }).catch(
    (error: unknown) => classify(error, { started: false }),
  );
  if (record instanceof NetworkFailure) throw new NetworkFailure(record.problem, { notSent: true, cause: record });
  if (record !== null) return { uri: record.uri, cid: record.cid };
  const detail = 'The post that this part goes on from is not there.';
  throw new NetworkFailure({ code: 'not_found', detail }, { notSent: true });
}

async function performPost(publishing: Publishing): Promise<StepOutcome> {
  const { input, call, context, session } = publishing;
  const part = partAt(partIndex(input.step.name), input);
  const post = remotePost(session.did, call.account.handle, part.key);
  try {
    const { cid } = await createAnew(part, publishing);
    return { kind: 'accepted', result: { uri: post.remoteId, cid }, post };
  } catch (error) {
    if (error instanceof NetworkFailure && error.notSent) throw error;
    if (isForgottenUpload(error)) return { kind: 'start_over', problem: error.problem };
    const there = await whatIsThere(input, session, { signal: call.signal, context }).catch(() => 'unknown' as const);
    if (typeof there === 'object') return { kind: 'accepted', result: there, post };
    if (there !== 'another') throw error;
    return { kind: 'refused', problem: { code: 'duplicate', detail: 'Another post has the place of this one.' } };
  }
}

/** The record under this part's key when it is this part. */
async function whatIsThere(
  input: ForPart & Pick<FindInput, 'step' | 'results'>,
  { service, did }: Pick<Session, 'service' | 'did'>,
  call: { readonly signal: AbortSignal; readonly context: NetworkContext },
): Promise<RecordRef | 'another' | 'nothing'> {
  const part = partAt(partIndex(input.step.name), input);
  const record = await getRecord({ service, did, collection, key: part.key }, call);
  if (record === null) return 'nothing';
  const before = part.index === 0 ? null : remotePost(did, '', partAt(part.index - 1, input).key).remoteId;
  const expected = { ...part, parent: before, video: uploadedVideo(input.results) };
  return isSamePost(record.value, expected) ? { uri: record.uri, cid: record.cid } : 'another';
}

/** Uploads a file or writes a post. What goes wrong before anything was sent is a refusal. */
export async function perform(input: PublishInput, call: AccountCall, context: NetworkContext): Promise<StepOutcome> {
  const problem = problemWith(input.content);
  if (problem !== null) return { kind: 'refused', problem };
  const opened = await openSession(call, context).catch((error: unknown) => classify(error, { started: false }));
  if (opened instanceof NetworkFailure) return { kind: 'refused', problem: opened.problem };
  const publishing = { input, call, context, session: opened };
  return await outcomeOfWrite(async () => await performOpened(publishing));
}

async function performOpened(publishing: Publishing): Promise<StepOutcome> {
  const { content, step } = publishing.input;
  const videoStep = videoStepOf(step.name);
  if (videoStep !== null && content.video !== null) return await performVideoStep(videoStep, content.video, publishing);
  const picture = content.pictures.find((_, index) => pictureStep(index) === step.name);
  if (picture === undefined) return await performPost(publishing);
  return { kind: 'accepted', result: await uploadBlob(picture, publishing), post: null };
}

/** Looks under the part's own key: the record is there, or it never was. */
export async function find(input: FindInput, call: AccountCall, context: NetworkContext): Promise<FindOutcome> {
  const { remoteId: did, instance: service, handle } = call.account;
  try {
    const there = await whatIsThere(input, { service, did }, { signal: call.signal, context });
    if (there === 'nothing') return { kind: 'absent' };
    if (there === 'another')
      return { kind: 'cannot_tell', problem: { code: 'duplicate', detail: 'Another post has the place of this one.' } };
    return { kind: 'found', post: remotePost(did, handle, keyIn(there.uri, did)), result: there };
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
