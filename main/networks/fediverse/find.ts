/** Looking whether a post arrived, after an answer that was lost. */
import type { Content } from '../../../contract/model.ts';
import { type AccountCall, type FindInput, type FindOutcome, NetworkFailure } from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import type { Dialect } from './dialect.ts';
import { plainText } from './html.ts';
import { addressOf, type Status, statusesSchema } from './parse.ts';
import { partIndex, partOf, partStep } from '../parts.ts';
import { idFrom } from './parts.ts';
import { openSession, type Session } from './session.ts';

/**
 * How far the clocks of this machine and a server may be apart. A whole day: to miss the post would mean to send it
 * again, and an older one of the same words is most likely known as the copy of something else.
 */
const clockSlackMs = 24 * 60 * 60_000;
const mostPages = 5;

/**
 * Compares text, number of files and their alt texts with one's own newest posts. One that fits is it; one that only
 * nearly fits, or several, is for the person to tell apart.
 */
export async function findPost(
  dialect: Dialect,
  input: FindInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<FindOutcome> {
  try {
    const session = await openSession(dialect, call, context);
    const recent = (await recentStatuses(session, call, input)).filter(({ id }) => !input.isKnown(id));
    const content = partOf(input.content, partIndex(input.step.name));
    const fitting = recent.filter((status) => fits(status, content));
    const placed = fitting.filter((status) => hasPlace(status, input));
    const [match = null, another] = placed.length > 0 ? placed : fitting;
    if (match !== null && another === undefined && mayHavePlace(match, input)) {
      return { kind: 'found', post: { remoteId: match.id, url: addressOf(match) }, result: { id: match.id } };
    }
    const isUnclear = match !== null || recent.some((status) => nearlyFits(status, content));
    return isUnclear ? { kind: 'cannot_tell', problem: { code: 'unknown' } } : { kind: 'absent' };
  } catch (error) {
    return { kind: 'cannot_tell', problem: classify(error, { started: true }).problem };
  }
}

/** Whether a post stands where this one would: by itself, or as a reply to the part before it. */
function hasPlace({ in_reply_to_id: repliesTo }: Status, { step, results }: FindInput): boolean {
  const index = partIndex(step.name);
  return repliesTo === (index === 0 ? null : idFrom(results, partStep(index - 1)));
}

/** The same words in reply to something else are perhaps another post, and perhaps this one under another number. */
function mayHavePlace(status: Status, input: FindInput): boolean {
  const index = partIndex(input.step.name);
  const isAfterUnknown = index > 0 && idFrom(input.results, partStep(index - 1)) === null;
  return hasPlace(status, input) || (isAfterUnknown && status.in_reply_to_id !== null);
}

/**
 * snac2 leaves what is not public out of an account's list; it stands in the home timeline, which is read only when the
 * list shows nothing but public posts.
 */
async function recentStatuses(session: Session, call: AccountCall, input: FindInput): Promise<readonly Status[]> {
  const since = input.startedAt - clockSlackMs;
  const own = `/api/v1/accounts/${encodeURIComponent(call.account.remoteId)}/statuses`;
  const listed = await statusesSince(since, own, session);
  const isPublic = (audience: string) => audience === 'public' || audience === 'unlisted';
  const isComplete = isPublic(input.content.audience) || !listed.every(({ visibility }) => isPublic(visibility));
  const others = isComplete ? [] : await statusesSince(since, '/api/v1/timelines/home', session);
  const mine = [...listed, ...others].filter(({ account, reblog }) => account.id === call.account.remoteId && !reblog);
  return [...new Map(mine.map((status) => [status.id, status])).values()];
}

async function statusesSince(since: number, path: string, session: Session): Promise<readonly Status[]> {
  const found: Status[] = [];
  let before: string | null = null;
  for (let count = 0; count < mostPages; count += 1) {
    const query = new URLSearchParams({ limit: '40', ...(before !== null && { max_id: before }) });
    const statuses = (await session.read(statusesSchema, `${path}?${query.toString()}`)).body;
    const oldest = statuses.at(-1);
    found.push(...statuses.filter((status) => status.created_at >= since));
    if (oldest === undefined || oldest.created_at < since || oldest.id === before) return found;
    before = oldest.id;
  }
  throw new NetworkFailure({ code: 'unknown', detail: 'The timeline is too long to look through.' });
}

function fits(status: Status, content: Content): boolean {
  const texts = [plainText(status.content ?? ''), status.text ?? ''].map(comparable);
  return texts.includes(comparable(content.text)) && sameFiles(status, content);
}

/** The same letters and pictures, though the server changed signs (Markdown, quotation marks). */
function nearlyFits(status: Status, content: Content): boolean {
  return lettersOf(plainText(status.content ?? '')) === lettersOf(content.text) && sameFiles(status, content);
}

function sameFiles(status: Status, content: Content): boolean {
  const media = status.media_attachments ?? [];
  const there = media.map(({ description }) => comparable(description ?? '')).toSorted();
  const files = content.video === null ? content.pictures : [content.video];
  const wanted = files.map(({ altText }) => comparable(altText)).toSorted();
  return there.length === wanted.length && there.every((description, index) => description === wanted[index]);
}

/** White space and the servers of mentions come back changed. */
function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(@[\w.-]+)@[\p{L}\p{N}.:-]+/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function lettersOf(text: string): string {
  return comparable(text).replace(/[^\p{L}\p{N}]/gu, '');
}
