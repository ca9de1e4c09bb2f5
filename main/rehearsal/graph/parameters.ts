import { type Incoming } from '../server.ts';
import { readFields } from '../bodies.ts';

/** Graph takes parameters in the address and in the body, and does not ask which. */
export async function readParameters(incoming: Incoming): Promise<URLSearchParams> {
  const parameters = new URLSearchParams(incoming.url.searchParams);
  for (const [name, value] of await readFields(incoming)) if (typeof value === 'string') parameters.set(name, value);
  return parameters;
}
