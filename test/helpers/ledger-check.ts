/** The checker that docs/ledger.md gives to anyone, run as it stands there: it shares no code with the store. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const page = path.resolve(import.meta.dirname, '../../docs/ledger.md');

/** What it says of an export. */
export function checkExport(text: string): { readonly fits: boolean; readonly said: string } {
  const script = /```js\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8'))?.[1];
  if (script === undefined) throw new Error('docs/ledger.md has no checker');
  const folder = mkdtempSync(path.join(tmpdir(), 'crosstie-check-'));
  try {
    const [program, file] = [path.join(folder, 'check.mjs'), path.join(folder, 'ledger.jsonl')];
    writeFileSync(program, script);
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
    return { fits: status === 0, said: `${stdout}${stderr}`.trim() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
