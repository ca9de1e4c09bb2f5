import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { bridgeFunctions } from './bridge.ts';
import { codecFunctions } from './codec.ts';
import { mainWorldFunctions } from './main-world.ts';
import { deliverFunction, sendBinding, type PreloadProcess } from './messages.ts';
import { preloadWorldFunctions } from './preload-world.ts';

export interface PageScripts {
  /** For the page's own world. */
  readonly main: string;
  /** For the preload's world. */
  readonly preload: string;
}

/** The two scripts that run in each document of a window before its own. */
export function pageScripts(preloadSource: string | undefined, process: PreloadProcess): PageScripts {
  const token = randomUUID();
  const names = JSON.stringify({ token, sendBinding, deliverFunction });
  const preload = preloadSource === undefined ? 'null' : preloadFunction(preloadSource);
  return {
    main: script([...bridgeFunctions, ...mainWorldFunctions], `startMainWorld(${JSON.stringify(token)});`),
    preload: script(
      [...codecFunctions, ...bridgeFunctions, ...preloadWorldFunctions],
      `startPreloadWorld(${names}, ${JSON.stringify(process)}, ${preload});`,
    ),
  };
}

/**
 * Reads a preload script.
 * @throws Error when it cannot be read or has a syntax error, which would otherwise stop the whole page script.
 */
export function readPreload(file: string): string {
  if (!path.isAbsolute(file)) throw new Error(`preload must be an absolute path: ${file}`);
  const source = readFileSync(file, 'utf8');
  compileFunction(source, ['require', 'process', 'module', 'exports'], { filename: file });
  return source;
}

function preloadFunction(source: string): string {
  return `function (require, process) { const module = { exports: {} }, exports = module.exports;\n${source}\n}`;
}

/** Functions as text: Node has already stripped their types, and they call each other by name. */
function script(functions: readonly { toString(): string }[], start: string): string {
  return `(() => {\n${functions.map(String).join('\n')}\n${start}\n})();`;
}
