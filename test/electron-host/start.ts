// Starts the built app: on Electron itself where it can be had, else on the stand-in. `node test/electron-host/start.ts`
import { spawn } from 'node:child_process';
import path from 'node:path';
import { hasFullChromium } from './chromium/find.ts';
import { chooseRuntime, electronBinary, electron, hasDisplay, standIn, type RuntimeChoice } from './choose.ts';
import { downloadElectron } from './download.ts';

const projectDirectory = path.resolve(import.meta.dirname, '../..');

/** As `chooseRuntime`, but Electron's binary is fetched first when it could be used and has not been yet. */
async function chooseForPerson(): Promise<RuntimeChoice> {
  const wish = process.env['CROSSTIE_ELECTRON'] ?? 'auto';
  const couldUseIt = wish === 'real' || (wish === 'auto' && hasDisplay(process.env));
  if (!couldUseIt || electronBinary() !== undefined) return chooseRuntime();
  console.log('Downloading Electron, once, from GitHub …');
  const failure = await downloadElectron();
  if (failure === undefined) return electron('its binary has just been downloaded');
  console.log(`Electron could not be downloaded (${failure}). The next start tries again.`);
  if (wish === 'real' || process.platform === 'win32') process.exit(1);
  return standIn('Electron could not be downloaded');
}

function run(choice: RuntimeChoice, args: readonly string[]): void {
  const executable =
    choice.distPath === undefined ? (electronBinary() ?? 'electron') : path.join(choice.distPath, 'electron');
  const child = spawn(executable, [projectDirectory, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...(choice.kind === 'stand-in' ? standInEnvironment() : {}) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void child.kill(signal));
  child.once('error', (error) => {
    console.error(`${executable} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.once('close', (code, signal) => {
    if (signal) console.error(`The app was ended by ${signal}.`);
    process.exit(code ?? 1);
  });
}

/** Windows to look at need a full Chromium and a display. */
function standInEnvironment(): Record<string, string> {
  if (hasDisplay(process.env) && hasFullChromium()) return { ELECTRON_STANDIN_HEADED: '1' };
  console.log('Its windows cannot be seen here: that needs a display and an installed Chromium or Chrome.');
  return {};
}

const choice = await chooseForPerson();
console.log(choice.line);
run(choice, process.argv.slice(2));
