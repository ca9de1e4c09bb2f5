/** The ledger's closed list, and the code that writes into it: neither has what the other lacks. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ledgerActions } from '../../contract/ledger.ts';

const core = path.resolve(import.meta.dirname, '../../main/core');
const sources = globSync('**/*.ts', { cwd: core })
  .filter((file) => !file.startsWith('ports'))
  .map((file) => ({ file, text: readFileSync(path.join(core, file), 'utf8') }));

/** The actions that a file names which writes rows. Some are chosen before, or handed to a function that writes them. */
function writtenIn(text: string): readonly string[] {
  if (!/\b(?:note\(|appendLedger\(|action: LedgerAction)/u.test(text)) return [];
  const words = [...text.matchAll(/'([a-z_]+)'/g)].map(([, word = '']) => word);
  return words.filter((word) => ledgerActions.some((action) => action === word));
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
