import { expect, test } from 'vitest';
import { commandFor, type KeyPlace } from '../../renderer/approval/keys.ts';

const press = (key: string, place: KeyPlace = 'page', held: { repeated?: boolean; modified?: boolean } = {}) =>
  commandFor({ key, place, repeated: held.repeated ?? false, modified: held.modified ?? false });

test.each([
  ['j', { do: 'next' }],
  ['k', { do: 'previous' }],
  ['e', { do: 'edit' }],
  ['t', { do: 'time' }],
  ['a', { do: 'approve' }],
  ['A', { do: 'approve' }],
  ['Enter', { do: 'approve' }],
  ['s', { do: 'skip' }],
  ['u', { do: 'undo' }],
  ['o', { do: 'open' }],
  ['/', { do: 'search' }],
  ['?', { do: 'help' }],
  ['1', { do: 'tab', tab: 'waiting' }],
  ['5', { do: 'tab', tab: 'skipped' }],
  ['ArrowRight', { do: 'next_picture' }],
])('%s on the page is a command', (key, command) => {
  expect(press(key)).toEqual(command);
});

test.each(['6', '0', ' ', 'x', 'Tab', 'Escape'])('“%s” on the page is not ours', (key) => {
  expect(press(key)).toBeNull();
});

test('letters typed into a field are only letters, and Escape leaves it', () => {
  for (const key of ['a', 'Enter', 's', 'j', '1', '?', 'ArrowLeft']) expect(press(key, 'field')).toBeNull();
  expect(press('Escape', 'field')).toEqual({ do: 'leave' });
});

test('Enter on a button presses that button and approves nothing', () => {
  expect(press('Enter', 'control')).toBeNull();
  expect(press('Enter', 'row')).toEqual({ do: 'approve' });
});

test('the arrows walk the list only from the list', () => {
  expect(press('ArrowDown', 'row')).toEqual({ do: 'next' });
  expect(press('ArrowDown', 'page')).toBeNull();
});

test('a dialog or a menu has all keys to itself', () => {
  for (const key of ['a', 'Enter', 'j', 'Escape', '?']) expect(press(key, 'overlay')).toBeNull();
});

test('holding a key walks on but never approves, skips or undoes', () => {
  expect(press('j', 'page', { repeated: true })).toEqual({ do: 'next' });
  for (const key of ['a', 'Enter', 's', 'u', 'e']) expect(press(key, 'row', { repeated: true })).toBeNull();
});

test('shortcuts of the system stay with the system', () => {
  for (const key of ['a', 's', 'j', 'Enter']) expect(press(key, 'page', { modified: true })).toBeNull();
});
