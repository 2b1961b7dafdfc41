// What a closed month freezes besides its violations, in what capacity was decided, and the days on which a closed correction was missed.

export const migration = {
  version: 100,
  sql: `
-- Rule V9. Of a decision or a waiver: by whom in what capacity.
ALTER TABLE violation_act ADD COLUMN capacity TEXT CHECK (capacity IN ('director', 'generalManager'));
-- Rules V10, D2. The missed days of a correction as it was closed, as JSON; null while it is open.
ALTER TABLE correction ADD COLUMN missed TEXT;
CREATE INDEX violation_adjusts ON violation (adjusts) WHERE adjusts IS NOT NULL;

-- Closed is closed, in what was said and done as well, and for good.
CREATE TRIGGER violation_act_closed_insert BEFORE INSERT ON violation_act
  WHEN EXISTS (SELECT 1 FROM violation v JOIN closed_month m ON m.month = v.month WHERE v.id = new.violation_id)
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER violation_act_closed_update BEFORE UPDATE ON violation_act
  WHEN EXISTS (SELECT 1 FROM violation v JOIN closed_month m ON m.month = v.month WHERE v.id IN (old.violation_id, new.violation_id))
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER violation_act_closed_delete BEFORE DELETE ON violation_act
  WHEN EXISTS (SELECT 1 FROM violation v JOIN closed_month m ON m.month = v.month WHERE v.id = old.violation_id)
  BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER closed_month_update BEFORE UPDATE ON closed_month BEGIN SELECT raise(ABORT, 'the month is closed'); END;
CREATE TRIGGER closed_month_delete BEFORE DELETE ON closed_month BEGIN SELECT raise(ABORT, 'the month is closed'); END;
`,
} as const
