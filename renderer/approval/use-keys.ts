import { useEffect, useEffectEvent } from 'react';
import { commandFor, type KeyCommand, type KeyPlace } from './keys.ts';

const controls = 'button, a[href], [role="tab"], [role="radio"], [role="menuitem"], [role="switch"], video';

function placeOf(target: EventTarget | null): KeyPlace {
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return 'overlay';
  if (!(target instanceof Element)) return 'page';
  if (target.closest('input, textarea, select, [contenteditable]') !== null) return 'field';
  if (target.closest('[data-queue-row]') !== null) return 'row';
  return target.closest(controls) === null ? 'page' : 'control';
}

/** Gives the window's key presses to `run` as commands, except those that belong to a field, a button or a dialog. */
export function useKeys(run: (command: KeyCommand) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = commandFor({
      key: event.key,
      place: placeOf(event.target),
      modified: event.ctrlKey || event.altKey || event.metaKey,
      repeated: event.repeat,
    });
    if (command === null) return;
    event.preventDefault();
    if (command.do === 'leave' && event.target instanceof HTMLElement) event.target.blur();
    run(command);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
