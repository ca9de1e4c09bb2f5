import os from 'node:os';
import path from 'node:path';
import { runtime } from '../host/runtime.ts';

const overridden = new Map<string, string>();
const homeFolders: ReadonlySet<string> = new Set(['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos']);

/** `app.setPath` */
export function setPath(name: string, value: string): void {
  if (!path.isAbsolute(value)) throw new Error('Path must be absolute');
  overridden.set(name, value);
}

/** `app.getPath` */
export function getPath(name: string): string {
  return overridden.get(name) ?? defaultPath(name);
}

function defaultPath(name: string): string {
  const home = os.homedir();
  if (homeFolders.has(name)) return path.join(home, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  switch (name) {
    case 'home':
      return home;
    case 'temp':
      return os.tmpdir();
    case 'exe':
      return process.execPath;
    case 'appData':
      return process.platform === 'darwin'
        ? path.join(home, 'Library/Application Support')
        : (process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'));
    case 'userData':
      return path.resolve(
        runtime.switches.get('user-data-dir') ?? path.join(getPath('appData'), runtime.application.name),
      );
    case 'sessionData':
      return getPath('userData');
    case 'logs':
      return process.platform === 'darwin'
        ? path.join(home, 'Library/Logs', runtime.application.name)
        : path.join(getPath('userData'), 'logs');
    default:
      throw new Error(`Failed to get '${name}' path`);
  }
}
