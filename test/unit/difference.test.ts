import { expect, test } from 'vitest';
import type { Content, ContentPicture, ContentVideo, Sha256 } from '../../contract/model.ts';
import { differences } from '../../main/core/crosspost/difference.ts';
import { aContent, aCrosspost } from '../helpers/records.ts';

const [picture] = aCrosspost().content.pictures as readonly [ContentPicture];
const other: ContentPicture = { ...picture, sha256: 'e'.repeat(64) as Sha256, sizeBytes: 12 };
const video: ContentVideo = { ...picture, mimeType: 'video/mp4', durationMs: 4_000 };
const before = aContent({ title: 'Fog', thread: ['Two'], pictures: [picture] });

const changed = (change: Partial<Content>) =>
  differences({ content: before, scheduledAt: null }, { content: { ...before, ...change }, scheduledAt: null });

test('what is as it was differs in nothing', () => {
  expect(changed({})).toEqual([]);
});

test.each<[change: Partial<Content>, field: string, number: number | null, before: unknown, after: unknown]>([
  [{ title: null }, 'title', null, 'Fog', null],
  [{ text: 'Autumn fog ' }, 'text', null, 'Autumn fog', 'Autumn fog '],
  [{ thread: ['Two', 'Three'] }, 'part', 3, null, 'Three'],
  [{ thread: [] }, 'part', 2, 'Two', null],
  [{ language: 'de' }, 'language', null, 'en', 'de'],
  [{ audience: 'followers' }, 'audience', null, 'public', 'followers'],
  [{ sensitive: true }, 'sensitive', null, false, true],
  [{ warning: 'Fog' }, 'warning', null, null, 'Fog'],
  [{ pictures: [other] }, 'file', 1, 9, 12],
  [{ pictures: [{ ...picture, width: 4 }] }, 'file', 1, 9, 9],
  [{ pictures: [{ ...picture, altText: 'A pier' }] }, 'altText', 1, 'A harbour', 'A pier'],
])('a change of %o is said of the %s', (change, field, number, old, now) => {
  expect(changed(change)).toEqual([{ field, number, before: old, after: now }]);
});

test('a file more is a file and its alt text', () => {
  expect(changed({ pictures: [picture, other] }).map(({ field, number }) => [field, number])).toEqual([
    ['file', 2],
    ['altText', 2],
  ]);
  expect(changed({ pictures: [], video }).map(({ field }) => field)).toEqual(['file']);
});

test('another time is said', () => {
  const content = before;
  expect(differences({ content, scheduledAt: null }, { content, scheduledAt: 5 })).toEqual([
    { field: 'time', number: null, before: null, after: 5 },
  ]);
});
