import type { NetworkContext } from '../network.ts';

/** Where a post is seen. The API hands out no address; this is the one that X's own pages have. */
export const addressOf = (handle: string, id: string, { addresses }: NetworkContext): string =>
  `${addresses.x.www}/${handle}/status/${id}`;
