-- What the window remembers for whoever sits at it: columns, views, half-typed forms. No part of the ledger:
-- no undo, no log, not in exports.
CREATE TABLE memo(
  key TEXT PRIMARY KEY CHECK(key <> ''),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
