// Requests for complete exports (rules S3, S4, A3).

export const migration = {
  version: 170,
  sql: `
-- States in shared/domain/copy.ts. \`withdrawn_at\`: given up by whoever asked, approved or not.
-- \`begun_at\`, \`folder\`: the last making that was begun; \`ended\`: how it ended without success, a problem's key or what the system calls it, with
-- what that is about; null while it is under way, once it is made, and where the program was broken off. \`result\`: what it holds, as JSON of shared/contract/export.ts.
CREATE TABLE export_request (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'made', 'declined', 'withdrawn')),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  purpose TEXT NOT NULL,
  recipient TEXT NOT NULL,
  requested_by INTEGER NOT NULL REFERENCES person (id),
  requested_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER,
  remark TEXT NOT NULL DEFAULT '',
  lapses_on TEXT,
  withdrawn_at INTEGER,
  withdraw_remark TEXT NOT NULL DEFAULT '',
  begun_at INTEGER,
  folder TEXT,
  ended TEXT,
  ended_about TEXT NOT NULL DEFAULT '',
  made_at INTEGER,
  result TEXT,
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (decided_by IS NOT requested_by),
  CHECK (state NOT IN ('approved', 'made', 'declined') OR decided_by IS NOT NULL),
  CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
  CHECK ((begun_at IS NULL) = (folder IS NULL)),
  CHECK ((state = 'made') = (made_at IS NOT NULL) AND (made_at IS NULL) = (result IS NULL)),
  CHECK (made_at IS NULL OR begun_at IS NOT NULL)
) STRICT;
CREATE INDEX export_request_waiting ON export_request (id) WHERE state IN ('requested', 'approved');
`,
} as const
