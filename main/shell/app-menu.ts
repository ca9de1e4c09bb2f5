import type { MenuItemConstructorOptions } from 'electron';
import type { ShellText } from './text.ts';

/**
 * The application menu: seen on macOS only, where editing needs it; elsewhere it is hidden and gives the shortcuts
 * (close a window, settings, quit).
 */
export function appMenu(
  text: ShellText,
  platform: NodeJS.Platform,
  onSettings: () => void,
): readonly MenuItemConstructorOptions[] {
  const { appMenu: words, menu } = text;
  const settings = { label: menu.settings, accelerator: 'CommandOrControl+,', click: onSettings } as const;
  const quit = { role: 'quit', label: menu.quit, accelerator: 'CommandOrControl+Q' } as const;
  const close = { role: 'close', label: words.close, accelerator: 'CommandOrControl+W' } as const;
  const separator = { type: 'separator' } as const;
  const edit = { label: words.edit, submenu: editItems(text) };
  if (platform !== 'darwin') return [{ label: words.file, submenu: [settings, close, separator, quit] }, edit];
  const hide = [
    { role: 'hide', label: words.hide },
    { role: 'hideOthers', label: words.hideOthers },
  ] as const;
  return [
    { label: text.windows.approval, submenu: [settings, separator, ...hide, separator, quit] },
    edit,
    { label: words.window, submenu: [{ role: 'minimize', label: words.minimize }, close] },
  ];
}

function editItems({ appMenu: words }: ShellText): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ];
}
