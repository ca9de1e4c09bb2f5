import type { Connection } from '../db.ts';

/** One step of the schema. Once released it never changes; a later one corrects it. */
export interface Migration {
  readonly version: number;
  /** Runs in the transaction that also sets the version; foreign keys are off and are checked before the commit. */
  readonly up: (connection: Connection) => void;
}
