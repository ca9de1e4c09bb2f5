import type Electron from 'electron';
import type { Command, EventDetails, EventName, Parameters, Result } from '../chromium/protocol.ts';
import { electronEvent } from '../host/event.ts';
import { print, report } from '../host/report.ts';
import { browser, runtime } from '../host/runtime.ts';
import { preloadWorld, sendBinding } from '../page/messages.ts';
import { pageScripts, readPreload } from '../page/scripts.ts';
import { emulatedColorScheme } from './color-scheme.ts';
import type { Profile } from '../session/profile.ts';
import { virtualUrlOf } from '../session/schemes.ts';
import { FrameTree } from './frames.ts';
import { IpcChannel } from './ipc-channel.ts';
import { Navigation } from './navigation.ts';
import { placeholder } from './placeholder.ts';
import { addPage, removePage } from './registry.ts';
import { openedFromPage } from './window-open.ts';

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly profile: Profile;
  readonly preload: string | undefined;
  /** The webContents to which the page belongs, as the app sees it. */
  readonly electronContents: Electron.WebContents;
  readonly emit: (event: string, ...args: unknown[]) => boolean;
}

type WindowOpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

/** In the order of the numbers that Electron gives them. */
const consoleLevels = ['debug', 'info', 'warning', 'error'] as const;

let nextId = 1;

/** A page of Chromium, which stands behind one webContents. */
export class Page {
  readonly id = nextId++;
  readonly profile: Profile;
  readonly electronContents: Electron.WebContents;
  readonly emit: PageOptions['emit'];
  readonly frames = new FrameTree(this);
  readonly ipc = new IpcChannel(this);
  readonly navigation = new Navigation(this);
  /** Resolves when the page exists and its preload is in place. */
  readonly prepared: Promise<void>;
  readonly #options: PageOptions;
  targetId = '';
  #sessionId = '';
  url = '';
  title = '';
  hasLoaded = false;
  isDestroyed = false;
  windowOpenHandler: WindowOpenHandler | undefined;

  constructor(options: PageOptions) {
    this.#options = options;
    this.profile = options.profile;
    this.electronContents = options.electronContents;
    this.emit = options.emit;
    addPage(this);
    this.prepared = this.#open();
    this.prepared.catch(report);
  }

  async send<C extends Command>(command: C, parameters?: Parameters<C>): Promise<Result<C>> {
    if (this.isDestroyed) throw new Error('Target closed: the webContents has been destroyed');
    return browser().connection.send(command, parameters, this.#sessionId);
  }

  on<E extends EventName>(event: E, listener: (details: EventDetails<E>) => void): void {
    browser().connection.on(event, listener, this.#sessionId);
  }

  async #open(): Promise<void> {
    const { connection } = browser();
    const { width, height } = this.#options;
    const context = await this.profile.contextParameters();
    const target = { url: placeholder, width, height, newWindow: true, ...context };
    this.targetId = (await connection.send('Target.createTarget', target)).targetId;
    const attached = await connection.send('Target.attachToTarget', { targetId: this.targetId, flatten: true });
    this.#sessionId = attached.sessionId;
    this.#follow();
    const prepared = this.#prepare();
    // Until its first navigation starts the headless shell has no renderer and queues these commands. A second held
    // navigation makes it start one, still without committing anything: every load finds the preload in place.
    this.send('Page.navigate', { url: `${placeholder}2` }).catch(() => undefined);
    await prepared;
  }

  async #prepare(): Promise<void> {
    const scripts = pageScripts(this.#readPreload(), {
      platform: process.platform,
      arch: process.arch,
      versions: process.versions,
      env: process.env,
      argv: [process.execPath, '--type=renderer'],
    });
    await Promise.all([
      this.send('Page.enable'),
      this.send('Runtime.enable'),
      this.send('Inspector.enable'),
      this.send('Runtime.addBinding', { name: sendBinding, executionContextName: preloadWorld }),
      this.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName: preloadWorld }),
      this.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
      this.send('Emulation.setUserAgentOverride', {
        userAgent: this.profile.userAgent ?? browser().userAgent,
        ...(this.profile.acceptLanguages !== undefined && { acceptLanguage: this.profile.acceptLanguages }),
      }),
      this.send('Emulation.setEmulatedMedia', emulatedColorScheme()),
      ...(browser().isShell ? [] : [this.resize(this.#options.width, this.#options.height)]),
    ]);
  }

  #readPreload(): string | undefined {
    const { preload } = this.#options;
    if (preload === undefined) return undefined;
    try {
      return readPreload(preload);
    } catch (error) {
      setImmediate(() => this.preloadFailed(error instanceof Error ? error : new Error(String(error))));
      return undefined;
    }
  }

  preloadFailed(error: Error): void {
    const { preload } = this.#options;
    print(`Unable to load preload script: ${preload}\n${error.stack}`);
    this.emit('preload-error', electronEvent(), preload, error);
  }

  #follow(): void {
    this.frames.follow();
    this.ipc.follow();
    this.navigation.follow();
    this.on('Page.windowOpen', (wanted) => openedFromPage(this, wanted));
    this.on('Runtime.consoleAPICalled', (call) => this.#consoleCalled(call));
    this.on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', electronEvent(), { reason: 'crashed', exitCode: 139 });
    });
  }

  #consoleCalled({ type, args, stackTrace }: EventDetails<'Runtime.consoleAPICalled'>): void {
    const level = consoleLevels.find((known) => known === type) ?? 'info';
    const message = args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' ');
    const place = stackTrace?.callFrames[0];
    const lineNumber = (place?.lineNumber ?? -1) + 1;
    const sourceId = virtualUrlOf(place?.url ?? '');
    const event = electronEvent({ level, message, lineNumber, sourceId, frame: this.frames.main });
    this.emit('console-message', event, consoleLevels.indexOf(level), message, lineNumber, sourceId);
  }

  titleChanged(title: string): void {
    this.title = title;
    this.emit('page-title-updated', electronEvent(), title, true);
  }

  async resize(width: number, height: number): Promise<void> {
    if (!browser().isShell) {
      await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 0, mobile: false });
      return;
    }
    const { connection } = browser();
    const { windowId } = await connection.send('Browser.getWindowForTarget', { targetId: this.targetId });
    await connection.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
  }

  /** Closes the page. `asks` runs its beforeunload listeners, for which there must be a document. */
  async close(asks: boolean): Promise<void> {
    await this.prepared.catch(() => undefined);
    if (this.isDestroyed || runtime.browser === undefined) return;
    const closeTarget = async (): Promise<unknown> =>
      browser().connection.send('Target.closeTarget', { targetId: this.targetId });
    // Page.close is refused while a navigation commits.
    await (asks && this.hasLoaded ? this.send('Page.close').catch(closeTarget) : closeTarget());
  }

  /** The page is no longer there. */
  ended(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    removePage(this);
    this.navigation.ended();
    browser().connection.forget(this.#sessionId);
    this.emit('destroyed', electronEvent());
  }
}
