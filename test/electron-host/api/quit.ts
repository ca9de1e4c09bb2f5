import { spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type Electron from 'electron';
import { electronEvent } from '../host/event.ts';
import { runtime } from '../host/runtime.ts';
import { openWindows, windowEvents } from '../window/registry.ts';

/** How long Chromium may take to write its profile. */
const chromiumPatienceMs = 2000;

/**
 * The order in which Electron leaves: before-quit, each window is asked, will-quit, quit. A listener may stop it at each
 * of the first three.
 */
export class QuitSequence {
  readonly #app: EventEmitter;
  readonly #release: () => void;
  #isClosingWindows = false;
  #relaunch: Electron.RelaunchOptions | undefined;
  #isEmptied = false;

  /** @param release gives up what the process holds. */
  constructor(app: EventEmitter, release: () => void) {
    this.#app = app;
    this.#release = release;
    windowEvents.on('closed', () => this.#windowClosed());
  }

  quit(): void {
    if (this.#isClosingWindows || runtime.isLeaving) return;
    const event = electronEvent();
    this.#app.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#isClosingWindows = true;
    for (const window of openWindows.values()) {
      if (!window.requestClose()) {
        this.#isClosingWindows = false;
        return;
      }
    }
    if (openWindows.size === 0) this.#willQuit();
  }

  exit(code: number): void {
    if (runtime.isLeaving) return;
    runtime.isLeaving = true;
    for (const window of openWindows.values()) window.finish();
    this.#app.emit('quit', electronEvent(), code);
    this.#release();
    void this.#end(code);
  }

  relaunch(options: Electron.RelaunchOptions): void {
    this.#relaunch = options;
  }

  #windowClosed(): void {
    if (openWindows.size > 0 || runtime.isLeaving) return;
    if (this.#isClosingWindows) {
      this.#willQuit();
      return;
    }
    // Once for all windows that close together, a parent with its children.
    if (this.#isEmptied) return;
    this.#isEmptied = true;
    setImmediate(() => {
      this.#isEmptied = false;
      if (openWindows.size > 0 || this.#isClosingWindows || runtime.isLeaving) return;
      if (!this.#app.emit('window-all-closed')) this.quit();
    });
  }

  #willQuit(): void {
    const event = electronEvent();
    this.#app.emit('will-quit', event);
    if (event.defaultPrevented) this.#isClosingWindows = false;
    else this.exit(0);
  }

  async #end(code: number): Promise<void> {
    const { browser } = runtime;
    if (browser && !browser.connection.isClosed) {
      browser.connection.send('Browser.close').catch(() => undefined);
      await Promise.race([browser.exited, delay(chromiumPatienceMs)]);
      browser.kill();
    }
    if (this.#relaunch) {
      const { execPath = process.execPath, args = process.argv.slice(1) } = this.#relaunch;
      spawn(execPath, args, { detached: true, stdio: 'ignore' }).unref();
    }
    process.exit(code);
  }
}
