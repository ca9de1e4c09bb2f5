/**
 * Ten networks: tokens that a person pastes, videos, everything that a publish made (a thread is several posts), files kept at a
 * public address for a while, and sealed texts that belong to no account.
 */
import type { Migration } from './migration.ts';

/**
 * SQLite cannot change a CHECK: the table is made anew. The triggers of `post` that read it would stop the renaming, so
 * they go first and come back word for word. What an account's network takes is asked anew at its next check.
 */
const accounts = `
  DROP TRIGGER post_search_add;
  DROP TRIGGER post_search_change;
  CREATE TABLE account_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    network TEXT NOT NULL CHECK (network IN
      ('instagram', 'pixelfed', 'x', 'threads', 'mastodon', 'bluesky', 'facebook', 'linkedin', 'youtube', 'tiktok')),
    instance TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    display_name TEXT NOT NULL,
    profile_url TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('window', 'browser', 'app_password', 'token')),
    granted_scopes TEXT NOT NULL CHECK (json_valid(granted_scopes)),
    ends_at INTEGER,
    state TEXT NOT NULL CHECK (state IN ('working', 'link_again', 'trouble')),
    problem TEXT CHECK (json_valid(problem)),
    last_checked_at INTEGER,
    next_check_at INTEGER NOT NULL,
    cursor TEXT,
    limits TEXT CHECK (json_valid(limits)),
    limits_at INTEGER,
    linked_at INTEGER NOT NULL,
    unlinked_at INTEGER,
    changed_at INTEGER NOT NULL,
    UNIQUE (network, instance, remote_id)
  ) STRICT;
  INSERT INTO account_new (id, network, instance, remote_id, handle, display_name, profile_url, method, granted_scopes,
    ends_at, state, problem, last_checked_at, next_check_at, cursor, linked_at, unlinked_at, changed_at)
  SELECT id, network, instance, remote_id, handle, display_name, profile_url, method, granted_scopes,
    ends_at, state, problem, last_checked_at, next_check_at, cursor, linked_at, unlinked_at, changed_at FROM account;
  DROP TABLE account;
  ALTER TABLE account_new RENAME TO account;
  CREATE TRIGGER post_search_add AFTER INSERT ON post BEGIN
    INSERT INTO post_search (rowid, text, handle) SELECT new.id, new.text, handle FROM account WHERE id = new.account_id;
  END;
  CREATE TRIGGER post_search_change AFTER UPDATE OF text ON post BEGIN
    DELETE FROM post_search WHERE rowid = old.id;
    INSERT INTO post_search (rowid, text, handle) SELECT new.id, new.text, handle FROM account WHERE id = new.account_id;
  END;
`;

const media = `
  ALTER TABLE media ADD COLUMN kind TEXT NOT NULL DEFAULT 'picture' CHECK (kind IN ('picture', 'video'));
  ALTER TABLE media ADD COLUMN poster_url TEXT;
  ALTER TABLE media ADD COLUMN poster TEXT CHECK (json_valid(poster));
  ALTER TABLE post ADD COLUMN other_media TEXT CHECK (other_media IN ('mixed', 'unsupported', 'not_handed_out'));
  UPDATE post SET other_media = 'unsupported' WHERE has_other_media = 1;
  ALTER TABLE post DROP COLUMN has_other_media;
  UPDATE crosspost SET notices = replace(notices, '"code":"no_picture"', '"code":"media_missing"');
`;

const outputs = `
  CREATE TABLE output (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    crosspost_id INTEGER NOT NULL REFERENCES crosspost (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    step TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    removed_at INTEGER
  ) STRICT;
  CREATE INDEX output_of ON output (crosspost_id);
  -- Not unique: when a network answers twice with one id, that must be recorded, not refused.
  CREATE INDEX output_remote ON output (account_id, remote_id);
  INSERT INTO output (crosspost_id, account_id, step, remote_id, url, made_at)
  SELECT id, account_id, 'post', remote_id, coalesce(remote_url, ''), coalesce(published_at, changed_at)
  FROM crosspost WHERE remote_id IS NOT NULL;
`;

const hosting = `
  CREATE TABLE hosted_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    crosspost_id INTEGER NOT NULL REFERENCES crosspost (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    host TEXT NOT NULL CHECK (host IN ('bucket', 'account')),
    account_id INTEGER REFERENCES account (id),
    name TEXT NOT NULL,
    url TEXT,
    put_at INTEGER NOT NULL,
    removed_at INTEGER,
    CHECK ((host = 'account') = (account_id IS NOT NULL))
  ) STRICT;
  CREATE INDEX hosted_file_live ON hosted_file (crosspost_id) WHERE removed_at IS NULL;

  CREATE TABLE vault (
    name TEXT PRIMARY KEY CHECK (name <> '' AND name NOT GLOB '*[^a-z_]*'),
    ciphertext BLOB NOT NULL,
    backend TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export const networks: Migration = {
  version: 2,
  up: (connection) => {
    for (const part of [accounts, media, outputs, hosting]) connection.exec(part);
  },
};
