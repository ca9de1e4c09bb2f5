/** The person at the program: says yes and no, signs in again, looks at the network when asked. By the calls of windows. */
import type { AnswerOf, ArgumentOf, CallName } from '../../contract/api.ts';
import type { CrosspostId, NetworkId, PostId, QueueTab } from '../../contract/model.ts';
import { queueTabs } from '../../contract/model.ts';
import type { CrosspostView, QueueDetail } from '../../contract/queue-views.ts';
import { markerIn } from './count.ts';
import type { Decision } from './plan.ts';
import { Gone, type Program } from './program.ts';

export interface PersonOptions {
  readonly decide: (marker: string, network: NetworkId) => Decision;
  /** How many parts of it are at the network, as the person sees when they look. */
  readonly see: (marker: string, copy: CrosspostView) => Promise<{ readonly there: number; readonly known: number }>;
  /** Nothing befalls a person while they sign in. */
  readonly whileSigningIn: <Value>(program: Program, signIn: () => Promise<Value>) => Promise<Value>;
}
export interface Person {
  /** Does all there is to do now. Rejects with `Gone` when the program ends meanwhile. */
  readonly attend: (program: Program) => Promise<void>;
  /** How often only the person could tell whether a copy is there. */
  readonly asked: () => number;
  readonly relinked: () => number;
  /** Why the person let a copy be: the hold that it had, or their own word. */
  readonly reasonFor: (id: CrosspostId) => string | null;
}

/** A refusal is tried again so often before the person leaves it at that. */
const mostTries = 3;

interface Memory {
  readonly undone: Set<CrosspostId>;
  readonly takingBack: Map<CrosspostId, PostId>;
  readonly tries: Map<CrosspostId, number>;
  readonly reasons: Map<CrosspostId, string>;
  /** Posts whose refused copies were tried often enough. */
  readonly leftAtThat: Set<PostId>;
  asked: number;
  relinked: number;
}
type Attending = PersonOptions & { readonly memory: Memory; readonly program: Program };

export function createPerson(options: PersonOptions): Person {
  const memory: Memory = {
    undone: new Set(),
    takingBack: new Map(),
    tries: new Map(),
    reasons: new Map(),
    leftAtThat: new Set(),
    asked: 0,
    relinked: 0,
  };
  return {
    attend: async (program) => {
      const attending = { ...options, memory, program };
      await signInAgain(attending);
      await decideWaiting(attending);
      await lookAtProblems(attending);
      await takeBack(attending);
    },
    asked: () => memory.asked,
    relinked: () => memory.relinked,
    reasonFor: (id) => memory.reasons.get(id) ?? null,
  };
}

/** Null when the program refuses: it says why, and the person comes back to it later. */
export async function answerOf<Name extends CallName>(
  program: Program,
  name: Name,
  argument: ArgumentOf<Name>,
): Promise<AnswerOf<Name> | null> {
  const result = await program.ask(name, argument);
  return result.ok ? result.value : null;
}

export async function detailsIn(
  program: Program,
  tab: QueueTab,
  leftOut: ReadonlySet<PostId> = new Set(),
): Promise<readonly QueueDetail[]> {
  const details: QueueDetail[] = [];
  let after: string | null = null;
  do {
    const page: AnswerOf<'queue'> | null = await answerOf(program, 'queue', {
      tab,
      ...(after !== null && { after }),
    });
    for (const { postId } of page?.rows ?? []) {
      if (leftOut.has(postId)) continue;
      const detail = await answerOf(program, 'post', { id: postId });
      if (detail !== null) details.push(detail);
    }
    after = page?.next ?? null;
  } while (after !== null);
  return details;
}

/** Each post once, whichever tabs its copies are in. */
export async function allDetails(program: Program): Promise<readonly QueueDetail[]> {
  const byPost = new Map<PostId, QueueDetail>();
  for (const tab of queueTabs) for (const detail of await detailsIn(program, tab)) byPost.set(detail.post.id, detail);
  return [...byPost.values()];
}

async function signInAgain({ program, memory, whileSigningIn }: Attending): Promise<void> {
  const accounts = (await answerOf(program, 'accounts', undefined)) ?? [];
  for (const { id } of accounts.filter(({ health }) => health === 'link_again')) {
    await whileSigningIn(program, async () => {
      const account = await answerOf(program, 'relinkAccount', { id });
      if (account !== null) memory.relinked += 1;
    });
  }
}

async function decideWaiting(attending: Attending): Promise<void> {
  for (const { post, crossposts } of await detailsIn(attending.program, 'waiting')) {
    const marker = markerIn({ title: '', text: post.text });
    if (marker === null) continue;
    for (const copy of crossposts) {
      if (copy.state === 'held') await letBe(attending, copy, holdsOf(copy));
      else if (copy.state === 'waiting') await decideOne(attending, marker, copy);
    }
  }
}

const holdsOf = ({ notices }: CrosspostView): string =>
  notices
    .filter(({ level }) => level === 'hold')
    .map(({ code }) => code)
    .join(', ');

async function letBe({ program, memory }: Attending, { id }: CrosspostView, reason: string): Promise<void> {
  if (reason !== '') memory.reasons.set(id, reason);
  await answerOf(program, 'skip', { ids: [id] });
}

async function decideOne(attending: Attending, marker: string, copy: CrosspostView): Promise<void> {
  const { memory, program, decide } = attending;
  const decision = decide(marker, copy.account.network);
  if (decision === 'skip') return letBe(attending, copy, 'skipped by the person');
  if (decision === 'undo_and_skip' && memory.undone.has(copy.id))
    return letBe(attending, copy, 'skipped by the person');
  const shown = await changed(program, decision, copy);
  await answerOf(program, 'approve', { approvals: [{ id: copy.id, contentHash: shown.contentHash }] });
  if (decision === 'take_back') memory.takingBack.set(copy.id, copy.postId);
  const isUndone = (decision === 'undo_once' || decision === 'undo_and_skip') && !memory.undone.has(copy.id);
  if (!isUndone) return;
  memory.undone.add(copy.id);
  await answerOf(program, 'undo', { ids: [copy.id] });
}

async function changed(program: Program, decision: Decision, copy: CrosspostView): Promise<CrosspostView> {
  const after = await change(program, decision, copy);
  return after?.crossposts.find(({ id }) => id === copy.id) ?? copy;
}

async function change(program: Program, decision: Decision, copy: CrosspostView): Promise<QueueDetail | null> {
  const { id, edited, content, count, limit } = copy;
  if (decision === 'thread' && content.thread.length === 0) return answerOf(program, 'makeThread', { id });
  if (decision !== 'edit' || edited || count + 20 > limit) return null;
  return answerOf(program, 'edit', { id, text: `${content.text} Said anew.` });
}

async function lookAtProblems(attending: Attending): Promise<void> {
  for (const { post, crossposts } of await detailsIn(attending.program, 'problems', attending.memory.leftAtThat)) {
    const marker = markerIn({ title: '', text: post.text });
    if (marker === null) continue;
    if (crossposts.every((copy) => isLeftAtThat(attending, copy))) attending.memory.leftAtThat.add(post.id);
    for (const copy of crossposts) {
      if (copy.state === 'unknown' && copy.dueAt === null) await settle(attending, marker, copy);
      else if (copy.state === 'failed') await tryAgain(attending, copy);
    }
  }
}

function isLeftAtThat({ memory }: Attending, { id, state, canWithdraw }: CrosspostView): boolean {
  if (state === 'failed') return (memory.tries.get(id) ?? 0) >= mostTries && !canWithdraw;
  return state === 'published' || state === 'skipped' || state === 'withdrawn';
}

async function settle({ program, memory, see }: Attending, marker: string, copy: CrosspostView): Promise<void> {
  const { there, known } = await see(marker, copy);
  const answered = await answerOf(program, 'settle', { id: copy.id, isThere: there > known });
  if (answered !== null) memory.asked += 1;
}

/** What is out of one that stays refused is taken back: half a thread helps nobody. */
async function tryAgain({ program, memory }: Attending, { id, canWithdraw }: CrosspostView): Promise<void> {
  const tries = memory.tries.get(id) ?? 0;
  if (tries >= mostTries && canWithdraw) await answerOf(program, 'withdraw', { ids: [id] });
  if (tries >= mostTries) return;
  const answered = await answerOf(program, 'tryAgain', { id });
  if (answered !== null) memory.tries.set(id, tries + 1);
}

async function takeBack({ program, memory }: Attending): Promise<void> {
  for (const [id, postId] of memory.takingBack) {
    const detail = await answerOf(program, 'post', { id: postId });
    const copy = detail?.crossposts.find((candidate) => candidate.id === id);
    if (copy?.state === 'published' && copy.canWithdraw) await answerOf(program, 'withdraw', { ids: [id] });
    if (copy?.state === 'withdrawn' || copy?.state === 'skipped' || (copy?.state === 'published' && !copy.canWithdraw))
      memory.takingBack.delete(id);
  }
}

export const isGone = (thrown: unknown): boolean => thrown instanceof Gone;
