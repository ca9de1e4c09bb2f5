/** Settings that must be consistent with posts. One that was never set is null. */
import type { Json } from '../../contract/json.ts';
import type { SettingKey } from '../core/ports/store.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';
import { fromJson } from './json.ts';

export function findSetting(db: ReadableDb, key: SettingKey): Json {
  const row = select<{ readonly value: string }>(db, 'SELECT value FROM setting WHERE key = ?').get(key);
  return row === undefined ? null : fromJson<Json>(row.value);
}

export function setSetting(db: WritableDb, key: SettingKey, value: Json): void {
  change(
    db,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(value));
}
