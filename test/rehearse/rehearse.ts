/**
 * `npm run rehearse`: the main job on the pretend networks. With a display the app opens, for a person to try; without one,
 * or with `--headless`, the whole way is walked in real windows and what arrived is counted at the destinations. With `--all`
 * it is walked for all ten networks.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { chooseRuntime, hasDisplay } from '../electron-host/choose.ts';
import { walkAll } from './all.ts';
import { type AllSummary, isPerfectAll } from './all-count.ts';
import { walk, type Summary } from './walk.ts';

const wishes = process.argv.slice(2);
const asJson = wishes.includes('--json');
const say = (line: string): void => void (asJson ? process.stderr : process.stdout).write(`${line}\n`);

function openForAPerson(): void {
  say('Opening the rehearsal. Link Instagram and Bluesky, make the route, then press Check now.');
  const start = path.resolve(import.meta.dirname, '../electron-host/start.ts');
  const app = spawn(process.execPath, [start, '--rehearsal'], { stdio: 'inherit' });
  app.once('exit', (code) => (process.exitCode = code ?? 1));
}

async function walkAlone(): Promise<void> {
  const runtime = chooseRuntime();
  if (runtime.distPath !== undefined) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.distPath;
  say(runtime.line);
  if (wishes.includes('--all')) return report(await walkAll(runtime.kind, say), isPerfectAll, allInWords);
  return report(await walk(runtime.kind, say), isPerfect, inWords);
}

function report<Counted>(
  summary: Counted,
  isGood: (counted: Counted) => boolean,
  words: (counted: Counted) => string,
): void {
  process.stdout.write(asJson ? `${JSON.stringify(summary)}\n` : `\n${words(summary)}\n`);
  process.exitCode = isGood(summary) ? 0 : 1;
}

function isPerfect({ approved, published, duplicates, lost }: Summary): boolean {
  return approved > 0 && published === approved && duplicates === 0 && lost === 0;
}

function inWords({ accounts, posts, crossposts, approved, published, duplicates, lost, seconds }: Summary): string {
  return [
    `${accounts} accounts linked, ${posts} new posts noticed, ${crossposts} crossposts planned.`,
    `${approved} approved, ${published} published, ${duplicates} duplicates, ${lost} lost, in ${seconds} s.`,
    'Screenshots are in out/rehearsal/.',
  ].join('\n');
}

function allInWords(summary: AllSummary): string {
  const { networks, accounts, pairs, posts, crossposts, published, held, duplicates, lost, wider, seconds } = summary;
  return [
    `${networks} networks, ${accounts} accounts, ${pairs} routes; ${posts} posts, ${crossposts} crossposts.`,
    `${published} published, ${held} held with a reason, ${duplicates} duplicates, ${lost} lost, ${wider} wider, in ${seconds} s.`,
    ...summary.faults,
  ].join('\n');
}

if (wishes.includes('--headless') || wishes.includes('--all') || asJson || !hasDisplay(process.env)) await walkAlone();
else openForAPerson();
