/** Looking whether a post arrived, after an answer that was lost: X has no key for it, so one's newest posts are read. */
import type { Content } from '../../../contract/model.ts';
import { type AccountCall, type FindInput, type FindOutcome, NetworkFailure } from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { firstVersion, type Media, mediaOf, plainText, type Post, repliesTo } from './parse.ts';
import { addressOf } from './post-address.ts';
import { parentId } from './publish.ts';
import { askPosts, ownPosts } from './read.ts';
import { openSession, type Session } from './session.ts';
import { workOf } from './steps.ts';

/** How far the clocks may be apart: to miss the post would mean to send it again. */
const clockSlackMs = 24 * 60 * 60_000;
const mostPages = 5;

/** What is looked for: one part of a content, and the post that it goes on from. */
interface Wanted {
  readonly text: string;
  readonly media: Pick<Content, 'pictures' | 'video'>;
  readonly parent: string | null;
}
interface Listed {
  readonly post: Post;
  readonly media: readonly Media[];
}

/**
 * Compares text, media, alt texts and the post before with one's own newest posts. One that fits is it; one that nearly
 * fits, or several, is for the person to tell apart.
 */
export async function find(input: FindInput, call: AccountCall, context: NetworkContext): Promise<FindOutcome> {
  try {
    const wanted = wantedBy(input);
    const session = openSession(call, context);
    const all = await postsSince(input.startedAt - clockSlackMs, session, call);
    const mine = all.filter(({ post }) => !post.versions.some(input.isKnown) && repliesTo(post) === wanted.parent);
    const [match, ...others] = mine.filter((listed) => fits(listed, wanted));
    if (match !== undefined && others.length === 0) {
      const id = firstVersion(match.post);
      const post = { remoteId: id, url: addressOf(call.account.handle, match.post.id, context) };
      return { kind: 'found', post, result: { id } };
    }
    const isUnclear = match !== undefined || mine.some((listed) => nearlyFits(listed, wanted));
    return isUnclear ? { kind: 'cannot_tell', problem: { code: 'unknown' } } : { kind: 'absent' };
  } catch (error) {
    return { kind: 'cannot_tell', problem: classify(error, { started: true }).problem };
  }
}

function wantedBy({ content, step, results }: FindInput): Wanted {
  const work = workOf(content, step);
  const part = work?.kind === 'part' ? work.index : 0;
  if (part === 0) return { text: content.text, media: content, parent: null };
  const text = content.thread[part - 1] ?? '';
  return { text, media: { pictures: [], video: null }, parent: parentId(results, part) };
}

/** Throws `unknown` when there is more than can be looked through. */
async function postsSince(since: number, session: Session, call: AccountCall): Promise<readonly Listed[]> {
  const start = `${new Date(since).toISOString().slice(0, 19)}Z`;
  const found: Listed[] = [];
  let further: Readonly<Record<string, string>> = {};
  for (let count = 0; count < mostPages; count += 1) {
    const query = { max_results: '100', exclude: 'retweets', start_time: start, ...further };
    const { data, includes, meta } = await askPosts(session, ownPosts(call), query);
    found.push(...(data ?? []).map((post) => ({ post, media: mediaOf(post, includes) })));
    if (!meta?.next_token) return found;
    further = { pagination_token: meta.next_token };
  }
  throw new NetworkFailure({ code: 'unknown', detail: 'There are too many posts to look through.' });
}

function fits({ post, media }: Listed, wanted: Wanted): boolean {
  return comparable(plainText(post)) === comparable(wanted.text) && sameMedia(post, media, wanted.media);
}

/** The same letters and as many media, though signs or alt texts came out otherwise. */
function nearlyFits({ post }: Listed, wanted: Wanted): boolean {
  const count = post.attachments?.media_keys?.length ?? 0;
  return lettersOf(plainText(post)) === lettersOf(wanted.text) && count === mediaCount(wanted.media);
}

const mediaCount = ({ pictures, video }: Wanted['media']): number => pictures.length + (video === null ? 0 : 1);

function sameMedia(post: Post, media: readonly Media[], { pictures, video }: Wanted['media']): boolean {
  const listed = post.attachments?.media_keys?.length ?? 0;
  if (video !== null) return listed === 1 && media[0]?.type === 'video';
  const there = media.map(({ alt_text: altText }) => comparable(altText ?? ''));
  const asked = pictures.map(({ altText }) => comparable(altText));
  return listed === asked.length && there.length === asked.length && there.every((text, at) => text === asked[at]);
}

/** White space and the beginnings and ends of addresses come back changed. */
function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/https?:\/\//gi, '')
    .replace(/\/(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const lettersOf = (text: string): string => comparable(text).replace(/[^\p{L}\p{N}]/gu, '');
