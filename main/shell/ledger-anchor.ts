/** The note of where the ledger stands, in a small file beside the database; sealed where there is a keyring. */
import { open, readFile, rename } from 'node:fs/promises';
import type { LedgerAnchor, NotedMark } from '../core/ports/ledger.ts';
import type { Sealer } from '../core/ports/system.ts';

/** A seal keeps a note from being forged by whoever can write files and not open the keyring. */
type Note = { readonly sealed: string } | { readonly plain: NotedMark };

export function ledgerAnchor(file: string, sealer: Sealer): LedgerAnchor {
  return {
    read: async () => {
      const text = await readFile(file, 'utf8').catch(absent);
      if (text === null) return 'none';
      try {
        return await opened(JSON.parse(text) as Note, sealer);
      } catch {
        return 'unreadable';
      }
    },
    write: async (mark) => replace(file, JSON.stringify(await closed(mark, sealer))),
  };
}

async function opened(note: Note, sealer: Sealer): Promise<NotedMark> {
  const mark =
    'plain' in note
      ? note.plain
      : (JSON.parse(await sealer.open(Buffer.from(note.sealed, 'base64'))) as Partial<NotedMark>);
  const { id, hash, at } = mark;
  if (!Number.isSafeInteger(id) || !Number.isSafeInteger(at) || typeof hash !== 'string')
    throw new Error('This is no note of ours');
  return mark as NotedMark;
}

async function closed(mark: NotedMark, sealer: Sealer): Promise<Note> {
  if (!(await sealer.state()).available) return { plain: mark };
  const { ciphertext } = await sealer.seal(JSON.stringify(mark));
  return { sealed: Buffer.from(ciphertext).toString('base64') };
}

/** On the disk before it takes the old one's name: a note that is half there would look like one that was changed. */
async function replace(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}

function absent(thrown: unknown): null {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
  throw thrown;
}
