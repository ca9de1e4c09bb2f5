/** The ledger's closed list, and the code that writes into it: neither has what the other lacks. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ledgerActions } from '../../contract/ledger.ts';

const core = path.resolve(import.meta.dirname, '../../main/core');
const sources = globSync('**/*.ts', { cwd: core })
  .filter((file) => !file.startsWith('ports'))
  .map((file) => ({ file, text: readFileSync(path.join(core, file), 'utf8') }));

/** What stands as an action where a row is written: after `action:`, or third in `note(…)`, where it may be a choice of two. */
function writtenIn(text: string): readonly string[] {
  const rows = [...text.matchAll(/(?:\baction:|\bnote\(\s*write,\s*at,)([^,]*),/g)].map(([, written = '']) => written);
  return rows.flatMap((written) =>
    [...written.matchAll(/'([a-z]+_[a-z_]+|paused|resumed)'/g)].map(([, action = '']) => action),
  );
}

test('every action of the ledger is written by some use-case', () => {
  const written = new Set(sources.flatMap(({ text }) => writtenIn(text)));
  expect([...written].toSorted()).toEqual(ledgerActions.toSorted());
});

/** Calls of a `Writer` that are a decision of somebody, or follow a write to a network. */
const decisions =
  /\b(?:write\.(?:linkAccount|unlinkAccount|createRoute|setRoute|removeRoute|setAccountRules|addApproval|voidApproval|startAttempt|setOutputRemoved|addHostedFile|endHostedFile|eraseSealed)|setAccountState\([^)]*'link_again')/;

test('no file of the core decides or writes to a network without a row', () => {
  const silent = sources.filter(({ text }) => decisions.test(text) && writtenIn(text).length === 0);
  expect(
    silent.map(({ file }) => file),
    'Write the row in the same transaction: note() or appendLedger().',
  ).toEqual([]);
});
