/** Files at addresses of this machine, for networks that fetch what they are to publish. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Sha256 } from '../../contract/model.ts';

export interface FileServer {
  readonly url: string;
  /** Serves the bytes at a path from now on; null takes them away. */
  readonly put: (path: string, file: Blob | null) => void;
  /** As the core gives it: where the file with this hash is, put there under its hash. */
  readonly address: (sha256: Sha256) => Promise<string>;
  readonly fetchesOf: (path: string) => number;
  /** Who asked, in order. */
  readonly agents: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startFileServer(files: Readonly<Record<string, Blob>> = {}): Promise<FileServer> {
  const kept = new Map(Object.entries(files));
  const asked: { readonly path: string; readonly agent: string }[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    asked.push({ path, agent: request.headers['user-agent'] ?? '' });
    const file = kept.get(path);
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.type }).end(await file.bytes());
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a numeric address.');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    put: (path, file) => void (file === null ? kept.delete(path) : kept.set(path, file)),
    address: async (sha256) => `${url}/${sha256}`,
    fetchesOf: (path) => asked.filter((one) => one.path === path).length,
    get agents() {
      return asked.map(({ agent }) => agent);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
