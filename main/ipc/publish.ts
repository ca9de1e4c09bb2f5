import { channelOf, type EventName, type PayloadOf } from '../../contract/api.ts';

/** The part of Electron's `WebContents` that an event needs. */
export interface Listener {
  readonly isDestroyed: () => boolean;
  readonly getURL: () => string;
  readonly send: (channel: string, payload: unknown) => void;
}
export type Broadcast = <Name extends EventName>(name: Name, payload: PayloadOf<Name>) => void;

/**
 * Makes the function that tells every window what changed. A window that is closing, or that shows anything but a page
 * of ours, hears nothing.
 */
export function createBroadcast(
  listeners: () => readonly Listener[],
  isTrusted: (pageUrl: string) => boolean,
): Broadcast {
  return (name, payload) => {
    for (const listener of listeners()) {
      if (listener.isDestroyed() || !isTrusted(listener.getURL())) continue;
      listener.send(channelOf(name), payload);
    }
  };
}
