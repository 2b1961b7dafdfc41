// Counting very many records: what rates and the day's work are counted from holds all that is asked, so that no row is read.

export const migration = {
  version: 70,
  sql: `
-- Rules L5, S3: the few dossiers that not everyone who sees records may know of.
CREATE INDEX dossier_kept_back ON dossier (secrecy_level) WHERE secrecy_level > 1;

-- Rule V11.
DROP INDEX record_due;
DROP INDEX record_receipt;
CREATE INDEX record_due ON record (due_on, department_id, responsible_id, kind, received_on, dossier_id);
CREATE INDEX record_receipt ON record (received_on, department_id, responsible_id, kind, receipt_lacks, dossier_id) WHERE received_on IS NOT NULL;

-- What each department and person owes or left incomplete.
CREATE INDEX record_owed ON record (department_id, responsible_id, state, due_on, dossier_id) WHERE state <> 'complete';

-- Rule F4: delays that may wait to be accepted.
CREATE INDEX paper_promised ON paper (promised_on) WHERE presence = 'notYetObtainable';
`,
} as const
