/** Publishing, step by step: learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api */
import type { Problem } from '../../../contract/errors.ts';
import type { Content } from '../../../contract/model.ts';
import {
  type AccountCall,
  type EditInput,
  type FindInput,
  type FindOutcome,
  NetworkFailure,
  type PublishInput,
  type PublishStep,
  type RemotePost,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { outcomeOfWrite, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { littleText } from './count.ts';
import { problemWith, visibilityOf } from './limits.ts';
import { postUrn } from './parse.ts';
import { openSession, type Session } from './session.ts';
import { picturesReady, pictureStep, uploadedPictures, uploadPicture } from './upload.ts';
import { performVideoStep, videoSteps } from './video.ts';
import { startedVideo } from './video-work.ts';

const readyStep = 'pictures-ready';
/** How long a file is given that LinkedIn says it is still at work on. */
const notReadyMs = 15_000;

/**
 * The post is `never` repeated: LinkedIn knows no key and shows an app none of the member's posts. It does refuse a text
 * that it took shortly before, but to try that on purpose would publish where the first request never arrived. So after
 * an answer that was lost the person looks.
 */
export function steps({ pictures, video }: Content): readonly PublishStep[] {
  const uploads = pictures.map((_, index): PublishStep => ({ name: pictureStep(index), safety: 'repeat' }));
  const settled: readonly PublishStep[] = pictures.length === 0 ? [] : [{ name: readyStep, safety: 'repeat' }];
  return [...uploads, ...settled, ...(video === null ? [] : videoSteps(video)), { name: 'post', safety: 'never' }];
}

export async function perform(input: PublishInput, call: AccountCall, context: NetworkContext): Promise<StepOutcome> {
  const problem = problemWith(input.content);
  if (problem !== null) return { kind: 'refused', problem };
  return outcomeOfWrite(async () => performStep(input, await openSession(call, context), call, context));
}

async function performStep(
  input: PublishInput,
  session: Session,
  { signal }: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const { content, step } = input;
  const picture = content.pictures.find((_, index) => pictureStep(index) === step.name);
  if (picture !== undefined) return uploadPicture(picture, input, session, context);
  if (step.name === readyStep) return picturesReady(input, signal, context);
  if (step.name === 'post') return post(input, session, context);
  if (content.video === null) throw new Error(`LinkedIn has no step ${step.name}`);
  return performVideoStep({ video: content.video, input, session, signal, context });
}

/**
 * 201, no body, and the post's id in a header; without it nobody knows what answered. A refusal as a duplicate stays a
 * refusal, with the URN that LinkedIn names in `detail`: this request made nothing, and the post there may be one that the
 * member wrote by hand, or one that was deleted and is still remembered. The person opens it and decides.
 */
async function post(input: PublishInput, session: Session, context: NetworkContext): Promise<StepOutcome> {
  const json = postBody(input, session.author);
  try {
    const { headers } = await session.write({ method: 'POST', path: '/rest/posts', body: { json } });
    const urn = postUrn.safeParse(headers.get('x-restli-id') ?? headers.get('x-linkedin-id'));
    if (!urn.success) throw new NetworkFailure({ code: 'bad_answer', detail: 'LinkedIn left out the post’s id.' });
    return { kind: 'accepted', result: { urn: urn.data }, post: remotePost(urn.data, context) };
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    return afterRefusal(error, input, context);
  }
}

function afterRefusal(failure: StatusFailure, input: PublishInput, { now }: NetworkContext): StepOutcome {
  const { problem, answer } = failure;
  if (problem.code === 'not_ready') return { kind: 'refused', problem: { ...problem, until: now() + notReadyMs } };
  const isForgotten = answer.status < 500 && hasForgotten(problem, input);
  if (!isForgotten) throw failure;
  return { kind: 'start_over', problem };
}

/** Whether the refusal says that it does not know one of the files that the earlier steps left there. */
function hasForgotten({ detail = '' }: Problem, { content, results }: PublishInput): boolean {
  const pictures = uploadedPictures(content, results).map(({ image }) => image);
  const urns = content.video === null ? pictures : [startedVideo({ results }).video];
  return urns.some((urn) => detail.includes(urn)) && /not (?:be )?found|does not exist|expired/i.test(detail);
}

const remotePost = (urn: string, { addresses }: NetworkContext): RemotePost => ({
  remoteId: urn,
  url: `${addresses.linkedin.www}/feed/update/${urn}/`,
});

function postBody(input: PublishInput, author: string) {
  const media = mediaOf(input);
  return {
    author,
    commentary: littleText(input.content.text),
    visibility: visibilityOf(input.content.audience),
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    ...(media !== null && { content: media }),
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  };
}

/** One picture is `media`, as a video is; from two on they are `multiImage`. */
function mediaOf({ content, results }: PublishInput) {
  const described = (id: string, altText: string) => ({ id, ...(altText !== '' && { altText }) });
  if (content.video !== null) return { media: described(startedVideo({ results }).video, content.video.altText) };
  const images = uploadedPictures(content, results).map(({ image }, index) =>
    described(image, content.pictures[index]?.altText ?? ''),
  );
  if (images.length === 0) return null;
  return images.length === 1 ? { media: images[0] } : { multiImage: { images } };
}

/** Never asked, for no step is `find`; and there would be nothing to read. */
export async function find(_input: FindInput, _call: AccountCall, _context: NetworkContext): Promise<FindOutcome> {
  const detail = 'LinkedIn shows a member’s posts to apps that it approved, and to no other.';
  return { kind: 'cannot_tell', problem: { code: 'unknown', detail } };
}

/** Only the text of a post can be changed. Throws NetworkFailure. */
export async function edit(
  { post: there, content, before }: EditInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<RemotePost> {
  const problem = problemWith(content) ?? changedAltText(content, before);
  if (problem !== null) throw new NetworkFailure(problem, { notSent: true });
  const session = await openSession(call, context);
  await session.write({
    method: 'POST',
    path: pathOf(there),
    restliMethod: 'PARTIAL_UPDATE',
    body: { json: { patch: { $set: { commentary: littleText(content.text) } } } },
  });
  return there;
}

function changedAltText({ pictures, video }: Content, before: Content): Problem | null {
  const texts = (content: Pick<Content, 'pictures' | 'video'>) =>
    [...content.pictures, ...(content.video === null ? [] : [content.video])].map(({ altText }) => altText);
  const [now, then] = [texts({ pictures, video }), texts(before)];
  const isSame = now.length === then.length && now.every((text, index) => text === then[index]);
  return isSame ? null : { code: 'content_rejected', detail: 'LinkedIn changes the text of a post and nothing else.' };
}

/** LinkedIn answers a repeat as it answered the first time. Throws NetworkFailure. */
export async function remove(there: RemotePost, call: AccountCall, context: NetworkContext): Promise<void> {
  const session = await openSession(call, context);
  try {
    await session.write({ method: 'DELETE', path: pathOf(there), restliMethod: 'DELETE' });
  } catch (error) {
    if (!(error instanceof NetworkFailure) || error.problem.code !== 'not_found') throw error;
  }
}

const pathOf = ({ remoteId }: RemotePost): string => `/rest/posts/${encodeURIComponent(remoteId)}`;
