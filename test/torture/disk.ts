/**
 * The disk that the profile lies on. Where this process may mount one it is a small disk of its own that is really filled:
 * database, journal, pictures and log all run against its end. Elsewhere the database alone is kept from growing.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Disk {
  readonly folder: string;
  readonly kind: 'own' | 'shared';
  /** Nothing where the disk is shared: the program is told instead. */
  readonly fill: () => Promise<void>;
  readonly free: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const size = '512m';

export async function openDisk(folder: string): Promise<Disk> {
  await mkdir(folder, { recursive: true });
  return mounts(folder) ? ownDisk(folder) : sharedDisk(folder);
}

function mounts(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'crosstie-torture', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function ownDisk(folder: string): Disk {
  const filler = path.join(folder, 'filler');
  const unmount = (): void => void execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
  process.once('exit', unmount); // However this process ends, its disk goes.
  return {
    folder,
    kind: 'own',
    fill: async () => {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => undefined); // It may have filled up meanwhile.
    },
    free: () => rm(filler, { force: true }),
    remove: async () => {
      process.off('exit', unmount);
      unmount();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function sharedDisk(folder: string): Disk {
  const nothing = async (): Promise<void> => undefined;
  return {
    folder,
    kind: 'shared',
    fill: nothing,
    free: nothing,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
