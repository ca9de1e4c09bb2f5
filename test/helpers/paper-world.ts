/**
 * The core and its store with networks of paper: each publish is two steps that are taken at once and written down with the
 * clock's time. Accounts are never checked, since nothing is new at their networks. For tests of when things go, not of how.
 */
import type { AccountId, CrosspostId, NetworkId, RouteId } from '../../contract/model.ts';
import { type AccountSchedule, defaultAccountRules, type Slot, weekdays } from '../../contract/rules.ts';
import type { Core } from '../../main/core/core.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { contentHash } from '../../main/core/crosspost/content.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import type { Connector, StepOutcome } from '../../main/core/ports/network.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { setAccountRules } from '../../main/core/rules.ts';
import { createRoute } from '../../main/core/routes.ts';
import { dueNow } from '../../main/core/schedule/due.ts';
import type { Due } from '../../main/core/schedule/scheduler.ts';
import { memoryAnchor, silentLog, testClock, type TestClock } from './edges.ts';
import { aContent } from './records.ts';
import { linking, newCrosspost, sourcePost } from './store-rows.ts';
import { openTestStore } from './store.ts';

export interface Sent {
  readonly account: string;
  readonly text: string;
  readonly at: number;
}
export interface PaperWorld {
  readonly core: Core;
  readonly clock: TestClock;
  /** What the networks took, in order. */
  readonly sent: readonly Sent[];
  /** What the next step of a publish is answered; it is taken when nothing is said. */
  readonly answerNext: (outcome: StepOutcome) => void;
  readonly link: (name: string, network?: NetworkId, schedule?: Partial<AccountSchedule>) => AccountId;
  readonly setSchedule: (id: AccountId, schedule: Partial<AccountSchedule>) => void;
  /** A crosspost that waits for a yes. */
  readonly queue: (id: AccountId) => CrosspostRecord;
  readonly approve: (...crossposts: readonly CrosspostRecord[]) => void;
  readonly current: (crosspost: Pick<CrosspostRecord, 'id'>) => CrosspostRecord;
  /** What the scheduler is told. */
  readonly due: () => Due;
  /** Does what is due, and what becomes due by that. */
  readonly work: () => Promise<void>;
  readonly passUntil: (at: number) => Promise<void>;
}

/** A Monday in Berlin, in summer time. */
export const monday = '2026-10-19T12:00:00+02:00';
/** A moment of that month: `19T18:00`. */
export const october = (time: string): number => Date.parse(`2026-10-${time}+02:00`);
export const everyDay = (...minutes: readonly number[]): readonly Slot[] =>
  minutes.map((minute) => ({ days: weekdays, minute }));
export const atSix = { timing: 'next_slot', slots: everyDay(18 * 60) } as const;
export const timesOf = ({ sent }: Pick<PaperWorld, 'sent'>): readonly number[] => sent.map(({ at }) => at);

const never = new AbortController().signal;
const unused = (): never => {
  throw new Error('A network of paper needs no such thing');
};

export function openPaperWorld(start: string, zone = 'Europe/Berlin'): PaperWorld {
  const clock = testClock(Date.parse(start), zone);
  const sent: Sent[] = [];
  const answers: StepOutcome[] = [];
  const { store } = openTestStore();
  const edges = { pictures: unused, videos: unused, web: unused, bucketHost: unused, sealer: unused };
  const connectors = new Map<NetworkId, Connector>();
  const core: Core = {
    ...(edges as unknown as Pick<Core, keyof typeof edges>),
    store,
    clock,
    networkTime: { aheadMs: () => null },
    log: silentLog,
    connectors,
    random: () => 0.5,
    newKey: () => crypto.randomUUID(),
    changed: () => {},
    mayPublish: () => true,
    anchor: memoryAnchor(),
  };
  const at = clock.now();
  const source = store.write((write) => write.linkAccount(linking({ network: 'instagram', remoteId: 'source', at })));
  const routes = new Map<AccountId, RouteId>();
  let number = 0;
  const current = ({ id }: Pick<CrosspostRecord, 'id'>): CrosspostRecord => {
    const crosspost = store.read.crosspost(id);
    if (crosspost === null) throw new Error(`No crosspost ${id}`);
    return crosspost;
  };
  const setSchedule: PaperWorld['setSchedule'] = (id, schedule) => {
    const { rules } = linkedAccount(core, id);
    setAccountRules(core, id, { ...rules, schedule: { ...rules.schedule, ...schedule } });
  };
  const due = (): Due => {
    const jobs = dueNow(core).jobs.filter(({ key }) => !key.startsWith('check'));
    return { jobs, nextAt: store.read.nextDueAt(clock.now()) };
  };
  const work = async (): Promise<void> => {
    for (let round = 0; round < 50; round += 1) {
      const { jobs } = due();
      if (jobs.length === 0) return;
      for (const job of jobs) await job.run(never);
    }
    throw new Error('Something is due again and again');
  };
  connectors.set('instagram', paper(sent, answers, clock));
  return {
    core,
    clock,
    sent,
    current,
    setSchedule,
    due,
    work,
    answerNext: (outcome) => void answers.push(outcome),
    link: (name, network = 'mastodon', schedule = {}) => {
      connectors.set(network, paper(sent, answers, clock));
      const id = store.write((write) => write.linkAccount(linking({ network, remoteId: name, at: clock.now() })));
      routes.set(id, createRoute(core, source, id, 'review').id);
      setSchedule(id, { ...defaultAccountRules.schedule, ...schedule });
      return id;
    },
    queue: (accountId) => {
      number += 1;
      const now = clock.now();
      const content = aContent({ text: `Number ${number}` });
      const hash = contentHash(content, linkedAccount(core, accountId), null);
      const id = store.write((write): CrosspostId | null => {
        const postId = write.addPost(source, sourcePost(number, { publishedAt: now, text: content.text }), false, now);
        const routeId = routes.get(accountId);
        if (postId === null || routeId === undefined) throw new Error('Every post is new, every account has a route');
        write.setPlanned(postId, now);
        const made = { content, contentHash: hash, postedAt: now, at: now };
        return write.addCrosspost(newCrosspost({ postId, routeId, accountId }, made));
      });
      if (id === null) throw new Error('Every crosspost is new');
      return current({ id });
    },
    approve: (...crossposts) => void approve(core, crossposts.map(current)),
    passUntil: async (end) => {
      await work();
      for (let next = due().nextAt; next !== null && next <= end; { nextAt: next } = due()) {
        clock.advance(next - clock.now());
        await work();
      }
      clock.advance(end - clock.now());
      await work();
    },
  };
}

function paper(sent: Sent[], answers: StepOutcome[], clock: TestClock): Connector {
  const connector: Partial<Connector> = {
    about: { name: 'Paper', tellsAudience: true, publishingLimits: [] } as unknown as Connector['about'],
    preview: (text) => ({ count: text.length, segments: [{ kind: 'text', text }] }),
    notices: () => [],
    publish: {
      steps: () => [
        { name: 'upload', safety: 'repeat' },
        { name: 'post', safety: 'find' },
      ],
      perform: async ({ step, content: { text } }, { account: { remoteId } }) => {
        const answer = answers.shift();
        if (answer !== undefined) return answer;
        if (step.name === 'upload') return { kind: 'accepted', result: null, post: null };
        sent.push({ account: remoteId, text, at: clock.now() });
        const post = { remoteId: `${sent.length}`, url: `https://paper.example/${sent.length}` };
        return { kind: 'accepted', result: null, post };
      },
      find: async () => ({ kind: 'absent' }),
    },
    read: { posts: unused, picture: unused, video: unused },
  };
  return connector as Connector;
}
