/** What the built program is started with: pretend networks in this process, and a profile in which accounts are linked. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type Rehearsal, startRehearsal } from '../../main/rehearsal/rehearsal.ts';
import { launchApp } from './app.ts';
import { allow, linkAccount, makeRoute } from './person.ts';
import { type Controls, controlsOf } from './rehearsal-world.ts';

export interface AppNetworks extends Controls {
  readonly rehearsal: Rehearsal;
  /** The argument that points the program at them. */
  readonly argument: string;
  readonly stop: () => Promise<void>;
}

/** Starts the pretend networks on what is in `folder`. */
export async function startNetworks(folder: string): Promise<AppNetworks> {
  const rehearsal = await startRehearsal({ dataDir: folder, drawsAhead: false });
  const file = path.join(folder, 'addresses.json');
  await writeFile(file, JSON.stringify(rehearsal.addresses));
  return { ...controlsOf(rehearsal), rehearsal, argument: `--addresses=${file}`, stop: rehearsal.stop };
}

/** Two folders that belong together: the program's profile, and what the networks know of it. */
export interface Start {
  readonly userData: string;
  readonly networks: string;
}
export const startIn = (folder: string): Start => ({
  userData: path.join(folder, 'profile'),
  networks: path.join(folder, 'networks'),
});

/**
 * Links Instagram, Mastodon and Bluesky as a person would, with a route from the first to each of the others, and leaves
 * profile and networks in `folder` to be copied: so that not every test has to begin there.
 */
export async function prepareLinked(folder: string): Promise<Start> {
  const start = startIn(folder);
  await mkdir(start.networks, { recursive: true });
  await settlePorts(start.networks);
  const networks = await startNetworks(start.networks);
  const app = await launchApp({ userData: start.userData, args: [networks.argument] });
  await linkAccount(app, { network: 'Instagram', consent: allow, page: '/oauth/authorize' });
  const settings = await app.settings();
  await settings.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await linkAccount(app, { network: 'Mastodon', consent: allow, page: '/oauth/authorize' });
  await makeRoute(settings);
  await linkAccount(app, { network: 'Bluesky', consent: allow, page: '/oauth/authorize' });
  await makeRoute(settings);
  await expect(settings.getByText(/^checked /)).toHaveCount(3);
  await app.close();
  await networks.stop();
  return start;
}

export async function copyStart(from: Start, to: Start): Promise<void> {
  await Promise.all([
    cp(from.userData, to.userData, { recursive: true, filter: (file) => !/(Cache|\.lock$|Singleton)/.test(file) }),
    cp(from.networks, to.networks, { recursive: true }),
  ]);
}

/**
 * The linked accounts remember the networks' addresses, so these must be free again each time: the ports are taken from
 * below those that the system hands out, other ones for each process.
 */
async function settlePorts(folder: string): Promise<void> {
  await (await startRehearsal({ dataDir: folder, drawsAhead: false })).stop();
  const file = path.join(folder, 'state.json');
  const state = JSON.parse(await readFile(file, 'utf8')) as { ports: Record<string, number> };
  const names = Object.keys(state.ports);
  const first = 20_000 + (process.pid % 1_000) * names.length;
  state.ports = Object.fromEntries(names.map((name, index) => [name, first + index]));
  await writeFile(file, JSON.stringify(state));
}
