/** What the person publishes by hand: the text on the clipboard, the files side by side in a folder that is shown. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface ByHandEdges {
  /** A folder of our own; what was laid out before is cleared away. */
  readonly folder: string;
  readonly copyText: (text: string) => void;
  /** Shows a file in the system's file manager. */
  readonly showFile: (file: string) => void;
}

export async function giveToPerson(
  {
    text,
    files,
  }: { readonly text: string; readonly files: readonly { readonly name: string; readonly bytes: Blob }[] },
  { folder, copyText, showFile }: ByHandEdges,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { name, bytes } of files) await writeFile(path.join(folder, name), bytes.stream());
  copyText(text);
  const [first] = files;
  if (first !== undefined) showFile(path.join(folder, first.name));
}
