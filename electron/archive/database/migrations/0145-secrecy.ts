// Levels with periods of dossiers and papers, who may read beyond their standing approval, and what was asked for.

export const migration = {
  version: 145,
  sql: `
-- Rule S2: the last day of the level; null: as long as it is kept.
ALTER TABLE dossier ADD COLUMN secrecy_until TEXT;
ALTER TABLE dossier_index ADD COLUMN secrecy_until TEXT;
DROP INDEX dossier_kept_back;
CREATE INDEX dossier_kept_back ON dossier (secrecy_level, secrecy_until) WHERE secrecy_level > 1;

-- Rule S1: the level of a kind of paper, counted in years from the day of delivery (null: as long as it is kept), and of one paper by hand.
CREATE TABLE paper_kind_secrecy (
  code TEXT PRIMARY KEY,
  level INTEGER NOT NULL CHECK (level BETWEEN 2 AND 3),
  years INTEGER CHECK (years BETWEEN 1 AND 30)
) STRICT, WITHOUT ROWID;
CREATE TABLE paper_secrecy (
  record_id INTEGER NOT NULL REFERENCES record (id),
  code TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  until_on TEXT,
  PRIMARY KEY (record_id, code)
) STRICT, WITHOUT ROWID;

-- What was set, by whom and why. \`code\`: of the paper, or the role of a standing approval; '' for a dossier. Before and after as
-- shared/domain/secrecy.ts writes them.
CREATE TABLE secrecy_change (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  subject TEXT NOT NULL CHECK (subject IN ('dossier', 'paper', 'kind', 'approval')),
  dossier_id INTEGER REFERENCES dossier (id),
  record_id INTEGER REFERENCES record (id),
  code TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  CHECK ((subject = 'dossier') = (dossier_id IS NOT NULL)),
  CHECK ((subject = 'paper') = (record_id IS NOT NULL))
) STRICT;
CREATE INDEX secrecy_change_dossier ON secrecy_change (dossier_id, id) WHERE dossier_id IS NOT NULL;
CREATE INDEX secrecy_change_record ON secrecy_change (record_id, id) WHERE record_id IS NOT NULL;
CREATE INDEX secrecy_change_subject ON secrecy_change (subject, id);

-- Rule L5: reading beyond the standing approval, asked for; states in shared/domain/access-request.ts. \`asked\` as it was typed, \`dossier_id\`
-- null until the archive knows which is meant.
CREATE TABLE access_request (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('requested', 'granted', 'ended', 'declined', 'withdrawn')),
  asked TEXT NOT NULL,
  dossier_id INTEGER REFERENCES dossier (id),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  purpose TEXT NOT NULL,
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 30),
  person_id INTEGER NOT NULL REFERENCES person (id),
  -- Theirs, as it was when they asked.
  department_id INTEGER NOT NULL REFERENCES department (id),
  requested_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER,
  remark TEXT NOT NULL DEFAULT '',
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((state = 'requested') = (decided_by IS NULL)),
  CHECK (decided_by IS NOT person_id OR state = 'withdrawn'),
  CHECK (state NOT IN ('granted', 'ended') OR dossier_id IS NOT NULL)
) STRICT;
CREATE INDEX access_request_open ON access_request (id) WHERE state = 'requested';
CREATE INDEX access_request_person ON access_request (person_id, id);

-- Rule S3: who may read one dossier, up to which level, until when. Named, or by request.
CREATE TABLE dossier_reader (
  id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  until_on TEXT,
  request_id INTEGER UNIQUE REFERENCES access_request (id),
  named_by INTEGER NOT NULL REFERENCES person (id),
  named_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  ended_by INTEGER REFERENCES person (id),
  ended_at INTEGER,
  end_reason TEXT NOT NULL DEFAULT '',
  CHECK (named_by <> person_id),
  CHECK (request_id IS NULL OR until_on IS NOT NULL),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE INDEX dossier_reader_person ON dossier_reader (person_id, dossier_id) WHERE ended_at IS NULL;
CREATE INDEX dossier_reader_dossier ON dossier_reader (dossier_id, id);
`,
} as const
