/** What was approved is what is sent: whatever is changed behind the person's back, nothing leaves and they are asked again. */
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Content, ContentPicture } from '../../contract/model.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import { queueDetail } from '../../main/core/post-views.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, keptPicture, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

let world: EngineWorld;
let lane: Lane;
beforeAll(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'instagram', 'mastodon');
});
afterAll(() => world.stop());
beforeEach(() => world.networks.forgetRequests());

async function approved(): Promise<CrosspostRecord> {
  const { file } = await keptPicture(world);
  const pictures = [{ file, url: 'https://source.example/1.jpg' }];
  const crosspost = queueCrosspost(lane, { text: 'Fog, as approved', warning: null, pictures });
  approve(world.core, [crosspost]);
  return current(world, crosspost.id);
}
const writes = async (): Promise<number> =>
  (await world.networks.requests('mastodon')).filter(({ method }) => method === 'POST').length;
const viewOf = ({ id, postId }: CrosspostRecord) =>
  queueDetail(world.core, postId).crossposts.find((crosspost) => crosspost.id === id);

/** As a bug or another program would: past every rule of ours. */
function tamper({ id }: CrosspostRecord, column: string, value: string | number): void {
  world.opened().connection.prepare(`UPDATE crosspost SET ${column} = ? WHERE id = ?`).run(value, id);
}

const ofPicture = (content: Content, change: Partial<ContentPicture>): Partial<Content> => ({
  pictures: content.pictures.map((picture) => ({ ...picture, ...change })),
});
const changes: readonly (readonly [field: string, change: (content: Content) => Partial<Content>])[] = [
  ['title', () => ({ title: 'A title' })],
  ['text', () => ({ text: 'Fog, as approved.' })],
  ['part', () => ({ thread: ['And more'] })],
  ['language', () => ({ language: 'de' })],
  ['audience', () => ({ audience: 'unlisted' })],
  ['sensitive', () => ({ sensitive: true })],
  ['warning', () => ({ warning: 'Fog' })],
  ['file', (content) => ofPicture(content, { mimeType: 'image/png' })],
  ['altText', (content) => ofPicture(content, { altText: 'Something else' })],
];

test.each(changes)('a change of the %s after the yes keeps it here and is shown', async (field, change) => {
  const crosspost = await approved();
  tamper(crosspost, 'content', JSON.stringify({ ...crosspost.content, ...change(crosspost.content) }));
  await world.pass(undoMs);
  expect(await writes()).toBe(0);
  expect(current(world, crosspost.id).state).toBe('waiting');
  expect(viewOf(crosspost)?.voided).toMatchObject({ reason: 'content_changed', changes: [{ field }] });
  expect(actionsOf(world, crosspost)).toContain('approval_voided');
});

test('so does another time', async () => {
  const crosspost = await approved();
  tamper(crosspost, 'scheduled_at', world.clock.now() - 1);
  await world.pass(undoMs);
  expect(await writes()).toBe(0);
  expect(viewOf(crosspost)?.voided).toMatchObject({ reason: 'content_changed', changes: [{ field: 'time' }] });
});

test('so does another account', async () => {
  const crosspost = await approved();
  const set = world.opened().connection.prepare('UPDATE account SET remote_id = ? WHERE id = ?');
  const { remoteId } = world.core.store.read.account(crosspost.accountId) ?? { remoteId: '' };
  set.run('somebody-else', crosspost.accountId);
  await world.pass(undoMs);
  set.run(remoteId, crosspost.accountId);
  expect(await writes()).toBe(0);
  expect(viewOf(crosspost)?.voided?.reason).toBe('content_changed');
});

test('so does one byte of a file', async () => {
  const crosspost = await approved();
  const { sha256 } = crosspost.content.pictures[0] ?? { sha256: '' };
  const [file = ''] = globSync(path.join(world.folder, 'pictures', '**', `*${sha256}*`));
  const bytes = await readFile(file);
  bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
  await writeFile(file, bytes);
  await world.pass(undoMs);
  expect(await writes()).toBe(0);
  expect(viewOf(crosspost)?.voided).toMatchObject({ reason: 'file_changed', changes: [] });
});

test('untouched it goes, and no yes is asked for again', async () => {
  const crosspost = await approved();
  await world.pass(undoMs);
  expect(current(world, crosspost.id).state).toBe('published');
  expect(viewOf(crosspost)?.voided).toBeNull();
  expect(viewOf(crosspost)?.approvedBy).toBe('person');
});
