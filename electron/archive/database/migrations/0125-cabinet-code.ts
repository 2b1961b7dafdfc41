// Codes of cabinets belong to one cabinet for good, those it was renamed from among them (rule C1).

export const migration = {
  version: 125,
  sql: `
CREATE TABLE cabinet_code (
  code TEXT PRIMARY KEY,
  cabinet_id INTEGER NOT NULL REFERENCES cabinet (id)
) STRICT, WITHOUT ROWID;
INSERT INTO cabinet_code (code, cabinet_id) SELECT code, id FROM cabinet;
-- Codes given up before, as the audit trail tells: each is followed from one renaming to the next up to the code its cabinet has now. One
-- that two cabinets had is the last one's.
WITH RECURSIVE
  renaming AS MATERIALIZED (
    SELECT e.seq, json_extract(c.content, '$.cabinet') AS was, json_extract(c.content, '$.code') AS code
    FROM chain_entry e JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq
    WHERE e.chain = 'audit' AND e.kind = 'cabinet.update' AND json_extract(c.content, '$.cabinet') <> json_extract(c.content, '$.code')),
  followed AS (
    SELECT was, seq AS since, seq, code FROM renaming
    UNION ALL
    SELECT f.was, f.since, r.seq, r.code FROM followed f
    JOIN renaming r ON r.seq = (SELECT min(next.seq) FROM renaming next WHERE next.was = f.code AND next.seq > f.seq))
INSERT OR IGNORE INTO cabinet_code (code, cabinet_id)
SELECT f.was, c.id FROM followed f JOIN cabinet c ON c.code = f.code
WHERE NOT EXISTS (SELECT 1 FROM renaming later WHERE later.was = f.code AND later.seq > f.seq) ORDER BY f.since DESC;
`,
} as const
