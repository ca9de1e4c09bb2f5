import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A loopback port that was free a moment ago, for servers that must know their port before they start. A server that can
 * bind port 0 itself should: between this answer and its use another process may take the port.
 */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a numeric address.');
  server.close();
  await once(server, 'close');
  return address.port;
}
