/** Approvals. At most one of a crosspost is live; a voided one stays as history and cannot come back. */
import type { CrosspostId, VoidReason } from '../../contract/model.ts';
import type { ApprovalRecord, VoidedApproval } from '../core/ports/records.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';
import { toContent } from './crossposts.ts';

const columns = `crosspost_id AS crosspostId, content_hash AS contentHash, content, approved_at AS approvedAt,
  approved_by AS approvedBy, scheduled_at AS scheduledAt`;
type ApprovalRow = Omit<ApprovalRecord, 'content'> & { readonly content: string };

export function findApproval(db: ReadableDb, id: CrosspostId): ApprovalRecord | null {
  const find = select<ApprovalRow>(db, `SELECT ${columns} FROM approval WHERE crosspost_id = ? AND voided_at IS NULL`);
  const row = find.get(id);
  return row === undefined ? null : { ...row, content: toContent(row.content) };
}

/** The last approval of a crosspost, when it is void; null while one is live. */
export function findVoidedApproval(db: ReadableDb, id: CrosspostId): VoidedApproval | null {
  type Row = ApprovalRow & { readonly voidedAt: number | null; readonly voidReason: VoidReason | null };
  const find = select<Row>(
    db,
    `SELECT ${columns}, voided_at AS voidedAt, void_reason AS voidReason
     FROM approval WHERE crosspost_id = ? ORDER BY id DESC LIMIT 1`,
  );
  const row = find.get(id);
  if (row === undefined || row.voidedAt === null) return null;
  return { ...row, voidedAt: row.voidedAt, content: toContent(row.content) };
}

/** Throws when the crosspost has a live approval already. */
export function addApproval(db: WritableDb, { content, ...approval }: ApprovalRecord): void {
  change(
    db,
    `INSERT INTO approval (crosspost_id, content_hash, content, approved_at, approved_by, scheduled_at)
     VALUES (@crosspostId, @contentHash, @content, @approvedAt, @approvedBy, @scheduledAt)`,
  ).run({ ...approval, content: JSON.stringify(content) });
}

/** Does nothing when there is none. */
export function voidApproval(db: WritableDb, id: CrosspostId, reason: VoidReason, at: number): void {
  const end = change(
    db,
    'UPDATE approval SET voided_at = ?, void_reason = ? WHERE crosspost_id = ? AND voided_at IS NULL',
  );
  end.run(at, reason, id);
}
