// Finding entries of the audit trail (rule A3): by day, by kind, by person, and by what they say they are about. All of it follows from the chain
// by triggers, and `verify` holds it against the chain.

/**
 * Statement for what entries name, as `word` and `seq`: a word is a kind of number or row id, and it. It follows from an entry's kind and content
 * alone, so that it never has to be worked out anew; which dossier a word belongs to is asked when the trail is read (audit/about-store.ts). What somebody
 * typed about a leak is their words, not a number; a number that stands alone where others have a list is how many. `source`: SQL of the entries' `seq`, `kind`, `content`.
 */
export const mentionsIn = (source: string): string => `
  SELECT said.word, said.seq FROM (
    SELECT j.seq, CASE
      WHEN j.type = 'text' THEN CASE
        WHEN j.field IN ('dossier', 'dossiers', 'recordDossiers', 'placedDossiers', 'kept', 'merged', 'one', 'other') AND j.noun <> 'leak' THEN 'dossier:' || j.atom
        WHEN j.field IN ('record', 'records') OR (j.field = 'from' AND j.noun = 'scan') THEN 'record:' || j.atom
        WHEN j.field IN ('loan', 'loans') THEN 'loan:' || j.atom
        WHEN j.field IN ('correction', 'corrections') THEN 'correction:' || j.atom
        WHEN j.field IN ('copy', 'copies') THEN 'copy:' || j.atom
        WHEN j.field = 'violation' THEN 'violation:' || j.atom
        WHEN j.field IN ('added', 'changed', 'removed') THEN 'violation:' || substr(j.atom, 1, instr(j.atom || ' ', ' ') - 1)
        WHEN j.field = 'disposal' THEN 'disposal:' || j.atom
        WHEN j.field = 'request' THEN j.noun || '.request:' || j.atom
      END
      WHEN j.type = 'integer' THEN CASE
        WHEN j.field = 'dossierId' OR (j.listed AND j.field IN ('dropped', 'extended')) THEN 'dossierId:' || j.atom
        WHEN j.field = 'recordId' OR (j.listed AND j.field IN ('recordIds', 'records', 'completed')) THEN 'recordId:' || j.atom
        WHEN j.field = 'volume' OR (j.listed AND j.field = 'volumes') THEN 'volume:' || j.atom
        WHEN j.field IN ('handover', 'customer', 'reader', 'merge') THEN j.field || ':' || j.atom
      END
    END AS word
    FROM (
      SELECT e.seq, t.type, t.atom, t.path <> '$' AS listed, CASE WHEN t.path = '$' THEN t.key ELSE substr(t.path, 3) END AS field, substr(e.kind, 1, instr(e.kind, '.') - 1) AS noun
      FROM (${source}) e CROSS JOIN json_tree(CASE WHEN json_valid(e.content) THEN e.content ELSE '{}' END) t
      WHERE t.atom IS NOT NULL
    ) j
  ) said WHERE said.word IS NOT NULL`

/** What any entry of the trail names. */
export const EVERY_MENTION = mentionsIn(`
  SELECT c.seq, x.kind, c.content FROM chain_content c CROSS JOIN chain_entry x ON x.chain = c.chain AND x.seq = c.seq WHERE c.chain = 'audit'`)

const mentionsOf = (row: 'old' | 'new'): string => (
  mentionsIn(`SELECT x.seq, x.kind, ${row}.content AS content FROM chain_entry x WHERE x.chain = 'audit' AND x.seq = ${row}.seq`)
)

/** The day of an instant in the store's zone, as a number. */
export const dayNumber = (at: string): string => `((${at} + 28800000) / 86400000)`

export const migration = {
  version: 190,
  sql: `
CREATE TABLE audit_mention (
  word TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (word, seq)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO audit_mention (word, seq) ${EVERY_MENTION};
CREATE TRIGGER audit_mention_added AFTER INSERT ON chain_content WHEN new.chain = 'audit' BEGIN
  INSERT OR IGNORE INTO audit_mention (word, seq) ${mentionsOf('new')};
END;
-- What is erased of a content (R4) is not found any more.
CREATE TRIGGER audit_mention_erased AFTER UPDATE OF content ON chain_content WHEN new.chain = 'audit' BEGIN
  DELETE FROM audit_mention WHERE (word, seq) IN (${mentionsOf('old')});
  INSERT OR IGNORE INTO audit_mention (word, seq) ${mentionsOf('new')};
END;

-- Entries of a day lie between these, others perhaps among them: a clock may have been wrong.
CREATE TABLE audit_day (
  day INTEGER PRIMARY KEY,
  first INTEGER NOT NULL CHECK (first > 0),
  last INTEGER NOT NULL CHECK (last >= first)
) STRICT;
INSERT INTO audit_day (day, first, last) SELECT ${dayNumber('at')}, min(seq), max(seq) FROM chain_entry WHERE chain = 'audit' GROUP BY 1;
CREATE TRIGGER audit_day_added AFTER INSERT ON chain_entry WHEN new.chain = 'audit' BEGIN
  INSERT INTO audit_day (day, first, last) VALUES (${dayNumber('new.at')}, new.seq, new.seq)
    ON CONFLICT (day) DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last);
END;

CREATE INDEX chain_entry_kind ON chain_entry (kind, seq) WHERE chain = 'audit';
CREATE INDEX chain_signature_person ON chain_signature (person_id, seq) WHERE chain = 'audit';
`,
} as const
