import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A server on this machine that answers as a test says, and remembers what it was asked. */
export interface Loopback {
  readonly url: string;
  /** `METHOD /path?query`, in order. */
  readonly asked: readonly string[];
  readonly headersOf: (index: number) => IncomingMessage['headers'];
  readonly bodyOf: (index: number) => string;
  readonly close: () => Promise<void>;
}

export type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** `count` is how many requests came before. Bodies are read whole before `respond` is called. */
export async function startLoopback(respond: Respond): Promise<Loopback> {
  const seen: { readonly line: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    respond(request, response, seen.length - 1);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a numeric address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get asked() {
      return seen.map(({ line }) => line);
    },
    headersOf: (index) => seen[index]?.headers ?? {},
    bodyOf: (index) => seen[index]?.body ?? '',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
