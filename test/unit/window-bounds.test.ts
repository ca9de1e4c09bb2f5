import { expect, test } from 'vitest';
import { openingBounds } from '../../main/shell/window-bounds.ts';

const usual = { width: 1120, height: 760 };
const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };

test('a window opens at the usual size when it was never open', () => {
  expect(openingBounds(null, usual, [screen])).toEqual(usual);
});

test('a window opens where it was, also on another screen', () => {
  const saved = { x: 2000, y: 50, width: 1000, height: 700 };
  expect(openingBounds(saved, usual, [screen, second])).toEqual(saved);
});

test('a window does not open where no screen is any more', () => {
  const saved = { x: 2000, y: 50, width: 1000, height: 700 };
  expect(openingBounds(saved, usual, [screen])).toEqual(usual);
});

test('a window does not open where it could not be grabbed', () => {
  expect(openingBounds({ x: 1900, y: 0, ...usual }, usual, [screen])).toEqual(usual);
  expect(openingBounds({ x: 0, y: -300, ...usual }, usual, [screen])).toEqual(usual);
});
