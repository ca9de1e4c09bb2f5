/** The ledger as JSON Lines, which anyone can check with SHA-256 and RFC 8785 alone; the format is told in docs/ledger.md. */
import { canonicalJson } from '../../../contract/json.ts';
import type { LedgerFilter, LedgerMark } from '../../../contract/ledger.ts';
import type { LedgerId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import type { Slicing, TextSink } from '../ports/ledger.ts';
import type { LedgerRecord } from '../ports/ledger.ts';
import { queryOf } from './page.ts';
import { rowsOfSlice } from './verify.ts';

const format = 'crosstie-ledger';
const version = 1;
const howToVerify =
  'Each hash is the SHA-256, in hexadecimal, of the RFC 8785 JSON of [id, at in milliseconds since 1970-01-01T00:00:00Z, ' +
  'action, facts, previousHash]. In a whole ledger ids count up from 1 without gaps, each previousHash is the hash of the ' +
  'line before, the first is 64 zeros, and the last line is the one that this header names.';

export interface Exported {
  readonly rows: number;
  readonly isWhole: boolean;
}

/** Writes what is there when it begins. `app` is the program's name and version. */
export async function exportLedger(
  core: Core,
  filter: LedgerFilter,
  app: string,
  sink: TextSink,
  { pause, signal, onProgress }: Slicing,
): Promise<Exported> {
  const { read } = core.store;
  const query = queryOf(filter);
  const isWhole = query.search.trim() === '' && query.actions === null && query.postId === null;
  const last = read.ledgerMark(null);
  await sink.write(`${header({ app, filter, isWhole, last, at: core.clock.now() })}\n`);
  let rows = 0;
  let after: LedgerId | null = null;
  for (;;) {
    const page = read.searchLedger({ ...query, order: 'oldest', after, limit: rowsOfSlice });
    const wanted = page.filter(({ id }) => id <= (last?.id ?? 0));
    if (wanted.length > 0) await sink.write(wanted.map((row) => `${lineOf(row)}\n`).join(''));
    rows += wanted.length;
    after = wanted.at(-1)?.id ?? after;
    if (wanted.length < rowsOfSlice) return { rows, isWhole };
    onProgress(after ?? 0, last?.id ?? 0);
    await pause();
    signal.throwIfAborted();
  }
}

interface About {
  readonly app: string;
  readonly filter: LedgerFilter;
  readonly isWhole: boolean;
  readonly last: LedgerMark | null;
  readonly at: number;
}

function header({ app, filter, isWhole, last, at }: About): string {
  const { search = null, group = null, postId = null } = filter;
  return JSON.stringify({
    format,
    version,
    app,
    exportedAt: timeOf(at),
    content: isWhole ? 'whole' : 'extract',
    ...(!isWhole && { filter: { search, group, post: postId } }),
    last: last === null ? null : { id: last.id, hash: last.hash },
    verify: howToVerify,
  });
}

function lineOf({ id, at, action, facts, previousHash, hash }: LedgerRecord): string {
  const head = `"id":${id},"at":${JSON.stringify(timeOf(at))},"action":${JSON.stringify(action)}`;
  return `{${head},"facts":${canonicalJson(facts)},"previousHash":"${previousHash}","hash":"${hash}"}`;
}

/** The last moment that a date can name (https://tc39.es/ecma262/#sec-time-values-and-time-range). */
const lastMs = 8_640_000_000_000_000;

/** To the millisecond. A time that is none, which only somebody else can have put there, is given as the number it is. */
function timeOf(at: number): string | number {
  return Math.abs(at) <= lastMs ? new Date(at).toISOString() : at;
}
