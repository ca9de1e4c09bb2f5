/**
 * Plans again what has not begun, after a rule changed: by the code that plans, so that a stricter rule holds what it would
 * have held and a freer one lets go. What the person rewrote, chose or lifted stays.
 */
import type { AccountLimits, Audience, Content, Notice, NoticeCode } from '../../../contract/model.ts';
import { toError } from '../../../contract/errors.ts';
import { canonicalJson, type Json } from '../../../contract/json.ts';
import { type Core, connectorFor } from '../core.ts';
import type { CrosspostRecord, RouteRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { choosable } from '../privacy/audience.ts';
import { liftedIn, withLifted } from '../privacy/carrying.ts';
import { whoSees } from '../privacy/original.ts';
import { type Planned, planOrLater } from '../sync/prepare.ts';
import { keepingOwnWords } from '../sync/revision.ts';
import { contentToJson } from './content.ts';
import { info, judgeAgain, type Judging, warning } from './judge.ts';
import { move, note } from './moves.ts';
import type { Plan } from './plan.ts';
import { replaceContent } from './replace.ts';
import { nextToPlanAgain, setPlannedAgain } from './replan-queue.ts';

/** Each may have pictures to fit again. */
const batch = 20;

/** The next few of the next route. What cannot be planned at the moment stays as it is; the guard still looks at it. */
export async function planAgain(core: Core, signal: AbortSignal): Promise<void> {
  const { read } = core.store;
  const next = nextToPlanAgain(read);
  if (next === null) return;
  const route = read.route(next.routeId);
  const crossposts = route === null ? [] : read.openCrosspostsOf(route.id, next.after, batch);
  for (const crosspost of crossposts) {
    if (route === null || signal.aborted) return;
    await planOneAgain(core, crosspost, route, signal).catch((thrown: unknown) =>
      core.log.error('a crosspost could not be planned again', { id: crosspost.id, error: toError(thrown).message }),
    );
  }
  const end = crossposts.length < batch ? null : (crossposts.at(-1)?.id ?? null);
  core.store.write((write) => setPlannedAgain(write, next.routeId, next.round, end));
  core.changed({ kind: 'posts', postIds: crossposts.map(({ postId }) => postId) });
}

async function planOneAgain(
  core: Core,
  { id, postId }: CrosspostRecord,
  route: RouteRecord,
  signal: AbortSignal,
): Promise<void> {
  const post = core.store.read.post(postId);
  const planned = post === null ? null : await planOrLater(core, post, route, signal);
  if (post === null || planned === null) return;
  const at = core.clock.now();
  core.store.write((write) => {
    const crosspost = write.crosspost(id);
    const limits = write.account(route.destinationId)?.limits ?? null;
    if (crosspost === null || limits === null || !isOpen(crosspost)) return;
    const judging = connectorFor(core, planned.destination.network);
    const original = whoSees(core, write, post).by;
    apply(write, crosspost, planned, plannedAnew(crosspost, planned.plan, { limits, judging, original }), at);
  });
}

const isOpen = ({ state }: CrosspostRecord): boolean => state === 'held' || state === 'waiting' || state === 'approved';

/** What to do with a crosspost that was planned again. */
export interface PlannedAnew {
  readonly content: Content;
  readonly notices: readonly Notice[];
  /** `leave`: nothing of it changed · `told`: only what is told of it · `skip`: a filter keeps it away now. */
  readonly change: 'leave' | 'told' | 'replace' | 'skip';
}

/** Where it goes, and who sees the original. */
interface On {
  readonly limits: AccountLimits;
  readonly judging: Judging;
  readonly original: Audience;
}

/** Pure. */
export function plannedAnew(
  crosspost: Pick<CrosspostRecord, 'state' | 'content' | 'planned' | 'notices'>,
  plan: Plan,
  on: On,
): PlannedAnew {
  const content = withPersonsChanges(crosspost, plan.content, on);
  const told = withLifted(toldOf(crosspost, plan, content, on), liftedIn(crosspost.notices));
  const wasBroughtBack = crosspost.notices.some(({ code }) => code === 'filtered_out');
  const isFiltered = plan.state === 'skipped' && !wasBroughtBack;
  if (isFiltered && crosspost.state !== 'approved') return { content, notices: told, change: 'skip' };
  // What was approved is not put away unseen: it waits for another look.
  const notices = told.map((notice) => (isFiltered && notice.code === 'filtered_out' ? asWarning(notice) : notice));
  return { content, notices, change: changeTo(crosspost, content, notices) };
}

const asWarning = ({ code, values }: Notice): Notice => warning(code, values);

function changeTo(
  crosspost: Pick<CrosspostRecord, 'state' | 'content' | 'notices'>,
  content: Content,
  notices: readonly Notice[],
): PlannedAnew['change'] {
  const isOther = JSON.stringify(contentToJson(content)) !== JSON.stringify(contentToJson(crosspost.content));
  if (!isOther && sorted(notices) === sorted(crosspost.notices)) return 'leave';
  const known = crosspost.notices.map(({ level, code }) => `${level} ${code}`);
  const isStricter = notices.some(({ level, code }) => level !== 'info' && !known.includes(`${level} ${code}`));
  return crosspost.state === 'approved' && !isOther && !isStricter ? 'told' : 'replace';
}

const sorted = (notices: readonly Notice[]): string =>
  notices
    .map((notice) => canonicalJson(notice as unknown as Json))
    .toSorted()
    .join('\n');

/** The plan's content with what the person made of the last one. A file fitted anew has other bytes and is still the same picture. */
function withPersonsChanges(
  crosspost: Pick<CrosspostRecord, 'content' | 'planned' | 'notices'>,
  fresh: Content,
  on: On,
): Content {
  const kept = keepingOwnWords({ ...crosspost, fresh }, (one, other) => one.mediaId === other.mediaId);
  return { ...kept, audience: isStillChosen(crosspost, on) ? crosspost.content.audience : fresh.audience };
}

/** The person's choice holds where it is still at most the original's, and can still be said. */
function isStillChosen(
  { content, notices }: Pick<CrosspostRecord, 'content' | 'notices'>,
  { original, limits }: On,
): boolean {
  const wasChosen = notices.some(({ code }) => code === 'audience_narrowed');
  return wasChosen && choosable(original, limits.audiences).includes(content.audience);
}

function isRewritten({ content, planned }: Pick<CrosspostRecord, 'content' | 'planned'>): boolean {
  const wordsOf = ({ title, text, thread }: Content): string => JSON.stringify([title, text, thread]);
  return wordsOf(content) !== wordsOf(planned);
}

/** What is told of how the words were made. */
const ofWords: readonly NoticeCode[] = [
  'text_shortened',
  'mentions_made_plain',
  'mentions_as_written',
  'place_left_out',
  'warning_moved_to_text',
];

function toldOf(
  crosspost: Pick<CrosspostRecord, 'content' | 'planned' | 'notices'>,
  plan: Plan,
  content: Content,
  on: On,
): readonly Notice[] {
  const isOfWords = ({ code }: Notice): boolean => ofWords.includes(code);
  const made = isRewritten(crosspost)
    ? [...crosspost.notices.filter(isOfWords), ...plan.notices.filter((notice) => !isOfWords(notice))]
    : plan.notices;
  // The choice is remembered even where the plan comes to the same.
  const chosen = isStillChosen(crosspost, on)
    ? [...made.filter(({ code }) => code !== 'audience_cannot_be_kept'), info('audience_narrowed')]
    : made;
  return judgeAgain(chosen, content, on.limits, on.judging);
}

function apply(write: Writer, crosspost: CrosspostRecord, planned: Planned, anew: PlannedAnew, at: number): void {
  const { content, notices, change } = anew;
  if (change === 'leave') return;
  if (change === 'told') return write.changeCrosspost(crosspost.id, { from: crosspost.state, notices, at });
  if (change === 'skip') {
    move(write, crosspost, 'skip', at, { notices });
    return note(write, at, 'crosspost_filtered', crosspost);
  }
  const replacement = { content, notices, planned: planned.plan.content };
  const hash = replaceContent(write, crosspost, planned.destination, replacement, 'rules_changed', at);
  note(write, at, 'crosspost_planned_again', crosspost, { contentHash: hash });
}
