import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withInstallLock } from './install-lock.ts';
import { serverCache } from './install.ts';

const run = promisify(execFile);

/** The first suite whose snac2 (2.96) deletes statuses and reads media back; the older 2.75 of plain trixie does not. */
const suite = 'trixie-backports';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * The path of a snac2 program, downloaded once from the machine's own Debian mirror and unpacked beside the repository's
 * other caches: nothing on the system changes. Throws with what to install when apt or a library is missing.
 */
export async function ensureSnac(): Promise<string> {
  const home = join(serverCache, 'snac2');
  const program = join(home, 'usr/bin/snac');
  await withInstallLock(join(serverCache, 'snac2.lock'), async () => {
    if (!existsSync(program)) await download(home);
    await requireLibraries(program);
  });
  return program;
}

async function download(home: string): Promise<void> {
  process.stdout.write('Downloading snac2 for the tests (once, less than 1 MB) …\n');
  const workFolder = await mkdtemp(join(serverCache, 'apt-'));
  try {
    const archive = await downloadFromAnyMirror(workFolder, await configuredMirrors());
    const unpacked = join(workFolder, 'unpacked');
    await run('dpkg-deb', ['-x', archive, unpacked]);
    await rm(home, { recursive: true, force: true });
    await rename(unpacked, home);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** The addresses this machine's apt already takes its own Debian release from; other vendors' may be among them. */
async function configuredMirrors(): Promise<readonly string[]> {
  const codename = /^VERSION_CODENAME=(\S+)$/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1] ?? '';
  const { stdout } = await run('apt-get', ['--print-uris', 'update']);
  const uris = [...stdout.matchAll(/^'(\S+)\/dists\/([^/\s]+)\/InRelease'/gm)];
  const mirrors = uris.filter(([, , release]) => release === codename).map(([, uri = '']) => uri);
  return [...new Set(mirrors)];
}

/** Debian's keyring signs the wanted suite, so a vendor's address that only looks like a mirror fails and is passed over. */
async function downloadFromAnyMirror(workFolder: string, mirrors: readonly string[]): Promise<string> {
  const failures: string[] = [];
  for (const mirror of mirrors) {
    const folder = await mkdtemp(join(workFolder, 'mirror-'));
    try {
      return await downloadFrom(mirror, folder);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `No Debian mirror in apt's sources gave snac2 from ${suite}. Check /etc/apt/sources.list.d and the network.\n` +
      failures.join('\n'),
  );
}

async function downloadFrom(mirror: string, folder: string): Promise<string> {
  const options = await privateAptOptions(mirror, folder);
  await run('apt-get', [...options, 'update']);
  await run('apt-get', [...options, 'download', `snac2/${suite}`], { cwd: folder });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get ended well but left no package.');
  return join(folder, archive);
}

/** apt with lists, cache and sources of its own; the machine's proxies and credentials stay in force. */
async function privateAptOptions(mirror: string, folder: string): Promise<readonly string[]> {
  const sources = join(folder, 'snac2.sources');
  await writeFile(sources, `Types: deb\nURIs: ${mirror}\nSuites: ${suite}\nComponents: main\nSigned-By: ${keyring}\n`);
  for (const name of ['lists/partial', 'cache/archives/partial']) await mkdir(join(folder, name), { recursive: true });
  const settings = [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::Cache=${join(folder, 'cache')}`,
    // Otherwise apt takes a list it could not fetch for a warning.
    'APT::Update::Error-Mode=any',
    // Otherwise root's apt becomes a user that may not enter the repository.
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
  ];
  return settings.flatMap((setting) => ['-o', setting]);
}

async function requireLibraries(program: string): Promise<void> {
  const { stdout } = await run('ldd', [program]);
  const missing = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library);
  if (missing.length === 0) return;
  throw new Error(`snac2 misses ${missing.join(' and ')}. Install them: apt-get install -y libcurl4 libssl3`);
}
