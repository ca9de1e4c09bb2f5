import { describe, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { defaultRouteRules, defaultToggles, type Slot, toggleNames } from '../../contract/rules.ts';
import type { AccountView } from '../../contract/views.ts';
import { choosableCells, nextCell } from '../../renderer/settings/route-table.ts';
import { filtersSet, languagesIn, readLanguages } from '../../renderer/settings/rules/filters.ts';
import { overrideChoices, stricterThan, toggleGroups, withOverride } from '../../renderer/settings/privacy/toggles.ts';
import { isQuiet, minutesOn, quietParts, slotSummary, weekOf } from '../../renderer/settings/schedule/week.ts';
import { isZoneLike, zones } from '../../renderer/settings/schedule/zones.ts';
import { timeOfDay, weekdayName } from '../../renderer/ui/format.ts';
import { readNumber } from '../../renderer/ui/number-text.ts';
import { readTags, readWords } from '../../renderer/ui/tag-text.ts';
import { readTime } from '../../renderer/ui/time-text.ts';

describe('what a person types', () => {
  test.each([
    ['15', 15],
    [' 1 000 ', 1000],
    ['1’000', 1000],
  ])('%j is the number %d', (text, value) => {
    expect(readNumber(text, { least: 1, most: 1000 })).toEqual({ value, mistake: null });
  });

  test.each([
    ['', 'missing'],
    ['1.5', 'not_whole'],
    ['1e3', 'not_whole'],
    ['ten', 'not_whole'],
    ['-1', 'too_small'],
    ['0', 'too_small'],
    ['1001', 'too_large'],
    ['99999999999999999999', 'not_whole'],
  ])('%j is no number for it: %s', (text, mistake) => {
    expect(readNumber(text, { least: 1, most: 1000 })).toEqual({ value: null, mistake });
  });

  test('an empty field is no mistake where it stands for none', () => {
    expect(readNumber(' ', { least: 1, most: 9 }, true)).toEqual({ value: null, mistake: null });
  });

  test.each([
    ['18:30', 1110],
    ['18.30', 1110],
    ['1830', 1110],
    ['930', 570],
    ['9', 540],
    ['18 Uhr', 1080],
    ['6:30 pm', 1110],
    ['6:30 p.m.', 1110],
    ['6:30\u202fPM', 1110],
    ['12 am', 0],
    ['12pm', 720],
    ['0:00', 0],
    ['23:59', 1439],
  ])('%j is a time of day', (text, minute) => {
    expect(readTime(text)).toBe(minute);
  });

  test.each(['', '24:00', '18:60', '13 pm', '0 am', 'noon', '18:3', '12345', '-1:00'])('%j is none', (text) => {
    expect(readTime(text)).toBeNull();
  });

  test('what a time is shown as is read as the same time, in both clocks', () => {
    for (const locale of ['en-US', 'en-GB', 'de'])
      for (let minute = 0; minute < 24 * 60; minute += 61) expect(readTime(timeOfDay(minute, locale))).toBe(minute);
  });

  test('hashtags are parted by blanks and commas and lose their sign; one that is there is not added again', () => {
    expect(readTags('#Fog, harbour;##night  #fog', ['FOG'])).toEqual({
      values: ['FOG', 'harbour', 'night'],
      mistake: null,
    });
  });

  test('words are parted by commas alone', () => {
    expect(readWords(' behind the  scenes, print', [])).toEqual({
      values: ['behind the scenes', 'print'],
      mistake: null,
    });
  });

  test('what is no tag, too long or too many is a mistake and adds nothing; nothing typed is none', () => {
    const full = Array.from({ length: 100 }, (_, index) => `tag${index}`);
    expect(readTags('#', ['a'])).toEqual({ values: ['a'], mistake: 'empty' });
    expect(readTags('b '.concat('x'.repeat(101)), ['a'])).toEqual({ values: ['a'], mistake: 'too_long' });
    expect(readTags('one', full)).toEqual({ values: full, mistake: 'too_many' });
    expect(readTags('', ['a'])).toEqual({ values: ['a'], mistake: null });
    expect(readWords('  ', ['a'])).toEqual({ values: ['a'], mistake: null });
  });

  test('languages are known by code and by name, in the window’s language and in English', () => {
    const german = languagesIn('de');
    expect(readLanguages('Deutsch, english; fr', ['de'], german)).toEqual({
      values: ['de', 'en', 'fr'],
      unknown: null,
    });
    expect(readLanguages('en, Elbisch', [], german)).toEqual({ values: [], unknown: 'Elbisch' });
    expect(german.nameOf('en')).toBe('Englisch');
  });
});

describe('the matrix by keyboard', () => {
  const account = (id: number): AccountView => ({ id: id as AccountId }) as AccountView;
  // Between the first and itself there is no cell, nor between the second and itself.
  const table = { sources: [account(1), account(2)], destinations: [account(1), account(2), account(3)] };

  test('arrow keys lead past an account that would meet itself', () => {
    expect(choosableCells(table)).toHaveLength(4);
    expect(nextCell(table, { row: 0, column: 2 }, 'ArrowLeft')).toEqual({ row: 0, column: 1 });
    expect(nextCell(table, { row: 0, column: 1 }, 'ArrowLeft')).toBeNull();
    expect(nextCell(table, { row: 1, column: 0 }, 'ArrowRight')).toEqual({ row: 1, column: 2 });
    expect(nextCell(table, { row: 0, column: 1 }, 'ArrowDown')).toBeNull();
    expect(nextCell(table, { row: 1, column: 2 }, 'ArrowUp')).toEqual({ row: 0, column: 2 });
    expect(nextCell(table, { row: 0, column: 2 }, 'Home')).toEqual({ row: 0, column: 1 });
    expect(nextCell(table, { row: 1, column: 0 }, 'End')).toEqual({ row: 1, column: 2 });
    expect(nextCell(table, { row: 0, column: 1 }, 'a')).toBeNull();
  });
});

describe('toggles', () => {
  test('every one is in a group, once', () => {
    expect(Object.values(toggleGroups).flat().toSorted()).toEqual(toggleNames.toSorted());
  });

  test('an account or a route may say the same or something stricter, and keeps what it said', () => {
    expect(overrideChoices('carryTagged', 'yes', undefined)).toEqual(['no', 'ask', 'yes']);
    expect(overrideChoices('carryTagged', 'ask', undefined)).toEqual(['no', 'ask']);
    expect(overrideChoices('carryTagged', 'no', 'yes')).toEqual(['no', 'yes']);
    // Of what is stripped, yes is the stricter one.
    expect(overrideChoices('stripLocation', 'yes', undefined)).toEqual(['yes']);
  });

  test('what is said of a toggle can be taken back', () => {
    expect(withOverride({ carryPlace: 'no' }, 'carryStories', 'no')).toEqual({ carryPlace: 'no', carryStories: 'no' });
    expect(withOverride({ carryPlace: 'no' }, 'carryPlace', null)).toEqual({});
  });

  test('only what is stricter than for everything is counted', () => {
    const route = (privacy: object) => ({ rules: { ...defaultRouteRules, privacy } });
    const global = { ...defaultToggles, carryTagged: 'ask' } as const;
    const routes = [
      route({ carryTagged: 'no' }),
      route({ carryTagged: 'yes' }),
      route({ carryTagged: 'ask' }),
      route({}),
    ];
    expect(stricterThan(global, 'carryTagged', [], routes)).toEqual({ accounts: 0, routes: 1 });
  });
});

test('filters are counted where they are not as at first', () => {
  const { filters } = defaultRouteRules;
  expect(filtersSet(filters)).toBe(0);
  expect(filtersSet({ ...filters, onlyTags: ['fog'], media: ['pictures'], switches: false })).toBe(3);
});

describe('a week', () => {
  const words = (locale: string) => ({
    weekday: (day: number) => weekdayName(day, locale),
    time: (minute: number) => timeOfDay(minute, locale),
    everyDay: 'Every day',
  });
  const slot = (days: Slot['days'], minute: number): Slot => ({ days, minute });

  test.each<[readonly Slot[], string]>([
    [[slot([6], 600), slot([1, 2, 3, 4, 5], 1110)], 'Mon–Fri 18:30 · Sat 10:00'],
    [[slot([6, 7], 600)], 'Sat, Sun 10:00'],
    [[slot([1, 3, 5, 6, 7], 0)], 'Mon, Wed, Fri–Sun 00:00'],
    [[slot([1, 2, 3], 600), slot([4, 5, 6, 7], 600)], 'Every day 10:00'],
    [[slot([2], 600), slot([2], 540)], 'Tue 09:00 · Tue 10:00'],
    [[], ''],
  ])('%j reads %s', (slots, summary) => {
    expect(slotSummary(slots, words('en-GB'))).toBe(summary);
  });

  test('is told in the clock of the locale', () => {
    expect(slotSummary([slot([1], 1110)], words('en-US')).replace('\u202f', ' ')).toBe('Mon 6:30 PM');
    expect(slotSummary([slot([1, 2, 3], 1110)], words('de'))).toBe('Mo–Mi 18:30');
  });

  test('quiet hours over midnight are two parts of a day, and end before the minute they end at', () => {
    const night = { from: 22 * 60, to: 7 * 60 };
    expect(quietParts(night)).toEqual([
      { from: 0, to: 420 },
      { from: 1320, to: 1440 },
    ]);
    expect(quietParts({ from: 22 * 60, to: 0 })).toEqual([{ from: 1320, to: 1440 }]);
    expect([419, 420, 1319, 1320].map((minute) => isQuiet(minute, night))).toEqual([true, false, false, true]);
    expect(isQuiet(0, null)).toBe(false);
  });

  test('a day has each of its times once', () => {
    expect(minutesOn(2, [slot([1, 2], 600), slot([2], 600), slot([3], 5)])).toEqual([600]);
  });

  test('begins on the day on which it begins for the locale', () => {
    expect(weekOf('de-DE')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(weekOf('en-US')).toEqual([7, 1, 2, 3, 4, 5, 6]);
  });

  test('time zones are found without blanks, hyphens and capitals; the one that is set is always among them', () => {
    expect(isZoneLike('America/New_York', 'new york')).toBe(true);
    expect(isZoneLike('Europe/Berlin', 'paris')).toBe(false);
    expect(zones('Mars/Olympus')).toEqual(expect.arrayContaining(['UTC', 'Europe/Berlin', 'Mars/Olympus']));
  });
});
