/** What can go wrong with the file itself: a closed set, whose sentences the shell has. */
import { toError } from '../../contract/errors.ts';

export type StoreFailureKind =
  /** Written by a later version of Crosstie. */
  | 'newer'
  /** Damaged. */
  | 'corrupt'
  /** Another program holds it. */
  | 'locked'
  /** The file or its folder cannot be written. */
  | 'read_only'
  | 'disk_full'
  /** A sound file of another program. */
  | 'not_ours'
  /** Could not be brought to this version; it is as it was before. */
  | 'migration_failed';

/** Thrown by `openStore`, and by reads and writes when the file fails under them. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly kind: StoreFailureKind;
  readonly file: string;
  /** A backup to go back to, where there is one. */
  readonly backup: string | null;
  /** What SQLite or the file system said. */
  readonly detail: string;
  constructor(kind: StoreFailureKind, about: StoreFailureAbout) {
    super(`${kind}: ${about.file}: ${about.detail}`, { cause: about.cause });
    this.kind = kind;
    this.file = about.file;
    this.backup = about.backup ?? null;
    this.detail = about.detail;
  }
}
interface StoreFailureAbout {
  readonly file: string;
  readonly detail: string;
  readonly backup?: string | null;
  readonly cause?: unknown;
}

/** The first prefix that fits wins. Codes of SQLite: https://sqlite.org/rescode.html; of the file system: errno(3). */
const kindsByCode: readonly (readonly [prefix: string, kind: StoreFailureKind])[] = [
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_IOERR_LOCK', 'locked'],
  ['SQLITE_READONLY', 'read_only'],
  ['SQLITE_CANTOPEN', 'read_only'],
  ['SQLITE_PERM', 'read_only'],
  ['SQLITE_IOERR_ACCESS', 'read_only'],
  ['SQLITE_FULL', 'disk_full'],
  ['SQLITE_IOERR_WRITE', 'disk_full'],
  ['SQLITE_IOERR_FSYNC', 'disk_full'],
  ['SQLITE_IOERR_SHM', 'disk_full'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_IOERR', 'corrupt'],
  ['EACCES', 'read_only'],
  ['EPERM', 'read_only'],
  ['EROFS', 'read_only'],
  ['ENOTDIR', 'read_only'],
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EISDIR', 'not_ours'],
];

/** What was thrown as a failure of the store, where it is one; anything else (a bug, a broken constraint) as it was. */
export function toStoreFailure(thrown: unknown, file: string, backup: string | null = null): Error {
  const error = toError(thrown);
  if (error instanceof StoreFailure || !('code' in error)) return error;
  const code = String(error.code);
  const kind = kindsByCode.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (kind === undefined) return error;
  return new StoreFailure(kind, { file, backup, detail: `${code}: ${error.message}`, cause: error });
}
