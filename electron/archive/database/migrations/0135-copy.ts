// Requests for copies, authority over copies in others' hands, where each copy is, and leaks.

export const migration = {
  version: 135,
  sql: `
-- Rule S4: the general manager's authority up to a level, in somebody's hands from a day until it is revoked; never 绝密.
CREATE TABLE copy_delegation (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 2),
  from_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person (id),
  given_at INTEGER NOT NULL,
  revoked_by INTEGER REFERENCES person (id),
  revoked_at INTEGER,
  revoke_remark TEXT NOT NULL DEFAULT '',
  CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)),
  CHECK (person_id <> given_by)
) STRICT;
CREATE UNIQUE INDEX copy_delegation_standing ON copy_delegation (person_id) WHERE revoked_at IS NULL;
CREATE INDEX copy_delegation_person ON copy_delegation (person_id);

-- Rule S4; states in shared/domain/copy.ts (one approved lapses by itself with the day). \`level\`: of the pages when it was decided;
-- \`authority\`: by what right, \`delegation_id\` by which delegation. Who makes a copy at once decided it themselves.
CREATE TABLE copy_request (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'made', 'declined', 'withdrawn')),
  record_id INTEGER NOT NULL REFERENCES record (id),
  scans TEXT NOT NULL,
  purpose TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('print', 'file')),
  recipient TEXT NOT NULL,
  requested_by INTEGER NOT NULL REFERENCES person (id),
  requested_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER,
  authority TEXT CHECK (authority IN ('generalManager', 'delegation')),
  delegation_id INTEGER REFERENCES copy_delegation (id),
  level INTEGER CHECK (level BETWEEN 1 AND 3),
  remark TEXT NOT NULL DEFAULT '',
  lapses_on TEXT,
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (authority IS NULL) AND (decided_by IS NULL) = (level IS NULL)),
  CHECK ((delegation_id IS NULL) = (authority IS NOT 'delegation')),
  CHECK (state NOT IN ('approved', 'made', 'declined') OR decided_by IS NOT NULL),
  CHECK (state <> 'requested' OR decided_by IS NULL),
  -- Nobody approves their own; on one's own authority it is made in the same moment.
  CHECK (decided_by IS NOT requested_by OR (state = 'made' AND decided_at = requested_at)),
  CHECK (state <> 'approved' OR lapses_on IS NOT NULL),
  -- 绝密: the general manager alone, with a reason.
  CHECK (level IS NOT 3 OR (authority = 'generalManager' AND remark <> ''))
) STRICT;
CREATE INDEX copy_request_waiting ON copy_request (id) WHERE state = 'requested';
CREATE INDEX copy_request_ready ON copy_request (requested_by, lapses_on) WHERE state = 'approved';
CREATE INDEX copy_request_by ON copy_request (requested_by, id);
CREATE INDEX copy_request_record ON copy_request (record_id);

-- Of before there were requests: null. \`outcome\`: given back or destroyed; until then it is out.
ALTER TABLE copy ADD COLUMN request_id INTEGER REFERENCES copy_request (id);
ALTER TABLE copy ADD COLUMN outcome TEXT CHECK (outcome IN ('returned', 'destroyed'));
ALTER TABLE copy ADD COLUMN outcome_on TEXT CHECK ((outcome_on IS NULL) = (outcome IS NULL));
ALTER TABLE copy ADD COLUMN outcome_by INTEGER REFERENCES person (id) CHECK ((outcome_by IS NULL) = (outcome IS NULL));
ALTER TABLE copy ADD COLUMN outcome_remark TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX copy_request_once ON copy (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX copy_at ON copy (at);
CREATE INDEX copy_out ON copy (at) WHERE outcome IS NULL;

-- Rule S5; states in shared/domain/leak.ts. What was reported never changes; which dossier it is about is the reporter's own words.
CREATE TABLE leak (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('reported', 'followed', 'closed')),
  what TEXT NOT NULL,
  dossier TEXT NOT NULL,
  found_on TEXT NOT NULL,
  how TEXT NOT NULL,
  at_once TEXT NOT NULL,
  reported_by INTEGER NOT NULL REFERENCES person (id),
  reported_at INTEGER NOT NULL,
  findings TEXT NOT NULL DEFAULT '',
  responsible TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT '',
  closed_by INTEGER REFERENCES person (id),
  closed_at INTEGER,
  CHECK ((state = 'closed') = (closed_by IS NOT NULL) AND (closed_by IS NULL) = (closed_at IS NULL)),
  CHECK (state <> 'closed' OR outcome <> '')
) STRICT;
CREATE INDEX leak_open ON leak (id) WHERE state IN ('reported', 'followed');
CREATE INDEX leak_reported_by ON leak (reported_by, id);
CREATE TRIGGER leak_stays BEFORE DELETE ON leak BEGIN SELECT RAISE(ABORT, 'a leak is never deleted'); END;

CREATE TABLE leak_measure (
  id INTEGER PRIMARY KEY,
  leak_id INTEGER NOT NULL REFERENCES leak (id),
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  due_on TEXT NOT NULL,
  done_on TEXT,
  done_remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX leak_measure_of ON leak_measure (leak_id, id);

CREATE TABLE leak_act (
  id INTEGER PRIMARY KEY,
  leak_id INTEGER NOT NULL REFERENCES leak (id),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  act TEXT NOT NULL,
  remark TEXT NOT NULL
) STRICT;
CREATE INDEX leak_act_of ON leak_act (leak_id, id);
`,
} as const
