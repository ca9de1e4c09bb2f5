/** Crosstie's own windows. Closing one destroys it: in the tray only the main process runs. */
import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { toError } from '../../contract/errors.ts';
import type { WindowName } from '../../contract/windows.ts';
import type { Log } from '../core/ports/system.ts';
import { appHost, appScheme } from './security.ts';
import { openingBounds, type Size, type WindowState } from './window-bounds.ts';

export interface WindowOptions {
  /** The bundled preload script. */
  readonly preload: string;
  readonly icon: string;
  readonly title: (name: WindowName) => string;
  /** Where a window was when it was closed. */
  readonly windowState: {
    readonly load: (name: WindowName) => WindowState | null;
    readonly save: (name: WindowName, state: WindowState) => void;
  };
  readonly allowDevTools: boolean;
  readonly log: Log;
}
export interface Windows {
  /**
   * Opens the window, or brings the open one to the front. Answers whether it was open already: only then does it hear
   * events; a new one is told through its address (`?tab=waiting&post=12`).
   */
  readonly show: (name: WindowName, query?: Readonly<Record<string, string>>) => boolean;
  readonly get: (name: WindowName) => BrowserWindow | null;
  readonly contents: () => readonly WebContents[];
  /** To be called when the language changes. */
  readonly retitle: () => void;
}

const sizes: Readonly<Record<WindowName, { readonly usual: Size; readonly least: Size }>> = {
  approval: { usual: { width: 1120, height: 760 }, least: { width: 900, height: 600 } },
  settings: { usual: { width: 960, height: 680 }, least: { width: 760, height: 520 } },
};
/** The paper of the pages (`tokens.css`), so that nothing flashes before the first paint. */
const paper = { light: '#FAF9F6', dark: '#151412' } as const;

export function createWindows(options: WindowOptions): Windows {
  const open = new Map<WindowName, BrowserWindow>();
  return {
    show: (name, query = {}) => {
      const known = open.get(name);
      if (known !== undefined) {
        bringToFront(known);
        return true;
      }
      const window = create(name, options);
      open.set(name, window);
      window.on('closed', () => open.delete(name));
      window.loadURL(pageAddress(name, query)).catch((thrown: unknown) => {
        options.log.error('a window could not be loaded', { window: name, reason: toError(thrown).message });
      });
      return false;
    },
    get: (name) => open.get(name) ?? null,
    contents: () => Array.from(open.values(), (window) => window.webContents),
    retitle: () => {
      for (const [name, window] of open) window.setTitle(options.title(name));
    },
  };
}

function pageAddress(name: WindowName, query: Readonly<Record<string, string>>): string {
  const address = new URL(`${appScheme}://${appHost}/${name}.html`);
  address.search = new URLSearchParams(query).toString();
  return address.href;
}

function create(name: WindowName, options: WindowOptions): BrowserWindow {
  const { usual, least } = sizes[name];
  const saved = options.windowState.load(name);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...openingBounds(saved?.bounds ?? null, usual, screens),
    minWidth: least.width,
    minHeight: least.height,
    title: options.title(name),
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    show: false,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: options.allowDevTools,
    },
  });
  // Hidden rather than removed: the shortcuts of the application menu go on working.
  window.setMenuBarVisibility(false);
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => {
    if (saved?.isMaximized === true) window.maximize();
    window.show();
  });
  window.on('close', () => {
    options.windowState.save(name, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    options.log.error('a window crashed and is closed', { window: name, reason });
    window.destroy();
  });
  return window;
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
