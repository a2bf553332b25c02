-- The ledger of one office. STRICT throughout; dates TEXT yyyy-MM-dd, instants TEXT in UTC, money INTEGER in 分.
-- Ids are site × 2^40 + sequence. gone: 0 live, 1 in the recycle bin, 2 hidden because its making was undone.
-- Rows are never removed: others, the log and issued bulletins point at them.

CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting(
  key TEXT PRIMARY KEY CHECK(key <> ''),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE region(
  id INTEGER PRIMARY KEY,
  code TEXT,
  name TEXT NOT NULL CHECK(name <> ''),
  parent INTEGER REFERENCES region(id),
  sort INTEGER NOT NULL DEFAULT 0,
  aliases TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(aliases)),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX region_code ON region(code) WHERE gone = 0 AND code IS NOT NULL;
CREATE INDEX region_parent ON region(parent) WHERE gone = 0;

CREATE TABLE unit(
  id INTEGER PRIMARY KEY,
  code TEXT,
  name TEXT NOT NULL CHECK(name <> ''),
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(aliases)),
  kind TEXT NOT NULL CHECK(kind IN ('commission', 'dispatched', 'department', 'township', 'other')),
  parent INTEGER REFERENCES unit(id),
  region INTEGER REFERENCES region(id),
  sort INTEGER NOT NULL DEFAULT 0,
  valid_from TEXT CHECK(valid_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  valid_to TEXT CHECK(valid_to GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  merged_to INTEGER REFERENCES unit(id),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX unit_code ON unit(code) WHERE gone = 0 AND code IS NOT NULL;

CREATE TABLE dict_entry(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('category', 'nature', 'source', 'measure')),
  code TEXT,
  name TEXT NOT NULL CHECK(name <> ''),
  aliases TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(aliases)),
  note TEXT NOT NULL DEFAULT '',
  sort INTEGER NOT NULL DEFAULT 0,
  retired INTEGER NOT NULL DEFAULT 0 CHECK(retired IN (0, 1)),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX entry_code ON dict_entry(kind, code) WHERE gone = 0 AND code IS NOT NULL;

CREATE TABLE enterprise(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK(name <> ''),
  norm TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  uscc TEXT,
  alias TEXT NOT NULL DEFAULT '',
  industry TEXT NOT NULL DEFAULT '',
  region INTEGER REFERENCES region(id),
  contact TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  former TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(former)),
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE INDEX enterprise_norm ON enterprise(norm, id) WHERE gone = 0;
CREATE INDEX enterprise_initials ON enterprise(initials, id) WHERE gone = 0;
CREATE UNIQUE INDEX enterprise_uscc ON enterprise(uscc) WHERE gone = 0 AND uscc IS NOT NULL;

-- The names a live enterprise bore before it was renamed or merged with its double, as names are compared, so that a
-- ledger that still has the old name finds it.
CREATE TABLE enterprise_former(
  norm TEXT NOT NULL CHECK(norm <> ''),
  enterprise INTEGER NOT NULL REFERENCES enterprise(id),
  PRIMARY KEY(norm, enterprise)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_enterprise ON enterprise_former(enterprise);

CREATE TABLE visit(
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL CHECK(day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  unit INTEGER REFERENCES unit(id),
  enterprise INTEGER REFERENCES enterprise(id),
  region INTEGER REFERENCES region(id),
  visitors TEXT NOT NULL DEFAULT '',
  reply TEXT NOT NULL DEFAULT '',
  satisfaction INTEGER NOT NULL DEFAULT 0 CHECK(satisfaction BETWEEN 0 AND 5),
  note TEXT NOT NULL DEFAULT '',
  fields TEXT CHECK(json_valid(fields)),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
-- Identity of a visit: one a day, unit and enterprise.
CREATE UNIQUE INDEX visit_identity ON visit(day, unit, enterprise) WHERE gone = 0;
CREATE INDEX visit_enterprise ON visit(enterprise, day, id) WHERE gone = 0;
-- The grid of visits: newest first, with the columns that filters look at.
CREATE INDEX visit_day ON visit(day, id, region, enterprise) WHERE gone = 0;

-- Every unit that made the visit; place 0 is the first one.
CREATE TABLE visit_unit(
  visit INTEGER NOT NULL REFERENCES visit(id),
  place INTEGER NOT NULL CHECK(place >= 0),
  unit INTEGER NOT NULL REFERENCES unit(id),
  PRIMARY KEY(visit, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_unit_unit ON visit_unit(unit, visit);

-- Today's row: the facts as entered, then what replaying the events gives.
CREATE TABLE problem(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL CHECK(code <> ''),
  visit INTEGER REFERENCES visit(id),
  enterprise INTEGER REFERENCES enterprise(id),
  region INTEGER REFERENCES region(id),
  source INTEGER REFERENCES dict_entry(id),
  content TEXT NOT NULL CHECK(content <> ''),
  hash INTEGER NOT NULL,
  category INTEGER REFERENCES dict_entry(id),
  nature INTEGER REFERENCES dict_entry(id),
  measure INTEGER REFERENCES dict_entry(id),
  visiting INTEGER REFERENCES unit(id),
  supervising INTEGER REFERENCES unit(id),
  supporting TEXT CHECK(json_valid(supporting)),
  complained INTEGER REFERENCES unit(id),
  occurrence INTEGER NOT NULL CHECK(occurrence > 0),
  real_name INTEGER NOT NULL DEFAULT 0 CHECK(real_name IN (0, 1)),
  complaint INTEGER NOT NULL DEFAULT 0 CHECK(complaint IN (0, 1)),
  fields TEXT CHECK(json_valid(fields)),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  registered TEXT NOT NULL CHECK(registered GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  reg_basis TEXT NOT NULL CHECK(reg_basis IN ('real', 'inferred')),
  state INTEGER NOT NULL CHECK(state BETWEEN 1 AND 9),
  stock TEXT NOT NULL CHECK(stock IN ('O', 'L', 'R', 'X', 'N', 'M')),
  lead INTEGER REFERENCES unit(id),
  category_now INTEGER REFERENCES dict_entry(id),
  due TEXT CHECK(due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  due_sort TEXT NOT NULL CHECK(due_sort = coalesce(due, '9999-12-31')),
  uncertain TEXT NOT NULL DEFAULT '',
  -- No light turns on: 1 handed in in time and waiting, 2 the deadline rests on a 推定 day.
  calm INTEGER NOT NULL DEFAULT 0 CHECK(calm IN (0, 1, 2)),
  extended INTEGER NOT NULL DEFAULT 0 CHECK(extended IN (0, 1)),
  since TEXT NOT NULL,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX problem_code ON problem(code, (id >> 40));
CREATE INDEX problem_visit ON problem(visit, hash, occurrence) WHERE gone = 0 AND visit IS NOT NULL;
CREATE INDEX problem_hash ON problem(hash, source, lead) WHERE gone = 0;
CREATE INDEX problem_enterprise ON problem(enterprise, id) WHERE gone = 0;
-- The grid: sort key, then the columns that filters look at, so that a page is answered inside one index.
CREATE INDEX problem_registered ON problem(registered, id, state, lead, visiting, region, category_now, due_sort, calm) WHERE gone = 0;
CREATE INDEX problem_due ON problem(due_sort, id, state, lead, visiting, region, category_now, calm, registered) WHERE gone = 0;
CREATE INDEX problem_stock ON problem(stock, registered, id, state, lead, visiting, region, category_now, due_sort, calm) WHERE gone = 0;
CREATE INDEX problem_lead ON problem(lead, registered, id, state, category_now, region, visiting, due_sort, calm) WHERE gone = 0;
CREATE INDEX problem_visiting ON problem(visiting, registered, id, state, category_now, region, lead, due_sort, calm) WHERE gone = 0;
CREATE INDEX problem_region ON problem(region, registered, id, state, category_now, lead, visiting, due_sort, calm) WHERE gone = 0;
CREATE INDEX problem_category ON problem(category_now, registered, id, state, lead, visiting, region, due_sort, calm) WHERE gone = 0;
CREATE INDEX problem_open ON problem(due_sort, id, state, lead, visiting, region, category_now, calm, registered) WHERE gone = 0 AND stock = 'O';
CREATE INDEX problem_gone ON problem(gone, deleted_at) WHERE gone <> 0;

-- The append-only truth. seq counts as recorded; pos is the place the domain knows the event by. What stands at a
-- place is its last row, and nothing if that row was voided by an undo.
CREATE TABLE problem_event(
  id INTEGER PRIMARY KEY,
  problem INTEGER NOT NULL REFERENCES problem(id),
  seq INTEGER NOT NULL CHECK(seq > 0),
  pos INTEGER NOT NULL CHECK(pos > 0),
  kind TEXT NOT NULL CHECK(kind IN ('register', 'assign', 'accept', 'progress', 'stage_done', 'report', 'send_back', 'resolve',
    'return_visit', 'rework', 'strike_off', 'extend', 'object', 'reopen', 'decline', 'transfer', 'move_clue', 'to_long_term',
    'from_long_term', 'long_review', 'recategorise', 'supervise')),
  day TEXT NOT NULL CHECK(day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  basis TEXT NOT NULL CHECK(basis IN ('real', 'inferred')),
  origin TEXT NOT NULL CHECK(origin IN ('window', 'import', 'package')),
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL CHECK(actor <> ''),
  unit INTEGER REFERENCES unit(id),
  deadline TEXT CHECK(json_valid(deadline)),
  category INTEGER REFERENCES dict_entry(id),
  nature INTEGER REFERENCES dict_entry(id),
  measure INTEGER REFERENCES dict_entry(id),
  satisfaction INTEGER NOT NULL DEFAULT 0 CHECK(satisfaction BETWEEN 0 AND 5),
  note TEXT NOT NULL DEFAULT '',
  more TEXT CHECK(json_valid(more)),
  voided_by TEXT,
  voided_at TEXT,
  void_reason TEXT,
  CHECK((voided_by IS NULL) = (voided_at IS NULL) AND (voided_by IS NULL) = (void_reason IS NULL)),
  UNIQUE(problem, seq)
) STRICT;
CREATE INDEX event_day ON problem_event(day, problem);
-- What screens of work to do look up by problem: whether it was visited again, reviewed in 长期坚持, supervised.
CREATE INDEX event_look ON problem_event(kind, problem, day)
WHERE voided_by IS NULL AND (kind = 'return_visit' OR kind = 'long_review' OR kind = 'supervise');
-- What was voided, by when: an event entered before 封账 and voided after it is told in the next bulletin.
CREATE INDEX event_voided ON problem_event(voided_at, id) WHERE voided_at IS NOT NULL;
-- An event may be voided, once; and of a problem whose content was erased its texts may be too.
CREATE TRIGGER event_only_voided BEFORE UPDATE ON problem_event
WHEN NEW.id IS NOT OLD.id OR NEW.problem IS NOT OLD.problem
  OR NEW.seq IS NOT OLD.seq OR NEW.pos IS NOT OLD.pos OR NEW.kind IS NOT OLD.kind OR NEW.day IS NOT OLD.day
  OR NEW.basis IS NOT OLD.basis OR NEW.origin IS NOT OLD.origin OR NEW.recorded_at IS NOT OLD.recorded_at
  OR NEW.actor IS NOT OLD.actor OR NEW.unit IS NOT OLD.unit
  OR NEW.category IS NOT OLD.category OR NEW.nature IS NOT OLD.nature OR NEW.measure IS NOT OLD.measure
  OR NEW.satisfaction IS NOT OLD.satisfaction
  OR NOT (
    OLD.voided_by IS NULL AND NEW.voided_by IS NOT NULL
      AND NEW.deadline IS OLD.deadline AND NEW.note IS OLD.note AND NEW.more IS OLD.more
    OR NEW.voided_by IS OLD.voided_by AND NEW.voided_at IS OLD.voided_at
      AND (SELECT p.content FROM problem p WHERE p.id = OLD.problem) IS '（已移送）'
      AND (NEW.note IS OLD.note OR OLD.kind <> 'move_clue' AND OLD.note <> '' AND NEW.note IS '（已移送）')
      AND (NEW.more IS OLD.more OR NEW.more IS json_replace(OLD.more, '$.unreachable', '（已移送）', '$.approver', '（已移送）', '$.signedBy', '（已移送）'))
      AND (NEW.deadline IS OLD.deadline OR NEW.deadline IS json_remove(OLD.deadline, '$.text'))
      AND (NEW.void_reason IS OLD.void_reason OR OLD.void_reason IS NOT NULL AND NEW.void_reason IS '（已移送）'))
BEGIN SELECT raise(ABORT, 'problem_event is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON problem_event
BEGIN SELECT raise(ABORT, 'problem_event is append-only'); END;

-- Stretches [start, stop) in the stocks O, L, R only: a terminal stock is the end of the last one. stop 9999-12-31 lasts.
CREATE TABLE problem_span(
  problem INTEGER NOT NULL REFERENCES problem(id),
  n INTEGER NOT NULL CHECK(n >= 0),
  stock TEXT NOT NULL CHECK(stock IN ('O', 'L', 'R')),
  start TEXT NOT NULL,
  stop TEXT NOT NULL CHECK(stop > start),
  state INTEGER NOT NULL,
  lead INTEGER,
  category INTEGER,
  nature INTEGER,
  measure INTEGER,
  due TEXT,
  uncertain TEXT NOT NULL DEFAULT '',
  flags INTEGER NOT NULL,
  PRIMARY KEY(problem, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX span_asof ON problem_span(stock, stop, start, problem, lead, category, due);

-- The month table: exact sums of what figures count, see data.CellKey; packed holds the cells of all keys (cells.go).
CREATE TABLE cell(
  month INTEGER NOT NULL CHECK(month % 100 BETWEEN 1 AND 24),
  kind TEXT NOT NULL,
  dim INTEGER NOT NULL CHECK(dim BETWEEN 0 AND 8),
  packed BLOB NOT NULL CHECK(length(packed) > 0),
  PRIMARY KEY(month, kind, dim)
) STRICT, WITHOUT ROWID;

-- What figures look at of 128 problems of neighbouring ids (id >> 7), packed (trace.go): a count of any days and any row
-- walks over these instead of replaying events. first and last bound the days on which anything of them counts.
CREATE TABLE trace(
  block INTEGER PRIMARY KEY,
  first TEXT NOT NULL,
  last TEXT NOT NULL CHECK(last >= first),
  packed BLOB NOT NULL CHECK(length(packed) > 0)
) STRICT;
CREATE INDEX trace_last ON trace(last, first);

-- Totals of the live problems for the grid. dim: 0 all, 1 visiting, 2 lead, 4 region, 5 category (data.Dim).
CREATE TABLE problem_count(
  dim INTEGER NOT NULL CHECK(dim IN (0, 1, 2, 4, 5)),
  key INTEGER NOT NULL,
  state INTEGER NOT NULL,
  n INTEGER NOT NULL CHECK(n >= 0),
  PRIMARY KEY(dim, key, state)
) STRICT, WITHOUT ROWID;

-- The running number of problem codes, one a year of registration.
CREATE TABLE code_counter(
  year INTEGER PRIMARY KEY,
  last INTEGER NOT NULL CHECK(last > 0)
) STRICT;

CREATE TABLE record(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('supervision', 'clue_transfer', 'policy', 'disbursement', 'support_measure',
    'common_problem', 'inspection_round', 'activity_count', 'time_limit_cut', 'coverage_list')),
  day TEXT CHECK(day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  ref INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL CHECK(json_valid(body)),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE INDEX record_day ON record(kind, day, id) WHERE gone = 0;
CREATE INDEX record_ref ON record(ref, kind, day) WHERE gone = 0;

-- What the window remembers for whoever sits at it: columns, views, half-typed forms. No part of the ledger:
-- no undo, no log, not in exports.
CREATE TABLE memo(
  key TEXT PRIMARY KEY CHECK(key <> ''),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE holiday_notice(
  year INTEGER PRIMARY KEY,
  body TEXT NOT NULL CHECK(json_valid(body))
) STRICT;

CREATE TABLE undo_step(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK(undone IN (0, 1)),
  -- 1 a bulletin was issued, 2 a text was erased: the step and those before it can't be undone.
  final INTEGER NOT NULL DEFAULT 0 CHECK(final IN (0, 1, 2))
) STRICT;
CREATE TABLE undo_image(
  step INTEGER NOT NULL REFERENCES undo_step(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  entity TEXT NOT NULL,
  id INTEGER NOT NULL,
  key TEXT NOT NULL DEFAULT '',
  before TEXT,
  after TEXT,
  PRIMARY KEY(step, n)
) STRICT, WITHOUT ROWID;

-- hash = SHA-256(format ‖ previous ‖ length-prefixed at, actor, action, entity, id, SHA-256(salt ‖ diff)). Only salt and
-- diff may be erased, and the chain stays whole.
CREATE TABLE audit_log(
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL CHECK(actor <> ''),
  action TEXT NOT NULL CHECK(action IN ('create', 'update', 'delete', 'restore', 'undo', 'redo', 'issue', 'seed')),
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  step INTEGER NOT NULL,
  op TEXT NOT NULL,
  salt BLOB,
  diff TEXT,
  diff_hash BLOB NOT NULL CHECK(length(diff_hash) = 32),
  prev_hash BLOB NOT NULL CHECK(length(prev_hash) = 32),
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;
CREATE INDEX audit_entity ON audit_log(entity, entity_id, id);
CREATE TRIGGER audit_only_erased BEFORE UPDATE ON audit_log
WHEN NEW.salt IS NOT NULL OR NEW.diff IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.actor IS NOT OLD.actor
  OR NEW.action IS NOT OLD.action OR NEW.entity IS NOT OLD.entity OR NEW.entity_id IS NOT OLD.entity_id OR NEW.step IS NOT OLD.step
  OR NEW.op IS NOT OLD.op OR NEW.diff_hash IS NOT OLD.diff_hash OR NEW.prev_hash IS NOT OLD.prev_hash OR NEW.hash IS NOT OLD.hash
BEGIN SELECT raise(ABORT, 'audit_log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT raise(ABORT, 'audit_log is append-only'); END;

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

CREATE TABLE bulletin_draft(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind <> ''),
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL CHECK(period_to >= period_from),
  title TEXT NOT NULL DEFAULT '',
  tree TEXT NOT NULL CHECK(json_valid(tree)),
  updated_at TEXT NOT NULL,
  issue INTEGER REFERENCES bulletin_issue(id),
  version INTEGER NOT NULL CHECK(version > 0),
  gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1, 2)),
  deleted_at TEXT,
  CHECK((gone = 1) = (deleted_at IS NOT NULL))
) STRICT;
CREATE TABLE bulletin_issue(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind <> ''),
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL CHECK(period_to >= period_from),
  title TEXT NOT NULL,
  doc_number TEXT NOT NULL DEFAULT '',
  year INTEGER NOT NULL,
  number INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  tree TEXT NOT NULL CHECK(json_valid(tree)),
  facts TEXT NOT NULL CHECK(json_valid(facts)),
  signers TEXT CHECK(json_valid(signers)),
  replaces INTEGER REFERENCES bulletin_issue(id),
  issued_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  -- Where the log stood: so that it can't be cut or rewritten unseen.
  log_entries INTEGER NOT NULL DEFAULT 0 CHECK(log_entries >= 0),
  log_head TEXT NOT NULL DEFAULT '' CHECK((log_entries = 0) = (log_head = ''))
) STRICT;
CREATE UNIQUE INDEX issue_doc_number ON bulletin_issue(doc_number) WHERE doc_number <> '';
CREATE UNIQUE INDEX issue_number ON bulletin_issue(kind, year, number) WHERE number > 0;
CREATE TABLE bulletin_file(
  issue INTEGER NOT NULL REFERENCES bulletin_issue(id),
  name TEXT NOT NULL CHECK(name <> ''),
  size INTEGER NOT NULL CHECK(size >= 0),
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  content BLOB,
  PRIMARY KEY(issue, name)
) STRICT;
CREATE TABLE bulletin_row(
  issue INTEGER NOT NULL REFERENCES bulletin_issue(id),
  figure TEXT NOT NULL,
  n INTEGER NOT NULL,
  entity TEXT NOT NULL,
  id INTEGER NOT NULL,
  day TEXT,
  what TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(issue, figure, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER issue_no_update BEFORE UPDATE ON bulletin_issue BEGIN SELECT raise(ABORT, 'an issued bulletin never changes'); END;
CREATE TRIGGER issue_no_delete BEFORE DELETE ON bulletin_issue BEGIN SELECT raise(ABORT, 'an issued bulletin never changes'); END;
CREATE TRIGGER file_no_update BEFORE UPDATE ON bulletin_file BEGIN SELECT raise(ABORT, 'an issued bulletin never changes'); END;
CREATE TRIGGER file_no_delete BEFORE DELETE ON bulletin_file BEGIN SELECT raise(ABORT, 'an issued bulletin never changes'); END;
CREATE TRIGGER row_no_update BEFORE UPDATE ON bulletin_row BEGIN SELECT raise(ABORT, 'an issued bulletin never changes'); END;
CREATE TRIGGER row_no_delete BEFORE DELETE ON bulletin_row BEGIN SELECT raise(ABORT, 'an issued bulletin never changes'); END;

-- Tokens of two characters, of letters and digits of three too, written by Go (search.go) in hexadecimal; one character is
-- looked up in an index of its own. rowid is the record's id.
CREATE VIRTUAL TABLE search_problem USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);
CREATE VIRTUAL TABLE search_visit USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);
CREATE VIRTUAL TABLE search_enterprise USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);
-- What was said of the events that stand of live problems (searchevent.go).
CREATE VIRTUAL TABLE search_event USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none, prefix = 6);

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
