import { conformance } from './suite.ts';

/** A member has 150 calls of each kind in a day. */
conformance('linkedin', ['text', 'picture', 'carousel', 'video'], { restMs: 6 * 3_600_000 });
