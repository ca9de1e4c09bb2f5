/**
 * Publishing, step by step: docs.x.com/x-api/posts/create-post. X knows no key for a post and refuses the same words twice
 * with 403; so after a lost answer, and after that refusal too, the account's newest posts are read back.
 */
import { canPublishFor } from '../../../contract/audiences.ts';
import { z } from 'zod';
import type { Json } from '../../../contract/json.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { Content } from '../../../contract/model.ts';
import {
  type AccountCall,
  NetworkFailure,
  type PublishInput,
  type RemotePost,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { outcomeOfWrite, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { isProtected } from './limits.ts';
import { addressOf } from './post-address.ts';
import { prices } from './prices.ts';
import { openSession, type Session } from './session.ts';
import { charge } from './spending.ts';
import { nameOf, type Work, workOf } from './steps.ts';
import {
  awaitVideo,
  beginVideo,
  describe,
  endedSchema,
  endVideo,
  sendStretch,
  type Upload,
  uploadPicture,
  uploadSchema,
} from './upload.ts';

const createdSchema = z.object({ data: z.object({ id: z.string().min(1) }) });
const deletedSchema = z.object({ data: z.object({ deleted: z.literal(true) }) });
const postedSchema = z.object({ id: z.string() });

const mostPictures = 4;
const longestAltText = 1000;

/** Does one step. What goes wrong before its own request is a refusal. */
export async function perform(input: PublishInput, call: AccountCall, context: NetworkContext): Promise<StepOutcome> {
  const work = workOf(input.content, input.step);
  if (work === null) throw new Error(`X has no step ${input.step.name} for this content`);
  const problem = problemWith(input.content);
  if (problem !== null) return { kind: 'refused', problem };
  const forgotten = forgottenUpload(work, input, context.now());
  if (forgotten !== null) return forgotten;
  const outcome = await outcomeOfWrite(async () => {
    const session = openSession(call, context);
    if (work.kind !== 'part') return upload(work, input, { session, file: input.file, context, signal: call.signal });
    await unsent(keepsAudience(input.content, call, context));
    return post(work.index, input, session, call, context);
  });
  // X has these words already: perhaps from the attempt whose answer was lost.
  const isRepeat = outcome.kind === 'refused' && outcome.problem.code === 'duplicate';
  return isRepeat ? { kind: 'unknown', problem: outcome.problem } : outcome;
}

/** What X cannot express is refused here, before anything is sent. Null when all is well. */
function problemWith({ audience, pictures, video, sensitive, warning, title }: Content): Problem | null {
  const rejected = (detail: string): Problem => ({ code: 'content_rejected', detail });
  if (!canPublishFor('x', audience)) return rejected('X has no posts for a few people.');
  if (title !== null || warning !== null) return rejected('Posts on X have neither titles nor content warnings.');
  if (pictures.length > mostPictures)
    return rejected(`There are ${pictures.length} pictures; X takes ${mostPictures}.`);
  if (pictures.length > 0 && video !== null) return rejected('X takes pictures or a video, not both.');
  if (sensitive && (pictures.length > 0 || video !== null))
    return rejected('X takes no mark for sensitive media here.');
  const isTooLong = pictures.some(({ altText }) => Array.from(altText).length > longestAltText);
  return isTooLong ? rejected(`An alt text has more than ${longestAltText} characters.`) : null;
}

/** The account's setting is the audience of every post, so it is looked at once more before a narrow one is made. */
async function keepsAudience({ audience }: Content, call: AccountCall, context: NetworkContext): Promise<void> {
  if (audience === 'public' || (await isProtected(call, context))) return;
  throw new NetworkFailure({ code: 'content_rejected', detail: 'The account is not protected any more.' });
}

/** Whatever goes wrong before the step's own request is certain not to have published anything. */
async function unsent<Value>(work: Promise<Value>): Promise<Value> {
  return work.catch((error: unknown) => {
    if (!(error instanceof NetworkFailure)) throw error;
    throw new NetworkFailure(error.problem, { notSent: true, cause: error });
  });
}

async function upload(work: Exclude<Work, { kind: 'part' }>, input: PublishInput, given: Upload): Promise<StepOutcome> {
  const { pictures } = input.content;
  const picture = work.kind === 'picture' || work.kind === 'altText' ? pictures[work.index] : undefined;
  if (work.kind === 'picture' && picture !== undefined) return uploadPicture(picture, given);
  if (work.kind === 'videoStart') return beginVideo(videoOf(input.content), given);
  try {
    return await goOn(work, input, given);
  } catch (error) {
    if (!isForgotten(error)) throw error;
    return { kind: 'start_over', problem: error.problem };
  }
}

/** The steps that need what an earlier one began. */
async function goOn(work: Work, input: PublishInput, given: Upload): Promise<StepOutcome> {
  const { content, results } = input;
  if (work.kind === 'altText') {
    const id = uploadedId(results, { kind: 'picture', index: work.index });
    return describe(id, content.pictures[work.index]?.altText ?? '', given);
  }
  const id = uploadedId(results, { kind: 'videoStart' });
  if (work.kind === 'stretch') return sendStretch(id, work.index, videoOf(content), given);
  if (work.kind === 'videoEnd') return endVideo(id, given);
  const { checkAt } = endedSchema.parse(results[nameOf({ kind: 'videoEnd' })]);
  return awaitVideo(id, checkAt, given);
}

function videoOf({ video }: Content) {
  if (video === null) throw new NetworkFailure({ code: 'internal', detail: 'There is no video.' }, { notSent: true });
  return video;
}

const isForgotten = (error: unknown): error is StatusFailure =>
  error instanceof StatusFailure && error.problem.code === 'not_found';

/** The uploads that a step needs, where one of them is past its time. */
function forgottenUpload(work: Work, { content, results }: PublishInput, now: number): StepOutcome | null {
  const needed = work.kind === 'part' && work.index === 0 ? uploadsOf(content) : [];
  const isPast = needed.some((one) => (uploadSchema.safeParse(results[nameOf(one)]).data?.until ?? now + 1) <= now);
  return isPast ? { kind: 'start_over', problem: { code: 'not_found', detail: 'X has forgotten an upload.' } } : null;
}

function uploadsOf({ pictures, video }: Content): readonly Work[] {
  const ofPictures = pictures.map((_, index): Work => ({ kind: 'picture', index }));
  return video === null ? ofPictures : [{ kind: 'videoStart' }];
}

function uploadedId(results: Readonly<Record<string, Json>>, work: Work): string {
  const uploaded = uploadSchema.safeParse(results[nameOf(work)]);
  if (uploaded.success) return uploaded.data.id;
  throw new NetworkFailure({ code: 'internal', detail: `Step ${nameOf(work)} left nothing.` }, { notSent: true });
}

async function post(
  part: number,
  { content, results }: PublishInput,
  session: Session,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const mediaIds = part === 0 ? uploadsOf(content).map((work) => uploadedId(results, work)) : [];
  const text = part === 0 ? content.text : (content.thread[part - 1] ?? '');
  const json = {
    ...(text !== '' && { text }),
    ...(mediaIds.length > 0 && { media: { media_ids: mediaIds } }),
    ...(part > 0 && { reply: { in_reply_to_tweet_id: parentId(results, part) } }),
  };
  try {
    const created = await session.write(createdSchema, {
      method: 'POST',
      path: '/2/tweets',
      kind: 'write',
      body: { json },
    });
    const { id } = created.data;
    return {
      kind: 'accepted',
      result: { id },
      post: { remoteId: id, url: addressOf(call.account.handle, id, context) },
    };
  } catch (error) {
    // Of a video X says the same when it does not like it, and sending it again would change nothing.
    const isLost = content.video === null && error instanceof StatusFailure && error.problem.code === 'media_invalid';
    if (!isLost) throw error;
    return { kind: 'start_over', problem: error.problem };
  }
}

/**
 * The post that a part goes on from: the one before it. Throws `not_found`, certainly unsent, where only the person knows that it
 * is there.
 */
export function parentId(results: Readonly<Record<string, Json>>, part: number): string {
  const before = postedSchema.safeParse(results[nameOf({ kind: 'part', index: part - 1 })]);
  if (before.success) return before.data.id;
  const detail = 'It is not known under which number the part before this one is there.';
  throw new NetworkFailure({ code: 'not_found', detail }, { notSent: true });
}

/** Deletes a post; one that is gone already counts as deleted. Throws NetworkFailure. */
export async function remove({ remoteId }: RemotePost, call: AccountCall, context: NetworkContext): Promise<void> {
  const session = openSession(call, context);
  const path = `/2/tweets/${encodeURIComponent(remoteId)}`;
  try {
    await session.write(deletedSchema, { method: 'DELETE', path, kind: 'write' });
    charge(prices.remove, call, context);
  } catch (error) {
    if (!(error instanceof NetworkFailure) || error.problem.code !== 'not_found') throw error;
  }
}
