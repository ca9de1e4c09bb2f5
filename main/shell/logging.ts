import { join } from 'node:path';
// Not `electron-log/main`: that opens an IPC channel of its own, through which any page could write into the log.
import logger from 'electron-log/node';
import type { Json } from '../../contract/json.ts';
import type { Log } from '../core/ports/system.ts';
import { redact, redactText } from './redact.ts';

/** One file and the one before it are kept. */
const longestBytes = 2_000_000;

export interface LogOptions {
  readonly folder: string;
  readonly toConsole: boolean;
}

/** Writes to `crosstie.log` in the folder, readable by the person alone. Everything is redacted first. */
export function createLog({ folder, toConsole }: LogOptions): Log {
  const own = logger.create({ logId: 'crosstie' });
  own.transports.console.level = toConsole ? 'info' : false;
  own.transports.file.level = 'info';
  own.transports.file.maxSize = longestBytes;
  own.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  own.transports.file.setAppName('Crosstie');
  own.transports.file.resolvePathFn = () => join(folder, 'crosstie.log');
  const write =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (message, facts) =>
      own[level](line(message, facts));
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function line(message: string, facts: Readonly<Record<string, Json>> | undefined): string {
  return facts === undefined ? redactText(message) : `${redactText(message)} ${JSON.stringify(redact(facts))}`;
}
