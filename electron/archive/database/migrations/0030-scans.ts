// Scans, the scan inbox, cabinets and where folders lie, and the steps from received to filed.

export const migration = {
  version: 30,
  sql: `
-- Rule H4: the steps after receipt. \`scanned_at\`: every paper that is there has a scan; \`filed_at\`: nothing is open any more.
ALTER TABLE record ADD COLUMN scanned_at INTEGER;
ALTER TABLE record ADD COLUMN placed_at INTEGER;
ALTER TABLE record ADD COLUMN placed_by INTEGER REFERENCES person (id);
ALTER TABLE record ADD COLUMN filed_at INTEGER;
CREATE INDEX record_to_scan ON record (received_at) WHERE received_seq IS NOT NULL AND scanned_at IS NULL;
CREATE INDEX record_to_place ON record (received_at) WHERE received_seq IS NOT NULL AND placed_at IS NULL;
CREATE INDEX record_filed ON record (filed_at) WHERE filed_at IS NOT NULL;

-- One page of a paper, as it came; how it is shown lies beside it, the file is never changed. Removed ones stay as a trace.
CREATE TABLE scan (
  id INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL REFERENCES record (id),
  code TEXT NOT NULL,
  position INTEGER NOT NULL,
  attachment_id INTEGER NOT NULL REFERENCES attachment (id),
  page INTEGER NOT NULL CHECK (page >= 1),
  pages INTEGER NOT NULL CHECK (pages >= page),
  turn INTEGER NOT NULL DEFAULT 0 CHECK (turn IN (0, 90, 180, 270)),
  crop TEXT,
  thumbnail_id INTEGER REFERENCES attachment (id),
  -- Why no picture can be made of it.
  problem TEXT,
  added_by INTEGER NOT NULL REFERENCES person (id),
  added_at INTEGER NOT NULL,
  removed_by INTEGER REFERENCES person (id),
  removed_at INTEGER,
  removal_reason TEXT NOT NULL DEFAULT '',
  replaced_by INTEGER REFERENCES scan (id),
  CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE INDEX scan_paper ON scan (record_id, code, position) WHERE removed_at IS NULL;
CREATE INDEX scan_record ON scan (record_id);
CREATE INDEX scan_attachment ON scan (attachment_id);
CREATE INDEX scan_thumbnail ON scan (thumbnail_id) WHERE thumbnail_id IS NOT NULL;
CREATE INDEX scan_without_thumbnail ON scan (id) WHERE thumbnail_id IS NULL AND problem IS NULL AND removed_at IS NULL;

-- Rule S4: a printed copy is numbered and listed.
CREATE TABLE copy (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  purpose TEXT NOT NULL,
  scans TEXT NOT NULL
) STRICT;
CREATE INDEX copy_record ON copy (record_id);

-- Files taken from the watched folder, and their pages, each a file of its own.
CREATE TABLE inbox_file (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  attachment_id INTEGER NOT NULL REFERENCES attachment (id),
  arrived_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sorting', 'sorted', 'unreadable')),
  problem TEXT,
  pages INTEGER NOT NULL DEFAULT 0,
  duplicate_of INTEGER REFERENCES inbox_file (id),
  CHECK ((state = 'unreadable') = (problem IS NOT NULL))
) STRICT;
CREATE INDEX inbox_file_state ON inbox_file (state);
CREATE INDEX inbox_file_attachment ON inbox_file (attachment_id);

CREATE TABLE inbox_page (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES inbox_file (id),
  page INTEGER NOT NULL CHECK (page >= 1),
  attachment_id INTEGER NOT NULL REFERENCES attachment (id),
  thumbnail_id INTEGER REFERENCES attachment (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'filed', 'sheet', 'discarded')),
  -- What was read on it, and the record and paper that a sheet before it names, where one does.
  code TEXT NOT NULL,
  record_id INTEGER REFERENCES record (id),
  paper TEXT,
  scan_id INTEGER REFERENCES scan (id),
  settled_by INTEGER REFERENCES person (id),
  settled_at INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  UNIQUE (file_id, page),
  CHECK ((state = 'filed') = (scan_id IS NOT NULL))
) STRICT;
CREATE INDEX inbox_page_waiting ON inbox_page (file_id, page) WHERE state = 'waiting';
CREATE INDEX inbox_page_discarded ON inbox_page (settled_at) WHERE state = 'discarded';
CREATE INDEX inbox_page_attachment ON inbox_page (attachment_id);
CREATE INDEX inbox_page_thumbnail ON inbox_page (thumbnail_id) WHERE thumbnail_id IS NOT NULL;

-- Rule C1.
CREATE TABLE cabinet (
  id INTEGER PRIMARY KEY,
  room TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE slot (
  id INTEGER PRIMARY KEY,
  cabinet_id INTEGER NOT NULL REFERENCES cabinet (id),
  shelf INTEGER NOT NULL CHECK (shelf >= 1),
  number INTEGER NOT NULL CHECK (number >= 1),
  label TEXT NOT NULL UNIQUE,
  capacity INTEGER NOT NULL CHECK (capacity >= 1),
  -- Counted here, so that the database itself refuses one folder too many.
  used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND capacity),
  UNIQUE (cabinet_id, shelf, number)
) STRICT;
CREATE INDEX slot_free ON slot (label) WHERE used < capacity;

-- Where a folder lies and has lain; moves are recorded.
CREATE TABLE placement (
  id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  slot_id INTEGER NOT NULL REFERENCES slot (id),
  from_at INTEGER NOT NULL,
  placed_by INTEGER NOT NULL REFERENCES person (id),
  to_at INTEGER CHECK (to_at >= from_at)
) STRICT;
CREATE UNIQUE INDEX placement_present ON placement (dossier_id) WHERE to_at IS NULL;
CREATE INDEX placement_dossier ON placement (dossier_id, id);
CREATE INDEX placement_slot ON placement (slot_id) WHERE to_at IS NULL;
`,
} as const
