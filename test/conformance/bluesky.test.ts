import { conformance } from './suite.ts';

/**
 * Each crosspost begins with a token that was renewed just now. A renewal whose answer is lost ends the sign-in, since a
 * refresh token is good for one use; what comes of that is proved in `bluesky-renewal.test.ts`.
 */
conformance('bluesky', ['text', 'picture', 'carousel', 'video', 'thread'], {
  restMs: 1000,
  beforeEach: async ({ engine, connector, call }) => {
    await engine.networks.endSignIns('bluesky', 'expired');
    await connector.whoAmI(call()).catch(() => undefined);
  },
});
