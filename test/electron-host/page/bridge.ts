// One end of the contextBridge; the same functions run, as text, in the preload's world and in the page's. The two
// worlds share only the DOM: a CustomEvent's `detail` is structured-cloned by Chromium between them, and dispatching is
// synchronous, so calls across the bridge can return a value at once, as in Electron.

export type Side = 'preload' | 'page';

/** What travels: plain data, and for what cannot be cloned an object marked with the bridge's secret token. */
type Message =
  | { readonly type: 'call'; readonly id: number; readonly index: number; readonly args: unknown }
  | { readonly type: 'returned' | 'settled'; readonly id: number; readonly ok: boolean; readonly value: unknown }
  | { readonly type: 'expose'; readonly key: string; readonly api: unknown }
  | { readonly type: 'askPermissionWith'; readonly ask: unknown }
  | { readonly type: 'connected' };

type AnyFunction = (...args: unknown[]) => unknown;
type Settle = (ok: boolean, value: unknown) => void;

export interface Bridge {
  readonly mark: string;
  readonly functions: AnyFunction[];
  /** Functions of the other side → their index there, to send the original home instead of a proxy of a proxy. */
  readonly proxies: WeakMap<AnyFunction, number>;
  readonly pending: Map<number, Settle>;
  readonly returned: Map<number, Extract<Message, { type: 'returned' | 'settled' }>>;
  nextId: number;
  post(message: Message): void;
}

type Marked =
  | { readonly kind: 'function' | 'own'; readonly index: number }
  | { readonly kind: 'promise'; readonly id: number }
  | { readonly kind: 'error'; readonly name: string; readonly message: string };

export function createBridge(token: string, side: Side, received: (bridge: Bridge, message: Message) => void): Bridge {
  const target = document;
  const DetailEvent = CustomEvent;
  const other = side === 'preload' ? 'page' : 'preload';
  const bridge: Bridge = {
    mark: `$${token}`,
    functions: [],
    proxies: new WeakMap(),
    pending: new Map(),
    returned: new Map(),
    nextId: 1,
    post: (message) => void target.dispatchEvent(new DetailEvent(`${token}:${other}`, { detail: message })),
  };
  target.addEventListener(`${token}:${side}`, (event) => {
    const message = (event as CustomEvent<Message>).detail;
    if (message.type === 'call') answerCall(bridge, message.id, message.index, message.args);
    else if (message.type === 'returned') bridge.returned.set(message.id, message);
    else if (message.type === 'settled') bridge.pending.get(message.id)?.(message.ok, message.value);
    else received(bridge, message);
  });
  return bridge;
}

export function marshal(bridge: Bridge, value: unknown, depth = 0): unknown {
  if (depth > 1000) throw new TypeError('Electron contextBridge recursion depth exceeded.');
  if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
  if (typeof value === 'function') return marshalFunction(bridge, value as AnyFunction);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Promise) return marshalPromise(bridge, value);
  if (value instanceof Error) {
    return { [bridge.mark]: { kind: 'error', name: value.name, message: value.message } satisfies Marked };
  }
  if (Array.isArray(value)) return Array.from(value, (item) => marshal(bridge, item, depth + 1));
  if (Object.prototype.toString.call(value) !== '[object Object]') return value; // Date, Map, bytes: cloned as they are
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marshal(bridge, item, depth + 1)]));
}

function marshalFunction(bridge: Bridge, value: AnyFunction): unknown {
  const home = bridge.proxies.get(value);
  const marked: Marked =
    home === undefined
      ? { kind: 'function', index: bridge.functions.push(value) - 1 } // a new proxy each time, as in Electron
      : { kind: 'own', index: home };
  return { [bridge.mark]: marked };
}

function marshalPromise(bridge: Bridge, promise: Promise<unknown>): unknown {
  const id = bridge.nextId++;
  const settle = (ok: boolean, value: unknown): void => {
    bridge.post({ type: 'settled', id, ok, value: marshal(bridge, value) });
  };
  promise.then((value) => settle(true, value)).catch((error: unknown) => settle(false, error));
  return { [bridge.mark]: { kind: 'promise', id } satisfies Marked };
}

/** @param frozen whether objects are made read-only, as the API that a page sees is. */
export function unmarshal(bridge: Bridge, value: unknown, frozen = false): unknown {
  if (value === null || typeof value !== 'object') return value;
  const marked = (value as Record<string, Marked | undefined>)[bridge.mark];
  if (marked) return unmarshalMarked(bridge, marked);
  const finish = <T>(made: T): T => (frozen ? Object.freeze(made) : made);
  if (Array.isArray(value)) return finish(value.map((item) => unmarshal(bridge, item, frozen)));
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  const entries = Object.entries(value).map(([key, item]) => [key, unmarshal(bridge, item, frozen)] as const);
  return finish(Object.fromEntries(entries));
}

function unmarshalMarked(bridge: Bridge, marked: Marked): unknown {
  if (marked.kind === 'own') return bridge.functions[marked.index];
  if (marked.kind === 'error') return bridgedError(marked.name, marked.message);
  if (marked.kind === 'promise') {
    return new Promise((resolve, reject) => {
      bridge.pending.set(marked.id, (ok, value) => {
        bridge.pending.delete(marked.id);
        (ok ? resolve : reject)(unmarshal(bridge, value));
      });
    });
  }
  const proxy: AnyFunction = (...args) => callOther(bridge, marked.index, args);
  bridge.proxies.set(proxy, marked.index);
  return proxy;
}

/** Electron's bridge keeps an error's message and drops its other properties. */
function bridgedError(name: string, message: string): Error {
  const Kind = [TypeError, RangeError, SyntaxError, ReferenceError].find((kind) => kind.name === name) ?? Error;
  return new Kind(message);
}

function callOther(bridge: Bridge, index: number, args: readonly unknown[]): unknown {
  const id = bridge.nextId++;
  bridge.post({ type: 'call', id, index, args: marshal(bridge, args) });
  const answer = bridge.returned.get(id);
  bridge.returned.delete(id);
  if (!answer) throw new Error('An object could not be cloned.');
  const value = unmarshal(bridge, answer.value);
  if (answer.ok) return value;
  throw value;
}

function answerCall(bridge: Bridge, id: number, index: number, args: unknown): void {
  try {
    const value = bridge.functions[index]?.(...(unmarshal(bridge, args) as unknown[]));
    bridge.post({ type: 'returned', id, ok: true, value: marshal(bridge, value) });
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    bridge.post({ type: 'returned', id, ok: false, value: marshal(bridge, failure) });
  }
}

/** All of the above, for the page. */
export const bridgeFunctions = [
  createBridge,
  marshal,
  marshalFunction,
  marshalPromise,
  unmarshal,
  unmarshalMarked,
  bridgedError,
  callOther,
  answerCall,
];
