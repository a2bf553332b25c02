package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

// one is the sub-query of some live problem's id.
const one = "(SELECT min(id) FROM problem WHERE gone = 0)"

// moved is the sub-query of some problem turned into a transfer.
const moved = "(SELECT min(id) FROM problem WHERE state = 9 AND gone = 0)"

// said is the sub-query of some event that is found by its words.
const said = "(SELECT min(id) FROM problem_event WHERE note <> '' AND voided_by IS NULL AND problem IN (SELECT id FROM problem WHERE gone = 0 AND content <> '（已移送）'))"

// secondIssue repeats the issued bulletin with other numbers, its own hash broken with it.
func secondIssue(numbers string) string {
	return `INSERT INTO bulletin_issue(kind, year, number, total, doc_number, id, period_from, period_to, title, tree, facts, signers, issued_at, actor, sha256)
		SELECT ` + numbers + `, id + 1, period_from, period_to, title, tree, facts, signers, issued_at, actor, sha256 FROM bulletin_issue`
}

// attach registers a file that is not there.
func attach(to string) string {
	return `INSERT INTO attachment(id, entity, ref, seq, name, size, sha256, type, added_at, added_by, version)
		SELECT 1 + (SELECT max(id) FROM problem), x.*, '照片.jpg', 9, '` + strings.Repeat("ab", 32) + `', 'image/jpeg', '2026-10-08T01:00:00.000Z', '林文书', 1 FROM (SELECT ` + to + `) x`
}

// breakages: every invariant that Check knows, with a way to break it. also are codes
// that the same damage rightly brings up too.
var breakages = []struct {
	name, code string
	also       []string
	how        []string
}{
	{"an index that lacks a row", "file", []string{"search", "schema"}, []string{"PRAGMA writable_schema = 1",
		"UPDATE sqlite_schema SET sql = replace(sql, 'gone <> 0', 'gone <> 5') WHERE name = 'problem_gone'", "PRAGMA writable_schema = 0"}},
	{"an answer there is not", "column", []string{"cell"}, []string{"UPDATE visit SET satisfaction = 9 WHERE id = (SELECT min(id) FROM visit)"}},
	{"an index is missing", "schema", nil, []string{"DROP INDEX problem_due"}},
	{"a table is missing", "schema", nil, []string{"DROP TABLE record"}},
	{"a strange table", "schema", nil, []string{"CREATE TABLE strange(x)"}},
	{"a trigger does nothing", "schema", nil, []string{"CREATE TRIGGER idle BEFORE UPDATE ON unit BEGIN SELECT 1; END"}},
	{"a stretch that ends before it starts", "column", []string{"span"}, []string{"UPDATE problem_span SET stop = '2000-01-01' WHERE problem = " + one}},
	{"a reference to nothing", "reference", []string{"name"}, []string{"UPDATE enterprise SET region = 999999 WHERE id = (SELECT min(id) FROM enterprise)"}},

	{"another state", "state", []string{"counter"}, []string{"UPDATE problem SET state = 8 WHERE id = " + one + " AND state <> 8"}},
	{"another stock", "state", nil, []string{"UPDATE problem SET stock = 'N' WHERE id = " + one}},
	{"another registration date", "state", nil, []string{"UPDATE problem SET registered = '2025-01-01' WHERE id = " + one}},
	{"another lead unit", "state", nil, []string{"UPDATE problem SET lead = (SELECT max(id) FROM unit) WHERE id = (SELECT min(id) FROM problem WHERE gone = 0 AND lead IS NULL)"}},
	{"a light that may not turn on", "state", nil, []string{"UPDATE problem SET calm = 1 WHERE id = (SELECT min(id) FROM problem WHERE gone = 0 AND calm = 0)"}},
	{"another deadline", "deadline", nil, []string{"UPDATE problem SET due = '2026-12-01', due_sort = '2026-12-01' WHERE id = " + one}},
	{"a deadline made certain", "deadline", nil, []string{"UPDATE problem SET uncertain = '不确定' WHERE id = " + one}},
	{"a stretch is missing", "span", nil, []string{"DELETE FROM problem_span WHERE problem = " + one + " AND n = 0"}},
	{"a stretch ends elsewhere", "span", nil, []string{"UPDATE problem_span SET stop = '9998-01-01' WHERE problem = " + one + " AND stop = '9999-12-31'"}},
	{"a stretch of another unit", "span", nil, []string{"UPDATE problem_span SET lead = 5 WHERE problem = " + one}},
	{"an event is missing", "seq", []string{"trace", "event", "audit", "state", "span", "deadline", "cell", "counter"}, []string{"DELETE FROM problem_event WHERE id = (SELECT min(e.id) FROM problem_event e WHERE seq = 1 AND EXISTS (SELECT 1 FROM problem_event x WHERE x.problem = e.problem AND x.seq = 2))"}},
	{"an event counted twice over", "seq", nil, []string{"UPDATE problem_event SET seq = 77 WHERE id = (SELECT e.id FROM problem_event e WHERE seq > 1 ORDER BY id DESC LIMIT 1)"}},
	{"voided before it was recorded", "void", nil, []string{"UPDATE problem_event SET voided_at = '2020-01-01T00:00:00.000Z' WHERE id = (SELECT min(id) FROM problem_event WHERE voided_by NOT LIKE 'undo:%')"}},
	{"voided without a time", "void", []string{"column"}, []string{"UPDATE problem_event SET voided_at = NULL WHERE id = (SELECT min(id) FROM problem_event WHERE voided_by NOT LIKE 'undo:%')"}},
	{"an event changed its kind", "event", []string{"trace", "cell", "counter", "state", "span", "deadline"}, []string{"UPDATE problem_event SET kind = 'strike_off' WHERE id = (SELECT min(id) FROM problem_event WHERE kind = 'register')"}},
	{"the content changed behind the hash", "hash", []string{"search"}, []string{"UPDATE problem SET content = content || '改' WHERE id = " + one}},
	{"a stretch of a deleted problem", "hidden", []string{"reference"}, []string{"INSERT INTO problem_span(problem, n, stock, start, stop, state, flags) SELECT min(id), 0, 'O', '2026-01-01', '2026-02-01', 1, 0 FROM problem WHERE gone = 1"}},
	{"a cell counts one more", "cell", nil, []string{"UPDATE cell SET packed = x'00007f' WHERE kind = 'call' AND dim = 0"}},
	{"a cell is missing", "cell", nil, []string{"DELETE FROM cell WHERE kind = 'call' AND dim = 0"}},
	{"a cell too many", "cell", nil, []string{"INSERT INTO cell VALUES(209901, 'register', 0, x'000003')"}},
	{"a trace tells of another day", "trace", nil, []string{"UPDATE trace SET packed = CAST(substr(packed, 1, 2) || x'7f' || substr(packed, 4) AS BLOB)"}},
	{"traces are missing", "trace", nil, []string{"DELETE FROM trace"}},
	{"a trace of no problem", "trace", nil, []string{"INSERT INTO trace SELECT block + 1, first, last, packed FROM trace ORDER BY block DESC LIMIT 1"}},
	{"traces reach less far", "trace", nil, []string{"UPDATE trace SET last = first WHERE last > first"}},
	{"traces that can't be read", "trace", nil, []string{"UPDATE trace SET packed = x'ff'"}},
	{"a counter counts one less", "counter", nil, []string{"UPDATE problem_count SET n = n - 1 WHERE dim = 0 AND state = 8"}},
	{"a counter is missing", "counter", nil, []string{"DELETE FROM problem_count WHERE dim = 2 AND state = 8"}},

	{"the log says somebody else did it", "audit", nil, []string{"UPDATE audit_log SET actor = '别人' WHERE id = 9"}},
	{"the log says it was later", "audit", nil, []string{"UPDATE audit_log SET at = '2027-01-01T00:00:00.000Z' WHERE id = 9"}},
	{"the log tells another value", "audit", nil, []string{"UPDATE audit_log SET diff = '{}' WHERE id = 9"}},
	{"an entry of the log is gone", "audit", nil, []string{"DELETE FROM audit_log WHERE id = 9"}},
	{"the log's last entries are gone", "audit", nil, []string{"DELETE FROM audit_log WHERE step = (SELECT max(id) FROM undo_step)"}},
	{"two entries changed places", "audit", nil, []string{"UPDATE audit_log SET id = 999999 WHERE id = 9", "UPDATE audit_log SET id = 9 WHERE id = 10", "UPDATE audit_log SET id = 10 WHERE id = 999999"}},

	{"the log is cut back behind a bulletin", "head", []string{"audit"}, []string{"DELETE FROM audit_log WHERE id >= (SELECT log_entries FROM bulletin_issue)"}},
	{"a bulletin names another head of the log", "head", []string{"bulletin"}, []string{"UPDATE bulletin_issue SET log_head = replace(log_head, substr(log_head, 1, 8), '00000000')"}},

	{"a problem can't be found", "search", nil, []string{"DELETE FROM search_problem WHERE rowid = " + one}},
	{"a visit can't be found", "search", nil, []string{"DELETE FROM search_visit"}},
	{"an enterprise can't be found", "search", nil, []string{"DELETE FROM search_enterprise"}},
	{"found by other words", "search", nil, []string{"DELETE FROM search_problem WHERE rowid = " + one, "INSERT INTO search_problem(rowid, x) VALUES(" + one + ", '004e00004e01')"}},
	{"a visit found by other words", "search", nil, []string{"DELETE FROM search_visit WHERE rowid = (SELECT min(id) FROM visit WHERE gone = 0)",
		"INSERT INTO search_visit(rowid, x) VALUES((SELECT min(id) FROM visit WHERE gone = 0), '004e00004e01')"}},
	{"an enterprise found by other words", "search", nil, []string{"DELETE FROM search_enterprise WHERE rowid = (SELECT min(id) FROM enterprise WHERE gone = 0)",
		"INSERT INTO search_enterprise(rowid, x) VALUES((SELECT min(id) FROM enterprise WHERE gone = 0), '004e00004e01')"}},
	{"an event can't be found by its words", "search", nil, []string{"DELETE FROM search_event WHERE rowid = (SELECT min(rowid) FROM search_event)"}},
	{"an event found by other words", "search", nil, []string{"DELETE FROM search_event WHERE rowid = " + said, "INSERT INTO search_event(rowid, x) VALUES(" + said + ", '004e00004e01')"}},
	{"a voided event is found", "search", nil, []string{"INSERT INTO search_event(rowid, x) SELECT min(id), '004e00004e01' FROM problem_event WHERE voided_by IS NOT NULL"}},
	{"an event of a deleted problem is found", "search", nil, []string{"INSERT INTO search_event(rowid, x) SELECT min(e.id), '004e00004e01' FROM problem_event e JOIN problem p ON p.id = e.problem WHERE p.gone = 1"}},
	{"an event that says nothing is found", "search", nil, []string{"INSERT INTO search_event(rowid, x) SELECT min(id), '004e00004e01' FROM problem_event WHERE note = '' AND more IS NULL"}},
	{"a deleted problem is found", "search", nil, []string{"INSERT INTO search_problem(rowid, x) SELECT min(id), '004e00004e01' FROM problem WHERE gone = 1"}},

	{"a visit twice", "identity", []string{"schema", "joint", "cell", "search", "live"}, []string{"DROP INDEX visit_identity", `INSERT INTO visit(id, day, unit, enterprise, version)
		SELECT id + 100000, day, unit, enterprise, 1 FROM visit WHERE gone = 0 AND unit IS NOT NULL AND enterprise IS NOT NULL LIMIT 1`}},
	{"a problem of a visit twice", "identity", nil, []string{`UPDATE problem SET visit = (SELECT min(id) FROM visit WHERE gone = 0) WHERE gone = 0 AND occurrence = 1
		AND hash = (SELECT hash FROM problem WHERE gone = 0 AND occurrence = 1 GROUP BY hash HAVING count(*) > 1 LIMIT 1)`}},
	{"a code twice", "code", []string{"schema", "search"}, []string{"DROP INDEX problem_code", "UPDATE problem SET code = (SELECT max(code) FROM problem) WHERE id = " + one}},
	{"the enterprise of a problem is deleted", "live", []string{"search", "name"}, []string{"UPDATE enterprise SET gone = 1, deleted_at = '2026-10-01' WHERE id = (SELECT min(enterprise) FROM problem WHERE gone = 0)"}},
	{"the visit of a problem is deleted", "live", []string{"search", "cell"}, []string{"UPDATE visit SET gone = 1, deleted_at = '2026-10-01' WHERE id = (SELECT min(visit) FROM problem WHERE gone = 0)"}},
	{"the lead unit is deleted", "live", nil, []string{"UPDATE unit SET gone = 1, deleted_at = '2026-10-01' WHERE id = (SELECT min(lead) FROM problem WHERE gone = 0)"}},
	{"the supporting unit is deleted", "live", nil, []string{"INSERT INTO unit(id, name, pinyin, initials, kind, version, gone, deleted_at) SELECT max(id) + 1, '撤销的局', 'chexiaodeju', 'cxdj', 'other', 1, 1, '2026-10-01' FROM unit",
		"UPDATE problem SET supporting = '[' || (SELECT max(id) FROM unit) || ']' WHERE id = " + one}},
	{"a joint visitor is deleted", "live", []string{"cell"}, []string{"INSERT INTO unit(id, name, pinyin, initials, kind, version, gone, deleted_at) SELECT max(id) + 1, '撤销的局', 'chexiaodeju', 'cxdj', 'other', 1, 1, '2026-10-01' FROM unit",
		"UPDATE visit_unit SET unit = (SELECT max(id) FROM unit) WHERE place = 1"}},
	{"the region of an enterprise is deleted", "live", nil, []string{"INSERT INTO region(id, name, version, gone, deleted_at) SELECT max(id) + 1, '撤销的县', 1, 1, '2026-10-01' FROM region",
		"UPDATE enterprise SET region = (SELECT max(id) FROM region) WHERE id = (SELECT min(id) FROM enterprise WHERE gone = 0)"}},
	{"a letter's problem is deleted", "live", nil, []string{`INSERT INTO record(id, kind, ref, body, version) SELECT (SELECT max(id) FROM record) + 1, 'supervision', min(id), '{}', 1
		FROM problem WHERE gone = 1`}},
	{"a category of another dictionary", "dictionary", []string{"trace", "cell", "counter", "state", "span"}, []string{"UPDATE problem SET category = (SELECT min(id) FROM dict_entry WHERE kind = 'nature') WHERE id = " + one}},
	{"a source that was deleted", "dictionary", []string{"cell"}, []string{"UPDATE dict_entry SET gone = 1, deleted_at = '2026-10-01' WHERE kind = 'source'"}},
	{"an event's category of another dictionary", "dictionary", []string{"trace", "cell", "counter", "state", "span"}, []string{"UPDATE problem_event SET category = (SELECT min(id) FROM dict_entry WHERE kind = 'nature') WHERE kind = 'recategorise' AND voided_by IS NULL"}},
	{"a visit's unit is not first", "joint", []string{"cell", "identity"}, []string{"UPDATE visit SET unit = (SELECT max(id) FROM unit) WHERE id = (SELECT min(id) FROM visit)"}},
	{"a place of a joint visit is free", "joint", nil, []string{"UPDATE visit_unit SET place = 5 WHERE place = 1"}},
	{"a region below itself", "tree", nil, []string{"UPDATE region SET parent = (SELECT max(id) FROM region) WHERE parent IS NULL"}},
	{"a unit below itself", "tree", nil, []string{"UPDATE unit SET parent = id WHERE id = (SELECT max(id) FROM unit)"}},
	{"a unit merged into itself", "tree", nil, []string{"UPDATE unit SET merged_to = id WHERE id = (SELECT max(id) FROM unit)"}},
	{"another name's pinyin", "name", nil, []string{"UPDATE enterprise SET pinyin = 'x' WHERE id = (SELECT min(id) FROM enterprise)"}},
	{"a former name too many", "name", nil, []string{"INSERT INTO enterprise_former(norm, enterprise) SELECT '别的厂', min(id) FROM enterprise WHERE gone = 0"}},
	{"a former name too few", "name", []string{"search"}, []string{"UPDATE enterprise SET former = '[\"老厂\"]' WHERE id = (SELECT min(id) FROM enterprise WHERE gone = 0)"}},
	{"another unit's initials", "name", nil, []string{"UPDATE unit SET initials = 'x' WHERE id = (SELECT min(id) FROM unit)"}},
	{"a register's entry is no object", "register", nil, []string{"UPDATE record SET body = '[1]' WHERE id = (SELECT min(id) FROM record WHERE gone = 0)"}},
	{"a notice of another year", "notice", []string{"state", "span", "deadline", "cell", "event"}, []string{"UPDATE holiday_notice SET body = replace(body, '2026', '2025')"}},
	{"undone steps in the middle", "undo", []string{"audit"}, []string{"UPDATE undo_step SET undone = 1 WHERE id = (SELECT max(id) - 3 FROM undo_step)"}},
	{"a step without images", "undo", nil, []string{"DELETE FROM undo_image WHERE step = (SELECT max(id) FROM undo_step)"}},
	{"a step's number to come", "undo", nil, []string{"UPDATE meta SET value = '3' WHERE key = 'step'"}},
	{"an issued file changed", "bulletin", nil, []string{"UPDATE bulletin_file SET content = x'00' WHERE name LIKE '%.pdf'"}},
	{"an issued text changed", "bulletin", nil, []string{"UPDATE bulletin_issue SET tree = '{}'"}},
	{"an issued figure changed", "bulletin", nil, []string{"UPDATE bulletin_issue SET facts = '{}'"}},
	{"an issued file is gone", "bulletin", nil, []string{"DELETE FROM bulletin_file WHERE name LIKE '%.pdf'"}},
	{"an issued row changed", "bulletin", nil, []string{"UPDATE bulletin_row SET id = 9 WHERE n = 0"}},
	{"an issued row is gone", "bulletin", nil, []string{"DELETE FROM bulletin_row WHERE n = 1"}},
	{"another 发文字号", "bulletin", nil, []string{"UPDATE bulletin_issue SET doc_number = '示纪办〔2026〕11号'"}},
	{"no unique mark", "site", nil, []string{"UPDATE meta SET value = 'x' WHERE key = 'site_uid'"}},
	{"ids of no office", "site", []string{"joint", "cell", "search"}, []string{"INSERT INTO unit(id, name, pinyin, initials, kind, version) VALUES(3, '某局', 'mouju', 'mj', 'other', 1)"}},
	{"aliases that can't be read", "setting", nil, []string{"INSERT OR REPLACE INTO setting VALUES('import.aliases', '{')"}},
	{"a floor that is no number", "setting", nil, []string{"INSERT OR REPLACE INTO setting VALUES('stats.floor', '多')"}},

	{"a half-typed form that can't be read", "memo", nil, []string{"INSERT INTO memo VALUES('form.登记', '{半')"}},
	{"a 第N期 twice", "number", []string{"bulletin"}, []string{secondIssue("'special', year, number, 0, ''")}},
	{"a 总第N期 twice", "number", []string{"bulletin"}, []string{secondIssue("kind, year, 0, total, ''")}},
	{"a 发文字号 twice", "number", []string{"schema", "bulletin"}, []string{"DROP INDEX issue_doc_number", secondIssue("kind, year, 0, 0, doc_number")}},
	{"a code of a unit twice", "unique", []string{"schema"}, []string{"DROP INDEX unit_code", "UPDATE unit SET code = 'x' WHERE id IN (SELECT id FROM unit WHERE gone = 0 LIMIT 2)"}},
	{"a code of a region twice", "unique", []string{"schema"}, []string{"DROP INDEX region_code", "UPDATE region SET code = 'x' WHERE id IN (SELECT id FROM region WHERE gone = 0 LIMIT 2)"}},
	{"a code of a word twice", "unique", []string{"schema"}, []string{"DROP INDEX entry_code", "UPDATE dict_entry SET code = 'x' WHERE kind = 'category'"}},
	{"a 信用代码 twice", "unique", []string{"schema", "search"}, []string{"DROP INDEX enterprise_uscc", "UPDATE enterprise SET uscc = '91350521MA2ABCDE0T' WHERE id IN (SELECT id FROM enterprise WHERE gone = 0 LIMIT 2)"}},
	{"an undo image of nothing known", "image", nil, []string{"UPDATE undo_image SET entity = 'strange' WHERE step = (SELECT max(id) FROM undo_step)"}},
	{"an undo image that can't be read", "image", nil, []string{"UPDATE undo_image SET before = '{' WHERE step = (SELECT max(id) FROM undo_step)"}},
	{"a bulletin that corrects itself", "replace", []string{"bulletin"}, []string{"UPDATE bulletin_issue SET replaces = id"}},
	{"an attachment of nothing", "attached", []string{"attachment"}, []string{attach("'problem', 77, 0")}},
	{"an attachment of an event there is not", "attached", []string{"attachment"}, []string{attach("'problem', " + one + ", 99")}},
	{"an attachment of a visit there is not", "attached", []string{"attachment"}, []string{attach("'visit', 77, 0")}},
	{"a closing of another day", "closing", nil, []string{`INSERT INTO setting VALUES('closed.2026-09-30', '{"to":"2026-08-31","at":"2026-10-08T01:00:00Z","by":"x"}')`}},
	{"a closing reopened before it was made", "closing", nil, []string{`INSERT INTO setting VALUES('closed.2026-09-30', '{"to":"2026-09-30","at":"2026-10-08T01:00:00Z","opened":"2026-10-01T01:00:00Z","by":"x"}')`}},
	{"a transfer that tells its content", "clue", []string{"hash", "search"}, []string{"UPDATE problem SET content = '收受礼金' WHERE id = " + moved}},
	{"a transfer that keeps its fields", "clue", []string{"search"}, []string{`UPDATE problem SET fields = '{"备注":"收受礼金"}' WHERE id = ` + moved}},
	{"a transfer whose events tell", "clue", []string{"search"}, []string{"UPDATE problem_event SET note = '收受礼金' WHERE kind <> 'move_clue' AND problem = " + moved}},
	{"a transfer with an attachment", "clue", []string{"attachment"}, []string{attach("'problem', " + moved + ", 0")}},
	{"an event of no moment", "instant", nil, []string{"UPDATE problem_event SET recorded_at = '昨天' WHERE id = (SELECT max(id) FROM problem_event WHERE voided_by IS NULL)"}},
	{"a step of no moment", "instant", nil, []string{"UPDATE undo_step SET at = '2026-10-30' WHERE id = (SELECT max(id) FROM undo_step)"}},
	{"a unit that ended before it began", "period", nil, []string{"UPDATE unit SET valid_from = '2026-05-01', valid_to = '2026-04-01' WHERE id = (SELECT max(id) FROM unit WHERE gone = 0)"}},
	{"aliases that are no list", "list", nil, []string{`UPDATE unit SET aliases = '{"a":1}' WHERE id = (SELECT max(id) FROM unit)`}},
	{"an alias that is a number", "list", nil, []string{"UPDATE region SET aliases = '[7]' WHERE id = (SELECT max(id) FROM region)"}},
	{"a supporting unit that is a word", "list", []string{"state", "search", "cell"}, []string{`UPDATE problem SET supporting = '"x"' WHERE id = ` + one}},
	{"an account the log knows nothing of", "person", nil, []string{`INSERT INTO person VALUES(1, '某人', '["approver"]', zeroblob(16), zeroblob(32), '1,64,1', 0, NULL, NULL, 0)`}},
	{"accounts switched on by nobody", "person", nil, []string{"INSERT INTO meta VALUES('accounts', 'on')"}},
	{"fields that are a list", "field", []string{"state", "search", "cell"}, []string{"UPDATE visit SET fields = '[1]' WHERE id = (SELECT min(id) FROM visit WHERE gone = 0)"}},
}

// Check finds each of its invariants broken, and nothing else.
func TestCheckFindsWhatIsBroken(t *testing.T) {
	codes := map[string]bool{}
	for _, b := range breakages {
		codes[b.code] = true
		t.Run(b.code+": "+b.name, func(t *testing.T) {
			path := livedCopy(t)
			raw(t, path, b.how...)
			if s, err := Open(t.Context(), path, Options{Now: nowAt("2026-10-30")}); err == nil {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			} else if data.CodeOf(err) == data.Corrupt && (b.code == "column" || b.code == "void") {
				return // a breach of a table's own rule is told at the door
			}
			s := openAt(t, path, func() time.Time { return noon("2026-10-30") })
			r, err := s.Check(asProgram(t.Context(), "测试")) // accounts may be on
			if err != nil {
				t.Fatal(err, cause(err))
			}
			found := false
			for _, f := range r.Problems {
				found = found || f.Code == b.code
				if f.Code != b.code && !slices.Contains(b.also, f.Code) {
					t.Errorf("also %s: %s", f.Code, f.Text)
				}
				if f.Text == "" || strings.Contains(f.Text, "%!") {
					t.Errorf("finding %+v", f)
				}
			}
			if !found {
				t.Errorf("the checker is broken: %s passes as sound (found %v)", b.name, r.Problems)
			}
		})
	}
	r, err := livedOffice(t).Check(actorCtx())
	if err != nil {
		t.Fatal(err, cause(err))
	}
	if len(r.Problems) > 0 {
		t.Errorf("the sound ledger: %v", r.Problems)
	}
	codes["attachment"], codes["stray"] = true, true // files, not rows: TestCheckNamesWhatIsWrongWithFiles breaks them
	for _, code := range r.Checked {
		if !codes[code] {
			t.Errorf("no test breaks what %q checks", code)
		}
	}
	if len(codes) < 39+4 { // beside SQLite's own
		t.Errorf("only %d invariants are tested", len(codes))
	}
}

// A connection that read before another one wrote must not call FTS5's index corrupt.
func TestCheckAfterWritesOnAPooledConnection(t *testing.T) {
	o := newOffice(t)
	var ids []data.ID
	for range 3 {
		ids = append(ids, o.save(o.problem("用电容量不足", "2026-10-08")).ID)
	}
	for round := range 4 {
		o.view(func(v *View) error {
			hits := must(v.Search("用电", 9))(t)
			if len(hits) != len(ids) {
				t.Errorf("round %d: %d hits, want %d", round, len(hits), len(ids))
			}
			return nil
		})
		for range 5 {
			ids = append(ids, o.save(o.problem("用电容量不足", "2026-10-08")).ID)
		}
		gone := ids[:4]
		ids = ids[4:]
		o.do("删除", func(tx *Tx) error {
			for _, id := range gone {
				if err := tx.Delete(data.EntityProblem, id); err != nil {
					return err
				}
			}
			return nil
		})
		for range readerCount {
			o.sound()
		}
	}
}

// A record that says nothing stands in no index, and that is no fault.
func TestRecordWithoutAWordIsSound(t *testing.T) {
	o := newOffice(t)
	v := data.Visit{On: on("2026-10-08"), Unit: o.units[0]}
	o.do("走访", func(tx *Tx) error { return tx.SaveVisit(&v) })
	o.sound()
	v.Reply = "现场答复"
	o.do("补答复", func(tx *Tx) error { return tx.SaveVisit(&v) })
	o.sound()
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.sound()
}

// Two enterprises of one name may have had the same other name.
func TestSameFormerNameOfTwoNamesakesIsSound(t *testing.T) {
	o := newOffice(t)
	o.do("同名两家", func(tx *Tx) error {
		for range 2 {
			if err := tx.SaveEnterprise(&data.Enterprise{Name: "示例陶瓷新厂", Former: []string{"示例陶瓷老厂"}}); err != nil {
				return err
			}
		}
		return nil
	})
	o.sound()
	o.view(func(v *View) error {
		if found := must(v.EnterprisesNamed([]string{data.Normalise("示例陶瓷老厂")}))(t); len(found[data.Normalise("示例陶瓷老厂")]) != 2 {
			t.Errorf("found %v", found)
		}
		return nil
	})
}
