/**
 * The bridge: everything a window can do, made from the contract's names and nothing else. A window is handed payloads,
 * never Electron's event, whose `sender` would be a way around the contract.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { callNames, channelOf, eventNames } from '../contract/api.ts';

const calls = Object.fromEntries(
  callNames.map((name) => [name, (argument: unknown) => ipcRenderer.invoke(channelOf(name), argument)]),
);

function on(name: string, listener: (payload: unknown) => void): () => void {
  const event = eventNames.find((known) => known === name);
  if (event === undefined) throw new Error(`There is no event “${name}” in contract/api.ts.`);
  const heard = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(channelOf(event), heard);
  return () => {
    ipcRenderer.removeListener(channelOf(event), heard);
  };
}

contextBridge.exposeInMainWorld('crosstie', { ...calls, on });
