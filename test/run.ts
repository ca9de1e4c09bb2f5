/** `npm test`: everything that must hold, one phase after the other; says in the end what ran and what failed. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { chooseRuntime } from './electron-host/choose.ts';
import { failuresIn } from './failures.ts';
import { serversAvailable } from './servers/install.ts';

interface Phase {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const torture: Phase = {
  name: 'torture',
  command: 'node',
  args: ['test/torture/torture.ts', '--posts', '16', '--kills', '8', '--seed', '1'],
};

const unitReport = 'out/tests/unit.json';
const unit: Phase = {
  name: 'unit and integration',
  command: 'vitest',
  args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
};

const phases: readonly Phase[] = [
  { name: 'types', command: 'tsc', args: ['-b'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware'] },
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  { name: 'build', command: 'electron-vite', args: ['build', '--logLevel', 'warn'] },
  unit,
  // Windows knows no signals that end or stop a process.
  ...(process.platform === 'win32' ? [] : [torture]),
  { name: 'end to end', command: 'playwright', args: ['test'] },
];

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'node_modules', '.bin');

function run({ name, command, args }: Phase): boolean {
  console.log(`\n── ${name} ──`);
  const startedAt = Date.now();
  const { status } = spawnSync(path.join(bin, command), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(`── ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return status === 0;
}

console.log(chooseRuntime().line);
for (const line of serversAvailable().leftOut) console.log(line);
const results = phases.map((phase) => ({ phase, passed: run(phase) }));
const failed = results.filter(({ passed }) => !passed);
// A log is read from its end, and often only the end of it is kept.
for (const { phase } of failed) {
  console.log(`FAILED: ${phase.name}`);
  if (phase === unit) for (const line of failuresIn(path.join(root, unitReport))) console.log(`  ${line}`);
}
console.log(`phases: ${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
