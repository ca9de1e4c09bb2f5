/** The program's face: tray, windows, notifications and the calls of windows, wired to the engine. */
import { BrowserWindow, Menu, app, nativeTheme, session, type Menu as ElectronMenu, type Tray } from 'electron';
import type { PostId, Sha256 } from '../../contract/model.ts';
import type { Change } from '../core/core.ts';
import type { Ask } from '../ipc/answer.ts';
import { createBroadcast } from '../ipc/publish.ts';
import { appMenu } from '../shell/app-menu.ts';
import { createNotifier } from '../shell/notifications.ts';
import { serveApp } from '../shell/protocol.ts';
import { isOurPage } from '../shell/security.ts';
import { shellText, type ShellText } from '../shell/text.ts';
import type { TrayHandle } from '../shell/tray.ts';
import { createWindows } from '../shell/windows.ts';
import { createAnnouncer } from './announce.ts';
import { serveCalls } from './calls.ts';
import { builtAt, languageOf, openTarget, type DeskParts, type Face } from './face.ts';
import { openTray } from './tray.ts';

export interface Desk {
  readonly changed: (change: Change) => void;
  readonly show: (window: 'approval' | 'settings') => void;
  /** For tests of unpackaged builds: Electron cannot be asked for a tray or its menu. */
  readonly tray: Tray;
  readonly menu: () => ElectronMenu;
  /** The calls of windows without a window, for a supervisor. */
  readonly ask: Ask;
  readonly close: () => void;
}

export function openDesk(parts: DeskParts): Desk {
  const { engine, preferences } = parts;
  const text = (): ShellText => shellText(languageOf(preferences.load()));
  const windows = createWindows({
    preload: builtAt('out/preload/preload.cjs'),
    icon: builtAt('assets/icon.png'),
    title: (name) => text().windows[name],
    windowState: preferences.windowState,
    allowDevTools: !app.isPackaged,
    log: parts.log,
  });
  const face: Face = { ...parts, windows, text, broadcast: createBroadcast(windows.contents, isOurPage) };
  servePages(parts);
  const tray = openTray(face);
  const calls = serveCalls(face, () => redraw(face, tray));
  const announce = openAnnouncer(face);
  nativeTheme.on('updated', () => tray.update(engine.status()));
  redraw(face, tray);
  return {
    changed: (change) => {
      tell(face, change, announce);
      tray.update(engine.status());
    },
    show: windows.show,
    tray: tray.tray,
    menu: tray.menu,
    ask: calls.ask,
    close: () => {
      calls.stop();
      tray.stop();
    },
  };
}

/** What the language and the theme colour, drawn again. */
function redraw({ preferences, windows, text, engine }: Face, tray: TrayHandle): void {
  nativeTheme.themeSource = preferences.load().theme;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...appMenu(text(), process.platform, () => windows.show('settings'))]),
  );
  windows.retitle();
  tray.update(engine.status());
}

/** In windows a picture is at most so many pixels wide or high; what is sent is never this copy. */
const sideOf = { media: 1280, thumb: 320 } as const;

function servePages({ thumbnails, playback }: DeskParts): void {
  serveApp(session.defaultSession, {
    root: builtAt('out/renderer'),
    picture: async (kind, sha256) => {
      const bytes = await thumbnails.thumbnail(sha256 as Sha256, sideOf[kind]);
      return bytes === null ? null : { bytes: new Uint8Array(bytes), mimeType: 'image/webp' };
    },
    video: (sha256) => playback.video(sha256 as Sha256),
  });
}

function tell({ engine, broadcast }: Face, change: Change, announce: (postIds: readonly PostId[]) => void): void {
  if (change.kind === 'accounts') broadcast('accountsChanged', null);
  if (change.kind === 'posts') {
    broadcast('queueChanged', { postIds: change.postIds });
    announce(change.postIds);
  }
  broadcast('statusChanged', engine.status());
}

function openAnnouncer(face: Face): (postIds: readonly PostId[]) => void {
  const notifier = createNotifier({ text: face.text, now: Date.now, onClick: (target) => openTarget(face, target) });
  const isWatching = (): boolean => face.windows.get('approval')?.isFocused() === true;
  const { store, clock } = face.engine.core;
  return createAnnouncer({ read: store.read, notifier, clock, isWatching });
}

/** The window that was asked for first comes to the front when the program is started a second time. */
export function bringForward(desk: Desk): void {
  if (BrowserWindow.getAllWindows().length === 0) desk.show('approval');
  else BrowserWindow.getAllWindows().at(-1)?.focus();
}
