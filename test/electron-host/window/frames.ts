import { randomUUID } from 'node:crypto';
import type Electron from 'electron';
import { asElectron } from '../host/offered.ts';
import { StrictEmitter } from '../host/strict.ts';
import { virtualUrlOf } from '../session/schemes.ts';
import type { Page } from './page.ts';

interface FrameState {
  readonly page: Page;
  readonly parent: FrameState | null;
  readonly children: Set<FrameState>;
  readonly frame: Electron.WebFrameMain;
  url: string;
  name: string;
  isDetached: boolean;
}

/** The frames of one page, by Chromium's id. Preloads run in the main frame only, so only that one can send. */
export class FrameTree {
  readonly #page: Page;
  readonly #states = new Map<string, FrameState>();
  readonly #main: FrameState;

  constructor(page: Page) {
    this.#page = page;
    this.#main = newFrame(page, null, page.id);
  }

  get main(): Electron.WebFrameMain {
    return this.#main.frame;
  }

  /** Follows what Chromium says of the page's frames. */
  follow(): void {
    const page = this.#page;
    this.#states.set(page.targetId, this.#main);
    page.on('Page.frameAttached', ({ frameId, parentFrameId }) => void this.#attach(frameId, parentFrameId));
    page.on('Page.frameNavigated', ({ frame }) => {
      const state = this.#attach(frame.id, frame.parentId ?? page.targetId);
      state.url = virtualUrlOf(frame.url + (frame.urlFragment ?? ''));
      state.name = frame.name ?? '';
    });
    page.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'remove' && frameId !== page.targetId) this.#detach(frameId);
    });
  }

  has(frameId: string): boolean {
    return this.#states.has(frameId);
  }

  of(frameId: string): Electron.WebFrameMain | null {
    return this.#states.get(frameId)?.frame ?? null;
  }

  /** Notes a document before it commits: Chromium does not report the commit of another site's frame to its parent. */
  arrives(frameId: string, url: string): void {
    const state = this.#states.get(frameId);
    if (state?.parent) state.url = url;
  }

  #attach(frameId: string, parentId: string): FrameState {
    const known = this.#states.get(frameId);
    if (known) return known;
    const parent = this.#states.get(parentId) ?? this.#main;
    const state = newFrame(this.#page, parent, nextRoutingId++);
    parent.children.add(state);
    this.#states.set(frameId, state);
    return state;
  }

  #detach(frameId: string): void {
    const state = this.#states.get(frameId);
    if (!state) return;
    state.isDetached = true;
    state.parent?.children.delete(state);
    this.#states.delete(frameId);
  }
}

/** Main frames are numbered as their webContents, the frames below them from here on. */
let nextRoutingId = 1_000_000;

function newFrame(page: Page, parent: FrameState | null, routingId: number): FrameState {
  const state = { page, parent, children: new Set<FrameState>(), url: '', name: '', isDetached: false };
  const frame = new WebFrameMain(state, routingId);
  return Object.assign(state, { frame: asElectron<Electron.WebFrameMain>(frame) });
}

/** `webContents.mainFrame` and the frames below it. */
class WebFrameMain extends StrictEmitter {
  readonly #state: Omit<FrameState, 'frame'>;
  readonly frameToken = randomUUID();
  readonly processId = 1;
  readonly routingId: number;

  constructor(state: Omit<FrameState, 'frame'>, routingId: number) {
    super();
    this.#state = state;
    this.routingId = routingId;
  }

  get url(): string {
    return this.#state.url;
  }

  /** `scheme://host` also for a custom scheme, for which `new URL().origin` says null. */
  get origin(): string {
    const { url } = this.#state;
    if (!URL.canParse(url)) return '';
    const { origin, protocol, host } = new URL(url);
    return origin === 'null' && host !== '' ? `${protocol}//${host}` : origin;
  }

  get name(): string {
    return this.#state.name;
  }

  get parent(): Electron.WebFrameMain | null {
    return this.#state.parent?.frame ?? null;
  }

  get top(): Electron.WebFrameMain | null {
    return this.#state.page.frames.main;
  }

  get frames(): Electron.WebFrameMain[] {
    return [...this.#state.children].map(({ frame }) => frame);
  }

  get frameTreeNodeId(): number {
    return this.routingId;
  }

  get detached(): boolean {
    return this.#state.isDetached;
  }

  isDestroyed(): boolean {
    return this.#state.isDetached || this.#state.page.isDestroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#state.parent) throw new Error('electron stand-in: WebFrameMain.send to a subframe is not implemented');
    this.#state.page.ipc.send(channel, args);
  }
}
