// Where backups go by themselves, and how each fared (rule A2).

export const migration = {
  version: 160,
  sql: `
-- \`schedule\`: JSON of shared/domain/backup-plan.ts. What was removed stays, for the runs that went there.
CREATE TABLE backup_place (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folder TEXT NOT NULL,
  schedule TEXT NOT NULL,
  keep_days INTEGER NOT NULL CHECK (keep_days >= 1),
  keep_weeks INTEGER NOT NULL CHECK (keep_weeks >= 0),
  keep_months INTEGER NOT NULL CHECK (keep_months >= 0),
  added_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX backup_place_standing ON backup_place (folder) WHERE removed_at IS NULL;

-- What ran: a backup or a trial restore. \`place_id\` null: a backup into a folder somebody chose that once.
CREATE TABLE backup_run (
  id INTEGER PRIMARY KEY,
  place_id INTEGER REFERENCES backup_place (id),
  folder TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('backup', 'proof')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'failed', 'cancelled')),
  problem TEXT,
  point TEXT,
  findings INTEGER,
  written INTEGER NOT NULL
) STRICT;
CREATE INDEX backup_run_of ON backup_run (place_id, what, started_at);
CREATE INDEX backup_run_done ON backup_run (started_at) WHERE what = 'backup' AND outcome = 'done';
INSERT INTO backup_run (folder, what, started_at, ended_at, outcome, written)
  SELECT json_extract(value, '$.folder'), 'backup', json_extract(value, '$.at'), json_extract(value, '$.at'), 'done', 0 FROM setting WHERE key = 'lastBackup';
DELETE FROM setting WHERE key = 'lastBackup';

-- What rotation removed is noted by nobody.
CREATE TABLE erasure_backup_kept (
  erasure_id INTEGER NOT NULL REFERENCES erasure (id),
  folder TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  points INTEGER NOT NULL CHECK (points >= 1),
  removed_on TEXT,
  noted_by INTEGER REFERENCES person (id),
  PRIMARY KEY (erasure_id, folder),
  CHECK (removed_on IS NOT NULL OR noted_by IS NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO erasure_backup_kept SELECT erasure_id, folder, first_at, last_at, points, removed_on, noted_by FROM erasure_backup;
DROP TABLE erasure_backup;
ALTER TABLE erasure_backup_kept RENAME TO erasure_backup;
`,
} as const
