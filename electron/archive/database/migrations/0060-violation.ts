// Corrections, violations and what was decided of them, and the months that are closed.

export const migration = {
  version: 60,
  sql: `
-- Rule V10. \`lacks\`: what is to be put right, as JSON; states in shared/domain/correction.ts.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  record_id INTEGER NOT NULL REFERENCES record (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  department_id INTEGER NOT NULL REFERENCES department (id),
  ordered_by INTEGER NOT NULL REFERENCES person (id),
  ordered_at INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  due_provisional INTEGER NOT NULL CHECK (due_provisional IN (0, 1)),
  lacks TEXT NOT NULL,
  remark TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ordered', 'done', 'closed', 'withdrawn')),
  -- The day on which it was last marked done, or put right without.
  corrected_on TEXT,
  CHECK (state IN ('ordered', 'withdrawn') OR corrected_on IS NOT NULL)
) STRICT;
CREATE INDEX correction_record ON correction (record_id);
CREATE INDEX correction_open ON correction (due_on) WHERE state IN ('ordered', 'done');
CREATE INDEX correction_person ON correction (person_id, state);
CREATE INDEX correction_state ON correction (state, due_on);

CREATE TABLE correction_act (
  id INTEGER PRIMARY KEY,
  correction_id INTEGER NOT NULL REFERENCES correction (id),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  act TEXT NOT NULL CHECK (act IN ('order', 'markDone', 'return', 'close', 'withdraw')),
  remark TEXT NOT NULL
) STRICT;
CREATE INDEX correction_act_of ON correction_act (correction_id, id);

-- Rules V1 to V7, V9, V10. \`key\`: the same for the same facts, so that none is proposed twice; \`month\`: where it counts, its own
-- day's or, when that was closed before, the first open one. Amounts in fen.
CREATE TABLE violation (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  department_id INTEGER NOT NULL REFERENCES department (id),
  record_id INTEGER REFERENCES record (id),
  correction_id INTEGER REFERENCES correction (id),
  on_date TEXT NOT NULL,
  month TEXT NOT NULL,
  items TEXT NOT NULL,
  base INTEGER NOT NULL,
  -- What the facts were: due and received days, the line of the book, pieces, words; as JSON.
  evidence TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'objected', 'confirmed', 'contested', 'upheld', 'appealed', 'final', 'waived')),
  -- Decided: the amount, whether doubled, the share of performance pay withheld in per cent.
  amount INTEGER,
  doubled INTEGER CHECK (doubled IN (0, 1)),
  share INTEGER CHECK (share BETWEEN 0 AND 100),
  -- The violation of a closed month that an adjustment corrects.
  adjusts INTEGER REFERENCES violation (id),
  proposed_at INTEGER NOT NULL,
  CHECK ((state IN ('proposed', 'objected')) = (amount IS NULL)),
  CHECK ((rule = 'adjustment') = (adjusts IS NOT NULL)),
  CHECK (rule = 'adjustment' OR base >= 0)
) STRICT;
CREATE INDEX violation_month ON violation (month, person_id);
CREATE INDEX violation_person ON violation (person_id, on_date);
CREATE INDEX violation_record ON violation (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX violation_department ON violation (department_id, month);
CREATE INDEX violation_pending ON violation (state) WHERE state IN ('proposed', 'objected', 'contested', 'appealed');

CREATE TABLE violation_act (
  id INTEGER PRIMARY KEY,
  violation_id INTEGER NOT NULL REFERENCES violation (id),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  act TEXT NOT NULL CHECK (act IN ('propose', 'enter', 'decide', 'waive', 'object', 'appeal')),
  amount INTEGER,
  share INTEGER,
  remark TEXT NOT NULL
) STRICT;
CREATE INDEX violation_act_of ON violation_act (violation_id, id);

CREATE TABLE closed_month (
  month TEXT PRIMARY KEY,
  closed_by INTEGER NOT NULL REFERENCES person (id),
  closed_at INTEGER NOT NULL,
  -- Sum of its penalties in fen, as it was closed.
  total INTEGER NOT NULL
) STRICT;
-- Closed is closed, whatever the program may try.
CREATE TRIGGER violation_closed_update BEFORE UPDATE ON violation
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month IN (old.month, new.month))
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER violation_closed_insert BEFORE INSERT ON violation
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = new.month)
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER violation_closed_delete BEFORE DELETE ON violation
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = old.month)
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
`,
} as const
