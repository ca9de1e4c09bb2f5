import { EventEmitter } from 'node:events';

/** Names that promises, JSON, test tools and Node's own inspection look for on any object; Electron has none of them. */
const askedByTools: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'tagName',
  'asymmetricMatch',
  '$$typeof',
  '__esModule',
]);

/**
 * A prototype to put at the end of a chain: a name that nothing before it has is a member that the stand-in does not
 * implement, and reading it throws. So a test can never pass on a silent `undefined`. It sits in the prototype chain,
 * rather than around the object, because private fields do not work through a proxy.
 */
function strictEnd<T extends object>(base: T, nameOf: (receiver: object) => string): T {
  return new Proxy(base, {
    get(target, key, receiver: object) {
      if (typeof key === 'symbol' || key in target || askedByTools.has(key)) {
        return Reflect.get(target, key, receiver) as unknown;
      }
      throw new Error(`electron stand-in: ${nameOf(receiver)}.${key} is not implemented`);
    },
  });
}

function constructorName(receiver: object): string {
  return receiver.constructor.name;
}

function ownName(receiver: object): string {
  return 'name' in receiver ? String(receiver.name) : 'electron';
}

/** Base of every Electron object that emits events. */
export class StrictEmitter extends strictEnd(EventEmitter, ownName) {}
Object.setPrototypeOf(StrictEmitter.prototype, strictEnd(EventEmitter.prototype, constructorName));

/** Base of every other Electron object. */
export class StrictObject extends strictEnd(Object, ownName) {}
Object.setPrototypeOf(StrictObject.prototype, strictEnd(Object.prototype, constructorName));

/** Makes a plain object of functions, such as `shell`, strict. */
export function strictNamespace<T extends object>(name: string, members: T): T {
  Object.setPrototypeOf(
    members,
    strictEnd(Object.prototype, () => name),
  );
  return members;
}
