// How often the password in front of a key was changed: an older keyring that is put back opens nothing with the password before (rule A1).

export const migration = {
  version: 180,
  sql: `
ALTER TABLE person_key ADD COLUMN generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0);
`,
} as const
