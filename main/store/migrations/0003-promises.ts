/**
 * What a person sets for an account and a route, times that they choose, who said yes and why a yes ended, what became of
 * originals, and what networks and the person allow to be used.
 */
import { ledgerSearch } from './0003-ledger.ts';
import type { Migration } from './migration.ts';

const rules = `
  ALTER TABLE route ADD COLUMN rules TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rules));
  ALTER TABLE account ADD COLUMN rules TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rules));
`;

const originals = `
  ALTER TABLE post ADD COLUMN is_story INTEGER NOT NULL DEFAULT 0 CHECK (is_story IN (0, 1));
  ALTER TABLE post ADD COLUMN tagged INTEGER NOT NULL DEFAULT 0 CHECK (tagged >= 0);
  ALTER TABLE post ADD COLUMN place TEXT;
`;

/** What pictures look like, so that the same one is known again after a network has encoded it anew. */
const likenesses = `
  ALTER TABLE media ADD COLUMN likeness TEXT CHECK (likeness IS NULL OR length(likeness) = 16);
`;

const times = `
  ALTER TABLE crosspost ADD COLUMN scheduled_at INTEGER;
  ALTER TABLE crosspost ADD COLUMN scheduled_by TEXT CHECK (scheduled_by IN ('person', 'rules'));
  CREATE INDEX crosspost_scheduled ON crosspost (scheduled_at, id) WHERE scheduled_at IS NOT NULL AND tab = 'waiting';
  -- The time that it takes up at its account. While it is being sent, or looked for, that is when it last changed.
  ALTER TABLE crosspost ADD COLUMN goes_at INTEGER GENERATED ALWAYS AS (CASE
    WHEN state = 'approved' THEN due_at
    WHEN state IN ('publishing', 'unknown') THEN changed_at
    WHEN state = 'published' THEN published_at
  END) VIRTUAL;
  CREATE INDEX crosspost_goes ON crosspost (account_id, goes_at, state) WHERE goes_at IS NOT NULL;
  CREATE INDEX crosspost_changed ON crosspost (changed_at) WHERE tab = 'scheduled';
`;

const takingBack = `
  ALTER TABLE crosspost ADD COLUMN withdrawing_at INTEGER;
`;

const approvals = `
  ALTER TABLE approval ADD COLUMN approved_by TEXT NOT NULL DEFAULT 'person'
    CHECK (approved_by IN ('person', 'delayed', 'hands_off'));
  ALTER TABLE approval ADD COLUMN scheduled_at INTEGER;
  ALTER TABLE approval ADD COLUMN void_reason TEXT;
  CREATE INDEX approval_of ON approval (crosspost_id, id);
  DROP TRIGGER approval_is_final;
  CREATE TRIGGER approval_is_final BEFORE UPDATE ON approval
    WHEN old.voided_at IS NOT NULL OR new.voided_at IS NULL
      OR new.crosspost_id <> old.crosspost_id OR new.content_hash <> old.content_hash
      OR new.content <> old.content OR new.approved_at <> old.approved_at
      OR new.approved_by <> old.approved_by OR new.scheduled_at IS NOT old.scheduled_at
  BEGIN
    SELECT RAISE(ABORT, 'an approval can only be voided, once');
  END;
`;

/** What goes to an account, the earliest first, and what goes by itself through a route. */
const gaps = `
  CREATE INDEX crosspost_due_to ON crosspost (account_id, due_at, id) WHERE tab = 'scheduled';
  CREATE INDEX crosspost_scheduled_by ON crosspost (route_id) WHERE tab = 'scheduled';
`;

/** What networks said of their limits and what Crosstie used of them. `owner` is text: it outlives an unlinking. */
const budgets = `
  CREATE TABLE said_limit (
    owner TEXT NOT NULL,
    host TEXT NOT NULL,
    bucket TEXT NOT NULL,
    most INTEGER,
    remaining INTEGER NOT NULL CHECK (remaining >= 0),
    resets_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    spent_by TEXT NOT NULL CHECK (spent_by IN ('read', 'write', 'both')),
    PRIMARY KEY (owner, host, bucket)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX said_limit_end ON said_limit (resets_at);
  CREATE TABLE budget_use (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    attempt_id INTEGER REFERENCES attempt (id)
  ) STRICT;
  CREATE INDEX budget_use_of ON budget_use (owner, kind, at, amount);
  CREATE INDEX budget_use_age ON budget_use (at);
  CREATE INDEX budget_use_attempt ON budget_use (attempt_id) WHERE attempt_id IS NOT NULL;
`;
/** X charges for each call: an account that was linked before there was a ceiling gets the usual one, in sight. */
const ceilings = `
  UPDATE account SET rules = json_set(rules, '$.monthlyCents', 500) WHERE network = 'x';
`;

/** What came through a route and has not begun: planned again when a rule changes. */
const openCrossposts = `
  CREATE INDEX crosspost_open ON crosspost (route_id, id) WHERE state IN ('held', 'waiting', 'approved');
`;

/** An original is looked at again for a while after it was copied; what became of it is offered to the person. */
const offers = `
  ALTER TABLE post ADD COLUMN next_look_at INTEGER;
  -- When it was first not there any more.
  ALTER TABLE post ADD COLUMN missing_at INTEGER;
  -- When it changed, while its copies are not made anew yet.
  ALTER TABLE post ADD COLUMN revised_at INTEGER;
  CREATE INDEX post_look ON post (account_id, next_look_at) WHERE next_look_at IS NOT NULL;
  CREATE INDEX post_revised ON post (account_id, revised_at) WHERE revised_at IS NOT NULL;

  CREATE TABLE offer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL REFERENCES post (id),
    kind TEXT NOT NULL CHECK (kind IN ('edited', 'narrowed', 'removed')),
    -- The post as it was copied, and as it is now; null: it is gone.
    original TEXT NOT NULL CHECK (json_valid(original)),
    revision TEXT CHECK (json_valid(revision)),
    -- What each copy would say, by the id of its crosspost; null while that is not worked out.
    contents TEXT CHECK (json_valid(contents)),
    noticed_at INTEGER NOT NULL,
    answered_at INTEGER,
    answer TEXT CHECK (answer IN ('update', 'remove', 'leave')),
    -- When nothing of it was left to do.
    done_at INTEGER,
    CHECK ((kind = 'removed') = (revision IS NULL)),
    CHECK ((answered_at IS NULL) = (answer IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX offer_open ON offer (post_id) WHERE done_at IS NULL;
  -- A published copy has a due time while new words are on their way to it.
  CREATE INDEX crosspost_update_due ON crosspost (due_at, id) WHERE state = 'published' AND due_at IS NOT NULL;
`;

export const promises: Migration = {
  version: 3,
  up: (connection) => {
    const before = [rules, originals, likenesses, times, takingBack, approvals, gaps, budgets, ceilings];
    const parts = [...before, openCrossposts, offers, ledgerSearch];
    for (const part of parts) connection.exec(part);
  },
};
