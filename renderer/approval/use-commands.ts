import type { RefObject } from 'react';
import { ask } from '../api.ts';
import { isEditable, neighbour } from './decisions.ts';
import type { KeyCommand } from './keys.ts';
import type { Actions } from './use-actions.ts';
import { canMove } from './times/said.ts';
import type { Times } from './times/use-times.ts';
import type { Approval } from './use-approval.ts';
import type { Pictures } from './use-picture.ts';
import type { Shown } from './use-shown.ts';

interface Reach {
  readonly shown: Shown;
  readonly actions: Actions;
  readonly approval: Approval;
  readonly times: Times;
  readonly pictures: Pictures;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly openHelp: () => void;
}

const inWeek: ReadonlySet<KeyCommand['do']> = new Set(['undo', 'search', 'help']);

/** What each command of the keyboard does in this window. */
export function useCommands({ shown, actions, approval, times, pictures, searchField, openHelp }: Reach) {
  const walk = (step: 1 | -1): void => shown.choose(neighbour(shown.rows, shown.shown, step));
  const editFirst = (): void => {
    const first = shown.detail.data?.crossposts.find(isEditable);
    if (first !== undefined) actions.edit({ id: first.id, field: 'text' });
  };
  const timeFirst = (): void => {
    const first = shown.detail.data?.crossposts.find(canMove);
    if (first !== undefined) actions.chooseTime(first.id);
  };
  const open = (): void => {
    const id = shown.shown;
    if (id !== null) actions.run(() => ask('open', { what: 'post', id }));
  };
  const commands: Readonly<Record<Exclude<KeyCommand['do'], 'tab'>, () => void>> = {
    next: () => walk(1),
    previous: () => walk(-1),
    next_picture: () => pictures.turn(1),
    previous_picture: () => pictures.turn(-1),
    approve: approval.approve,
    skip: approval.skip,
    undo: times.last === null ? approval.undo : times.putBack,
    edit: editFirst,
    time: timeFirst,
    open,
    search: () => searchField.current?.focus(),
    help: openHelp,
    leave: () => actions.edit(null),
  };
  return (command: KeyCommand): void => {
    if (command.do === 'tab') return shown.goTo(command.tab);
    // Of what a week hides nothing is decided.
    if (shown.isWeek && !inWeek.has(command.do)) return undefined;
    return commands[command.do]();
  };
}
