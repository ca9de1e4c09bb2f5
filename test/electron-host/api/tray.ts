import type Electron from 'electron';
import { StrictEmitter } from '../host/strict.ts';

/** A tray icon that nobody sees. A test reaches it, and the menu it was given, through a handle of the app. */
export class Tray extends StrictEmitter {
  #title = '';
  #isDestroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super();
    this.setImage(image);
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#assertAlive();
    if (image === undefined) throw new TypeError('Error processing argument at index 0, conversion failure');
  }

  setToolTip(_text: string): void {
    this.#assertAlive();
  }

  setContextMenu(_menu: Electron.Menu | null): void {
    this.#assertAlive();
  }

  setTitle(title: string): void {
    this.#assertAlive();
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  #assertAlive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
  }
}
