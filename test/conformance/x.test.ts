import { conformance } from './suite.ts';

conformance('x', ['text', 'picture', 'carousel', 'video', 'thread']);
