import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const electronPackage = path.resolve(import.meta.dirname, '../../node_modules/electron');

/** What runs the app's main process. */
export interface RuntimeChoice {
  readonly kind: 'electron' | 'stand-in';
  /** For `ELECTRON_OVERRIDE_DIST_PATH`; absent when Electron's own binary runs. */
  readonly distPath?: string;
  /** One line for a person: which of the two it is, and why. */
  readonly line: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Chooses between Electron and the stand-in. `CROSSTIE_ELECTRON` may be `real`, `stand-in` or `auto`, which is the
 * default: Electron where its binary has been downloaded and can open a window, the stand-in elsewhere.
 */
export function chooseRuntime(environment: Environment = process.env): RuntimeChoice {
  const wish = environment['CROSSTIE_ELECTRON'] ?? 'auto';
  switch (wish) {
    case 'real':
      return electron('CROSSTIE_ELECTRON=real');
    case 'stand-in':
      return standIn('CROSSTIE_ELECTRON=stand-in');
    case 'auto':
      return chooseByMachine(environment);
    default:
      throw new Error(`CROSSTIE_ELECTRON is "${wish}". It may be real, stand-in or auto.`);
  }
}

/** Path of Electron's own binary, once it has been downloaded. */
export function electronBinary(): string | undefined {
  const pathFile = path.join(electronPackage, 'path.txt'); // written at the end of a download
  if (!existsSync(pathFile)) return undefined;
  const binary = path.join(electronPackage, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : undefined;
}

/** Whether a window of Electron could be shown. */
export function hasDisplay(environment: Environment): boolean {
  return process.platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

export function electron(reason: string): RuntimeChoice {
  return { kind: 'electron', line: `Runs on Electron itself (${reason}).` };
}

export function standIn(reason: string): RuntimeChoice {
  const what = 'Runs on the Electron stand-in: Node and a Chromium from npm or the system';
  return { kind: 'stand-in', distPath: import.meta.dirname, line: `${what} (${reason}).` };
}

function chooseByMachine(environment: Environment): RuntimeChoice {
  if (process.platform === 'win32') return electron('the stand-in is for Linux and macOS');
  if (electronBinary() === undefined) return standIn("Electron's binary has not been downloaded");
  if (!hasDisplay(environment)) return standIn('there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set');
  return electron('its binary has been downloaded');
}
