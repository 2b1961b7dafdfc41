// The search index no longer merges its pieces inside the write that happens to fill one: measured, that made one handover in
// twelve take three times as long. `mergeIndex` does it when nobody waits.

export const migration = {
  version: 20,
  sql: "INSERT INTO dossier_search (dossier_search, rank) VALUES ('automerge', 0);",
} as const
