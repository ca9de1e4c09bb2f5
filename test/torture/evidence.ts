/** What is kept of a run that found a fault: without it nobody can tell how it came about. */
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..', 'out/torture');
/** Relative to the run's folder; the database with its journal, what the program logged, what the networks have. */
const kept = ['profile/crosstie.db', 'profile/crosstie.db-wal', 'profile/logs', 'networks/state.json'] as const;

/** Copies it out of `folder` before that goes, in place of what an earlier run of the seed left. Answers where it lies. */
export async function keepEvidence(folder: string, seed: number): Promise<string> {
  const to = path.join(root, `seed-${seed}`);
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const name of kept) {
    await cp(path.join(folder, name), path.join(to, path.basename(name)), { recursive: true }).catch(() => undefined);
  }
  return path.relative(process.cwd(), to);
}
