// Erasing at a person's request (rule R4).

export const migration = {
  version: 155,
  sql: `
-- States in shared/domain/subject.ts. \`customer_id\` stays: an empty row once it is erased.
CREATE TABLE subject_request (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  state TEXT NOT NULL CHECK (state IN ('asked', 'endorsed', 'approved', 'erased', 'declined', 'withdrawn')),
  shown TEXT NOT NULL,
  remark TEXT NOT NULL,
  asked_by INTEGER NOT NULL REFERENCES person (id),
  asked_at INTEGER NOT NULL,
  endorsed_by INTEGER REFERENCES person (id),
  approved_by INTEGER REFERENCES person (id),
  -- The line of the register with which it was carried out.
  register_seq INTEGER,
  CHECK ((state = 'erased') = (register_seq IS NOT NULL)),
  CHECK (endorsed_by IS NULL OR endorsed_by <> asked_by),
  CHECK (approved_by IS NULL OR (approved_by <> asked_by AND approved_by <> endorsed_by)),
  CHECK (state NOT IN ('approved', 'erased') OR (endorsed_by IS NOT NULL AND approved_by IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX subject_request_open ON subject_request (customer_id) WHERE state IN ('asked', 'endorsed', 'approved');

CREATE TABLE subject_act (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES subject_request (id),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  act TEXT NOT NULL,
  remark TEXT NOT NULL
) STRICT;
CREATE INDEX subject_act_of ON subject_act (request_id, id);
`,
} as const
