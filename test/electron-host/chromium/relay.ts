import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Connection, Message } from './connection.ts';

export interface Translation {
  /** Chromium's text as the test should read it. */
  virtualTextOf(text: string): string;
  /** The test's text as Chromium needs it. */
  realTextOf(text: string): string;
}

const maximumMessageBytes = 256 * 1024 * 1024;

/**
 * The DevTools endpoint that Playwright connects to. Chromium itself listens on no port: everything goes over the
 * stand-in's one pipe, so the main process has always handled an event before the test hears of it, and addresses of
 * custom schemes read as they do with Electron.
 *
 * @returns the endpoint's address. Its path is secret, and a web page (which sends an Origin) is refused.
 */
export async function serveDevTools(connection: Connection, port: number, translation: Translation): Promise<string> {
  const path = `/devtools/browser/${randomUUID()}`;
  const server = createServer((_request, response) => void response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: maximumMessageBytes });
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (request.url !== path || request.headers.origin !== undefined) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      relay(connection, client, translation).catch(() => client.terminate());
    });
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject).listen(port, '127.0.0.1', listening.resolve);
  await listening.promise;
  server.unref();
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

/** Joins one client to a browser session of its own on the pipe. */
async function relay(connection: Connection, client: WebSocket, translation: Translation): Promise<void> {
  const early: RawData[] = [];
  const keep = (data: RawData): void => void early.push(data);
  client.on('message', keep).on('error', () => undefined);
  const { sessionId: root } = await connection.send('Target.attachToBrowserTarget');
  const write = (message: Message, sessionId: string): void => {
    const labelled = sessionId === root ? message : { ...message, sessionId };
    if (client.readyState === client.OPEN) client.send(translation.virtualTextOf(JSON.stringify(labelled)));
  };
  const read = (data: RawData): void => {
    const command = JSON.parse(translation.realTextOf((data as Buffer).toString())) as Message;
    const sessionId = command.sessionId ?? root;
    connection.forward(command.method ?? '', command.params, sessionId, ({ result, error }) => {
      write({ ...idOf(command), ...(error ? { error } : { result }) }, sessionId);
    });
  };
  const stop = connection.onEvery(eventFilter(root, write));
  client.on('close', () => {
    stop();
    connection.send('Target.detachFromTarget', { sessionId: root }).catch(() => undefined);
  });
  connection.onClosed(() => client.terminate());
  client.off('message', keep);
  for (const data of early) read(data);
  client.on('message', read);
}

/** Lets through the events of the client's session and of the sessions that were attached through it. */
function eventFilter(root: string, write: (message: Message, sessionId: string) => void): (event: Message) => void {
  const own = new Set([root]);
  return ({ method, params, sessionId = '' }) => {
    if (!own.has(sessionId) || method === undefined) return;
    const child = (params as { readonly sessionId?: string } | undefined)?.sessionId;
    if (method === 'Target.attachedToTarget' && child !== undefined) own.add(child);
    write({ method, params }, sessionId);
    if (method === 'Target.detachedFromTarget' && child !== undefined) own.delete(child);
  };
}

function idOf({ id }: Message): { id?: number } {
  return id === undefined ? {} : { id };
}
