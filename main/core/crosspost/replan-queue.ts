/**
 * Which routes are to be planned again because a rule changed, and how far that has come. It is kept with the posts, so that
 * no end of the program loses it, and what is still to be looked at is not published meanwhile.
 */
import type { RouteId } from '../../../contract/model.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Reader, Writer } from '../ports/store.ts';

interface Progress {
  /** Counts up when the rules change again meanwhile: then it begins anew. */
  readonly round: number;
  /** The last crosspost that was looked at. */
  readonly after: number;
}
type Asked = Readonly<Record<string, Progress>>;

const askedIn = (read: Reader): Asked => (read.setting('plan_again') ?? {}) as unknown as Asked;

export const isAnythingToPlanAgain = (read: Reader): boolean => Object.keys(askedIn(read)).length > 0;

export function isToBePlannedAgain(read: Reader, { id, routeId }: Pick<CrosspostRecord, 'id' | 'routeId'>): boolean {
  const progress = askedIn(read)[routeId];
  return progress !== undefined && id > progress.after;
}

export function nextToPlanAgain(read: Reader): (Progress & { readonly routeId: RouteId }) | null {
  const [first] = Object.entries(askedIn(read));
  return first === undefined ? null : { routeId: Number(first[0]) as RouteId, ...first[1] };
}

/** Looked at up to here; null: to the end. Nothing happens when the rules changed again meanwhile. */
export function setPlannedAgain(write: Writer, routeId: RouteId, round: number, after: number | null): void {
  const { [routeId]: progress, ...others } = askedIn(write);
  if (progress?.round !== round) return;
  write.setSetting('plan_again', asJson(after === null ? others : { ...others, [routeId]: { round, after } }));
}

/** From their first crosspost on, whatever was looked at already. */
export function askToPlanAgain(write: Writer, routes: readonly RouteId[]): void {
  if (routes.length === 0) return;
  const asked = askedIn(write);
  const anew = routes.map((id) => [id, { round: (asked[id]?.round ?? 0) + 1, after: 0 }] as const);
  write.setSetting('plan_again', asJson({ ...asked, ...Object.fromEntries(anew) }));
}

const asJson = (asked: Asked) => structuredClone(asked) as unknown as Parameters<Writer['setSetting']>[1];
