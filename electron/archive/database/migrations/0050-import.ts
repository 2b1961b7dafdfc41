// Lists brought in: which were, by whom, with what result; how the columns of each kind of list are read; and finding customers by
// name and number, where a list names no identity.

export const migration = {
  version: 50,
  sql: `
CREATE TABLE import_run (
  id INTEGER PRIMARY KEY,
  list TEXT NOT NULL CHECK (list IN ('dossierRegister', 'deliveries', 'repairOrders')),
  file_name TEXT NOT NULL,
  -- The keyed hash of its content, by which the same file is known again.
  file_hash TEXT NOT NULL CHECK (length(file_hash) = 64),
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  lines INTEGER NOT NULL,
  dossiers INTEGER NOT NULL,
  records INTEGER NOT NULL,
  already INTEGER NOT NULL,
  wrong INTEGER NOT NULL
) STRICT;
CREATE INDEX import_run_file ON import_run (file_hash, id);

CREATE TABLE import_mapping (
  list TEXT NOT NULL,
  headings TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (list, headings)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_name_mobile ON customer (name, mobile) WHERE mobile <> '';
`,
} as const
