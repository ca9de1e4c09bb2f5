/** Bluesky's connector on a real PDS. */
import { startPdsServer } from './pds-server.ts';
import { conformance } from './suite.ts';

/** The server keeps real time: the account rests no longer than the tokens of a video are good for. */
conformance('bluesky', ['video', 'text', 'picture', 'carousel', 'thread'], {
  restMs: 0,
  real: { start: startPdsServer, underFaults: ['picture', 'thread'] },
});
