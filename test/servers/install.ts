import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withInstallLock } from './install-lock.ts';

const run = promisify(execFile);

/** The repository's cache of downloaded servers; deleting it costs one download. */
export const serverCache = join(import.meta.dirname, '../../node_modules/.cache/crosstie-servers');

const pdsFolder = join(import.meta.dirname, 'pds');
const oldestNodeMajor = 24;

/** Which real servers this machine can run, and a sentence for each one that is left out. */
export interface ServersAvailable {
  readonly pds: boolean;
  readonly snac: boolean;
  readonly leftOut: readonly string[];
}

/**
 * The PDS is only npm packages and runs everywhere. snac2 comes from the Debian archive, so it runs on Debian alone; there
 * its tests must pass, elsewhere they are left out with a line that says so.
 */
export function serversAvailable(): ServersAvailable {
  const snac = isDebian();
  return { pds: true, snac, leftOut: snac ? [] : ['snac2 (a Mastodon API) is left out: it is taken from Debian.'] };
}

function isDebian(): boolean {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Installs the PDS's own packages when they are missing or their lockfile changed, and returns the folder they are in.
 * About 370 MB and 40 seconds the first time. No package script runs: the SQLite inside brings its binaries.
 */
export async function ensurePdsInstalled(): Promise<string> {
  requireRepositoryNode();
  await withInstallLock(join(serverCache, 'pds.lock'), async () => {
    const wanted = createHash('sha256')
      .update(await readFile(join(pdsFolder, 'package-lock.json')))
      .digest('hex');
    const stampFile = join(pdsFolder, 'node_modules', '.crosstie-installed');
    if ((await readFile(stampFile, 'utf8').catch(() => '')) === wanted) return;
    process.stdout.write('Installing the Bluesky PDS for the tests (once, about 370 MB) …\n');
    await npmCi(pdsFolder);
    await writeFile(stampFile, wanted);
  });
  return pdsFolder;
}

/** npm starts whichever `node` comes first on the PATH: this one, not the system's. */
async function npmCi(folder: string): Promise<void> {
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
  });
}

function requireRepositoryNode(): void {
  if (Number.parseInt(process.versions.node, 10) >= oldestNodeMajor) return;
  throw new Error(
    `The PDS needs Node ${oldestNodeMajor}; this is ${process.versions.node}. Start the tests with npx or npm run, ` +
      "which take the repository's own Node.",
  );
}
