import { electronEvent } from '../host/event.ts';
import { realUrlOf, virtualUrlOf } from '../session/schemes.ts';
import { isPlaceholder } from './placeholder.ts';
import { loadError, netErrorCode, netErrorName } from './net-errors.ts';
import type { Page } from './page.ts';

/** Addresses for which Chromium makes a request, or commits without one. For any other only the wish is reported. */
const loadable = /^(https?|file|about|data|blob|chrome-error):/i;
const processId = 1;

/** The navigation of one page: what starts it, what may stop it, and what the app is told of it. */
export class Navigation {
  readonly #page: Page;
  /** How often a frame has asked to go somewhere itself, until the requests for it arrive. */
  readonly #wishes = new Map<string, number>();
  #status: readonly [number, string] = [200, ''];
  #pendingLoad: PromiseWithResolvers<void> | undefined;
  isLoading = false;

  constructor(page: Page) {
    this.#page = page;
  }

  /** `loadURL`: resolves at the end of the load. */
  async load(url: string): Promise<void> {
    await this.#page.prepared;
    this.#page.ipc.forgetWaiting();
    this.#wishes.clear();
    this.#status = [200, ''];
    this.#pendingLoad?.reject(loadError('ERR_ABORTED', this.#page.url)); // an earlier load that this one replaces
    const pending = Promise.withResolvers<void>();
    pending.promise.catch(() => undefined); // the page may go before the promise is waited for, below
    this.#pendingLoad = pending;
    const { errorText, loaderId, isDownload } = await this.#page
      .send('Page.navigate', { url: realUrlOf(url) })
      .catch((error: unknown) => ({ errorText: wordsOf(error), loaderId: undefined, isDownload: false }));
    const failure = errorText?.replace('net::', '') ?? (isDownload ? 'ERR_FAILED' : undefined);
    if (failure !== undefined) {
      if (this.#pendingLoad === pending) this.#pendingLoad = undefined;
      this.#emitFailure(url, failure);
      throw loadError(failure, url);
    }
    if (loaderId === undefined) pending.resolve(); // within the same document
    await pending.promise;
  }

  /** Whether the app lets a frame's request for a document be sent. */
  mayNavigate(frameId: string, url: string): boolean {
    const page = this.#page;
    const isMainFrame = frameId === page.targetId;
    const wishes = this.#wishes.get(frameId) ?? 0;
    if (isMainFrame && wishes === 0) return true; // the app itself navigates, or the test
    this.#wishes.set(frameId, Math.max(0, wishes - 1));
    const frame = page.frames.of(frameId);
    const details = { url, isMainFrame, isSameDocument: false, frame, initiator: frame };
    const event = electronEvent(details);
    page.emit('will-frame-navigate', event);
    if (!isMainFrame || event.defaultPrevented) return !event.defaultPrevented;
    const mainEvent = electronEvent(details);
    page.emit('will-navigate', mainEvent, url);
    return !mainEvent.defaultPrevented;
  }

  /** Whether the app lets the main frame follow a redirect. The address it leads to has not been contacted yet. */
  mayRedirect(url: string): boolean {
    const page = this.#page;
    const details = { url, isMainFrame: true, isSameDocument: false, frame: page.frames.main };
    const event = electronEvent(details);
    page.emit('will-redirect', event, url, false, true, processId, page.id);
    if (event.defaultPrevented) return false;
    page.emit('did-redirect-navigation', electronEvent(details), url, false, true, processId, page.id);
    return true;
  }

  answered(status: number, statusText: string): void {
    this.#status = [status, statusText];
  }

  /** A request for the main document has failed. `load` tells of its own failures. */
  failed(url: string, reason: string): void {
    if (!this.#pendingLoad) this.#emitFailure(url, netErrorName(reason));
  }

  ended(): void {
    this.#pendingLoad?.reject(loadError('ERR_FAILED', this.#page.url));
    this.#pendingLoad = undefined;
  }

  follow(): void {
    const page = this.#page;
    const { targetId } = page;
    page.on('Page.frameRequestedNavigation', ({ frameId, url }) => this.#wished(frameId, url));
    page.on('Page.frameStartedNavigating', ({ frameId, url, navigationType }) => {
      if (frameId === targetId && !isPlaceholder(url)) this.#started(virtualUrlOf(url), navigationType);
    });
    page.on('Page.frameStartedLoading', ({ frameId }) => this.#loading(frameId, true));
    page.on('Page.frameStoppedLoading', ({ frameId }) => this.#loading(frameId, false));
    page.on('Page.frameNavigated', ({ frame }) => {
      this.#wishes.delete(frame.id);
      if (frame.id !== targetId) return;
      const url = virtualUrlOf(frame.unreachableUrl ?? frame.url + (frame.urlFragment ?? ''));
      page.url = url;
      if (frame.unreachableUrl === undefined) page.emit('did-navigate', electronEvent(), url, ...this.#status);
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== targetId) return;
      page.url = virtualUrlOf(url);
      page.emit('did-navigate-in-page', electronEvent(), page.url, true, processId, page.id);
    });
    page.on('Page.domContentEventFired', () => void page.emit('dom-ready', electronEvent()));
    page.on('Page.loadEventFired', () => this.#loaded());
  }

  #wished(frameId: string, url: string): void {
    if (loadable.test(url)) {
      this.#wishes.set(frameId, (this.#wishes.get(frameId) ?? 0) + 1);
      return;
    }
    const page = this.#page;
    if (frameId !== page.targetId) return;
    // No request follows for a scheme that Chromium does not know, and it will not go there: nothing to prevent.
    const details = { url, isMainFrame: true, isSameDocument: false, frame: page.frames.main };
    page.emit('will-navigate', electronEvent(details), url);
  }

  #started(url: string, navigationType: string): void {
    const page = this.#page;
    const isSameDocument = /^sameDocument|^historySameDocument/.test(navigationType);
    const details = { url, isMainFrame: true, isSameDocument, frame: page.frames.main };
    page.emit('did-start-navigation', electronEvent(details), url, isSameDocument, true, processId, page.id);
  }

  #loading(frameId: string, isLoading: boolean): void {
    if (frameId !== this.#page.targetId) return;
    this.isLoading = isLoading;
    this.#page.emit(isLoading ? 'did-start-loading' : 'did-stop-loading');
  }

  #loaded(): void {
    const page = this.#page;
    this.#pendingLoad?.resolve();
    this.#pendingLoad = undefined;
    page.hasLoaded = true;
    page.emit('did-finish-load', electronEvent());
    page.emit('did-frame-finish-load', electronEvent(), true, processId, page.id);
  }

  #emitFailure(url: string, name: string): void {
    const page = this.#page;
    page.emit('did-fail-load', electronEvent(), netErrorCode(name), name, url, true, processId, page.id);
  }
}

function wordsOf(error: unknown): string {
  return /invalid URL/i.test(String(error)) ? 'net::ERR_INVALID_URL' : 'net::ERR_FAILED';
}
