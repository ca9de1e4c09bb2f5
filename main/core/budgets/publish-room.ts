/** Looks up what `roomFor` decides on. */
import { type Room, roomFor } from '../crosspost/room.ts';
import type { AccountLimits } from '../../../contract/model.ts';
import { ownerOf, type UseLimit } from '../ports/budgets.ts';
import type { Connector } from '../ports/network.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { spendingOf } from './money.ts';

const dayMs = 24 * 60 * 60_000;

/** How much an account may publish: what its network's documents say, and what it says itself. */
export function publishingLimits(
  { about }: Pick<Connector, 'about'>,
  limits: AccountLimits | null,
): readonly UseLimit[] {
  const inADay = limits?.postsPerDay ?? null;
  const ofTheDay = inADay === null ? [] : [{ kind: 'post', most: inADay, windowMs: dayMs } as const];
  return [...about.publishingLimits, ...ofTheDay];
}

const isOut = ({ state, safety }: AttemptRecord): boolean => state === 'accepted' && safety !== 'repeat';

export function publishRoom(
  read: Reader,
  connector: Pick<Connector, 'about' | 'publish'>,
  crosspost: CrosspostRecord,
  account: AccountRecord,
  now: number,
): Room {
  const attempts = read.attempts(crosspost.id);
  if (connector.publish === undefined || attempts.some(isOut)) return { kind: 'go' };
  const { steps: stepsOf, price } = connector.publish;
  const done = new Set(attempts.filter(({ state }) => state === 'accepted').map(({ step }) => step));
  const steps = stepsOf(crosspost.content).filter(({ name }) => !done.has(name));
  const owner = ownerOf(account);
  const cost = steps.reduce((sum, step) => sum + (price?.(crosspost.content, step) ?? 0), 0);
  return roomFor({
    steps,
    limits: publishingLimits(connector, account.limits).map((limit) => ({
      ...limit,
      uses: read.uses(owner, limit.kind, now - limit.windowMs),
    })),
    said: read.lowLimits(owner),
    money: price === undefined ? null : { spending: spendingOf(read, account, now), price: cost },
    now,
  });
}
