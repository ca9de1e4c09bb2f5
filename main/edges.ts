/** The edges that a start can change: rehearsal, and — in unpackaged builds alone — where the networks live. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Clock } from './core/ports/system.ts';
import { type Addresses, addressesSchema, defaultAddresses } from './networks/addresses.ts';
import type { Rehearsal } from './rehearsal/rehearsal.ts';

export interface Edges {
  readonly isRehearsal: boolean;
  readonly addresses: Addresses;
  /** Plain http to this machine. Never in a packaged program outside rehearsal. */
  readonly allowLoopbackHttp: boolean;
  /** Seals without a keyring. Only asked for by tests on machines that have none, and never in a packaged program. */
  readonly sealsPlainly: boolean;
  /** In the hands of the process that started it. Only for the torture run, and never in a packaged program. */
  readonly isSupervised: boolean;
  /** Started by hand a window opens; started with the session (`--in-tray`) only the tray icon appears. */
  readonly opensWindow: boolean;
}

const overrides = addressesSchema.partial();

/** Reads the command line: `--rehearsal`, and `--addresses=FILE` (JSON) for development. */
export function edgesOf(argv: readonly string[], isPackaged: boolean): Edges {
  const file = argv.find((argument) => argument.startsWith('--addresses='))?.slice('--addresses='.length);
  const given = isPackaged || file === undefined ? {} : overrides.parse(JSON.parse(readFileSync(file, 'utf8')));
  const isRehearsal = argv.includes('--rehearsal');
  return {
    isRehearsal,
    addresses: { ...defaultAddresses, ...withoutAbsent(given) },
    allowLoopbackHttp: isRehearsal || !isPackaged,
    sealsPlainly: !isPackaged && argv.includes('--seal-without-keyring'),
    isSupervised: !isPackaged && argv.includes('--supervised'),
    opensWindow: !argv.includes('--in-tray'),
  };
}

function withoutAbsent(given: z.output<typeof overrides>): Partial<Addresses> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Where the connectors find the pretend networks. */
export function rehearsalAddresses({ addresses }: Rehearsal): Addresses {
  return addresses;
}

export const systemClock: Clock = {
  now: Date.now,
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  uptime: () => performance.now(),
};
