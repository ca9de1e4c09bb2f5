/** Moving a chip, by pointer or by keys, to a time that is not given before the person says so. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { momentAt, placeAt, type Step, stepped, type Week } from './week.ts';

/** The chip on its way, and where it would go. */
export interface Moving {
  readonly planned: PlannedView;
  readonly at: number;
  readonly by: 'pointer' | 'keys';
}
interface MovingWishes {
  readonly week: Week;
  /** What the pointer's place is measured by: seven days across, 24 hours down. */
  readonly field: RefObject<HTMLElement | null>;
  readonly onMove: (planned: PlannedView, at: number) => void;
  readonly onLeave: () => void;
  readonly onOpen: (planned: PlannedView) => void;
}

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: { days: 0, minutes: -15 },
  ArrowDown: { days: 0, minutes: 15 },
  ArrowLeft: { days: -1, minutes: 0 },
  ArrowRight: { days: 1, minutes: 0 },
};

export const isMovable = ({ state }: PlannedView): boolean =>
  state === 'approved' || state === 'waiting' || state === 'held';

export function useMoving(wishes: MovingWishes) {
  const [moving, draw] = useState<Moving | null>(null);
  /** The same, known at once: a pointer may go up before its last step is drawn. */
  const current = useRef<Moving | null>(null);
  const set = (next: Moving | null): void => {
    current.current = next;
    draw(next);
  };
  const grip = useRef<Grip | null>(null);
  const end = (give: boolean): void => {
    const ended = current.current;
    grip.current = null;
    if (ended === null) return;
    set(null);
    if (give && ended.at !== ended.planned.goesAt) wishes.onMove(ended.planned, ended.at);
    else wishes.onLeave();
  };
  const byPointer = usePointer(wishes, grip, set, end);
  const byKeys = (planned: PlannedView) => ({
    onKeyDown: (event: KeyboardEvent): void => {
      const now = current.current;
      const step = steps[event.key];
      const isSteered = step !== undefined && isMovable(planned) && now?.by !== 'pointer';
      const ends = now !== null && (event.key === 'Escape' || (event.key === 'Enter' && now.by === 'keys'));
      if (!isSteered && !ends) return;
      event.preventDefault();
      if (isSteered) set({ planned, at: stepped(now?.at ?? planned.goesAt, step), by: 'keys' });
      else end(event.key === 'Enter');
    },
    onBlur: (): void => {
      if (current.current?.by === 'keys') end(false);
    },
  });
  return { moving, ofChip: (planned: PlannedView) => ({ ...byPointer(planned), ...byKeys(planned) }) };
}

/** A hand that shakes does not drag. */
const slackPx = 4;

/** A pointer that went down on a chip, and how far below the chip's top. */
interface Grip {
  readonly x: number;
  readonly y: number;
  readonly below: number;
}

function usePointer(
  { week, field, onOpen }: Pick<MovingWishes, 'week' | 'field' | 'onOpen'>,
  grip: RefObject<Grip | null>,
  set: (next: Moving | null) => void,
  end: (give: boolean) => void,
) {
  const hasDragged = useRef(false);
  const pointed = (event: PointerEvent, { below }: Grip): number => {
    const box = field.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const across = (event.clientX - box.left) / box.width;
    return momentAt(week, placeAt(across, (event.clientY - below - box.top) / box.height));
  };
  return (planned: PlannedView) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      hasDragged.current = false;
      if (event.button !== 0 || !isMovable(planned)) return;
      // A quick hand leaves the chip with its first step.
      event.currentTarget.setPointerCapture(event.pointerId);
      const below = event.clientY - event.currentTarget.getBoundingClientRect().top;
      grip.current = { x: event.clientX, y: event.clientY, below };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const held = grip.current;
      if (held === null) return;
      hasDragged.current ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > slackPx;
      if (hasDragged.current) set({ planned, at: pointed(event, held), by: 'pointer' });
    },
    onPointerUp: (): void => end(true),
    onPointerCancel: (): void => end(false),
    // A press that became a drag opens nothing.
    onClick: (): void => {
      if (!hasDragged.current) onOpen(planned);
      hasDragged.current = false;
    },
  });
}
