// Runs, as text, in the preload's isolated world before any script of the page: offers ipcRenderer and contextBridge,
// then runs the preload.
import { createBridge, marshal, type Bridge } from './bridge.ts';
import { decode, encode } from './codec.ts';
import type { FromPreload, PreloadProcess, ToPreload } from './messages.ts';

type Listener = (...args: unknown[]) => void;
type Call = { resolve(value: unknown): void; reject(error: Error): void };
export type Preload = (require: (id: string) => unknown, process: object) => void;

interface World {
  readonly tell: (message: FromPreload) => void;
  readonly calls: Map<number, Call>;
  readonly listeners: Map<string, Listener[]>;
  nextId: number;
}

interface Names {
  readonly token: string;
  readonly sendBinding: string;
  readonly deliverFunction: string;
}

export function startPreloadWorld(names: Names, process: PreloadProcess, preload: Preload | null): void {
  const binding = Reflect.get(globalThis, names.sendBinding) as ((text: string) => void) | undefined;
  if (window.parent !== window || !binding) return; // no preload in subframes, nor in the initial empty document
  const tell = (message: FromPreload): void => binding(JSON.stringify(message));
  const world: World = { tell, calls: new Map(), listeners: new Map(), nextId: 1 };
  const ipcRenderer = createIpcRenderer(world);
  const deliver = (text: string): void => receive(world, ipcRenderer, JSON.parse(text) as ToPreload);
  Object.defineProperty(globalThis, names.deliverFunction, { value: deliver });
  const contextBridge = createContextBridge(names.token, world);
  tell({ type: 'started' });
  document.addEventListener('DOMContentLoaded', () => watchTitle(tell));
  try {
    preload?.(createRequire({ ipcRenderer, contextBridge }), createProcess(process));
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    console.error('Unable to load preload script', error);
    tell({ type: 'preload-error', message, stack });
  }
}

/** The DevTools protocol does not report a page's title reliably. */
function watchTitle(tell: World['tell']): void {
  let known = '';
  const compare = (): void => {
    if (document.title === known) return;
    known = document.title;
    tell({ type: 'title', title: known });
  };
  compare();
  if (document.head) new MutationObserver(compare).observe(document.head, { childList: true, subtree: true });
}

function request(world: World, messageOf: (id: number) => FromPreload): Promise<unknown> {
  const id = world.nextId++;
  return new Promise((resolve, reject) => {
    world.calls.set(id, { resolve, reject });
    world.tell(messageOf(id));
  });
}

function receive(world: World, ipcRenderer: object, message: ToPreload): void {
  if (message.type === 'event') {
    const event = { sender: ipcRenderer, ports: [] };
    const args = decode(message.args) as unknown[];
    for (const listener of world.listeners.get(message.channel) ?? []) listener(event, ...args);
    return;
  }
  const call = world.calls.get(message.id);
  world.calls.delete(message.id);
  if (message.type === 'result') call?.resolve(decode(message.value));
  else call?.reject(new Error(message.message));
}

function createIpcRenderer(world: World): object {
  const { listeners, tell } = world;
  const off = (channel: string, listener: Listener): object => {
    const kept = (listeners.get(channel) ?? []).filter((known) => known !== listener);
    listeners.set(channel, kept);
    return ipcRenderer;
  };
  const ipcRenderer = {
    on(channel: string, listener: Listener): object {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off,
    removeListener: off,
    send(channel: string, ...args: unknown[]): void {
      tell({ type: 'send', channel, args: encode(args) });
    },
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const text = encode(args);
      return request(world, (id) => ({ type: 'invoke', id, channel, args: text }));
    },
  };
  return strictInPage('ipcRenderer', ipcRenderer);
}

function createContextBridge(token: string, world: World): object {
  const exposed = new Map<string, unknown>();
  let isConnected = false;
  const askPermission = (permission: unknown, details: unknown): Promise<unknown> =>
    request(world, (id) => ({ type: 'permission', id, permission: String(permission), details: details as object }));
  const publish = (end: Bridge, key: string): void => {
    if (isConnected) end.post({ type: 'expose', key, api: exposed.get(key) });
  };
  // The page's end starts later, or earlier, than this one: each waits for the other.
  const bridge = createBridge(token, 'preload', (end, message) => {
    if (message.type !== 'connected') return;
    isConnected = true;
    end.post({ type: 'askPermissionWith', ask: marshal(end, askPermission) });
    for (const key of exposed.keys()) publish(end, key);
  });
  return strictInPage('contextBridge', {
    exposeInMainWorld(key: string, api: unknown): void {
      if (exposed.has(key)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.set(key, marshal(bridge, api));
      publish(bridge, key);
    },
  });
}

function createRequire(electron: object): (id: string) => unknown {
  const modules = new Map([['electron', strictInPage('electron', electron)]]);
  return (id) => {
    const found = modules.get(id.replace(/^electron\/(renderer|common)$/, 'electron'));
    if (!found) throw new Error(`module not found: ${id}`); // as a sandboxed preload is told
    return found;
  };
}

function createProcess(process: PreloadProcess): object {
  return strictInPage('process', {
    ...process,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
  });
}

/** The page's own copy of what strict.ts does: a name that is not offered throws. */
function strictInPage(name: string, members: object): object {
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON' || key === '__esModule') {
        return Reflect.get(target, key) as unknown;
      }
      throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
    },
  });
}

export const preloadWorldFunctions = [
  startPreloadWorld,
  watchTitle,
  request,
  receive,
  createIpcRenderer,
  createContextBridge,
  createRequire,
  createProcess,
  strictInPage,
];
