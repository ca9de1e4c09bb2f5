import type Electron from 'electron';
import type { Protocol } from '../chromium/protocol.ts';
import type { Page } from '../window/page.ts';
import { virtualUrlOf } from './schemes.ts';
import type { Paused } from './requests.ts';

/** What every listener of `webRequest` gets. */
export type RequestDetails = Omit<Electron.OnBeforeRequestListenerDetails, 'uploadData'>;
type ResourceType = RequestDetails['resourceType'];

const resourceTypes: Partial<Record<Protocol.Network.ResourceType, ResourceType>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket',
};

let nextId = 1;

export function detailsOf(paused: Paused, page: Page | undefined): RequestDetails {
  return {
    id: nextId++,
    url: virtualUrlOf(paused.request.url),
    method: paused.request.method,
    resourceType: resourceTypeOf(paused, page),
    referrer: virtualUrlOf(paused.request.headers['Referer'] ?? ''),
    timestamp: Date.now(),
    ...(page ? { webContents: page.electronContents, webContentsId: page.id } : {}),
  };
}

function resourceTypeOf({ resourceType, frameId }: Paused, page: Page | undefined): ResourceType {
  if (resourceType !== 'Document') return resourceTypes[resourceType] ?? 'other';
  return page?.targetId === frameId ? 'mainFrame' : 'subFrame';
}
