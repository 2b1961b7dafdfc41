// Which recovery key is the present one is asked whenever somebody signs in (rule A1): found without going through the trail.

export const migration = {
  version: 185,
  sql: `
CREATE INDEX chain_entry_recovery ON chain_entry (seq) WHERE chain = 'audit' AND kind = 'archive.replaceRecoveryKey';
`,
} as const
