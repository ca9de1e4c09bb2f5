// Structured clone as text, because the DevTools protocol carries JSON. These functions run in Node, and as text inside
// the page (see scripts.ts): they may use nothing but each other and what both sides have.

type Encoded =
  | null
  | string
  | boolean
  | number
  | { readonly type: 'undefined' }
  | { readonly type: 'number' | 'bigint' | 'buffer'; readonly text: string }
  | { readonly type: 'seen'; readonly index: number }
  | { readonly type: 'date'; readonly time: number }
  | { readonly type: 'regexp'; readonly source: string; readonly flags: string }
  | { readonly type: 'array' | 'set'; readonly items: readonly Encoded[] }
  | { readonly type: 'map' | 'object'; readonly entries: readonly (readonly [Encoded, Encoded])[] }
  | { readonly type: 'view'; readonly name: string; readonly text: string }
  | { readonly type: 'error'; readonly name: string; readonly message: string; readonly stack: string };

/** @throws Error with Electron's words when the value cannot be cloned, a function for instance. */
export function encode(value: unknown): string {
  let copy: unknown;
  try {
    copy = structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
  return JSON.stringify(encodeValue(copy, new Map()));
}

export function decode(text: string): unknown {
  return decodeValue(JSON.parse(text) as Encoded, []);
}

function encodeValue(value: unknown, seen: Map<unknown, number>): Encoded {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === undefined) return { type: 'undefined' };
  if (typeof value === 'bigint') return { type: 'bigint', text: String(value) };
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { type: 'number', text: '-0' };
    return Number.isFinite(value) ? value : { type: 'number', text: String(value) };
  }
  const index = seen.get(value);
  if (index !== undefined) return { type: 'seen', index };
  seen.set(value, seen.size);
  return encodeObject(value, seen);
}

function encodeObject(value: object, seen: Map<unknown, number>): Encoded {
  const encodeItem = (item: unknown): Encoded => encodeValue(item, seen);
  const encodeEntry = ([key, item]: [unknown, unknown]): [Encoded, Encoded] => [encodeItem(key), encodeItem(item)];
  if (Array.isArray(value)) return { type: 'array', items: Array.from(value, encodeItem) };
  if (value instanceof Date) return { type: 'date', time: value.getTime() };
  if (value instanceof RegExp) return { type: 'regexp', source: value.source, flags: value.flags };
  if (value instanceof Map) return { type: 'map', entries: Array.from(value, encodeEntry) };
  if (value instanceof Set) return { type: 'set', items: Array.from(value, encodeItem) };
  if (value instanceof ArrayBuffer) return { type: 'buffer', text: textOfBytes(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { type: 'view', name: Object.prototype.toString.call(value).slice(8, -1), text: textOfBytes(bytes) };
  }
  if (value instanceof Error) {
    return { type: 'error', name: value.name, message: value.message, stack: value.stack ?? '' };
  }
  return { type: 'object', entries: Object.entries(value).map(encodeEntry) };
}

function decodeValue(encoded: Encoded, known: unknown[]): unknown {
  if (encoded === null || typeof encoded !== 'object') return encoded;
  const keep = <T>(value: T): T => {
    known.push(value);
    return value;
  };
  switch (encoded.type) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(encoded.text);
    case 'bigint':
      return BigInt(encoded.text);
    case 'seen':
      return known[encoded.index];
    case 'date':
      return keep(new Date(encoded.time));
    case 'regexp':
      return keep(new RegExp(encoded.source, encoded.flags));
    case 'buffer':
      return keep(bytesOfText(encoded.text).buffer);
    case 'view':
      return keep(viewOf(encoded.name, bytesOfText(encoded.text)));
    case 'error':
      return keep(errorOf(encoded.name, encoded.message, encoded.stack));
    case 'array':
    case 'set':
      return decodeItems(encoded.type, encoded.items, known);
    case 'map':
    case 'object':
      return decodeEntries(encoded.type, encoded.entries, known);
  }
}

/** The container is known before its items are, which may point back to it. */
function decodeItems(type: 'array' | 'set', items: readonly Encoded[], known: unknown[]): unknown {
  if (type === 'set') {
    const set = new Set<unknown>();
    known.push(set);
    for (const item of items) set.add(decodeValue(item, known));
    return set;
  }
  const array: unknown[] = [];
  known.push(array);
  for (const item of items) array.push(decodeValue(item, known));
  return array;
}

function decodeEntries(
  type: 'map' | 'object',
  entries: readonly (readonly [Encoded, Encoded])[],
  known: unknown[],
): unknown {
  if (type === 'map') {
    const map = new Map<unknown, unknown>();
    known.push(map);
    for (const [key, item] of entries) map.set(decodeValue(key, known), decodeValue(item, known));
    return map;
  }
  const object = {};
  known.push(object);
  for (const [key, item] of entries) {
    const name = decodeValue(key, known) as string;
    const value = decodeValue(item, known); // defined, not assigned: a name may be `__proto__`
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
}

function errorOf(name: string, message: string, stack: string): Error {
  const known = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
  const Kind = known.find((kind) => kind.name === name) ?? Error;
  return Object.assign(new Kind(message), { stack });
}

function viewOf(name: string, bytes: Uint8Array<ArrayBuffer>): ArrayBufferView {
  type ViewConstructor = new (buffer: ArrayBuffer) => ArrayBufferView;
  const Kind = (globalThis as unknown as Record<string, ViewConstructor | undefined>)[name];
  return Kind ? new Kind(bytes.buffer) : bytes;
}

function textOfBytes(bytes: Uint8Array): string {
  let binary = '';
  const step = 32_768; // as many arguments as a call surely takes
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}

function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** All of the above, for the page. */
export const codecFunctions = [
  encode,
  decode,
  encodeValue,
  encodeObject,
  decodeValue,
  decodeItems,
  decodeEntries,
  errorOf,
  viewOf,
  textOfBytes,
  bytesOfText,
];
