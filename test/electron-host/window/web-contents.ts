import type Electron from 'electron';
import { asElectron } from '../host/offered.ts';
import { report } from '../host/report.ts';
import { browser } from '../host/runtime.ts';
import { StrictEmitter, strictNamespace } from '../host/strict.ts';
import { profileOfPartition } from '../session/profile.ts';
import { virtualTextOf } from '../session/schemes.ts';
import { profileOf, sessionOf } from '../session/session.ts';
import { Page } from './page.ts';
import { allPages, pageOfId, pageOfTarget } from './registry.ts';

export interface ContentsOptions {
  readonly width: number;
  readonly height: number;
  readonly preferences: Electron.WebPreferences;
  /** What `close()` does: the window that holds the page decides. */
  readonly requestClose: () => boolean;
}

/** A page's `webContents`. */
export class WebContents extends StrictEmitter {
  readonly #page: Page;
  readonly #requestClose: () => boolean;
  #zoomFactor = 1;
  readonly id: number;
  readonly session: Electron.Session;

  constructor({ width, height, preferences, requestClose }: ContentsOptions) {
    super();
    assertSupported(preferences);
    const { session, partition = '', preload } = preferences;
    const profile = session ? profileOf(session) : profileOfPartition(partition);
    this.#page = new Page({
      width,
      height,
      profile,
      preload,
      electronContents: asElectron<Electron.WebContents>(this),
      emit: (event, ...args) => this.emit(event, ...args),
    });
    this.#requestClose = requestClose;
    this.id = this.#page.id;
    this.session = sessionOf(profile);
  }

  get mainFrame(): Electron.WebFrameMain {
    return this.#page.frames.main;
  }

  async loadURL(url: string): Promise<void> {
    const loading = this.#page.navigation.load(url);
    loading.catch(() => undefined); // an app may start a load and not wait for it
    return loading;
  }

  reload(): void {
    this.#page.send('Page.reload').catch(report);
  }

  stop(): void {
    this.#page.send('Page.stopLoading').catch(report);
  }

  send(channel: string, ...args: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    this.#page.ipc.send(channel, args);
  }

  close(): void {
    this.#requestClose();
  }

  setWindowOpenHandler(handler: NonNullable<Page['windowOpenHandler']>): void {
    this.#page.windowOpenHandler = handler;
  }

  /** @throws Error with the page's message. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    await this.#page.prepared;
    const options = { expression: code, awaitPromise: true, returnByValue: true, userGesture };
    const { result, exceptionDetails } = await this.#page.send('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    if (result.value === undefined) return undefined;
    return JSON.parse(virtualTextOf(JSON.stringify(result.value))) as unknown;
  }

  getURL(): string {
    return this.#page.url;
  }

  getTitle(): string {
    return this.#page.title;
  }

  isLoading(): boolean {
    return this.#page.navigation.isLoading;
  }

  isDestroyed(): boolean {
    return this.#page.isDestroyed;
  }

  isCrashed(): boolean {
    return false;
  }

  getUserAgent(): string {
    return this.#page.profile.userAgent ?? browser().userAgent;
  }

  setUserAgent(userAgent: string): void {
    this.#page.prepared.then(() => this.#page.send('Emulation.setUserAgentOverride', { userAgent })).catch(report);
  }

  getZoomFactor(): number {
    return this.#zoomFactor;
  }

  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor;
  }
}

/** The page behind a webContents, for the window that holds it. */
export function pageOf(contents: WebContents): Page {
  const page = pageOfId(contents.id);
  if (!page) throw new TypeError('Object has been destroyed');
  return page;
}

function assertSupported(preferences: Electron.WebPreferences): void {
  const { sandbox = true, contextIsolation = true, nodeIntegration = false, webviewTag = false } = preferences;
  if (sandbox && contextIsolation && !nodeIntegration && !webviewTag) return;
  throw new Error('electron stand-in: only sandboxed, isolated windows without Node and webview are implemented');
}

/** The module `webContents`. */
export const webContents = strictNamespace('webContents', {
  getAllWebContents: () => allPages().map((page) => page.electronContents),
  fromId: (id: number) => pageOfId(id)?.electronContents,
  fromDevToolsTargetId: (targetId: string) => pageOfTarget(targetId)?.electronContents,
});
