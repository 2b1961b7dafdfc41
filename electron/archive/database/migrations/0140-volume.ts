// The filing scheme, general documents, volumes with what is bound in them, and later remarks of their closing notes (rules C2 to C5).

export const migration = {
  version: 140,
  sql: `
-- The filing scheme (案卷类目), numbered by its ids; a code is given once for good. The first classes are those of DEFAULT_SCHEME.
CREATE TABLE volume_class (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  term TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('signInBook', 'loanRegister', 'violationList', 'general', 'serviceRecords')),
  binds INTEGER NOT NULL CHECK (binds IN (0, 1)),
  closed_at INTEGER
) STRICT;
-- A register, or the service records, are bound in one class: else a paper could lie in two.
CREATE UNIQUE INDEX volume_class_source ON volume_class (source) WHERE source <> 'general' AND closed_at IS NULL;
INSERT INTO volume_class (code, name, term, source, binds) VALUES
  ('QS', '用户档案签收薄', 'C', 'signInBook', 1),
  ('JY', '档案借阅登记簿', 'C', 'loanRegister', 1),
  ('CF', '违规处罚汇总表', 'D10', 'violationList', 1),
  ('WS', '文书材料', 'Y', 'general', 1),
  ('FW', '售后业务材料', 'D10', 'serviceRecords', 0);

-- How volumes are numbered, cut and ordered: one row.
CREATE TABLE volume_setting (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  pattern TEXT NOT NULL,
  page_limit INTEGER NOT NULL CHECK (page_limit BETWEEN 20 AND 1000),
  draft_first INTEGER NOT NULL CHECK (draft_first IN (0, 1))
) STRICT;
INSERT INTO volume_setting (id, pattern, page_limit, draft_first) VALUES (1, '{store}-{class}-{year}-{term}-{number}', 200, 0);

-- General documents (文书材料), entered by hand. \`with_id\`: the first paper of the matter it belongs to.
CREATE TABLE general_paper (
  id INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES volume_class (id),
  title TEXT NOT NULL,
  on_date TEXT NOT NULL,
  document_number TEXT NOT NULL,
  responsible TEXT NOT NULL,
  pages INTEGER NOT NULL CHECK (pages BETWEEN 1 AND 9999),
  part TEXT NOT NULL CHECK (part IN ('single', 'reply', 'request', 'main', 'annex', 'final', 'draft')),
  with_id INTEGER REFERENCES general_paper (id),
  secrecy_level INTEGER NOT NULL CHECK (secrecy_level BETWEEN 1 AND 3),
  entered_by INTEGER NOT NULL REFERENCES person (id),
  entered_at INTEGER NOT NULL,
  withdrawn_at INTEGER
) STRICT;
CREATE INDEX general_paper_class ON general_paper (class_id, on_date, id);
CREATE INDEX general_paper_with ON general_paper (with_id) WHERE with_id IS NOT NULL;

CREATE TABLE volume (
  id INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES volume_class (id),
  year INTEGER NOT NULL,
  -- Of its class when it was proposed.
  term TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'ordering', 'closed', 'dissolved')),
  number TEXT UNIQUE,
  title TEXT NOT NULL,
  slot_id INTEGER REFERENCES slot (id),
  proposed_by INTEGER NOT NULL REFERENCES person (id),
  proposed_at INTEGER NOT NULL,
  -- The line of the register that is its closing note, and its day.
  closed_seq INTEGER UNIQUE,
  closed_on TEXT,
  CHECK (state NOT IN ('ordering', 'closed') OR number IS NOT NULL),
  CHECK (state <> 'proposed' OR number IS NULL),
  CHECK ((state = 'closed') = (closed_seq IS NOT NULL) AND (closed_seq IS NULL) = (closed_on IS NULL))
) STRICT;
CREATE INDEX volume_of ON volume (class_id, year, state);
CREATE INDEX volume_slot ON volume (slot_id) WHERE slot_id IS NOT NULL;

-- What lies in a volume, as it was when it was put there. \`key\`: R12 a record, G5 a general document, signInBook/2025-03 a month of a register.
CREATE TABLE volume_piece (
  volume_id INTEGER NOT NULL REFERENCES volume (id),
  position INTEGER NOT NULL CHECK (position >= 1),
  key TEXT NOT NULL,
  record_id INTEGER REFERENCES record (id),
  paper_id INTEGER REFERENCES general_paper (id),
  document_number TEXT NOT NULL,
  responsible TEXT NOT NULL,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  on_date TEXT NOT NULL,
  pages INTEGER NOT NULL CHECK (pages BETWEEN 1 AND 9999),
  remark TEXT NOT NULL,
  gone TEXT CHECK (gone IN ('movedOut', 'destroyed')),
  PRIMARY KEY (volume_id, position),
  CHECK (record_id IS NULL OR paper_id IS NULL)
) STRICT, WITHOUT ROWID;
-- A paper lies in one volume. What was moved out may be bound again, what was destroyed not.
CREATE UNIQUE INDEX volume_piece_key ON volume_piece (key) WHERE gone IS NULL OR gone = 'destroyed';
CREATE INDEX volume_piece_record ON volume_piece (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX volume_piece_paper ON volume_piece (paper_id) WHERE paper_id IS NOT NULL;

ALTER TABLE register_line ADD COLUMN volume_id INTEGER REFERENCES volume (id);

-- Rule C3: later remarks; what each says is in its line of the register.
CREATE TABLE volume_remark (
  seq INTEGER PRIMARY KEY,
  volume_id INTEGER NOT NULL REFERENCES volume (id),
  kind TEXT NOT NULL CHECK (kind IN ('missing', 'altered', 'added', 'movedOut', 'destroyed', 'other')),
  position INTEGER,
  text TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  on_date TEXT NOT NULL
) STRICT;
CREATE INDEX volume_remark_of ON volume_remark (volume_id, seq);

-- Service records of a year by their day.
CREATE INDEX record_to_bind ON record (delivered_on, id) WHERE received_seq IS NOT NULL AND kind <> 'delivery';
`,
} as const
