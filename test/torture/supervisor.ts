/** Carries a plan out: starts the program, lets things befall it, ends it, starts it again; and in the end lets it finish. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CrosspostId } from '../../contract/model.ts';
import type { CrosspostView, QueueDetail } from '../../contract/queue-views.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { createBefalls } from './befalls.ts';
import { drawFor } from './chance.ts';
import { type Copy, markerIn } from './count.ts';
import { outputsIn, progressIn } from './database.ts';
import { openDisk } from './disk.ts';
import { keepEvidence } from './evidence.ts';
import { linkAll } from './linking.ts';
import { liveThrough } from './lives.ts';
import { allDetails, createPerson, type Person } from './person.ts';
import { decisionFor, type Plan } from './plan.ts';
import type { Program } from './program.ts';
import { startServers } from './servers.ts';
import { type Counted, end, putClock, type Stage, startOn, startWorldClock, untilReady } from './stage.ts';

/** How long everything may take to come to an end when nothing befalls it any more. */
const longestEndMs = 10 * 60_000;
/** In the end time is let pass in leaps; between them it runs slowly, so that a server has time to work on a file. */
const endScale = 10;
/** The longest back-off is over after two. */
const leapMs = 20 * 60_000;
/** After so long without a request nothing happens before a leap; in real time. */
const quietBeforeLeapMs = 300;
/**
 * What is about to go has so long before a leap, in real time: longer than a yes can be taken back. A leap over that is a
 * sleep, after which the person is asked anew, and so on for ever.
 */
const patienceWithYesMs = 3_000;

export interface Run {
  readonly copies: readonly Copy[];
  readonly received: readonly Delivery[];
  readonly asked: number;
  readonly relinked: number;
  readonly counted: Counted;
  readonly befell: Readonly<Record<string, number>>;
}

/** `isGood` says whether nothing of the run need be kept to be looked into. */
export async function carryOut(plan: Plan, say: Stage['say'], isGood: (run: Run) => boolean): Promise<Run> {
  const { folder, remove } = await temporaryFolder('torture');
  const disk = await openDisk(path.join(folder, 'profile'));
  const clock = startWorldClock();
  const befalls = createBefalls(plan.wishes.seed, plan.wishes.faults);
  const servers = await startServers(path.join(folder, 'networks'), clock.now, befalls);
  const person = createPerson({
    decide: (marker, network) => {
      const isLong = plan.posts.some((post) => post.marker === marker && post.isLong);
      return decisionFor(drawFor(plan.wishes.seed, 'decision', marker, network), isLong);
    },
    see: async (marker, copy) => partsThere(await servers.received(), outputsIn(disk.folder), marker, copy),
    // The code that a sign-in page gives lives for seconds.
    whileSigningIn: (program, signIn) =>
      befalls.pausedWhile(async () => {
        const { scale } = clock.setting();
        putClock({ clock }, program, 1);
        return signIn().finally(() => putClock({ clock }, program, scale));
      }),
  });
  const counted: Counted = { kills: 0, restarts: 0, startsMs: [], boundaries: {}, faults: [] };
  const stage: Stage = { plan, say, clock, befalls, servers, disk, person, counted };
  try {
    await befalls.pausedWhile(() => linkAll(stage));
    await liveThrough(stage);
    say(`${counted.kills} times ended; now everything may come to its end`);
    const details = await befalls.pausedWhile(() => finish(stage));
    const [asked, relinked] = [person.asked(), person.relinked()];
    const copies = copiesOf(details, outputsIn(disk.folder), person);
    const run = { copies, received: await servers.received(), asked, relinked, counted, befell: befalls.counts() };
    if (!isGood(run)) say(`What it left is in ${await keepEvidence(folder, plan.wishes.seed)}`);
    return run;
  } finally {
    await servers.stop();
    await disk.remove();
    await remove();
  }
}

/** Everything that is under way goes to its end; where nothing happens, time is let pass. */
async function finish(stage: Stage): Promise<readonly QueueDetail[]> {
  const { person, counted, say, plan, disk, befalls, clock } = stage;
  const program = startOn(stage);
  counted.restarts += 1;
  await untilReady(program);
  putClock(stage, program, endScale);
  const endsAt = Date.now() + longestEndMs;
  let aboutToGoSince = Infinity;
  for (let quiet = 0; quiet < 5 && Date.now() < endsAt;) {
    await person.attend(program);
    const { planned, open, publishing, aboutToGo } = progressIn(disk.folder, clock.now());
    quiet = planned >= plan.posts.length && open === 0 ? quiet + 1 : 0;
    aboutToGoSince = aboutToGo > 0 ? Math.min(aboutToGoSince, Date.now()) : Infinity;
    const isPatient = aboutToGo > 0 && Date.now() - aboutToGoSince < patienceWithYesMs;
    if (publishing === 0 && befalls.quietMs() > quietBeforeLeapMs && !isPatient) {
      leap(stage, program);
      aboutToGoSince = Infinity;
    }
    await delay(150);
  }
  const details = await allDetails(program);
  say(`${details.length} posts are in the queue in the end`);
  await end(program);
  return details;
}

function leap({ clock }: Stage, program: Program): void {
  clock.forward(leapMs);
  program.tell({ kind: 'clock', clock: clock.setting() });
  program.tell({ kind: 'power', happens: 'resume' });
}

const approvedStates = ['approved', 'publishing', 'published', 'unknown', 'failed', 'withdrawn'];

function copiesOf(
  details: readonly QueueDetail[],
  outputs: ReadonlyMap<CrosspostId, readonly string[]>,
  person: Person,
): readonly Copy[] {
  return details.flatMap(({ post, crossposts }) => {
    const marker = markerIn({ title: '', text: post.text });
    if (marker === null) return [];
    return crossposts.map(({ id, account, state, problem, content }): Copy => ({
      marker,
      network: account.network,
      state,
      wasApproved: approvedStates.includes(state),
      reason: problem?.code ?? person.reasonFor(id),
      content,
      original: post.audience,
      remoteIds: outputs.get(id) ?? [],
    }));
  });
}

/** What a person sees of a copy at its network, and how much of it the program knows. */
function partsThere(
  received: readonly Delivery[],
  outputs: ReadonlyMap<CrosspostId, readonly string[]>,
  marker: string,
  { id, account, content }: CrosspostView,
): { readonly there: number; readonly known: number } {
  const live = received.filter(({ network, deletedAt }) => network === account.network && deletedAt === null);
  const claimed = new Set([...outputs.values()].flat());
  const isWordless = (delivery: Delivery): boolean =>
    markerIn(delivery) === null && !claimed.has(delivery.id) && delivery.media[0]?.sha256 === content.video?.sha256;
  const there = live.filter((delivery) => markerIn(delivery) === marker || isWordless(delivery)).length;
  return { there, known: outputs.get(id)?.length ?? 0 };
}
