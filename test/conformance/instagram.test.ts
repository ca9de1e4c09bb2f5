import { conformance } from './suite.ts';

/** Fifty posts in a day. */
conformance('instagram', ['picture', 'carousel', 'video'], { restMs: 40 * 60_000 });
