/**
 * The first schema. Enumerations stand here as literal text: a released migration must not change when the code does.
 * The ledger's actions and the settings' keys are open sets that grow with every version, so only their form is checked.
 */
import type { Migration } from './migration.ts';

const accounts = `
  CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    network TEXT NOT NULL CHECK (network IN
      ('instagram', 'pixelfed', 'x', 'threads', 'mastodon', 'bluesky', 'facebook', 'linkedin', 'youtube', 'tiktok')),
    instance TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    display_name TEXT NOT NULL,
    profile_url TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('window', 'browser', 'app_password')),
    granted_scopes TEXT NOT NULL CHECK (json_valid(granted_scopes)),
    ends_at INTEGER,
    state TEXT NOT NULL CHECK (state IN ('working', 'link_again', 'trouble')),
    problem TEXT CHECK (json_valid(problem)),
    last_checked_at INTEGER,
    next_check_at INTEGER NOT NULL,
    cursor TEXT,
    limits TEXT CHECK (json_valid(limits)),
    linked_at INTEGER NOT NULL,
    unlinked_at INTEGER,
    changed_at INTEGER NOT NULL,
    UNIQUE (network, instance, remote_id)
  ) STRICT;

  CREATE TABLE secret (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    ciphertext BLOB NOT NULL,
    backend TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE route (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES account (id),
    destination_id INTEGER NOT NULL REFERENCES account (id),
    mode TEXT NOT NULL CHECK (mode IN ('review', 'delayed', 'hands_off')),
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    CHECK (source_id <> destination_id)
  ) STRICT;
  CREATE UNIQUE INDEX route_live ON route (source_id, destination_id) WHERE removed_at IS NULL;
`;

const posts = `
  CREATE TABLE post (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT,
    audience TEXT NOT NULL CHECK (audience IN ('direct', 'close_friends', 'followers', 'unlisted', 'public')),
    sensitive INTEGER NOT NULL CHECK (sensitive IN (0, 1)),
    warning TEXT,
    published_at INTEGER NOT NULL,
    is_reply INTEGER NOT NULL CHECK (is_reply IN (0, 1)),
    has_other_media INTEGER NOT NULL CHECK (has_other_media IN (0, 1)),
    seen_at INTEGER NOT NULL,
    baseline INTEGER NOT NULL CHECK (baseline IN (0, 1)),
    planned_at INTEGER,
    UNIQUE (account_id, remote_id)
  ) STRICT;
  CREATE INDEX post_unplanned ON post (account_id, published_at, id) WHERE planned_at IS NULL AND baseline = 0;

  CREATE TABLE media (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL REFERENCES post (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    alt_text TEXT NOT NULL,
    file TEXT CHECK (json_valid(file)),
    UNIQUE (post_id, position)
  ) STRICT;

  -- Contentless: the index holds words, the text stays in post alone. A post is found under the handle it was noticed with.
  CREATE VIRTUAL TABLE post_search USING fts5 (
    text, handle, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
  );
  CREATE TRIGGER post_search_add AFTER INSERT ON post BEGIN
    INSERT INTO post_search (rowid, text, handle) SELECT new.id, new.text, handle FROM account WHERE id = new.account_id;
  END;
  CREATE TRIGGER post_search_change AFTER UPDATE OF text ON post BEGIN
    DELETE FROM post_search WHERE rowid = old.id;
    INSERT INTO post_search (rowid, text, handle) SELECT new.id, new.text, handle FROM account WHERE id = new.account_id;
  END;
  CREATE TRIGGER post_search_remove AFTER DELETE ON post BEGIN
    DELETE FROM post_search WHERE rowid = old.id;
  END;
`;

const crossposts = `
  CREATE TABLE crosspost (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL REFERENCES post (id),
    route_id INTEGER NOT NULL REFERENCES route (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    state TEXT NOT NULL CHECK (state IN
      ('held', 'waiting', 'approved', 'publishing', 'published', 'unknown', 'failed', 'skipped', 'withdrawn')),
    content TEXT NOT NULL CHECK (json_valid(content)),
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    planned TEXT NOT NULL CHECK (json_valid(planned)),
    notices TEXT NOT NULL CHECK (json_valid(notices)),
    due_at INTEGER,
    publish_key TEXT,
    publish_started_at INTEGER,
    published_at INTEGER,
    remote_id TEXT,
    remote_url TEXT,
    problem TEXT CHECK (json_valid(problem)),
    put_off INTEGER NOT NULL DEFAULT 0 CHECK (put_off >= 0),
    posted_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    tab TEXT NOT NULL GENERATED ALWAYS AS (CASE
      WHEN state IN ('held', 'waiting') THEN 'waiting'
      WHEN state IN ('approved', 'publishing') THEN 'scheduled'
      WHEN state = 'published' THEN 'published'
      WHEN state IN ('unknown', 'failed') THEN 'problems'
      WHEN state IN ('skipped', 'withdrawn') THEN 'skipped'
    END) VIRTUAL,
    UNIQUE (post_id, account_id)
  ) STRICT;
  CREATE INDEX crosspost_queue ON crosspost (tab, posted_at, post_id);
  CREATE INDEX crosspost_state ON crosspost (state);
  CREATE INDEX crosspost_due ON crosspost (due_at, id, state) WHERE tab = 'scheduled';
  CREATE INDEX crosspost_published ON crosspost (published_at) WHERE state = 'published';
  CREATE INDEX crosspost_published_to ON crosspost (account_id, published_at) WHERE state = 'published';
  -- Not unique: when a network answers twice with one id, that must be recorded, not refused.
  CREATE INDEX crosspost_remote ON crosspost (account_id, remote_id) WHERE remote_id IS NOT NULL;
  CREATE UNIQUE INDEX crosspost_publish_key ON crosspost (publish_key) WHERE publish_key IS NOT NULL;

  CREATE TABLE approval (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    crosspost_id INTEGER NOT NULL REFERENCES crosspost (id),
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    content TEXT NOT NULL CHECK (json_valid(content)),
    approved_at INTEGER NOT NULL,
    voided_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX approval_live ON approval (crosspost_id) WHERE voided_at IS NULL;
  CREATE TRIGGER approval_is_final BEFORE UPDATE ON approval
    WHEN old.voided_at IS NOT NULL OR new.voided_at IS NULL
      OR new.crosspost_id <> old.crosspost_id OR new.content_hash <> old.content_hash
      OR new.content <> old.content OR new.approved_at <> old.approved_at
  BEGIN
    SELECT RAISE(ABORT, 'an approval can only be voided, once');
  END;

  CREATE TABLE attempt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    crosspost_id INTEGER NOT NULL REFERENCES crosspost (id),
    step TEXT NOT NULL,
    safety TEXT NOT NULL CHECK (safety IN ('repeat', 'key', 'find', 'never')),
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
    state TEXT NOT NULL CHECK (state IN ('sending', 'accepted', 'refused', 'unknown', 'absent')),
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    result TEXT CHECK (json_valid(result)),
    problem TEXT CHECK (json_valid(problem)),
    CHECK ((state = 'sending') = (ended_at IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX attempt_live ON attempt (crosspost_id, step) WHERE state IN ('sending', 'accepted', 'unknown');
  CREATE INDEX attempt_of ON attempt (crosspost_id);
  CREATE INDEX attempt_state ON attempt (state);
`;

/** How many posts are in each tab, and how many wait for a yes: counted when a crosspost moves, not when one asks. */
const counts = `
  CREATE TABLE queue_count (
    name TEXT PRIMARY KEY CHECK (name IN ('waiting', 'scheduled', 'published', 'problems', 'skipped', 'to_approve')),
    posts INTEGER NOT NULL DEFAULT 0 CHECK (posts >= 0)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO queue_count (name) VALUES
    ('waiting'), ('scheduled'), ('published'), ('problems'), ('skipped'), ('to_approve');

  CREATE TRIGGER queue_count_add AFTER INSERT ON crosspost BEGIN
    UPDATE queue_count SET posts = posts + 1 WHERE name = new.tab AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = new.post_id AND +tab = new.tab AND id <> new.id);
    UPDATE queue_count SET posts = posts + 1 WHERE name = 'to_approve' AND new.state = 'waiting' AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = new.post_id AND +state = 'waiting' AND id <> new.id);
  END;
  CREATE TRIGGER queue_count_move AFTER UPDATE OF state ON crosspost WHEN old.state <> new.state BEGIN
    UPDATE queue_count SET posts = posts - 1 WHERE name = old.tab AND old.tab <> new.tab AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = old.post_id AND +tab = old.tab);
    UPDATE queue_count SET posts = posts + 1 WHERE name = new.tab AND old.tab <> new.tab AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = new.post_id AND +tab = new.tab AND id <> new.id);
    UPDATE queue_count SET posts = posts - 1 WHERE name = 'to_approve' AND old.state = 'waiting' AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = old.post_id AND +state = 'waiting');
    UPDATE queue_count SET posts = posts + 1 WHERE name = 'to_approve' AND new.state = 'waiting' AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = new.post_id AND +state = 'waiting' AND id <> new.id);
  END;
  CREATE TRIGGER queue_count_remove AFTER DELETE ON crosspost BEGIN
    UPDATE queue_count SET posts = posts - 1 WHERE name = old.tab AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = old.post_id AND +tab = old.tab);
    UPDATE queue_count SET posts = posts - 1 WHERE name = 'to_approve' AND old.state = 'waiting' AND NOT EXISTS
      (SELECT 1 FROM crosspost WHERE post_id = old.post_id AND +state = 'waiting');
  END;
`;

const ledgerAndSettings = `
  CREATE TABLE ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action <> '' AND action NOT GLOB '*[^a-z_]*'),
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
  ) STRICT;
  CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
  END;
  CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
  END;

  CREATE TABLE setting (
    key TEXT PRIMARY KEY CHECK (key <> '' AND key NOT GLOB '*[^a-z_]*'),
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT, WITHOUT ROWID;
`;

export const first: Migration = {
  version: 1,
  up: (connection) => {
    for (const part of [accounts, posts, crossposts, counts, ledgerAndSettings]) connection.exec(part);
  },
};
