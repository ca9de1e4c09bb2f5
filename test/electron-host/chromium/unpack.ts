import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const nodeModules = path.resolve(import.meta.dirname, '../../../node_modules');
const packageDirectory = path.join(nodeModules, '@sparticuz/chromium');

/**
 * The headless shell that `@sparticuz/chromium` brings inside its npm package, for Linux on x64. It is unpacked once
 * (about three seconds, 210 MB) below `node_modules/.cache`. Undefined where the package has no binary for the machine.
 */
export function unpackedChromium(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  if (!existsSync(path.join(packageDirectory, 'bin/chromium.br'))) return undefined;
  const { version } = JSON.parse(readFileSync(path.join(packageDirectory, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const directory = path.join(nodeModules, '.cache/electron-stand-in', `chromium-${version}`);
  if (!existsSync(directory)) unpackInto(directory);
  return path.join(directory, 'headless-shell');
}

/** Works beside the target and renames at the end, because several test workers may arrive here at once. */
function unpackInto(directory: string): void {
  const unfinished = `${directory}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (const file of readdirSync(path.join(packageDirectory, 'bin'))) {
    const content = brotliDecompressSync(readFileSync(path.join(packageDirectory, 'bin', file)));
    if (file.endsWith('.tar.br')) execFileSync('tar', ['-xf', '-', '-C', unfinished], { input: content });
    else writeFileSync(path.join(unfinished, 'headless-shell'), content, { mode: 0o755 });
  }
  try {
    renameSync(unfinished, directory);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(directory)) throw error; // else another process was first
  }
}
