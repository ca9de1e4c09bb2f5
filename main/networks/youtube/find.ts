/** Looking whether a video came into being, after an answer that was lost. */
import type { Content } from '../../../contract/model.ts';
import { type AccountCall, type FindInput, type FindOutcome, NetworkFailure } from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { remotePost, type Uploaded, type Video } from './parse.ts';
import { uploadSession } from './publish.ts';
import { openSession, type Session } from './session.ts';
import { askProgress } from './transfer.ts';
import { uploadsPage, videosOf } from './uploads.ts';

/** How far the clocks of this machine and Google's may be apart. */
const clockSlackMs = 24 * 60 * 60_000;
const mostPages = 4;

/** The session is certain: the video is there, or bytes are missing. Only when it is forgotten is the channel looked through. */
export async function find(input: FindInput, call: AccountCall, context: NetworkContext): Promise<FindOutcome> {
  try {
    const session = await openSession(call, context);
    const into = uploadSession(input, session, call, context);
    const progress = into === null ? ({ kind: 'forgotten' } as const) : await askProgress(into);
    if (progress.kind === 'at') return { kind: 'absent' };
    if (progress.kind === 'done') return found(progress.video, context);
    return await findByWords(input, session, context);
  } catch (error) {
    return { kind: 'cannot_tell', problem: classify(error, { started: true }).problem };
  }
}

function found({ id, status }: Pick<Uploaded, 'id' | 'status'>, { addresses }: NetworkContext): FindOutcome {
  const { privacyStatus } = status;
  return { kind: 'found', post: remotePost(id, addresses.google.watch), result: { id, privacyStatus } };
}

/** One video that fits is it; one that nearly fits, or several, are for the person to tell apart. */
async function findByWords(input: FindInput, session: Session, context: NetworkContext): Promise<FindOutcome> {
  const ids = await uploadedSince(input.startedAt - clockSlackMs, session);
  const videos = await videosOf(
    session,
    ids.filter((id) => !input.isKnown(id)),
  );
  const [match, ...others] = videos.filter((video) => fits(video, input.content));
  if (match !== undefined && others.length === 0) return found(match, context);
  const isUnclear = match !== undefined || videos.some((video) => nearlyFits(video, input.content));
  return isUnclear ? { kind: 'cannot_tell', problem: { code: 'unknown' } } : { kind: 'absent' };
}

async function uploadedSince(since: number, session: Session): Promise<readonly string[]> {
  const found: string[] = [];
  let pageToken: string | null = null;
  for (let count = 0; count < mostPages; count += 1) {
    const { uploads, next } = await uploadsPage(session, pageToken);
    const young = uploads.filter(({ addedAt }) => addedAt >= since);
    found.push(...young.map(({ id }) => id));
    if (next === null || young.length < uploads.length) return found;
    pageToken = next;
  }
  throw new NetworkFailure({ code: 'unknown', detail: 'The channel has too many new videos to look through.' });
}

function fits({ snippet }: Video, { title, text }: Content): boolean {
  return (
    comparable(snippet.title) === comparable(title ?? '') && comparable(snippet.description ?? '') === comparable(text)
  );
}

/** The same title, with a description that was changed. */
function nearlyFits({ snippet }: Video, { title }: Content): boolean {
  return comparable(snippet.title) === comparable(title ?? '');
}

function comparable(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
