/** `npm run bench`: every benchmark, one after the other. Each prints ratios to the bare limit measured in the same run. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
for (const file of globSync('*.bench.ts', { cwd: here }).toSorted()) {
  console.log(`\n── ${file} ──`);
  const { status } = spawnSync(process.execPath, [path.join(here, file)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
