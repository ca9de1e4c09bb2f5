// Entry of the stand-in. The order matters: the app's main script runs first, as in Electron, so that its command-line
// switches count; then Chromium starts; then 'ready' is emitted.
import { existsSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { locateApplication } from './application.ts';
import { readCommandLine } from './command-line.ts';
import { electronVersion, passForElectron, serveElectronModule } from './disguise.ts';
import { runtime } from './runtime.ts';
import { startBrowser } from './start-browser.ts';
import { app } from '../api/app.ts';

const argv = process.argv.slice(2);
const commandLine = readCommandLine(argv);

function leave(code: number, line: string): never {
  (code === 0 ? process.stdout : process.stderr).write(`${line}\n`);
  process.exit(code);
}

function printUncaught(error: unknown): void {
  if (process.listenerCount('uncaughtException') > 1) return; // the app has its own way
  const text = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`A JavaScript error occurred in the main process\nUncaught Exception:\n${text}\n`);
}

async function run(): Promise<void> {
  const require = createRequire(path.join(process.cwd(), 'electron-stand-in'));
  for (const module of commandLine.preloaded) require(path.resolve(module));
  await import(pathToFileURL(runtime.application.mainScript).href);
  await startBrowser(commandLine.debuggingPort);
}

if (commandLine.wantsVersion) leave(0, `v${electronVersion()}`);
if (commandLine.application === undefined) leave(1, 'electron stand-in: name the directory or main script of the app');

runtime.application = locateApplication(commandLine.application);
for (const [name, value] of commandLine.switches) runtime.switches.set(name, value);
if (!existsSync(runtime.application.mainScript)) {
  leave(1, `electron stand-in: ${runtime.application.mainScript} does not exist. Build the app first.`);
}

serveElectronModule();
passForElectron(process.env['ELECTRON_STANDIN_EXECUTABLE'] ?? process.execPath, argv);
process.on('uncaughtException', printUncaught);
// Whoever read the output may be gone; a failure to print must not be printed, and so on for ever.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

// Only now: whoever attaches to the inspector can already require('electron').
if (commandLine.inspectPort !== undefined) inspector.open(commandLine.inspectPort, '127.0.0.1', false);

run().catch((error: unknown) => {
  leave(1, `App threw an error during load\n${error instanceof Error ? error.stack : String(error)}`);
});
