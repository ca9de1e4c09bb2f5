// Runs, as text, in the page's own world before any script of the page: shows it what the preload exposes, and asks the
// app before the page gets a permission.
import { createBridge, unmarshal } from './bridge.ts';
import type { AskedPermission } from '../session/permissions.ts';

type Ask = (permission: AskedPermission, details: object) => Promise<boolean>;
type Asker = { ask?: Ask };
type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

export function startMainWorld(token: string): void {
  if (window.parent !== window) return; // no preload in subframes, so nothing to show there
  const asker: Asker = {};
  const bridge = createBridge(token, 'page', (end, message) => {
    if (message.type === 'expose') {
      const value = unmarshal(end, message.api, true);
      Object.defineProperty(window, message.key, { value, enumerable: true });
    } else if (message.type === 'askPermissionWith') {
      asker.ask = unmarshal(end, message.ask) as Ask;
    }
  });
  guardPermissions(asker);
  bridge.post({ type: 'connected' });
}

/** The DevTools protocol has no event for a permission prompt, so the functions that lead to one are wrapped. */
function guardPermissions(asker: Asker): void {
  guard(asker, globalThis.Notification, 'requestPermission', 'notifications');
  guard(asker, globalThis.MediaDevices?.prototype, 'getUserMedia', 'media');
  guard(asker, globalThis.MediaDevices?.prototype, 'getDisplayMedia', 'display-capture');
  guard(asker, globalThis.Clipboard?.prototype, 'readText', 'clipboard-read');
  guard(asker, globalThis.Clipboard?.prototype, 'read', 'clipboard-read');
  guard(asker, globalThis.Geolocation?.prototype, 'getCurrentPosition', 'geolocation');
  guard(asker, globalThis.Geolocation?.prototype, 'watchPosition', 'geolocation');
}

/** @param owner absent in a page that is no secure context. */
function guard(asker: Asker, owner: object | undefined, name: string, permission: AskedPermission): void {
  if (!owner || !(name in owner)) return;
  const original = Reflect.get(owner, name) as AnyFunction;
  const guarded: AnyFunction = async function (...args) {
    await asker.ask?.(permission, permission === 'media' ? { mediaTypes: mediaTypesOf(args[0]) } : {});
    return original.apply(this, args);
  };
  Reflect.set(owner, name, guarded);
}

function mediaTypesOf(constraints: unknown): string[] {
  const wanted = (constraints ?? {}) as { readonly audio?: unknown; readonly video?: unknown };
  return [...(wanted.video ? ['video'] : []), ...(wanted.audio ? ['audio'] : [])];
}

export const mainWorldFunctions = [startMainWorld, guardPermissions, guard, mediaTypesOf];
