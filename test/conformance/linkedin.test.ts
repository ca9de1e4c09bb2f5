import { conformance } from './suite.ts';

conformance('linkedin', ['text', 'picture', 'carousel', 'video']);
