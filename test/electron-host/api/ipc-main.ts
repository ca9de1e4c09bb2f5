import type Electron from 'electron';
import { StrictEmitter } from '../host/strict.ts';

export type InvokeHandler = Parameters<Electron.IpcMain['handle']>[1];

const handlers = new Map<string, InvokeHandler>();

/** The handler of a channel, for the window that was asked. */
export function invokeHandler(channel: string): InvokeHandler | undefined {
  return handlers.get(channel);
}

class IpcMain extends StrictEmitter {
  handle(channel: string, handler: InvokeHandler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

export const ipcMain = new IpcMain();
