/** From each start of the program to its end without a word, and what befalls it between the two. */
import { setTimeout as delay } from 'node:timers/promises';
import { answerOf, isGone } from './person.ts';
import type { Ending, Life, Mishap } from './plan.ts';
import type { Program } from './program.ts';
import { end, paceOf, type Stage, startOn } from './stage.ts';

/** A boundary that is not passed in this time has its turn in a later life; on a machine that starts in a second. */
const patienceMs = 6_000;

export async function liveThrough(stage: Stage): Promise<void> {
  const { lives } = stage.plan;
  const missed: Ending[] = [];
  for (const [index, life] of lives.entries()) {
    const ending = (life.ending.kind === 'moment' ? missed.shift() : undefined) ?? life.ending;
    if (!(await live(stage, { ...life, ending }))) missed.push(ending);
    if ((index + 1) % 25 === 0) stage.say(`${index + 1} of ${lives.length} lives are over`);
  }
  for (const ending of missed) await live(stage, { posts: [], mishap: null, ending, offMs: 0 });
}

/** Answers whether it ended where it was to end. */
async function live(stage: Stage, { posts, mishap, ending, offMs }: Life): Promise<boolean> {
  const { servers, plan, counted, clock, disk } = stage;
  for (const index of posts) await servers.publish(plan.posts[index]!);
  const death = ending.kind === 'boundary' ? ending : null;
  const program = startOn(stage, death, mishap?.kind === 'clock' ? mishap.aheadMs : 0);
  const startedAt = Date.now();
  counted.restarts += 1;
  let wasEnded = false;
  if (await program.ready) {
    const pace = paceOf(Date.now() - startedAt);
    const attending = attend(stage, program);
    const befalling = befall(stage, program, mishap);
    const lastsMs = pace * (ending.kind === 'moment' ? ending.realMs : patienceMs);
    // With nothing left to do it passes no boundary any more.
    const idle = ending.kind === 'moment' ? [] : [attending];
    await Promise.all([Promise.race([program.ended, delay(lastsMs), ...idle]), befalling]);
    wasEnded = program.isAlive();
    if (wasEnded) await end(program);
    await attending;
  }
  const { code, signal, output } = await program.ended;
  await disk.free();
  clock.forward(offMs);
  const wasKilled = signal === 'SIGKILL';
  if (wasKilled) counted.kills += 1;
  // With a full disk it may rightly refuse to start.
  else if (mishap?.kind !== 'disk_full') counted.faults.push(`It ended by itself with ${code}: ${output.slice(-600)}`);
  if (death === null) return true;
  if (!wasKilled || wasEnded) return false;
  counted.boundaries[death.at] = (counted.boundaries[death.at] ?? 0) + 1;
  return true;
}

/** So often in a row the person finds nothing to do and the program at rest. */
const restsBeforeIdle = 8;

/** The person does what there is to do, again and again, until the program ends or all is done. */
async function attend({ person, befalls }: Stage, program: Program): Promise<void> {
  try {
    let isChecked = false;
    void program.ask('checkNow', undefined).then(() => (isChecked = true), throwUnlessGone);
    for (let rests = 0; rests < restsBeforeIdle;) {
      await person.attend(program);
      const status = await answerOf(program, 'status', undefined);
      // Not what is put off until later: that may be tomorrow.
      const isAtRest = isChecked && status?.tabs.waiting === 0 && befalls.quietMs() > 500;
      rests = isAtRest ? rests + 1 : 0;
      await delay(100);
    }
  } catch (thrown) {
    throwUnlessGone(thrown);
  }
}

function throwUnlessGone(thrown: unknown): void {
  if (!isGone(thrown)) throw thrown;
}

async function befall({ servers, clock, disk }: Stage, program: Program, mishap: Mishap | null): Promise<void> {
  const forAWhile = (realMs: number): Promise<unknown> => Promise.race([delay(realMs), program.ended]);
  switch (mishap?.kind) {
    case 'sleep':
      program.tell({ kind: 'power', happens: 'suspend' });
      await forAWhile(20);
      program.signal('SIGSTOP');
      clock.forward(mishap.forMs);
      await forAWhile(60);
      program.signal('SIGCONT');
      program.tell({ kind: 'clock', clock: clock.setting() });
      return program.tell({ kind: 'power', happens: 'resume' });
    case 'offline':
      program.tell({ kind: 'power', happens: 'offline' });
      await forAWhile(mishap.realMs);
      return program.tell({ kind: 'power', happens: 'online' });
    case 'disk_full':
      if (disk.kind === 'shared') program.tell({ kind: 'disk', full: true });
      await disk.fill();
      await forAWhile(mishap.realMs);
      await disk.free();
      if (disk.kind === 'shared') program.tell({ kind: 'disk', full: false });
      return undefined;
    case 'sign_in':
      return servers.endSignIns(mishap.network, mishap.happens);
    case 'clock':
    case undefined:
      return undefined;
  }
}
