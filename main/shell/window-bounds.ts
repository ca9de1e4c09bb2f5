export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface WindowState {
  readonly bounds: Bounds;
  readonly isMaximized: boolean;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** So much of a window must be on a screen that it can be grabbed, in pixels. */
const graspable: Size = { width: 160, height: 80 };

/**
 * Where a window opens: where it was, unless that screen is gone; then at the usual size, wherever the system puts it.
 * `screens` are the work areas of the displays that there are now.
 */
export function openingBounds(saved: Bounds | null, usual: Size, screens: readonly Bounds[]): Bounds | Size {
  if (saved === null) return usual;
  return screens.some((screen) => isGraspable(saved, screen)) ? saved : usual;
}

function isGraspable(window: Bounds, screen: Bounds): boolean {
  const width = overlap(window.x, window.width, screen.x, screen.width);
  const height = overlap(window.y, window.height, screen.y, screen.height);
  return width >= graspable.width && height >= graspable.height && window.y >= screen.y;
}

function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB);
}
