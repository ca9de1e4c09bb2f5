import type Electron from 'electron';
import { app } from '../api/app.ts';
import { electronEvent, type ElectronEvent } from '../host/event.ts';
import { asElectron } from '../host/offered.ts';
import { report } from '../host/report.ts';
import { assertReady } from '../host/runtime.ts';
import { StrictEmitter } from '../host/strict.ts';
import type { Page } from './page.ts';
import { openWindows, windowEvents } from './registry.ts';
import { WebContents, pageOf } from './web-contents.ts';

const windows = new Map<number, BrowserWindow>();
let nextId = 1;
let focusedId: number | undefined;

/** A window: its state and events. What it shows is a page of Chromium; there is no frame, and no desktop around it. */
export class BrowserWindow extends StrictEmitter {
  readonly id = nextId++;
  readonly webContents: Electron.WebContents;
  readonly #page: Page;
  readonly #parent: Electron.BrowserWindow | null;
  #bounds: Electron.Rectangle;
  #title: string;
  #isVisible = false;
  #isMinimized = false;
  #isMenuBarVisible = true;
  #isMaximized = false;
  #isDestroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    assertReady('Cannot create BrowserWindow');
    const { x = 0, y = 0, width = 800, height = 600, show = true, title = app.getName(), parent } = options;
    this.#bounds = { x, y, width, height };
    this.#title = title;
    this.#parent = BrowserWindow.getAllWindows().find((window) => window === parent) ?? null;
    const requestClose = (): boolean => this.#requestClose();
    const contents = new WebContents({ width, height, preferences: options.webPreferences ?? {}, requestClose });
    this.webContents = asElectron<Electron.WebContents>(contents);
    this.#page = pageOf(contents);
    this.#follow(contents);
    windows.set(this.id, this);
    openWindows.set(this.id, { requestClose, finish: () => this.#finish() });
    app.emit('web-contents-created', electronEvent(), contents);
    app.emit('browser-window-created', electronEvent(), this);
    if (show) this.show();
  }

  #follow(contents: WebContents): void {
    contents.once('did-finish-load', () => void this.emit('ready-to-show', electronEvent()));
    contents.once('destroyed', () => this.#finish());
    contents.on('page-title-updated', (_event: unknown, title: string) => {
      const event = electronEvent();
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.#title = title;
    });
  }

  static getAllWindows(): Electron.BrowserWindow[] {
    return [...windows.values()].map((window) => asElectron<Electron.BrowserWindow>(window));
  }

  static fromId(id: number): Electron.BrowserWindow | null {
    const window = windows.get(id);
    return window ? asElectron<Electron.BrowserWindow>(window) : null;
  }

  static fromWebContents(contents: Electron.WebContents): Electron.BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static getFocusedWindow(): Electron.BrowserWindow | null {
    return focusedId === undefined ? null : BrowserWindow.fromId(focusedId);
  }

  async loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#assertAlive();
    this.#isMinimized = false;
    this.#setVisible(true);
    this.focus();
  }

  hide(): void {
    this.#assertAlive();
    this.#setVisible(false);
    this.blur();
  }

  focus(): void {
    this.#assertAlive();
    if (this.isFocused()) return;
    BrowserWindow.getFocusedWindow()?.blur();
    focusedId = this.id;
    this.emit('focus', electronEvent());
    app.emit('browser-window-focus', electronEvent(), this);
  }

  blur(): void {
    if (!this.isFocused()) return;
    focusedId = undefined;
    this.emit('blur', electronEvent());
    app.emit('browser-window-blur', electronEvent(), this);
  }

  minimize(): void {
    this.#assertAlive();
    if (this.#isMinimized) return;
    this.#isMinimized = true;
    this.emit('minimize', electronEvent());
    this.blur();
  }

  restore(): void {
    this.#assertAlive();
    if (!this.#isMinimized) return;
    this.#isMinimized = false;
    this.emit('restore', electronEvent());
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  /** There is no desktop to fill: only the state is kept. */
  maximize(): void {
    this.#assertAlive();
    this.#isMaximized = true;
    this.emit('maximize', electronEvent());
    this.show();
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isFocused(): boolean {
    return focusedId === this.id;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#assertAlive();
    this.#title = title;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#assertAlive();
    this.#bounds = { ...this.#bounds, ...bounds };
    const { width, height } = this.#bounds;
    this.#page.prepared.then(() => this.#page.resize(width, height)).catch(report);
    if (bounds.width !== undefined || bounds.height !== undefined) this.emit('resize', electronEvent());
    if (bounds.x !== undefined || bounds.y !== undefined) this.emit('move', electronEvent());
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  getContentSize(): number[] {
    return this.getSize();
  }

  setMenuBarVisibility(isVisible: boolean): void {
    this.#isMenuBarVisible = isVisible;
  }

  isMenuBarVisible(): boolean {
    return this.#isMenuBarVisible;
  }

  removeMenu(): void {
    this.#isMenuBarVisible = false;
  }

  getParentWindow(): Electron.BrowserWindow | null {
    return this.#parent;
  }

  close(): void {
    this.#requestClose();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#finish();
    this.#page.close(false).catch(report);
  }

  #requestClose(): boolean {
    if (this.#isDestroyed) return true;
    const event: ElectronEvent = electronEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.#page.close(true).catch(report);
    return true;
  }

  /** The page has gone, or does not matter any more. */
  #finish(): void {
    if (this.#isDestroyed) return;
    this.blur();
    this.#isDestroyed = true;
    this.#isVisible = false;
    windows.delete(this.id);
    openWindows.delete(this.id);
    for (const child of windows.values()) if (child.#parent?.id === this.id) child.destroy();
    this.emit('closed', electronEvent());
    windowEvents.emit('closed');
  }

  #setVisible(isVisible: boolean): void {
    if (this.#isVisible === isVisible) return;
    this.#isVisible = isVisible;
    this.emit(isVisible ? 'show' : 'hide', electronEvent());
  }

  #assertAlive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
  }
}
