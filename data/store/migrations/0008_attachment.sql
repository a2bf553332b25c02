-- Scans and photographs; the files lie beside the ledger, in its folder .附件, under their SHA-256. seq is the place of a
-- problem's event, 0 the record itself. sha256 '' : erased with a 移送线索.
CREATE TABLE attachment(
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL CHECK(entity IN ('visit', 'problem')),
  ref INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0 CHECK(seq >= 0),
  name TEXT NOT NULL CHECK(name <> ''),
  size INTEGER NOT NULL CHECK(size >= 0),
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64 OR sha256 = '' AND gone = 2),
  type TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL CHECK(added_by <> ''),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE INDEX attachment_ref ON attachment(entity, ref, seq) WHERE gone = 0;
CREATE INDEX attachment_sha ON attachment(sha256);
