import { dirname } from 'node:path';
import type { Dialog, Shell } from 'electron';
import type { ShellText } from './text.ts';

/** Why Crosstie cannot start with its data. The store's own failure has this shape. */
export interface StartupProblem {
  readonly kind: 'newer' | 'corrupt' | 'locked' | 'read_only' | 'disk_full' | 'not_ours' | 'migration_failed';
  readonly file: string;
  /** The backup that was made before, when there is one. */
  readonly backup: string | null;
}

export function startupMessage(
  { kind, file, backup }: StartupProblem,
  { startup }: ShellText,
): { readonly message: string; readonly detail: string } {
  const paths = [startup.file(file), ...(backup === null ? [] : [startup.backup(backup)])];
  return { message: startup.title[kind], detail: [startup.meaning[kind], '', ...paths].join('\n') };
}

/** Says what happened, what it means and where the files are, then waits. Ending the program is the caller's part. */
export async function showStartupFailure(
  problem: StartupProblem,
  text: ShellText,
  tools: { readonly dialog: Pick<Dialog, 'showMessageBox'>; readonly shell: Pick<Shell, 'openPath'> },
): Promise<void> {
  const { response } = await tools.dialog.showMessageBox({
    ...startupMessage(problem, text),
    type: 'error',
    title: text.windows.approval,
    buttons: [text.startup.openFolder, text.startup.quit],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response === 0) await tools.shell.openPath(dirname(problem.file));
}
