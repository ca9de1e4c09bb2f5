import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Application } from './runtime.ts';

/** Finds the app that `electron <where>` names: a directory with a package.json, or a script. */
export function locateApplication(where: string): Application {
  const target = path.resolve(where);
  const isDirectory = statSync(target).isDirectory();
  const directory = isDirectory ? target : path.dirname(target);
  const manifest = readManifest(directory);
  return {
    directory,
    mainScript: isDirectory ? path.resolve(directory, manifest.main ?? 'index.js') : target,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
  };
}

interface Manifest {
  readonly main?: string;
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
}

function readManifest(directory: string): Manifest {
  try {
    return JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as Manifest;
  } catch (cause) {
    throw new Error(`electron stand-in: no readable package.json in ${directory}`, { cause });
  }
}
