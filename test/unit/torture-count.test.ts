/** The count must find what it is there for: each loss, repeat and leak is planted once. */
import { expect, test } from 'vitest';
import type { Sha256 } from '../../contract/model.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { aContent } from '../helpers/records.ts';
import { type Copy, count, type Counted } from '../torture/count.ts';

const sha256 = 'a'.repeat(64) as Sha256;
const picture = {
  mediaId: 1 as never,
  sha256,
  mimeType: 'image/jpeg',
  sizeBytes: 1,
  width: 1,
  height: 1,
  altText: 'Fog',
};

const copyOf = (marker: string, change: Partial<Copy> = {}): Copy => ({
  marker,
  network: 'mastodon',
  state: 'published',
  wasApproved: true,
  reason: null,
  content: aContent({ text: `${marker} 1: fog`, thread: [], pictures: [picture], video: null }),
  original: 'public',
  remoteIds: [`id of ${marker}`],
  ...change,
});

const deliveryOf = (marker: string, change: Partial<Delivery> = {}): Delivery => ({
  network: 'mastodon',
  id: `id of ${marker}`,
  url: `https://mastodon.example/${marker}`,
  at: 1,
  title: '',
  text: `${marker} 1: fog`,
  visibility: 'public',
  replyTo: null,
  warning: '',
  key: null,
  media: [{ sha256, altText: 'Fog', mimeType: 'image/jpeg' }],
  deletedAt: null,
  ...change,
});

const [one, two] = ['post00001x', 'post00002x'] as const;
const good: Counted = {
  expected: [
    { marker: one, network: 'mastodon' },
    { marker: two, network: 'mastodon' },
  ],
  copies: [copyOf(one), copyOf(two)],
  received: [deliveryOf(one), deliveryOf(two)],
};
const clean = { duplicates: 0, lost: 0, wider: 0, changed: 0, unknown: 0, faults: [] };

test('what arrived once, whole and as approved is no fault', () => {
  expect(count(good)).toMatchObject({ ...clean, approved: 2, published: 2, refused: 0 });
});

test('a second delivery is a duplicate, also when the first was deleted', () => {
  for (const deletedAt of [null, 5]) {
    const received = [deliveryOf(one, { deletedAt }), deliveryOf(one, { id: 'again' }), deliveryOf(two)];
    expect(count({ ...good, received })).toMatchObject({ duplicates: 1, lost: 0 });
  }
});

test('a delivery that nobody approved, and one that belongs to nothing, are duplicates too', () => {
  const skipped = copyOf(two, { state: 'skipped', wasApproved: false, reason: 'skipped by the person' });
  expect(count({ ...good, copies: [copyOf(one), skipped] })).toMatchObject({ duplicates: 1 });
  expect(count({ ...good, received: [...good.received, deliveryOf('post00099x')] })).toMatchObject({ duplicates: 1 });
});

test('a draft without words is known by its id', () => {
  const words = { title: '', text: '', network: 'tiktok' } as const;
  const copies = [copyOf(one, { network: 'tiktok' })];
  const expected = [{ marker: one, network: 'tiktok' }] as const;
  expect(count({ expected, copies, received: [deliveryOf(one, words)] })).toMatchObject({ ...clean, published: 1 });
  const received = [deliveryOf(one, words), deliveryOf(one, { ...words, id: 'other' })];
  expect(count({ expected, copies, received })).toMatchObject({ duplicates: 1 });
});

test('what was approved and did not arrive is lost, whatever the program says of it', () => {
  expect(count({ ...good, received: [deliveryOf(one)] })).toMatchObject({ lost: 1, published: 1, approved: 2 });
  const onTheWay = copyOf(two, { state: 'approved' });
  expect(count({ ...good, copies: [copyOf(one), onTheWay], received: [deliveryOf(one)] })).toMatchObject({ lost: 1 });
});

test('a post that was not noticed, and a refusal without a reason, are lost', () => {
  expect(count({ ...good, copies: [copyOf(one)], received: [deliveryOf(one)] })).toMatchObject({ lost: 1 });
  const received = [deliveryOf(one)];
  const refused = copyOf(two, { state: 'failed' });
  expect(count({ ...good, copies: [copyOf(one), refused], received })).toMatchObject({ lost: 1, refused: 0 });
  const told = copyOf(two, { state: 'failed', reason: 'media_invalid' });
  expect(count({ ...good, copies: [copyOf(one), told], received })).toMatchObject({ ...clean, refused: 1 });
});

test('half a thread is lost, and one of its parts twice is a duplicate', () => {
  const content = { ...copyOf(one).content, thread: [`${one} 2: wind`] };
  const copies = [copyOf(one, { content })];
  const expected = [{ marker: one, network: 'mastodon' }] as const;
  const second = deliveryOf(one, { id: 'second', text: `${one} 2: wind`, media: [] });
  expect(count({ expected, copies, received: [deliveryOf(one)] })).toMatchObject({ lost: 1 });
  expect(count({ expected, copies, received: [deliveryOf(one), second] })).toMatchObject({ ...clean, published: 1 });
  const takenBack = [copyOf(one, { content, state: 'withdrawn' })];
  const deleted = deliveryOf(one, { deletedAt: 5 });
  expect(count({ expected, copies: takenBack, received: [deleted] })).toMatchObject({ ...clean, refused: 1 });
  expect(count({ expected, copies: takenBack, received: [] })).toMatchObject({ lost: 1 });
  const twice = [deliveryOf(one), second, { ...second, id: 'third' }];
  expect(count({ expected, copies, received: twice })).toMatchObject({ duplicates: 1 });
});

test('a copy for everyone of a post for few is wider', () => {
  const copies = [copyOf(one, { original: 'followers' }), copyOf(two)];
  expect(count({ ...good, copies })).toMatchObject({ wider: 1 });
  const received = [deliveryOf(one, { visibility: 'private' }), deliveryOf(two)];
  expect(count({ ...good, copies, received })).toMatchObject(clean);
});

test('other words and other files than were approved are seen', () => {
  const words = [deliveryOf(one, { text: `${one} 1: rain` }), deliveryOf(two)];
  expect(count({ ...good, received: words })).toMatchObject({ changed: 1 });
  const file = { sha256: 'b'.repeat(64), altText: 'Fog', mimeType: 'image/jpeg' };
  expect(count({ ...good, received: [deliveryOf(one, { media: [file] }), deliveryOf(two)] })).toMatchObject({
    changed: 1,
  });
});

test('what was taken back must be gone, and what is not known is said', () => {
  const copies = [copyOf(one, { state: 'withdrawn' }), copyOf(two)];
  expect(count({ ...good, copies }).faults).toHaveLength(1);
  const received = [deliveryOf(one, { deletedAt: 5 }), deliveryOf(two)];
  expect(count({ ...good, copies, received })).toMatchObject({ ...clean, takenBack: 1, published: 2 });
  const open = [copyOf(one), copyOf(two, { state: 'unknown' })];
  expect(count({ ...good, copies: open })).toMatchObject({ unknown: 1 });
});
