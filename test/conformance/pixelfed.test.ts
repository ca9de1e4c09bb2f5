import { conformance } from './suite.ts';

conformance('pixelfed', ['picture', 'carousel', 'video']);
