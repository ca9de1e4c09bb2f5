/**
 * `npm run torture -- --posts 500 --kills 100 --faults 0.2 --seed 1 --json`: the built program against the ten pretend
 * networks, while everything befalls it that can. What arrived is counted at the networks. docs/reliability.md says how to
 * read it.
 */
import { chooseRuntime } from '../electron-host/choose.ts';
import { isPerfect, report, type Report } from './report.ts';
import { planFor } from './plan.ts';
import { carryOut, type Run } from './supervisor.ts';

const wishes = process.argv.slice(2);
const wish = (name: string, otherwise: number): number => {
  const at = wishes.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(wishes[at + 1]);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} wants a number`);
  return value;
};
const isJson = wishes.includes('--json');
const say = (line: string): void => {
  const since = Math.round((Date.now() - startedAt) / 1000);
  (isJson ? process.stderr : process.stdout).write(`${line} (${since} s)\n`);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const startedAt = Date.now();
const plan = planFor({
  posts: wish('posts', 500),
  kills: wish('kills', 100),
  faults: wish('faults', 0.2),
  seed: wish('seed', 1),
});
say(chooseRuntime().line);
const reportOf = (run: Run): Report => report(plan, run, Math.round((Date.now() - startedAt) / 1000));
const told = reportOf(await carryOut(plan, say, (run) => isPerfect(reportOf(run))));
process.stdout.write(isJson ? `${JSON.stringify(told)}\n` : `${JSON.stringify(told, null, 2)}\n`);
// A log is read from its end.
for (const fault of told.faults) say(fault);
process.exitCode = isPerfect(told) ? 0 : 1;
