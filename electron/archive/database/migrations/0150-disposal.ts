// Terms, holds, destruction lists, and what was erased (rules R1 to R4).

export const migration = {
  version: 150,
  sql: `
-- Rule R2; states in shared/domain/disposal.ts.
CREATE TABLE disposal (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('drafted', 'submitted', 'endorsed', 'approved', 'destroyed', 'settled', 'withdrawn')),
  remark TEXT NOT NULL,
  drafted_by INTEGER NOT NULL REFERENCES person (id),
  drafted_at INTEGER NOT NULL,
  endorsed_by INTEGER REFERENCES person (id),
  approved_by INTEGER REFERENCES person (id),
  -- The line of the register with which it was carried out.
  register_seq INTEGER,
  CHECK ((state = 'destroyed') = (register_seq IS NOT NULL)),
  CHECK (endorsed_by IS NULL OR endorsed_by <> drafted_by),
  CHECK (approved_by IS NULL OR (approved_by <> drafted_by AND approved_by <> endorsed_by)),
  CHECK (state NOT IN ('approved', 'settled', 'destroyed') OR (endorsed_by IS NOT NULL AND approved_by IS NOT NULL))
) STRICT;
CREATE INDEX disposal_open ON disposal (state) WHERE state IN ('drafted', 'submitted', 'endorsed', 'approved');

-- What is thought of each dossier. \`dropped\`: why it fell out of the list since (R3); the rest of the row then stays for the record.
CREATE TABLE disposal_item (
  disposal_id INTEGER NOT NULL REFERENCES disposal (id),
  position INTEGER NOT NULL CHECK (position >= 1),
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  appraisal TEXT NOT NULL CHECK (appraisal IN ('destroy', 'extend')),
  years INTEGER CHECK (years BETWEEN 1 AND 100),
  words TEXT NOT NULL,
  term TEXT NOT NULL,
  expired_on TEXT NOT NULL,
  dropped TEXT,
  dropped_at INTEGER,
  PRIMARY KEY (disposal_id, position),
  UNIQUE (disposal_id, dossier_id),
  CHECK ((appraisal = 'extend') = (years IS NOT NULL)),
  CHECK ((dropped IS NULL) = (dropped_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX disposal_item_dossier ON disposal_item (dossier_id);

CREATE TABLE disposal_act (
  id INTEGER PRIMARY KEY,
  disposal_id INTEGER NOT NULL REFERENCES disposal (id),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  act TEXT NOT NULL,
  remark TEXT NOT NULL
) STRICT;
CREATE INDEX disposal_act_of ON disposal_act (disposal_id, id);

-- Rule R1. A dossier's own term instead of the store's: the row set last holds. \`disposal_id\`: an extension that a list brought.
CREATE TABLE dossier_term (
  id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  term TEXT NOT NULL,
  reason TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  at INTEGER NOT NULL,
  disposal_id INTEGER REFERENCES disposal (id)
) STRICT;
CREATE INDEX dossier_term_of ON dossier_term (dossier_id, id);

-- Rule R3: a complaint, a dispute, a court.
CREATE TABLE dossier_hold (
  id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  kind TEXT NOT NULL CHECK (kind IN ('complaint', 'dispute', 'court', 'other')),
  reason TEXT NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person (id),
  set_at INTEGER NOT NULL,
  lifted_by INTEGER REFERENCES person (id),
  lifted_at INTEGER,
  lift_reason TEXT NOT NULL DEFAULT '',
  CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
) STRICT;
CREATE INDEX dossier_hold_of ON dossier_hold (dossier_id, id);

-- Rule R4. One erasing, by a destruction list. \`swept_at\`: when the last trace of it was wiped from free
-- pages, search index and log; null: still to be done.
CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  register_seq INTEGER NOT NULL UNIQUE,
  swept_at INTEGER
) STRICT;
CREATE INDEX erasure_unswept ON erasure (id) WHERE swept_at IS NULL;

-- Entries whose content was replaced by what may stay of it. \`hash\`: of salt and content as the erasing left them.
CREATE TABLE chain_erasure (
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL,
  erasure_id INTEGER NOT NULL REFERENCES erasure (id),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (chain, seq, erasure_id),
  FOREIGN KEY (chain, seq) REFERENCES chain_entry (chain, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX chain_erasure_of ON chain_erasure (erasure_id, chain, seq);

-- Older backups that still hold what was erased, by the folder they went to, until somebody says that they are gone.
CREATE TABLE erasure_backup (
  erasure_id INTEGER NOT NULL REFERENCES erasure (id),
  folder TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  points INTEGER NOT NULL CHECK (points >= 1),
  removed_on TEXT,
  noted_by INTEGER REFERENCES person (id),
  PRIMARY KEY (erasure_id, folder),
  CHECK ((removed_on IS NULL) = (noted_by IS NULL))
) STRICT, WITHOUT ROWID;

-- What was erased stays as an empty row, for whatever points at it.
ALTER TABLE dossier ADD COLUMN destroyed_by INTEGER REFERENCES disposal (id);
ALTER TABLE customer ADD COLUMN erased_by INTEGER REFERENCES erasure (id);
CREATE INDEX dossier_destroyed ON dossier (destroyed_by) WHERE destroyed_by IS NOT NULL;
CREATE INDEX customer_erased ON customer (erased_by) WHERE erased_by IS NOT NULL;

-- What was erased is a line of the register, too.
ALTER TABLE register_line ADD COLUMN erasure_id INTEGER REFERENCES erasure (id);

-- Closed is closed, but for a customer's words in it.
DROP TRIGGER violation_closed_update;
CREATE TRIGGER violation_closed_update
  BEFORE UPDATE OF id, key, number, rule, person_id, department_id, record_id, correction_id, on_date, month, items, base, state, amount, doubled, share, adjusts, proposed_at
  ON violation WHEN EXISTS (SELECT 1 FROM closed_month WHERE month IN (old.month, new.month))
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER violation_closed_words BEFORE UPDATE OF evidence ON violation
  WHEN json_remove(new.evidence, '$.words') <> json_remove(old.evidence, '$.words') OR json_extract(new.evidence, '$.words') NOT IN ('', json_extract(old.evidence, '$.words'))
  BEGIN SELECT raise(ABORT, 'the month is closed') WHERE EXISTS (SELECT 1 FROM closed_month WHERE month IN (old.month, new.month)); END;
DROP TRIGGER violation_act_closed_update;
CREATE TRIGGER violation_act_closed_update
  BEFORE UPDATE OF id, violation_id, at, person_id, act, amount, share, capacity ON violation_act
  WHEN EXISTS (SELECT 1 FROM violation v JOIN closed_month m ON m.month = v.month WHERE v.id IN (old.violation_id, new.violation_id))
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER violation_act_closed_words BEFORE UPDATE OF remark ON violation_act WHEN new.remark NOT IN ('', old.remark)
  BEGIN SELECT raise(ABORT, 'the month is closed') WHERE EXISTS (
    SELECT 1 FROM violation v JOIN closed_month m ON m.month = v.month WHERE v.id = new.violation_id); END;
`,
} as const
