-- What figures look at of 128 problems of neighbouring ids (id >> 7), packed (trace.go): a count of any days and any row
-- walks over these instead of replaying events. first and last bound the days on which anything of them counts.
CREATE TABLE trace(
  block INTEGER PRIMARY KEY,
  first TEXT NOT NULL,
  last TEXT NOT NULL CHECK(last >= first),
  packed BLOB NOT NULL CHECK(length(packed) > 0)
) STRICT;
CREATE INDEX trace_last ON trace(last, first);
