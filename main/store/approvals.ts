/** Approvals. At most one of a crosspost is live; a voided one stays as history and cannot come back. */
import type { CrosspostId } from '../../contract/model.ts';
import type { ApprovalRecord } from '../core/ports/records.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';
import { fromJson } from './json.ts';

type ApprovalRow = Omit<ApprovalRecord, 'content'> & { readonly content: string };

export function findApproval(db: ReadableDb, id: CrosspostId): ApprovalRecord | null {
  const find = select<ApprovalRow>(
    db,
    `SELECT crosspost_id AS crosspostId, content_hash AS contentHash, content, approved_at AS approvedAt
     FROM approval WHERE crosspost_id = ? AND voided_at IS NULL`,
  );
  const row = find.get(id);
  return row === undefined ? null : { ...row, content: fromJson(row.content) };
}

/** Throws when the crosspost has a live approval already. */
export function addApproval(db: WritableDb, { crosspostId, contentHash, content, approvedAt }: ApprovalRecord): void {
  const insert = change(
    db,
    'INSERT INTO approval (crosspost_id, content_hash, content, approved_at) VALUES (?, ?, ?, ?)',
  );
  insert.run(crosspostId, contentHash, JSON.stringify(content), approvedAt);
}

/** Does nothing when there is none. */
export function voidApproval(db: WritableDb, id: CrosspostId, at: number): void {
  change(db, 'UPDATE approval SET voided_at = ? WHERE crosspost_id = ? AND voided_at IS NULL').run(at, id);
}
