/** Ledgers under test: rows of every action, and somebody who has the file and no respect. */
import { type LedgerAction, ledgerActions } from '../../contract/ledger.ts';
import type { Json } from '../../contract/json.ts';
import type { Store } from '../../main/core/ports/store.ts';
import type { Slicing } from '../../main/core/ports/ledger.ts';
import type { OpenedStore } from '../../main/store/open.ts';
import { someHash } from './store-rows.ts';

const firstAt = Date.UTC(2026, 0, 31, 12);

/** Facts such as the use-cases write, with all that is hard to write down twice in the same way. */
const factsOf = (action: LedgerAction, index: number): Readonly<Record<string, Json>> => ({
  crosspost: index,
  post: index * 3,
  network: 'mastodon',
  account: `@ann${index}@instance.example`,
  contentHash: someHash(index),
  said: 'Grüße “aus” dem Nebel\n🌫\u2028\u0000',
  about: { [action]: [1.5, 1e21, -0, null, true], ä: 'z', a: 'ä' },
});

/** One row of every action, so many times over. */
export function writeEveryAction({ write }: Store, times = 1): number {
  const actions = Array.from({ length: times }, () => ledgerActions).flat();
  write((writer) => {
    for (const [index, action] of actions.entries())
      writer.appendLedger({ at: firstAt + index * 1_000, action, facts: factsOf(action, index + 1) });
  });
  return actions.length;
}

/** Runs SQL as somebody would who has the file: without the triggers. */
export function tamper({ connection }: Pick<OpenedStore, 'connection'>, sql: string): void {
  connection.exec(
    `DROP TRIGGER IF EXISTS ledger_no_update; DROP TRIGGER IF EXISTS ledger_no_delete; DROP TRIGGER IF EXISTS ledger_search_add; ${sql}`,
  );
}

/** In slices, without a pause to speak of. */
export const atOnce: Slicing = {
  pause: () => Promise.resolve(),
  signal: new AbortController().signal,
  onProgress: () => undefined,
};
