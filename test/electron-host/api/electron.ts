// What `import 'electron'` gives the main process. Each member is compared with Electron's own type as it is handed out.
import type Electron from 'electron';
import { asElectron, asElectronClass } from '../host/offered.ts';
import { strictNamespace } from '../host/strict.ts';
import * as application from './app.ts';
import * as desktop from './desktop.ts';
import * as ipc from './ipc-main.ts';
import * as menus from './menu.ts';
import * as images from './native-image.ts';
import * as theme from './native-theme.ts';
import * as network from './net.ts';
import * as notifications from './notification.ts';
import * as storage from './safe-storage.ts';
import * as trays from './tray.ts';
import * as sessions from '../session/session.ts';
import * as windows from '../window/browser-window.ts';
import * as contents from '../window/web-contents.ts';

type Module = typeof Electron;

export const app = asElectron<Electron.App>(application.app);
export const BrowserWindow = asElectronClass<Module['BrowserWindow']>(windows.BrowserWindow);
export const clipboard = asElectron<Electron.Clipboard>(desktop.clipboard);
export const dialog = asElectron<Electron.Dialog>(desktop.dialog);
export const ipcMain = asElectron<Electron.IpcMain>(ipc.ipcMain);
export const Menu = asElectronClass<Module['Menu']>(menus.Menu);
export const nativeImage = asElectron<Module['nativeImage']>(images.nativeImage);
export const nativeTheme = asElectron<Electron.NativeTheme>(theme.nativeTheme);
export const net = asElectron<Electron.Net>(network.net);
export const Notification = asElectronClass<Module['Notification']>(notifications.Notification);
export const powerMonitor = asElectron<Electron.PowerMonitor>(desktop.powerMonitor);
export const protocol = sessions.session.defaultSession.protocol;
export const safeStorage = asElectron<Electron.SafeStorage>(storage.safeStorage);
export const screen = asElectron<Electron.Screen>(desktop.screen);
export const session = asElectron<Module['session']>(sessions.session);
export const shell = asElectron<Electron.Shell>(desktop.shell);
export const Tray = asElectronClass<Module['Tray']>(trays.Tray);
export const webContents = asElectron<Module['webContents']>(contents.webContents);

/** Modules of the renderer. Libraries that run on both sides look for them, and Electron's main process has none. */
const absent = { contextBridge: undefined, ipcRenderer: undefined, webFrame: undefined, webUtils: undefined };

const electron = strictNamespace('electron', {
  ...absent,
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
});

/** For `import electron from 'electron'` and `require('electron')`, which is how Playwright and the libraries have it. */
// oxlint-disable-next-line import/no-default-export -- Electron's module has one
export { electron as default, electron as 'module.exports' };
