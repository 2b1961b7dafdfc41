// Loans, their approvals and acts, and the lines of the register of signed acts.

export const migration = {
  version: 110,
  sql: `
-- Rules L1 to L4; states in shared/domain/loan.ts. Of colleague or outsider (as JSON); \`asked\` as it was typed, \`dossier_id\` null until the
-- archive knows which is meant; \`papers\`: those named, as JSON, none for the whole folder; \`step\`: how many approvals are given.
CREATE TABLE loan (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'out', 'returned', 'lost', 'declined', 'withdrawn')),
  asked TEXT NOT NULL,
  dossier_id INTEGER REFERENCES dossier (id),
  borrower_id INTEGER REFERENCES person (id),
  -- The borrower's, as it was when they asked.
  department_id INTEGER REFERENCES department (id),
  outsider TEXT,
  papers TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('premises', 'out')),
  reason TEXT NOT NULL,
  purpose TEXT NOT NULL,
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 30),
  requested_by INTEGER NOT NULL REFERENCES person (id),
  requested_at INTEGER NOT NULL,
  step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0),
  -- The lines of the register with which it went out and came back.
  out_seq INTEGER,
  out_on TEXT,
  due_on TEXT,
  due_provisional INTEGER NOT NULL DEFAULT 0 CHECK (due_provisional IN (0, 1)),
  renewals INTEGER NOT NULL DEFAULT 0 CHECK (renewals BETWEEN 0 AND 2),
  recalled_on TEXT,
  ended_on TEXT,
  back_seq INTEGER,
  -- Damage or loss: pieces, what happened, the violation it led to.
  pieces INTEGER NOT NULL DEFAULT 0 CHECK (pieces >= 0),
  report TEXT NOT NULL DEFAULT '',
  violation_id INTEGER REFERENCES violation (id),
  -- What turned up of what was lost: day, pages, condition, remark, as JSON.
  found TEXT,
  CHECK ((borrower_id IS NULL) = (outsider IS NOT NULL)),
  CHECK ((borrower_id IS NULL) = (department_id IS NULL)),
  CHECK (place = 'premises' OR outsider IS NULL),
  CHECK (state IN ('requested', 'declined', 'withdrawn') OR dossier_id IS NOT NULL),
  CHECK ((state IN ('out', 'returned', 'lost')) = (out_seq IS NOT NULL)),
  CHECK ((out_seq IS NULL) = (out_on IS NULL) AND (out_seq IS NULL) = (due_on IS NULL)),
  CHECK ((state IN ('returned', 'lost')) = (ended_on IS NOT NULL)),
  CHECK ((state = 'returned') = (back_seq IS NOT NULL OR found IS NOT NULL))
) STRICT;
-- One folder is out once (C1).
CREATE UNIQUE INDEX loan_out ON loan (dossier_id) WHERE state = 'out';
CREATE INDEX loan_open ON loan (state, due_on, id) WHERE state IN ('requested', 'approved', 'out', 'lost');
CREATE INDEX loan_dossier ON loan (dossier_id, state) WHERE dossier_id IS NOT NULL;
CREATE INDEX loan_borrower ON loan (borrower_id, state) WHERE borrower_id IS NOT NULL;
CREATE INDEX loan_requested_by ON loan (requested_by);
-- Rule L4: what was due in a month and came back later, or not yet.
CREATE INDEX loan_due ON loan (due_on, ended_on) WHERE due_on IS NOT NULL AND borrower_id IS NOT NULL;

-- Rule L2: who has to approve, one after the other from 1.
CREATE TABLE loan_approval (
  loan_id INTEGER NOT NULL REFERENCES loan (id),
  step INTEGER NOT NULL CHECK (step >= 1),
  role TEXT NOT NULL CHECK (role IN ('departmentHead', 'customerDirector', 'generalManager')),
  department_id INTEGER REFERENCES department (id),
  given_by INTEGER REFERENCES person (id),
  given_at INTEGER,
  PRIMARY KEY (loan_id, step),
  CHECK ((given_by IS NULL) = (given_at IS NULL)),
  CHECK ((role = 'departmentHead') = (department_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
-- One approval of a person, but for a general manager who stands in.
CREATE INDEX loan_approval_given ON loan_approval (given_by, loan_id) WHERE given_by IS NOT NULL;
CREATE INDEX loan_approval_head ON loan_approval (department_id, loan_id) WHERE department_id IS NOT NULL;

CREATE TABLE loan_act (
  id INTEGER PRIMARY KEY,
  loan_id INTEGER NOT NULL REFERENCES loan (id),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  act TEXT NOT NULL,
  remark TEXT NOT NULL
) STRICT;
CREATE INDEX loan_act_of ON loan_act (loan_id, id);

-- Finds lines of the register of signed acts; what they say is in the chain, and what was drawn lies here, committed to by it.
CREATE TABLE register_line (
  seq INTEGER PRIMARY KEY,
  on_date TEXT NOT NULL,
  kind TEXT NOT NULL,
  loan_id INTEGER REFERENCES loan (id),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  drawn TEXT NOT NULL
) STRICT;
CREATE INDEX register_line_day ON register_line (kind, on_date, seq);
`,
} as const
