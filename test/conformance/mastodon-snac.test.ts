/** Mastodon's connector on snac2. Where it cannot be had, `npm test` says in one line that it is left out. */
import { describe } from 'vitest';
import { serversAvailable } from '../servers/install.ts';
import { startSnacServer } from './snac-server.ts';
import { conformance } from './suite.ts';

describe.runIf(serversAvailable().snac)('on snac2', () => {
  /** The server keeps real time, and a lost post is looked for among those of a day. */
  conformance('mastodon', ['text', 'picture', 'carousel', 'video', 'thread'], {
    restMs: 0,
    real: { start: startSnacServer, underFaults: ['picture', 'thread'] },
  });
});
