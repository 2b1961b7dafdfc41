// The data key can be changed (DESIGN decision 2): what the keys before it were, and to which key of a person the new one can be sealed.

export const migration = {
  version: 210,
  sql: `
-- Data keys of before, in order. resealed_at: since when no file of the vault is under it.
CREATE TABLE earlier_key (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
  replaced_at INTEGER NOT NULL,
  resealed_at INTEGER
) STRICT;

-- Public half of the pair that a data key is sealed to while its owner's password is not at hand; null until they have signed in.
ALTER TABLE person_key ADD COLUMN box_key BLOB CHECK (length(box_key) = 32);
`,
} as const
