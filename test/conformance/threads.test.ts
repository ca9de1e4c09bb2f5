import { conformance } from './suite.ts';

conformance('threads', ['text', 'picture', 'carousel', 'video', 'thread']);
