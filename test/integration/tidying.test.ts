/** Files at public addresses go again once no publish needs them, whatever stands in the way for a while. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { callFor, linkedAccount } from '../../main/core/core.ts';
import { unlinkAccount } from '../../main/core/accounts/link.ts';
import { approve, skip } from '../../main/core/crosspost/decide.ts';
import { removeStaleFiles } from '../../main/core/hosting/tidy.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { dueNow } from '../../main/core/schedule/due.ts';
import { type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, keptPicture, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

const never = new AbortController().signal;
let world: EngineWorld;
let lane: Lane;
let mastodon: AccountId;
beforeEach(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'instagram', 'threads');
  mastodon = await world.link('mastodon');
  await world.work();
});
afterEach(() => world.stop());

interface Hosted {
  readonly crosspost: CrosspostRecord;
  readonly url: string;
}
/** An approved crosspost whose file lies at the Mastodon account. */
async function hosted(): Promise<Hosted> {
  const { file, bytes } = await keptPicture(world);
  const crosspost = queueCrosspost(lane, { pictures: [{ file, url: 'https://cdn.example/1' }] });
  approve(world.core, [crosspost]);
  const { host } = world.networks.connector('mastodon');
  if (host === undefined) throw new Error('Mastodon hosts files');
  const blob = new Blob([bytes], { type: 'image/jpeg' });
  const { remoteId, url } = await host.put(blob, callFor(world.core, linkedAccount(world.core, mastodon), never));
  world.core.store.write((write) => {
    const row = { crosspostId: crosspost.id, sha256: file.sha256, host: 'account', accountId: mastodon } as const;
    write.setHostedFile(write.addHostedFile({ ...row, name: '', putAt: world.clock.now() }), remoteId, url);
  });
  return { crosspost, url };
}
const isThere = async ({ url }: Hosted): Promise<boolean> => (await fetch(url)).status === 200;
const tidyJobs = (): readonly string[] => dueNow(world.core).jobs.flatMap(({ key }) => (key === 'tidy' ? [key] : []));
const removals = async (): Promise<number> =>
  (await world.networks.requests('mastodon')).filter(({ method }) => method === 'DELETE').length;

test('a file stays while its crosspost may still be sent, and goes when it is not sent any more', async () => {
  const file = await hosted();
  expect(tidyJobs()).toEqual([]);
  await removeStaleFiles(world.core, never);
  expect(await isThere(file)).toBe(true);
  skip(world.core, [file.crosspost.id]);
  expect(tidyJobs()).toEqual(['tidy']);
  await world.work();
  expect(await isThere(file)).toBe(false);
  expect(actionsOf(world, file.crosspost).at(-1)).toBe('file_unhosted');
  expect(tidyJobs()).toEqual([]);
});

test('a file that lay there when the program died goes after the next start', async () => {
  const file = await hosted();
  skip(world.core, [file.crosspost.id]);
  world.dieAndReopen();
  expect(tidyJobs()).toEqual(['tidy']);
  await world.work();
  expect(await isThere(file)).toBe(false);
});

test('a removal that fails is done again, and keeps no other file from going', async () => {
  const [first, second] = [await hosted(), await hosted()];
  skip(world.core, [first.crosspost.id, second.crosspost.id]);
  const fails = { kind: 'status5xx', status: 503 } as const;
  await world.networks.fault({ network: 'mastodon', method: 'DELETE', times: 1, effect: fails });
  await expect(removeStaleFiles(world.core, never)).rejects.toMatchObject({ problem: { code: 'transient' } });
  expect([await isThere(first), await isThere(second)]).toEqual([true, false]);
  expect(actionsOf(world, first.crosspost)).not.toContain('file_unhosted');
  expect(tidyJobs()).toEqual(['tidy']);
  await removeStaleFiles(world.core, never);
  expect(await isThere(first)).toBe(false);
  expect(tidyJobs()).toEqual([]);
});

test('a file that the server has forgotten counts as gone', async () => {
  const file = await hosted();
  skip(world.core, [file.crosspost.id]);
  const account = linkedAccount(world.core, mastodon);
  const [row] = world.core.store.read.hostedFiles(file.crosspost.id);
  await world.networks.connector('mastodon').host?.remove(row?.name ?? '', callFor(world.core, account, never));
  await world.work();
  expect(tidyJobs()).toEqual([]);
});

test('of an account that is unlinked nothing can be removed, and nothing is asked', async () => {
  const file = await hosted();
  skip(world.core, [file.crosspost.id]);
  await unlinkAccount(world.core, mastodon, never);
  await world.networks.forgetRequests();
  await world.work();
  expect(await removals()).toBe(0);
  expect(tidyJobs()).toEqual([]);
});

test('a file of which nobody knows whether it arrived needs no removal', async () => {
  const crosspost = queueCrosspost(lane);
  const { sha256 } = (await keptPicture(world)).file;
  const row = { crosspostId: crosspost.id, sha256, host: 'account', accountId: mastodon, name: '' } as const;
  world.core.store.write((write) => write.addHostedFile({ ...row, putAt: world.clock.now() }));
  await world.work();
  expect(await removals()).toBe(0);
  expect(world.core.store.read.hostedFiles(crosspost.id)).toEqual([]);
});

test('a stop between two files leaves the rest for the next time', async () => {
  const file = await hosted();
  skip(world.core, [file.crosspost.id]);
  await removeStaleFiles(world.core, AbortSignal.abort());
  expect(await isThere(file)).toBe(true);
  expect(tidyJobs()).toEqual(['tidy']);
});
