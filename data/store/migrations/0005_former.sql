-- The names a live enterprise bore before it was renamed or merged with its double, so that a ledger that still has
-- the old name finds it.
ALTER TABLE enterprise ADD COLUMN former TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(former));
CREATE TABLE enterprise_former(
  norm TEXT NOT NULL CHECK(norm <> ''),
  enterprise INTEGER NOT NULL REFERENCES enterprise(id),
  PRIMARY KEY(norm, enterprise)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_enterprise ON enterprise_former(enterprise);
