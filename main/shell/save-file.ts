/** A file that the person chooses: the window never learns its folder, and never names one. */
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow, Dialog, SaveDialogOptions } from 'electron';
import type { TextSink } from '../core/ports/ledger.ts';

export interface SaveTools {
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  /** Over which the dialog stands; null when it is gone. */
  readonly parent: BrowserWindow | null;
}

export interface Saved<Value> {
  readonly name: string;
  readonly value: Value;
}

/**
 * Asks where, fills a file beside it and gives it the chosen name when it is whole: what is there under that name is whole,
 * whatever happens on the way. Null when the person chose none. Throws what `fill` throws, and Node's own errors.
 */
export async function saveFile<Value>(
  { dialog, parent }: SaveTools,
  options: SaveDialogOptions,
  fill: (sink: TextSink) => Promise<Value>,
): Promise<Saved<Value> | null> {
  const { canceled, filePath } = await (parent === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(parent, options));
  if (canceled || filePath === '') return null;
  const unfinished = `${filePath}.unfinished`;
  try {
    const value = await fillFile(unfinished, fill);
    await rename(unfinished, filePath);
    return { name: path.basename(filePath), value };
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw thrown;
  }
}

async function fillFile<Value>(file: string, fill: (sink: TextSink) => Promise<Value>): Promise<Value> {
  const handle = await open(file, 'w', 0o600);
  try {
    const value = await fill({ write: (text) => handle.appendFile(text, 'utf8') });
    await handle.sync();
    return value;
  } finally {
    await handle.close();
  }
}
