// Cabinets that change and can be removed, stock-taking and inspection (rules C1, C7).

export const migration = {
  version: 120,
  sql: `
-- Removed ones stay, for the history of what lay in them: a label belongs to one place for good.
ALTER TABLE cabinet ADD COLUMN removed_at INTEGER;
ALTER TABLE slot ADD COLUMN removed_at INTEGER CHECK (removed_at IS NULL OR used = 0);
DROP INDEX slot_free;
CREATE INDEX slot_free ON slot (label) WHERE used < capacity AND removed_at IS NULL;
-- What lay in a slot, newest first.
CREATE INDEX placement_past ON placement (slot_id, to_at) WHERE to_at IS NOT NULL;

CREATE TABLE shelf (
  cabinet_id INTEGER NOT NULL REFERENCES cabinet (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  name TEXT NOT NULL DEFAULT '',
  -- When it was set up: what was never inspected is due a year later.
  added_at INTEGER NOT NULL,
  removed_at INTEGER,
  PRIMARY KEY (cabinet_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO shelf (cabinet_id, number, added_at)
SELECT DISTINCT s.cabinet_id, s.shelf, coalesce((
  SELECT e.at FROM chain_entry e JOIN chain_content cc ON cc.chain = e.chain AND cc.seq = e.seq
  WHERE e.chain = 'audit' AND e.kind = 'cabinet.add' AND json_extract(cc.content, '$.code') = c.code LIMIT 1), 0)
FROM slot s JOIN cabinet c ON c.id = s.cabinet_id;

CREATE TABLE stocktaking (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  cabinet_id INTEGER NOT NULL REFERENCES cabinet (id),
  -- Null: the whole cabinet.
  shelf INTEGER,
  state TEXT NOT NULL CHECK (state IN ('counting', 'settling', 'closed', 'abandoned')),
  started_by INTEGER NOT NULL REFERENCES person (id),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  CHECK ((state IN ('closed', 'abandoned')) = (ended_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX stocktaking_open ON stocktaking (cabinet_id, ifnull(shelf, 0)) WHERE state IN ('counting', 'settling');
CREATE INDEX stocktaking_cabinet ON stocktaking (cabinet_id, id);

-- Frozen at the beginning. \`out\`: on loan at that moment.
CREATE TABLE stocktaking_expected (
  stocktaking_id INTEGER NOT NULL REFERENCES stocktaking (id),
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  slot_id INTEGER NOT NULL REFERENCES slot (id),
  out INTEGER NOT NULL CHECK (out IN (0, 1)),
  PRIMARY KEY (stocktaking_id, dossier_id)
) STRICT, WITHOUT ROWID;

-- As scanned, in order. The key is made by whoever sends it, so that what is sent twice counts once.
CREATE TABLE stocktaking_scan (
  id INTEGER PRIMARY KEY,
  stocktaking_id INTEGER NOT NULL REFERENCES stocktaking (id),
  key TEXT NOT NULL,
  -- The scans of one call, which one audit entry commits to.
  batch INTEGER NOT NULL CHECK (batch >= 1),
  slot_id INTEGER NOT NULL REFERENCES slot (id),
  text TEXT NOT NULL,
  -- Null: no folder that whoever scanned it may know of. The rest is how it stood at that moment.
  dossier_id INTEGER REFERENCES dossier (id),
  belongs_in INTEGER REFERENCES slot (id),
  out INTEGER NOT NULL CHECK (out IN (0, 1)),
  scanned_by INTEGER NOT NULL REFERENCES person (id),
  at INTEGER NOT NULL,
  UNIQUE (stocktaking_id, key)
) STRICT;
CREATE INDEX stocktaking_scan_folder ON stocktaking_scan (stocktaking_id, dossier_id, id);

-- An id is never given again: whoever still has one of an earlier count before them must not settle another folder with it.
CREATE TABLE stocktaking_difference (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stocktaking_id INTEGER NOT NULL REFERENCES stocktaking (id),
  kind TEXT NOT NULL CHECK (kind IN ('missing', 'misplaced', 'unknown', 'shouldBeOut')),
  dossier_id INTEGER REFERENCES dossier (id),
  text TEXT NOT NULL,
  found_in INTEGER REFERENCES slot (id),
  belongs_in INTEGER REFERENCES slot (id),
  outcome TEXT CHECK (outcome IN ('putBack', 'moved', 'lost', 'noted')),
  -- Where it belongs from then on.
  slot_id INTEGER REFERENCES slot (id),
  remark TEXT NOT NULL DEFAULT '',
  settled_by INTEGER REFERENCES person (id),
  settled_at INTEGER,
  CHECK ((outcome IS NULL) = (settled_by IS NULL) AND (outcome IS NULL) = (settled_at IS NULL)),
  CHECK ((slot_id IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'moved'))
) STRICT;
CREATE INDEX stocktaking_difference_of ON stocktaking_difference (stocktaking_id, id);

CREATE TABLE stocktaking_act (
  id INTEGER PRIMARY KEY,
  stocktaking_id INTEGER NOT NULL REFERENCES stocktaking (id),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  act TEXT NOT NULL CHECK (act IN ('start', 'finish', 'countOn', 'close', 'abandon')),
  remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX stocktaking_act_of ON stocktaking_act (stocktaking_id, id);

-- What was seen on a shelf (C7); it counts once its stock-taking is closed.
CREATE TABLE inspection (
  id INTEGER PRIMARY KEY,
  stocktaking_id INTEGER NOT NULL REFERENCES stocktaking (id),
  cabinet_id INTEGER NOT NULL REFERENCES cabinet (id),
  shelf INTEGER NOT NULL,
  findings TEXT NOT NULL,
  remark TEXT NOT NULL,
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX inspection_shelf ON inspection (cabinet_id, shelf, at);
CREATE INDEX inspection_stocktaking ON inspection (stocktaking_id, id);
`,
} as const
