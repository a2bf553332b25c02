-- An office with a cut-off day counts by halves of months, see data.Cutoff. What is counted already stays.
ALTER TABLE cell RENAME TO old_cell;
CREATE TABLE cell(
  month INTEGER NOT NULL CHECK(month % 100 BETWEEN 1 AND 24),
  kind TEXT NOT NULL,
  dim INTEGER NOT NULL CHECK(dim BETWEEN 0 AND 8),
  packed BLOB NOT NULL CHECK(length(packed) > 0),
  PRIMARY KEY(month, kind, dim)
) STRICT, WITHOUT ROWID;
INSERT INTO cell SELECT month, kind, dim, packed FROM old_cell ORDER BY month, kind, dim;
DROP TABLE old_cell;
