import { conformance } from './suite.ts';

conformance('youtube', ['video']);
