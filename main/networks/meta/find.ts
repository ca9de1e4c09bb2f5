/** Looking whether a container was published, after an answer that was lost. */
import type { AccountCall, FindInput, FindOutcome } from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import type { MetaDialect } from './dialect.ts';
import { openSession } from './session.ts';
import { notReady, stateOf } from './status.ts';
import { containerIn, type PublishedStep } from './steps.ts';

/** A post of the account, as far as it is compared. */
export interface OwnPost {
  readonly remoteId: string;
  readonly url: string;
  readonly at: number;
  readonly text: string;
  readonly media: number;
  readonly altTexts: readonly string[];
}
export interface OwnPosts {
  readonly posts: readonly OwnPost[];
  /** Whether there is nothing older. */
  readonly isAll: boolean;
}

/** A whole day, for the clocks of this machine and the network may be apart. */
const clockSlackMs = 24 * 60 * 60_000;

/**
 * A container says whether it was published: that is certain either way. Which post it became it does not say, so that
 * is looked for among the newest of the account; and so is everything when the container is forgotten.
 */
export async function findPublished(
  dialect: MetaDialect,
  input: FindInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<FindOutcome> {
  const { publishing } = dialect;
  const step = publishing.plan(input.content).find(({ name }) => name === input.step.name);
  if (step?.kind !== 'publish') return cannotTell;
  try {
    const session = await openSession(dialect, call, context);
    const container = containerIn(input.results, step.container);
    const state = container === null ? null : await stateOf(container, { publishing, session, context });
    if (state?.kind === 'in_progress') return { kind: 'cannot_tell', problem: notReady(context) };
    const isOut = state?.kind === 'published';
    if (state !== null && state.kind !== 'gone' && !isOut) return { kind: 'absent' };
    const own = await publishing.recent(step, session, call.account);
    return pick(step, own, { isOut, since: input.startedAt - clockSlackMs, isKnown: input.isKnown }, context);
  } catch (error) {
    return { kind: 'cannot_tell', problem: classify(error, { started: true }).problem };
  }
}

const cannotTell: FindOutcome = { kind: 'cannot_tell', problem: { code: 'unknown' } };

interface Looking {
  /** Known to be published: then the only question is which post it is. */
  readonly isOut: boolean;
  readonly since: number;
  readonly isKnown: (remoteId: string) => boolean;
}

function pick(step: PublishedStep, own: OwnPosts, looking: Looking, context: NetworkContext): FindOutcome {
  const recent = own.posts.filter((post) => post.at >= looking.since && !looking.isKnown(post.remoteId));
  const similar = recent.filter((post) => lettersOf(post.text) === lettersOf(step.text));
  const fitting = similar.filter((post) => fits(post, step));
  const [match, ...others] = fitting;
  const isClear = others.length === 0 && (looking.isOut || similar.length === fitting.length);
  if (match !== undefined && isClear) {
    const { remoteId, url } = match;
    return { kind: 'found', post: { remoteId, url }, result: { id: remoteId } };
  }
  if (similar.length > 0) return cannotTell;
  if (looking.isOut) return { kind: 'cannot_tell', problem: notReady(context) };
  const isWhole = own.isAll || own.posts.some(({ at }) => at < looking.since);
  return isWhole ? { kind: 'absent' } : cannotTell;
}

function fits(post: OwnPost, step: PublishedStep): boolean {
  const media = step.hasVideo ? 1 : step.altTexts.length;
  if (comparable(post.text) !== comparable(step.text) || post.media !== media) return false;
  // Alt texts of videos, and of what a carousel holds, are not always handed out.
  if (step.hasVideo || post.altTexts.every((text) => text === '')) return true;
  const [there, wanted] = [post.altTexts, step.altTexts].map((texts) => texts.map(comparable).toSorted());
  return there?.join('\n') === wanted?.join('\n');
}

/** White space comes back changed. */
const comparable = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
const lettersOf = (text: string): string => comparable(text).replace(/[^\p{L}\p{N}]/gu, '');
