-- The month table: exact sums of what figures count, see data.CellKey; packed holds the cells of all keys (cells.go).
-- It is counted anew from the records when the file is opened.
DROP TABLE cell;
CREATE TABLE cell(
  month INTEGER NOT NULL CHECK(month % 100 BETWEEN 1 AND 12),
  kind TEXT NOT NULL,
  dim INTEGER NOT NULL CHECK(dim BETWEEN 0 AND 8),
  packed BLOB NOT NULL CHECK(length(packed) > 0),
  PRIMARY KEY(month, kind, dim)
) STRICT, WITHOUT ROWID;
