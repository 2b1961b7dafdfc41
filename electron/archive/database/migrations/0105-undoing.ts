// What undoing a merge put back, one key for all forms of an identity number, and rates in which an accepted delay is no lack.

export const migration = {
  version: 105,
  sql: `
-- Rule F8. As merge_cell, of the undoing.
CREATE TABLE merge_undo_cell (
  merge_id INTEGER NOT NULL REFERENCES merge (id),
  position INTEGER NOT NULL,
  cell TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before ANY,
  after ANY,
  PRIMARY KEY (merge_id, position)
) STRICT, WITHOUT ROWID;

-- Doubles are looked for among those that stand; \`customer_core\` as identityCore in shared/domain/merge.ts.
DROP INDEX customer_mobile;
DROP INDEX customer_address;
DROP INDEX customer_number;
DROP INDEX customer_short_number;
DROP INDEX customer_credit_body;
CREATE INDEX customer_mobile ON customer (mobile) WHERE mobile <> '' AND merged_into IS NULL;
CREATE INDEX customer_address ON customer (address, name) WHERE address <> '' AND merged_into IS NULL;
CREATE INDEX customer_core ON customer (
  CASE
    WHEN identity_kind = 'creditCode' THEN substr(identity_number, 9, 9)
    WHEN identity_kind = 'hkMacaoPermit' THEN substr(identity_number, 1, 9)
    WHEN length(identity_number) = 18 THEN substr(identity_number, 1, 6) || substr(identity_number, 9, 9)
    ELSE identity_number
  END
) WHERE identity_kind <> 'unknown' AND merged_into IS NULL;

-- Rules F4, V11.
UPDATE record SET receipt_lacks = (
  SELECT count(*) FROM chain_content c, json_each(c.content, '$.lacks') lack
  WHERE c.chain = 'book' AND c.seq = record.received_seq AND NOT (
    json_extract(lack.value, '$.kind') = 'notYetObtainable' AND EXISTS (
      SELECT 1 FROM json_each(c.content, '$.papers') paper JOIN paper_delay pd
        ON pd.record_id = record.id AND pd.code = json_extract(paper.value, '$.code')
      WHERE pd.code = json_extract(lack.value, '$.code') AND pd.promised_on >= json_extract(paper.value, '$.promisedOn')
        AND pd.promised_on >= record.received_on))
) WHERE received_seq IS NOT NULL AND id IN (SELECT record_id FROM paper_delay);
`,
} as const
