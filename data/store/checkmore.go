package store

import (
	"encoding/json"
	"strings"

	"qinqing/data"
)

// memos: what forms keep of half-typed input can be put back into them.
func (c *checker) memos() error {
	return c.none("memo", "没填完的表单“%v”存的内容读不出来", "SELECT substr(key, ?1 + 1) FROM memo WHERE substr(key, 1, ?1) = ?2 AND NOT (json_valid(value) AND json_type(value) = 'object')",
		1, len(HalfTyped), HalfTyped)
}

// numbers: no number of a bulletin is given twice, of whatever kind it is.
func (c *checker) numbers() error {
	for _, q := range []struct{ format, query string }{
		{"%v 年第 %v 期通报的期号用了两次", "SELECT year, number FROM bulletin_issue WHERE number > 0 GROUP BY year, number HAVING count(*) > 1"},
		{"通报的总期号 %v 用了 %v 次", "SELECT total, count(*) FROM bulletin_issue WHERE total > 0 GROUP BY total HAVING count(*) > 1"},
		{"发文字号“%v”用了 %v 次", "SELECT doc_number, count(*) FROM bulletin_issue WHERE doc_number <> '' GROUP BY doc_number HAVING count(*) > 1"},
	} {
		if err := c.none("number", q.format, q.query, 2); err != nil {
			return err
		}
	}
	return nil
}

// uniques: what tells a unit, a region, a word or an enterprise from all others does so,
// even where its index was taken away.
func (c *checker) uniques() error {
	for _, q := range []struct{ word, query string }{
		{"单位代码", "SELECT code, count(*) FROM unit WHERE gone = 0 AND code IS NOT NULL GROUP BY code HAVING count(*) > 1"},
		{"地区代码", "SELECT code, count(*) FROM region WHERE gone = 0 AND code IS NOT NULL GROUP BY code HAVING count(*) > 1"},
		{"字典代码", "SELECT code, count(*) FROM dict_entry WHERE gone = 0 AND code IS NOT NULL GROUP BY kind, code HAVING count(*) > 1"},
		{"统一社会信用代码", "SELECT uscc, count(*) FROM enterprise WHERE gone = 0 AND uscc IS NOT NULL GROUP BY uscc HAVING count(*) > 1"},
	} {
		if err := c.none("unique", q.word+" %v 用了 %v 次", q.query, 2); err != nil {
			return err
		}
	}
	return nil
}

// images: what an undo would put back can be read, and is of something the program knows.
func (c *checker) images() error {
	return c.each3("SELECT step, entity, before FROM undo_image", func(step int64, entity, before string) {
		known := entity == string(data.EntitySetting) || entity == string(data.EntityNotice) || entity == string(data.EntityIssue)
		if !known {
			_, err := keeperOf(data.Entity(entity))
			known = err == nil
		}
		if !known || before != "" && !json.Valid([]byte(before)) {
			c.find("image", "第 %d 步的撤销记录读不出来", step)
		}
	})
}

func (c *checker) each3(query string, take func(n int64, a, b string)) error {
	return c.c.each(query, nil, func(r *rows) error {
		var n int64
		var a, b string
		err := r.Scan(&n, textCol{&a}, textCol{&b})
		if err == nil {
			take(n, a, b)
		}
		return err
	})
}

// corrections: a bulletin corrects an earlier one, never itself or a later one.
func (c *checker) corrections() error {
	return c.none("replace", "《%v》更正的《%v》比它晚，或就是它自己", `SELECT x.title, y.title FROM bulletin_issue x JOIN bulletin_issue y ON y.id = x.replaces
		WHERE y.id = x.id OR y.issued_at > x.issued_at`, 2)
}

// attachedTo: an attachment belongs to a visit, a problem or one of its events.
func (c *checker) attachedTo() error {
	return c.none("attached", "附件“%v”不知道属于哪条记录（%v）", `SELECT a.name, a.ref FROM attachment a WHERE sha256 <> '' AND CASE a.entity
		WHEN 'visit' THEN NOT EXISTS (SELECT 1 FROM visit v WHERE v.id = a.ref)
		ELSE NOT EXISTS (SELECT 1 FROM problem p WHERE p.id = a.ref)
			OR a.seq > 0 AND NOT EXISTS (SELECT 1 FROM problem_event e WHERE e.problem = a.ref AND e.pos = a.seq) END`, 2)
}

// settingValues: each setting holds what it may hold, or a later look at it would fail.
func (c *checker) settingValues() error {
	all, err := c.Settings()
	if err != nil {
		return err
	}
	for _, key := range data.SettingKeys() {
		value, set := all[key]
		if !set {
			continue
		}
		if _, err := data.CheckSetting(key, value); err != nil {
			c.find("setting", "设置“%s”的值“%s”不合规定", data.SettingWord(key), value)
		}
	}
	for key, value := range all {
		if strings.HasPrefix(key, "import.mapping.") && !json.Valid([]byte(value)) {
			c.find("setting", "设置“%s”读不出来", data.SettingWord(key))
		}
	}
	return nil
}

// closings: each 封账 says the day it is kept under, and was not reopened before it was made.
func (c *checker) closings() error {
	all, err := c.Settings()
	if err != nil {
		return err
	}
	for key, value := range all {
		day, ok := strings.CutPrefix(key, data.ClosingSetting)
		if !ok {
			continue
		}
		x, err := data.ParseClosing(value)
		if err != nil || x.To.String() != day || x.At.IsZero() || !x.Opened.IsZero() && x.Opened.Before(x.At) {
			c.find("closing", "%s 的封账记录不对", day)
		}
	}
	return nil
}

// clues: of a problem that was turned into a transfer nothing is kept.
func (c *checker) clues() error {
	for _, q := range []struct{ what, query string }{
		{"内容", "SELECT code FROM problem WHERE state = ?1 AND gone <> 2 AND (content <> ?2 OR fields IS NOT NULL)"},
		{"事项说明", `SELECT DISTINCT p.code FROM problem p JOIN problem_event e ON e.problem = p.id WHERE p.state = ?1 AND p.gone <> 2 AND e.kind <> 'move_clue' AND e.note NOT IN ('', ?2)`},
		{"附件", "SELECT p.code FROM problem p JOIN attachment a ON a.entity = 'problem' AND a.ref = p.id WHERE p.state = ?1 AND p.gone <> 2 AND a.sha256 <> '' AND ?2 <> ''"},
	} {
		if err := c.none("clue", "问题 %v 已移送线索，却还留有"+q.what, q.query, 1, int(data.ClueMoved), data.Erased); err != nil {
			return err
		}
	}
	return nil
}

// instant is the form of an instant in SQL.
const instant = "'[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'"

// instants: every moment can be read as one.
func (c *checker) instants() error {
	for _, q := range []struct{ word, table, column string }{
		{"操作日志", "audit_log", "at"}, {"事项", "problem_event", "recorded_at"}, {"作废记录", "problem_event", "voided_at"}, {"撤销记录", "undo_step", "at"},
		{"通报", "bulletin_issue", "issued_at"}, {"通报稿", "bulletin_draft", "updated_at"}, {"附件", "attachment", "added_at"},
	} {
		if err := c.none("instant", q.word+"第 %v 条的时间“%v”读不出来",
			"SELECT id, "+q.column+" FROM "+q.table+" WHERE "+q.column+" NOT GLOB "+instant, 2); err != nil {
			return err
		}
	}
	return nil
}

// periods: nothing ends before it begins.
func (c *checker) periods() error {
	for _, query := range []string{
		"SELECT '单位“' || name || '”的停用日' FROM unit WHERE valid_to < valid_from",
		"SELECT '《' || title || '》的止日' FROM bulletin_issue WHERE period_to < period_from",
	} {
		if err := c.none("period", "%v早于起日", query, 1); err != nil {
			return err
		}
	}
	return nil
}

// lists: aliases, former names and supporting units are lists of what they should be.
func (c *checker) lists() error {
	for _, q := range []struct{ word, table, name, column, of string }{
		{"单位“%v”的别名", "unit", "name", "aliases", "text"}, {"地区“%v”的别名", "region", "name", "aliases", "text"}, {"字典条目“%v”的别名", "dict_entry", "name", "aliases", "text"},
		{"企业“%v”的曾用名", "enterprise", "name", "former", "text"}, {"问题 %v 的协办单位", "problem", "code", "supporting", "integer"},
	} {
		query := strings.NewReplacer("TABLE", q.table, "COLUMN", q.column, "NAME", q.name, "TYPE", q.of).Replace(
			"SELECT NAME FROM TABLE WHERE json_type(COLUMN) <> 'array' OR EXISTS (SELECT 1 FROM json_each(COLUMN) j WHERE j.type <> 'TYPE')")
		if err := c.none("list", q.word+"读不出来", query, 1); err != nil {
			return err
		}
	}
	return nil
}

// moreFields: what a ledger's own columns hold is text by the columns' names.
func (c *checker) moreFields() error {
	for _, q := range []struct{ word, table, name string }{{"问题 %v", "problem", "code"}, {"走访 %v", "visit", "id"}} {
		if err := c.none("field", q.word+" 的其他字段读不出来", "SELECT "+q.name+" FROM "+q.table+
			" WHERE json_type(fields) <> 'object' OR EXISTS (SELECT 1 FROM json_each(fields) j WHERE j.type <> 'text')", 1); err != nil {
			return err
		}
	}
	return nil
}
