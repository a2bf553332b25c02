-- Who may sign in, where the office has switched accounts on (meta 'accounts'). A row is never deleted, a name never
-- used again: the log names people. hash is argon2id of the password with salt; cost is passes, KiB, lanes.
CREATE TABLE person(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(name <> ''),
  roles TEXT NOT NULL CHECK(json_valid(roles)),
  salt BLOB NOT NULL CHECK(length(salt) = 16),
  hash BLOB NOT NULL CHECK(length(hash) = 32),
  cost TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0 CHECK(failures >= 0),
  locked_to TEXT,
  signed_in TEXT,
  disabled INTEGER NOT NULL DEFAULT 0 CHECK(disabled IN (0, 1))
) STRICT;
CREATE TRIGGER person_no_delete BEFORE DELETE ON person
BEGIN SELECT raise(ABORT, 'the log names people'); END;
