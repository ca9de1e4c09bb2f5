import { conformance } from './suite.ts';

conformance('mastodon', ['text', 'picture', 'carousel', 'video', 'thread']);
