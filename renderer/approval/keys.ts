import { type QueueTab, queueTabs } from '../../contract/model.ts';

/** Where the focus is when a key goes down: it decides whose the key is. */
export type KeyPlace = 'page' | 'row' | 'control' | 'field' | 'overlay';
export interface KeyPress {
  readonly key: string;
  readonly place: KeyPlace;
  /** Control, Alt or Command is down: a shortcut of the system, not ours. */
  readonly modified: boolean;
  /** The key is being held: fine for walking the list, never for saying yes. */
  readonly repeated: boolean;
}
export type KeyCommand =
  | { readonly do: 'next' | 'previous' | 'next_picture' | 'previous_picture' }
  | { readonly do: 'approve' | 'skip' | 'undo' | 'edit' | 'time' | 'open' | 'search' | 'help' | 'leave' }
  | { readonly do: 'tab'; readonly tab: QueueTab };

const walking: Readonly<Record<string, KeyCommand>> = {
  j: { do: 'next' },
  k: { do: 'previous' },
};
const acting: Readonly<Record<string, KeyCommand>> = {
  a: { do: 'approve' },
  s: { do: 'skip' },
  u: { do: 'undo' },
  e: { do: 'edit' },
  t: { do: 'time' },
  o: { do: 'open' },
  '/': { do: 'search' },
  '?': { do: 'help' },
};

/** What a key press means in the approval window; null leaves it to whatever has the focus. */
export function commandFor({ key, place, modified, repeated }: KeyPress): KeyCommand | null {
  if (modified || place === 'overlay') return null;
  if (place === 'field') return key === 'Escape' ? { do: 'leave' } : null;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  return walking[letter] ?? arrowCommand(key, place) ?? (repeated ? null : actionFor(letter, place));
}

function arrowCommand(key: string, place: KeyPlace): KeyCommand | null {
  if (place === 'control') return null;
  if (key === 'ArrowLeft') return { do: 'previous_picture' };
  if (key === 'ArrowRight') return { do: 'next_picture' };
  if (place !== 'row') return null;
  if (key === 'ArrowDown') return { do: 'next' };
  if (key === 'ArrowUp') return { do: 'previous' };
  return null;
}

function actionFor(key: string, place: KeyPlace): KeyCommand | null {
  // Enter belongs to a focused button; only on the page or a row does it say yes.
  if (key === 'Enter') return place === 'control' ? null : { do: 'approve' };
  const tab = queueTabs[Number(key) - 1];
  return tab === undefined ? (acting[key] ?? null) : { do: 'tab', tab };
}
