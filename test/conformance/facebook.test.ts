import { conformance } from './suite.ts';

conformance('facebook', ['text', 'picture', 'carousel', 'video']);
