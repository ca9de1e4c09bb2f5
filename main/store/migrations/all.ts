import { first } from './0001-first.ts';
import { networks } from './0002-networks.ts';
import { promises } from './0003-promises.ts';
import type { Migration } from './migration.ts';

/** In order, without gaps: the last one's version is the version of this program. */
export const migrations: readonly Migration[] = [first, networks, promises];
