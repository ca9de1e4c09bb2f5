// What would leave the process for the desktop. Nothing does: a test replaces a member to see, or to answer, a call.
import { StrictEmitter, strictNamespace } from '../host/strict.ts';
import { note, print } from '../host/report.ts';
import type Electron from 'electron';

export const shell = strictNamespace('shell', {
  async openExternal(url: string): Promise<void> {
    note(`shell.openExternal ${url}`);
  },
  async openPath(file: string): Promise<string> {
    note(`shell.openPath ${file}`);
    return ''; // no error
  },
  showItemInFolder(file: string): void {
    note(`shell.showItemInFolder ${file}`);
  },
});

type WindowOr<Options> = Electron.BaseWindow | Options;

/** Nobody answers: every dialog is cancelled. */
export const dialog = strictNamespace('dialog', {
  async showOpenDialog(
    _windowOrOptions: WindowOr<Electron.OpenDialogOptions>,
    _options?: Electron.OpenDialogOptions,
  ): Promise<Electron.OpenDialogReturnValue> {
    return { canceled: true, filePaths: [] };
  },
  async showSaveDialog(
    _windowOrOptions: WindowOr<Electron.SaveDialogOptions>,
    _options?: Electron.SaveDialogOptions,
  ): Promise<Electron.SaveDialogReturnValue> {
    return { canceled: true, filePath: '' };
  },
  async showMessageBox(
    windowOrOptions: WindowOr<Electron.MessageBoxOptions>,
    options = windowOrOptions as Electron.MessageBoxOptions,
  ): Promise<Electron.MessageBoxReturnValue> {
    note(`message box: ${options.message}`);
    return { response: options.cancelId ?? 0, checkboxChecked: options.checkboxChecked ?? false };
  },
  showErrorBox(title: string, content: string): void {
    print(`error box: ${title}: ${content}`);
  },
});

let copied = '';

export const clipboard = strictNamespace('clipboard', {
  async readText(): Promise<string> {
    return copied;
  },
  async writeText(text: string): Promise<void> {
    copied = text;
  },
});

/** A test drives it with `emit('suspend')` and the like. */
class PowerMonitor extends StrictEmitter {
  getSystemIdleTime(): number {
    return 0;
  }

  isOnBatteryPower(): boolean {
    return false;
  }
}

export const powerMonitor = new PowerMonitor();

const size: Electron.Size = { width: 1920, height: 1080 };

class Screen extends StrictEmitter {
  getPrimaryDisplay(): Electron.Display {
    const area = { x: 0, y: 0, ...size };
    return strictNamespace('Display', {
      id: 1,
      bounds: area,
      workArea: area,
      size,
      workAreaSize: size,
      scaleFactor: 1,
    }) as Electron.Display;
  }

  getAllDisplays(): Electron.Display[] {
    return [this.getPrimaryDisplay()];
  }
}

export const screen = new Screen();
