// The first schema. Never edited once released: a change is a later migration (docs/formats.md).

export const migration = {
  version: 10,
  sql: `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL CHECK (last >= 0)) STRICT;

CREATE TABLE department (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('sales', 'service', 'care', 'management'))
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  department_id INTEGER NOT NULL REFERENCES department (id),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL,
  last_sign_in_at INTEGER
) STRICT;

CREATE TABLE person_role (
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  PRIMARY KEY (person_id, role)
) STRICT, WITHOUT ROWID;

-- Public halves of signing keys, kept for good: an old key still verifies old lines.
CREATE TABLE person_key (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  public_key BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;

-- Rule L5: what a role may read without asking each time.
CREATE TABLE standing_approval (
  role TEXT PRIMARY KEY,
  scope TEXT NOT NULL CHECK (scope IN ('none', 'own', 'department', 'all')),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3)
) STRICT;

CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'company')),
  name TEXT NOT NULL,
  identity_kind TEXT NOT NULL,
  identity_number TEXT NOT NULL,
  mobile TEXT NOT NULL,
  landline TEXT NOT NULL,
  address TEXT NOT NULL,
  UNIQUE (identity_kind, identity_number)
) STRICT;

CREATE TABLE vehicle (
  id INTEGER PRIMARY KEY,
  vin TEXT NOT NULL UNIQUE CHECK (length(vin) = 17),
  plate TEXT UNIQUE,
  model TEXT NOT NULL,
  colour TEXT NOT NULL,
  engine_number TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('soldHere', 'soldElsewhere'))
) STRICT;

-- Rule F1: one vehicle, one dossier.
CREATE TABLE dossier (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  vehicle_id INTEGER NOT NULL UNIQUE REFERENCES vehicle (id),
  secrecy_level INTEGER NOT NULL CHECK (secrecy_level BETWEEN 1 AND 3),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE ownership (
  id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  from_on TEXT NOT NULL,
  to_on TEXT CHECK (to_on >= from_on)
) STRICT;
CREATE UNIQUE INDEX ownership_present ON ownership (dossier_id) WHERE to_on IS NULL;
CREATE INDEX ownership_dossier ON ownership (dossier_id, from_on);
CREATE INDEX ownership_customer ON ownership (customer_id);

CREATE TABLE checklist (
  id INTEGER PRIMARY KEY,
  record_kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  lines TEXT NOT NULL,
  UNIQUE (record_kind, version)
) STRICT;

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('expected', 'refused', 'incomplete', 'complete')),
  delivered_on TEXT NOT NULL,
  due_on TEXT NOT NULL CHECK (due_on > delivered_on),
  due_provisional INTEGER NOT NULL CHECK (due_provisional IN (0, 1)),
  received_at INTEGER,
  received_on TEXT,
  received_seq INTEGER,
  refusal TEXT,
  responsible_id INTEGER NOT NULL REFERENCES person (id),
  department_id INTEGER NOT NULL REFERENCES department (id),
  contact_name TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  contact_confirmed INTEGER NOT NULL CHECK (contact_confirmed IN (0, 1)),
  order_number TEXT NOT NULL,
  checklist_id INTEGER NOT NULL REFERENCES checklist (id),
  entered_by INTEGER NOT NULL REFERENCES person (id),
  entered_at INTEGER NOT NULL,
  CHECK ((state IN ('incomplete', 'complete')) = (received_seq IS NOT NULL)),
  CHECK ((received_seq IS NULL) = (received_at IS NULL) AND (received_seq IS NULL) = (received_on IS NULL)),
  CHECK ((state = 'refused') = (refusal IS NOT NULL))
) STRICT;
-- Rule F3: one new-car delivery at most.
CREATE UNIQUE INDEX record_one_delivery ON record (dossier_id) WHERE kind = 'delivery';
-- Holds all that a search asks of a dossier's records, so that it need not read them.
CREATE INDEX record_dossier ON record (dossier_id, delivered_on, kind, state, due_on, received_on);
CREATE INDEX record_overdue ON record (dossier_id, due_on) WHERE state IN ('expected', 'refused');
CREATE INDEX record_delivered ON record (delivered_on);
CREATE INDEX record_received ON record (received_on) WHERE received_on IS NOT NULL;
CREATE INDEX record_outstanding ON record (due_on) WHERE state IN ('expected', 'refused');
CREATE INDEX record_incomplete ON record (due_on) WHERE state = 'incomplete';
CREATE INDEX record_responsible ON record (responsible_id, state);
CREATE INDEX record_known ON record (dossier_id, responsible_id, department_id);

CREATE TABLE paper (
  record_id INTEGER NOT NULL REFERENCES record (id),
  code TEXT NOT NULL,
  presence TEXT NOT NULL CHECK (presence IN ('present', 'missing', 'notApplicable', 'notYetObtainable')),
  count INTEGER NOT NULL CHECK (count BETWEEN 0 AND 99),
  form TEXT NOT NULL CHECK (form IN ('original', 'copy')),
  customer_signature TEXT NOT NULL CHECK (customer_signature IN ('there', 'missing', 'wrong')),
  staff_signature TEXT NOT NULL CHECK (staff_signature IN ('there', 'missing', 'wrong')),
  note TEXT NOT NULL,
  promised_on TEXT,
  lacks INTEGER NOT NULL,
  PRIMARY KEY (record_id, code)
) STRICT, WITHOUT ROWID;

-- Rule F4: delays of papers that were accepted. Rows of their own, which no line of the book takes back.
CREATE TABLE paper_delay (
  record_id INTEGER NOT NULL REFERENCES record (id),
  code TEXT NOT NULL,
  promised_on TEXT NOT NULL,
  accepted_by INTEGER NOT NULL REFERENCES person (id),
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (record_id, code, promised_on)
) STRICT, WITHOUT ROWID;

-- Rule F8: who, when, before, after.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  subject TEXT NOT NULL CHECK (subject IN ('customer', 'vehicle', 'owner')),
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT;
CREATE INDEX change_dossier ON change (dossier_id, id);

-- Hash chains (DESIGN decision 12): what stays when content is erased, the content, and the signatures.
CREATE TABLE chain_entry (
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE chain_content (
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  content TEXT NOT NULL,
  PRIMARY KEY (chain, seq),
  FOREIGN KEY (chain, seq) REFERENCES chain_entry (chain, seq)
) STRICT;

CREATE TABLE chain_signature (
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL,
  party TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  key_id INTEGER NOT NULL REFERENCES person_key (id),
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (chain, seq, party),
  FOREIGN KEY (chain, seq) REFERENCES chain_entry (chain, seq)
) STRICT, WITHOUT ROWID;

-- The two hands that signed, once for all lines of a handover; each line commits to it.
CREATE TABLE handover (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  giver_id INTEGER NOT NULL REFERENCES person (id),
  receiver_id INTEGER NOT NULL REFERENCES person (id),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  drawn TEXT NOT NULL,
  CHECK (giver_id <> receiver_id)
) STRICT;

-- Finds lines of the book; what they say is in the chain.
CREATE TABLE book_line (
  seq INTEGER PRIMARY KEY,
  on_date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('handover', 'supplement', 'refusal', 'strike')),
  record_id INTEGER NOT NULL REFERENCES record (id),
  dossier_id INTEGER NOT NULL REFERENCES dossier (id),
  handover_id INTEGER REFERENCES handover (id),
  struck_by INTEGER REFERENCES book_line (seq)
) STRICT;
CREATE INDEX book_line_day ON book_line (on_date, seq);
CREATE INDEX book_line_record ON book_line (record_id, seq);
CREATE INDEX book_line_dossier ON book_line (dossier_id, seq);
CREATE INDEX book_line_handover ON book_line (handover_id) WHERE handover_id IS NOT NULL;

CREATE TABLE draft (
  person_id INTEGER NOT NULL REFERENCES person (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;

-- Files in the vault by the keyed hash of their content (DESIGN decision 4).
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) = 64),
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  added_at INTEGER NOT NULL
) STRICT;

-- The search index (DESIGN decision 5): the exact tokens are kept, since an external-content index must be told them to forget;
-- and what a hit shows lies beside them, so that a hit is one row and not five.
CREATE TABLE dossier_index (
  dossier_id INTEGER PRIMARY KEY REFERENCES dossier (id),
  secrecy_level INTEGER NOT NULL,
  number TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  mobile TEXT NOT NULL,
  landline TEXT NOT NULL,
  plate TEXT,
  vin TEXT NOT NULL,
  model TEXT NOT NULL,
  last_kind TEXT,
  last_delivered_on TEXT,
  last_state TEXT,
  last_due_on TEXT,
  others TEXT NOT NULL,
  tokens TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE dossier_search USING fts5 (
  tokens, content = 'dossier_index', content_rowid = 'dossier_id',
  detail = none, columnsize = 0, prefix = '1 2 3 4', tokenize = "ascii tokenchars '_'"
);
`,
} as const
