// What a store sets: policy and checklists by approval, its work calendar; and what rates need to know of a first handover.

export const migration = {
  version: 40,
  sql: `
-- Rule 001 制度3 七: a change is proposed, approved by the general manager, and holds from a day on. Subject: 'policy', or
-- 'checklist/<kind of record>'.
CREATE TABLE setting_change (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  content TEXT NOT NULL,
  from_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'declined', 'withdrawn')),
  proposed_by INTEGER NOT NULL REFERENCES person (id),
  proposed_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER,
  remark TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX setting_change_subject ON setting_change (subject, state);
CREATE INDEX setting_change_waiting ON setting_change (id) WHERE state = 'proposed';

ALTER TABLE checklist ADD COLUMN from_on TEXT NOT NULL DEFAULT '0001-01-01';

-- Rule D2: the store's own days, and notices that the program does not carry yet. A notice stands for its whole year.
CREATE TABLE calendar_exception (
  on_date TEXT PRIMARY KEY,
  working INTEGER NOT NULL CHECK (working IN (0, 1)),
  reason TEXT NOT NULL
) STRICT;
CREATE TABLE calendar_notice (
  year INTEGER PRIMARY KEY CHECK (year BETWEEN 2000 AND 2999),
  days TEXT NOT NULL,
  entered_by INTEGER NOT NULL REFERENCES person (id),
  entered_at INTEGER NOT NULL
) STRICT;
-- A week of the store's own instead of the notice's working days; the last row that has begun holds.
CREATE TABLE calendar_roster (
  from_on TEXT PRIMARY KEY,
  weekdays TEXT
) STRICT;

-- Rule V11: how many lacks the first handover left; null while there is none.
ALTER TABLE record ADD COLUMN receipt_lacks INTEGER;
UPDATE record SET receipt_lacks = (
  SELECT json_array_length(c.content, '$.lacks') FROM chain_content c WHERE c.chain = 'book' AND c.seq = record.received_seq
) WHERE received_seq IS NOT NULL;
CREATE INDEX record_due ON record (due_on, department_id, responsible_id, kind, received_on);
CREATE INDEX record_receipt ON record (received_on, department_id, responsible_id, kind, receipt_lacks) WHERE received_on IS NOT NULL;
`,
} as const
