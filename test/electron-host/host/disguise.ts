import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';

const electronModule = new URL('../api/electron.ts', import.meta.url).href;
const electronNames: ReadonlySet<string> = new Set(['electron', 'electron/main', 'electron/common']);

/** Electron's version, from its npm package. */
export function electronVersion(): string {
  const manifest = createRequire(import.meta.url)('electron/package.json') as { readonly version: string };
  return manifest.version;
}

/** Makes `import 'electron'` and `require('electron')` give the stand-in's module. */
export function serveElectronModule(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (!electronNames.has(specifier)) return nextResolve(specifier, context);
      return { url: electronModule, format: 'module-typescript', shortCircuit: true };
    },
  });
}

/** Gives `process` what it has in Electron's main process. */
export function passForElectron(executable: string, argv: readonly string[]): void {
  process.argv = [executable, ...argv];
  process.execPath = executable;
  const added = {
    versions: { ...process.versions, electron: electronVersion(), chrome: '0.0.0.0' },
    type: 'browser',
    resourcesPath: path.join(path.dirname(executable), 'resources'),
    defaultApp: true,
  };
  for (const [name, value] of Object.entries(added)) {
    Object.defineProperty(process, name, { value, enumerable: true, configurable: true });
  }
}
