import type Electron from 'electron';
import { runtime } from '../host/runtime.ts';
import { strictNamespace } from '../host/strict.ts';
import { registerScheme } from './schemes.ts';
import type { Profile } from './profile.ts';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

const handledByChromium = /^(https?|file|data|blob|about)$/;

/** `session.protocol`; the one of the default session is the module `protocol` as well. */
export function protocolOf(profile: Profile): Pick<Electron.Protocol, keyof ReturnType<typeof members>> {
  return strictNamespace('protocol', members(profile));
}

function members(profile: Profile) {
  return {
    registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
      if (runtime.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme } of schemes) registerScheme(scheme);
    },
    handle(scheme: string, handler: ProtocolHandler): void {
      if (handledByChromium.test(scheme)) throw new Error(`electron stand-in: cannot handle ${scheme}:`);
      if (profile.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      registerScheme(scheme);
      profile.handlers.set(scheme, handler);
    },
    unhandle(scheme: string): void {
      profile.handlers.delete(scheme);
    },
    isProtocolHandled(scheme: string): boolean {
      return profile.handlers.has(scheme) || handledByChromium.test(scheme);
    },
  };
}
