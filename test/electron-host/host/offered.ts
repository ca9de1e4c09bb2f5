import type { EventEmitter } from 'node:events';

/** What is compared with Electron's type: all but Node's own emitter methods, which come from Node here as there. */
export type Members<Theirs> = {
  readonly [Name in Exclude<keyof Theirs, keyof EventEmitter | 'prototype'>]?: Theirs[Name] | undefined;
};

/**
 * Hands one of our objects out as Electron's. The compiler checks that each member we have fits Electron's own
 * declaration; those we do not have throw when they are read (see `strict.ts`), so the wider type stays honest.
 */
export function asElectron<Theirs extends object>(ours: Members<Theirs>): Theirs {
  return ours as Theirs;
}

type Constructor = abstract new (...args: never[]) => object;

/** The same for a class: its statics, what its constructor takes, and what it makes. */
export function asElectronClass<Theirs extends Constructor>(
  ours: Members<Theirs> & (new (...args: ConstructorParameters<Theirs>) => Members<InstanceType<Theirs>>),
): Theirs {
  return ours as unknown as Theirs;
}
