import { conformance } from './suite.ts';

conformance('bluesky', ['text', 'picture', 'carousel', 'video', 'thread']);
