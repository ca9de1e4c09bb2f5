/** Linked accounts, and those that were: an unlinked account keeps its row, because posts and the ledger name it. */
import type { AccountId, AccountLimits, NetworkId } from '../../contract/model.ts';
import type { Problem } from '../../contract/errors.ts';
import { defaultAccountRules, type AccountRules } from '../../contract/rules.ts';
import type { RemoteProfile } from '../core/ports/sign-in.ts';
import type { AccountLinking, AccountRecord, AccountState } from '../core/ports/records.ts';
import { type ReadableDb, type SqlValue, type WritableDb, change, select } from './db.ts';
import { fromJson, fromNullableJson, toNullableJson } from './json.ts';
import { removeRoutesOf } from './routes.ts';
import { eraseSecrets } from './secrets.ts';

type AccountRow = Omit<AccountRecord, 'grantedScopes' | 'problem' | 'limits' | 'rules'> & {
  readonly grantedScopes: string;
  readonly problem: string | null;
  readonly limits: string | null;
  readonly rules: string;
};

const allAccounts = `SELECT id, network, instance, remote_id AS remoteId, handle, display_name AS displayName,
  profile_url AS profileUrl, method, granted_scopes AS grantedScopes, ends_at AS endsAt, state, problem,
  last_checked_at AS lastCheckedAt, next_check_at AS nextCheckAt, cursor, limits, limits_at AS limitsAt, linked_at AS linkedAt,
  unlinked_at AS unlinkedAt, rules FROM account`;

const toAccount = (row: AccountRow): AccountRecord => ({
  ...row,
  grantedScopes: fromJson(row.grantedScopes),
  problem: fromNullableJson(row.problem),
  limits: fromNullableJson(row.limits),
  rules: toRules(fromJson(row.rules)),
});

/** What rules of earlier versions leave unsaid is as usual. */
const toRules = ({ schedule, ...rules }: Partial<AccountRules>): AccountRules => ({
  ...defaultAccountRules,
  ...rules,
  schedule: { ...defaultAccountRules.schedule, ...schedule },
});

export function findAccount(db: ReadableDb, id: AccountId): AccountRecord | null {
  const row = select<AccountRow>(db, `${allAccounts} WHERE id = ?`).get(id);
  return row === undefined ? null : toAccount(row);
}

export function listAccounts(db: ReadableDb): readonly AccountRecord[] {
  return select<AccountRow>(db, `${allAccounts} WHERE unlinked_at IS NULL ORDER BY linked_at, id`).all().map(toAccount);
}

/** Finds an unlinked one too. */
export function findAccountByRemote(
  db: ReadableDb,
  network: NetworkId,
  instance: string,
  remoteId: string,
): AccountRecord | null {
  const find = select<AccountRow>(db, `${allAccounts} WHERE network = ? AND instance = ? AND remote_id = ?`);
  const row = find.get(network, instance, remoteId);
  return row === undefined ? null : toAccount(row);
}

const linkSql = `INSERT INTO account (network, instance, remote_id, handle, display_name, profile_url, method,
    granted_scopes, ends_at, state, next_check_at, limits, limits_at, linked_at, changed_at)
  VALUES (@network, @instance, @remoteId, @handle, @displayName, @profileUrl, @method,
    @grantedScopes, @endsAt, 'working', @at, @limits, iif(@limits IS NULL, NULL, @at), @at, @at)
  ON CONFLICT (network, instance, remote_id) DO UPDATE SET
    handle = excluded.handle, display_name = excluded.display_name, profile_url = excluded.profile_url,
    method = excluded.method, granted_scopes = excluded.granted_scopes, ends_at = excluded.ends_at,
    state = 'working', problem = NULL, next_check_at = excluded.next_check_at,
    limits = coalesce(excluded.limits, limits), limits_at = coalesce(excluded.limits_at, limits_at), changed_at = excluded.changed_at,
    linked_at = CASE WHEN unlinked_at IS NULL THEN linked_at ELSE excluded.linked_at END, unlinked_at = NULL`;

/** A known account keeps its id, its history and, while it stayed linked, its cursor. */
export function linkAccount(db: WritableDb, linking: AccountLinking): AccountId {
  const { network, profile, method, grantedScopes, endsAt, limits, at } = linking;
  const { instance, remoteId, handle, displayName, profileUrl } = profile;
  const texts = { network, instance, remoteId, handle, displayName, profileUrl, method };
  const documents = { grantedScopes: JSON.stringify(grantedScopes), limits: toNullableJson(limits) };
  change(db, linkSql).run({ ...texts, ...documents, endsAt, at });
  const account = findAccountByRemote(db, network, instance, remoteId);
  if (account === null) throw new Error('An account is not there right after it was linked');
  return account.id;
}

/** The cursor goes too: linked again, the account takes a new baseline, so that what was posted meanwhile stays put. */
export function unlinkAccount(db: WritableDb, id: AccountId, at: number): number {
  changeAccount(db, id, 'unlinked_at = @at, cursor = NULL, changed_at = @at', { at });
  removeRoutesOf(db, id, at);
  return eraseSecrets(db, id);
}

export function setAccountState(
  db: WritableDb,
  id: AccountId,
  state: AccountState,
  problem: Problem | null,
  at: number,
): void {
  const values = { state, problem: toNullableJson(problem), at };
  changeAccount(db, id, 'state = @state, problem = @problem, changed_at = @at', values);
}

export function setAccountChecked(
  db: WritableDb,
  id: AccountId,
  cursor: string | null,
  checkedAt: number,
  nextCheckAt: number,
): void {
  const values = { cursor, checkedAt, nextCheckAt };
  changeAccount(db, id, 'cursor = @cursor, last_checked_at = @checkedAt, next_check_at = @nextCheckAt', values);
}

/** What may change of an account; its server and its id there are what it is. Limits that are not known stay. */
export function setAccountProfile(
  db: WritableDb,
  id: AccountId,
  { handle, displayName, profileUrl }: RemoteProfile,
  limits: AccountLimits | null,
): void {
  changeAccount(
    db,
    id,
    'handle = @handle, display_name = @displayName, profile_url = @profileUrl, limits = coalesce(@limits, limits)',
    { handle, displayName, profileUrl, limits: toNullableJson(limits) },
  );
}

export function setAccountLimits(db: WritableDb, id: AccountId, limits: AccountLimits, at: number): void {
  changeAccount(db, id, 'limits = @limits, limits_at = @at', { limits: JSON.stringify(limits), at });
}

export function setAccountRules(db: WritableDb, id: AccountId, rules: AccountRules): void {
  changeAccount(db, id, 'rules = @rules', { rules: JSON.stringify(rules) });
}

export function setNextCheck(db: WritableDb, id: AccountId, nextCheckAt: number): void {
  changeAccount(db, id, 'next_check_at = @nextCheckAt', { nextCheckAt });
}

function changeAccount(
  db: WritableDb,
  id: AccountId,
  assignments: string,
  values: Readonly<Record<string, SqlValue>>,
): void {
  const { changes } = change(db, `UPDATE account SET ${assignments} WHERE id = @id`).run({ ...values, id });
  if (changes !== 1) throw new Error(`There is no account ${id}`);
}
