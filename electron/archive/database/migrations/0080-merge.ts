// Merging doubles of customers and of cars, and undoing it; and the keys by which probable doubles are found.

export const migration = {
  version: 80,
  sql: `
-- Rule F8. A merged row stays and is shown nowhere but here; its number leads to the one that was kept.
ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer (id);
ALTER TABLE dossier ADD COLUMN merged_into INTEGER REFERENCES dossier (id);
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX dossier_merged ON dossier (merged_into) WHERE merged_into IS NOT NULL;

-- \`kept_id\` and \`merged_id\`: rows of customer or dossier, as \`subject\` says.
CREATE TABLE merge (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL CHECK (subject IN ('customer', 'dossier')),
  kept_id INTEGER NOT NULL,
  merged_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  merged_by INTEGER NOT NULL REFERENCES person (id),
  merged_at INTEGER NOT NULL,
  undone_by INTEGER REFERENCES person (id),
  undone_at INTEGER,
  undo_reason TEXT NOT NULL DEFAULT '',
  CHECK (kept_id <> merged_id),
  CHECK ((undone_by IS NULL) = (undone_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX merge_standing ON merge (subject, merged_id) WHERE undone_at IS NULL;
CREATE INDEX merge_kept ON merge (subject, kept_id);
CREATE INDEX merge_merged ON merge (subject, merged_id);

-- What a merge changed, cell by cell in its order, so that undoing puts back just this.
CREATE TABLE merge_cell (
  merge_id INTEGER NOT NULL REFERENCES merge (id),
  position INTEGER NOT NULL,
  cell TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before ANY,
  after ANY,
  PRIMARY KEY (merge_id, position)
) STRICT, WITHOUT ROWID;

-- Pairs that somebody looked at: two, not one.
CREATE TABLE not_double (
  subject TEXT NOT NULL CHECK (subject IN ('customer', 'dossier')),
  one_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (subject, one_id, other_id),
  CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_mobile ON customer (mobile) WHERE mobile <> '';
CREATE INDEX customer_address ON customer (address, name) WHERE address <> '';
CREATE INDEX customer_number ON customer (identity_number);
CREATE INDEX customer_short_number ON customer (substr(identity_number, 1, 6) || substr(identity_number, 9, 9)) WHERE length(identity_number) = 18;
CREATE INDEX customer_credit_body ON customer (substr(identity_number, 9, 9)) WHERE identity_kind = 'creditCode';
CREATE INDEX vehicle_engine ON vehicle (engine_number) WHERE length(engine_number) >= 4;
-- VINs that look alike; that are alike but for the last four places, the first nine, places 10 to 13.
CREATE INDEX vehicle_folded ON vehicle (replace(replace(replace(replace(replace(replace(vin, 'O', '0'), 'Q', '0'), 'I', '1'), 'B', '8'), 'S', '5'), 'Z', '2'));
CREATE INDEX vehicle_series ON vehicle (substr(vin, 1, 13), vin);
CREATE INDEX vehicle_tail ON vehicle (substr(vin, 10));
CREATE INDEX vehicle_ends ON vehicle (substr(vin, 1, 9) || substr(vin, 14));
CREATE INDEX change_plate ON change (before, dossier_id) WHERE subject = 'vehicle' AND field = 'plate' AND before <> '';
`,
} as const
