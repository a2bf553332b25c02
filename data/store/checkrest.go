package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"qinqing/data"
	"qinqing/data/workday"
)

// audit walks the log's chain; entries whose diff was erased still hold it together.
func (c *checker) audit() error {
	prev, next := make([]byte, sha256.Size), int64(1)
	return c.c.each(`SELECT id, at, actor, action, entity, entity_id, salt, diff, diff_hash, prev_hash, hash FROM audit_log ORDER BY id`, nil,
		func(r *rows) error {
			var id, record int64
			var at, actor, action, entity string
			var salt, diff, sum, before, hash []byte
			if err := r.Scan(&id, &at, &actor, &action, &entity, &record, &salt, &diff, &sum, &before, &hash); err != nil {
				return err
			}
			switch {
			case id != next:
				c.find("audit", "操作日志第 %d 条前缺了记录", id)
			case !bytes.Equal(before, prev), !bytes.Equal(hash, chainHash(before, at, actor, action, entity, record, sum)):
				c.find("audit", "操作日志第 %d 条与前一条接不上，日志被改动过", id)
			case salt != nil && !bytes.Equal(sum, diffHash(salt, diff)):
				c.find("audit", "操作日志第 %d 条的内容被改动过", id)
			}
			prev, next = bytes.Clone(hash), id+1
			return nil
		})
}

// searchSample bounds how many records' words are looked up one by one.
const searchSample = 400

// search compares the rows of the index with the live records, and looks up the words
// of a sample (of all where there are few).
func (c *checker) search() error {
	for _, t := range []struct{ word, missing, extra string }{
		{"问题", "SELECT id FROM problem WHERE gone = 0 AND id NOT IN (SELECT rowid FROM search_problem) LIMIT 30",
			"SELECT rowid FROM search_problem WHERE rowid NOT IN (SELECT id FROM problem WHERE gone = 0) LIMIT 30"},
		{"走访", "SELECT id FROM visit WHERE gone = 0 AND id NOT IN (SELECT rowid FROM search_visit) LIMIT 30",
			"SELECT rowid FROM search_visit WHERE rowid NOT IN (SELECT id FROM visit WHERE gone = 0) LIMIT 30"},
		{"企业", "SELECT id FROM enterprise WHERE gone = 0 AND id NOT IN (SELECT rowid FROM search_enterprise) LIMIT 30",
			"SELECT rowid FROM search_enterprise WHERE rowid NOT IN (SELECT id FROM enterprise WHERE gone = 0) LIMIT 30"},
	} {
		if err := c.none("search", t.word+" %v 查不到：检索里没有它", t.missing, 1); err != nil {
			return err
		}
		if err := c.none("search", "检索里有已不存在的"+t.word+" %v", t.extra, 1); err != nil {
			return err
		}
	}
	var n int
	if _, err := c.c.one("SELECT count(*) FROM problem WHERE gone = 0", nil, &n); err != nil {
		return err
	}
	ids, err := c.ids64("SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS k FROM problem WHERE gone = 0) WHERE k % ? = 0",
		[]any{1 + n/searchSample})
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := loadFacts(c.View, data.ID(id))
		if err != nil {
			return err
		}
		texts, err := c.problemTexts(r.Rec)
		if err != nil {
			return err
		}
		if err := c.searchable(data.ID(id), r.Rec.Code, texts); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) searchable(id data.ID, code string, texts []string) error {
	var terms []string
	for _, t := range texts {
		if n := data.Normalise(t); n != "" {
			terms = append(terms, n)
		}
	}
	var hit int
	found, err := c.c.one("SELECT 1 FROM search_problem WHERE search_problem MATCH ? AND rowid = ?", []any{match(terms), int64(id)}, &hit)
	if err == nil && !found {
		c.find("search", "问题 %s 的文字与检索不符，按内容查不到它", code)
	}
	return err
}

// identities: the same visit or the same problem of a visit stands once.
func (c *checker) identities() error {
	if err := c.none("identity", "%v 同一单位对同一企业的走访登记了 %v 次",
		"SELECT day, count(*) FROM visit WHERE gone = 0 AND unit IS NOT NULL AND enterprise IS NOT NULL GROUP BY day, unit, enterprise HAVING count(*) > 1", 2); err != nil {
		return err
	}
	return c.none("identity", "问题 %v 等在同一次走访中重复登记了 %v 次",
		"SELECT min(code), count(*) FROM problem WHERE gone = 0 AND visit IS NOT NULL GROUP BY visit, hash, occurrence HAVING count(*) > 1", 2)
}

// codes: no code twice in an office.
func (c *checker) codes() error {
	return c.none("code", "问题编号 %v 用了 %v 次", "SELECT code, count(*) FROM problem GROUP BY code, id >> 40 HAVING count(*) > 1", 2)
}

// liveRefs: what a live record rests on is live.
func (c *checker) liveRefs() error {
	for _, q := range []struct{ format, query string }{
		{"问题 %v 的走访已删除", "SELECT p.code FROM problem p JOIN visit x ON x.id = p.visit WHERE p.gone = 0 AND x.gone <> 0"},
		{"问题 %v 的企业已删除", "SELECT p.code FROM problem p JOIN enterprise x ON x.id = p.enterprise WHERE p.gone = 0 AND x.gone <> 0"},
		{"问题 %v 的单位已删除", "SELECT DISTINCT p.code FROM unit x JOIN problem p ON x.id IN (p.visiting, p.supervising, p.lead) WHERE p.gone = 0 AND x.gone <> 0"},
		{"问题 %v 的所在地已删除", "SELECT p.code FROM problem p JOIN region x ON x.id = p.region WHERE p.gone = 0 AND x.gone <> 0"},
		{"走访 %v 的企业已删除", "SELECT p.id FROM visit p JOIN enterprise x ON x.id = p.enterprise WHERE p.gone = 0 AND x.gone <> 0"},
		{"走访 %v 的单位已删除", "SELECT p.id FROM visit p JOIN unit x ON x.id = p.unit WHERE p.gone = 0 AND x.gone <> 0"},
		{"走访 %v 的所在地已删除", "SELECT p.id FROM visit p JOIN region x ON x.id = p.region WHERE p.gone = 0 AND x.gone <> 0"},
	} {
		if err := c.none("live", q.format, q.query, 1); err != nil {
			return err
		}
	}
	return nil
}

// dictionaries: each word a live problem uses is of the right dictionary and not deleted.
func (c *checker) dictionaries() error {
	for _, q := range []struct{ word, query string }{
		{"类别", "SELECT p.code FROM problem p JOIN dict_entry d ON d.id = p.category WHERE p.gone = 0 AND (d.kind <> 'category' OR d.gone <> 0)"},
		{"现类别", "SELECT p.code FROM problem p JOIN dict_entry d ON d.id = p.category_now WHERE p.gone = 0 AND (d.kind <> 'category' OR d.gone <> 0)"},
		{"性质", "SELECT p.code FROM problem p JOIN dict_entry d ON d.id = p.nature WHERE p.gone = 0 AND (d.kind <> 'nature' OR d.gone <> 0)"},
		{"措施", "SELECT p.code FROM problem p JOIN dict_entry d ON d.id = p.measure WHERE p.gone = 0 AND (d.kind <> 'measure' OR d.gone <> 0)"},
		{"来源", "SELECT p.code FROM problem p JOIN dict_entry d ON d.id = p.source WHERE p.gone = 0 AND (d.kind <> 'source' OR d.gone <> 0)"},
	} {
		if err := c.none("dictionary", "问题 %v 的"+q.word+"不在字典里", q.query, 1); err != nil {
			return err
		}
	}
	return nil
}

// visitUnits: the first unit stands first and the places run without a gap.
func (c *checker) visitUnits() error {
	if err := c.none("joint", "走访 %v 的走访单位与联合走访名单不符",
		`SELECT v.id FROM visit v LEFT JOIN visit_unit u ON u.visit = v.id AND u.place = 0 WHERE u.unit IS NOT v.unit`, 1); err != nil {
		return err
	}
	return c.none("joint", "走访 %v 的联合走访单位重复或缺漏",
		"SELECT visit FROM visit_unit GROUP BY visit HAVING count(DISTINCT unit) <> count(*) OR max(place) <> min(place) + count(*) - 1", 1)
}

// trees: no region or unit lies below itself.
func (c *checker) trees() error {
	if err := c.none("tree", "地区“%v”的上级绕回了它自己", `WITH RECURSIVE t(top, id, n) AS (SELECT id, parent, 1 FROM region WHERE parent IS NOT NULL
		UNION ALL SELECT t.top, r.parent, n + 1 FROM t JOIN region r ON r.id = t.id WHERE r.parent IS NOT NULL AND n < 64)
		SELECT DISTINCT (SELECT name FROM region WHERE id = top) FROM t WHERE top = id`, 1); err != nil {
		return err
	}
	return c.none("tree", "单位“%v”的上级绕回了它自己", `WITH RECURSIVE t(top, id, n) AS (SELECT id, parent, 1 FROM unit WHERE parent IS NOT NULL
		UNION ALL SELECT t.top, r.parent, n + 1 FROM t JOIN unit r ON r.id = t.id WHERE r.parent IS NOT NULL AND n < 64)
		SELECT DISTINCT (SELECT name FROM unit WHERE id = top) FROM t WHERE top = id`, 1)
}

// names: the keys by which names are found are those of the names.
func (c *checker) names() error {
	for _, query := range []string{"SELECT name, norm, pinyin, initials FROM enterprise", "SELECT name, '', pinyin, initials FROM unit"} {
		err := c.c.each(query, nil, func(r *rows) error {
			var name, norm, full, initials string
			if err := r.Scan(&name, &norm, &full, &initials); err != nil {
				return err
			}
			f, i := pinyinOf(name)
			if f != full || i != initials || norm != "" && norm != data.Normalise(name) {
				c.find("name", "“%s”的检索名或拼音与名称不符", name)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// registers: every entry of a lesser register can be read as what it is.
func (c *checker) registers() error {
	return c.c.each("SELECT "+recordColumns+" FROM record WHERE gone <> 2", nil, func(r *rows) error {
		x, err := scanRecord(r)
		if err != nil {
			return err
		}
		into := map[data.RecordKind]any{
			data.RecSupervision: &data.Supervision{}, data.RecClue: &data.ClueTransfer{}, data.RecPolicy: &data.Policy{},
			data.RecDisbursement: &data.Disbursement{}, data.RecSupportMeasure: &data.SupportMeasure{}, data.RecCommonProblem: &data.CommonProblem{},
			data.RecInspectionRound: &data.InspectionRound{}, data.RecActivityCount: &data.ActivityCount{}, data.RecTimeLimitCut: &data.TimeLimitCut{},
			data.RecCoverageList: &data.CoverageList{},
		}[x.Rec.Kind]
		if into == nil || x.Rec.Decode(into) != nil {
			c.find("register", "登记簿第 %d 号记录读不出来", x.Rec.ID)
		}
		return nil
	})
}

func (c *checker) notices() error {
	return c.c.each("SELECT year, body FROM holiday_notice", nil, func(r *rows) error {
		var year int
		var body []byte
		if err := r.Scan(&year, &body); err != nil {
			return err
		}
		list, err := workday.ParseNotices(body)
		if err != nil || len(list) != 1 || list[0].Year != year {
			c.find("notice", "%d 年的放假安排读不出来", year)
		}
		return nil
	})
}

// undoSteps: undone steps are the newest ones, and every step has its images.
func (c *checker) undoSteps() error {
	if err := c.none("undo", "撤销记录的次序错乱：第 %v 步已撤销，它之后的步骤却没有",
		"SELECT id FROM undo_step WHERE undone = 1 AND id < (SELECT max(id) FROM undo_step WHERE undone = 0)", 1); err != nil {
		return err
	}
	return c.none("undo", "第 %v 步（%v）没有撤销所需的记录",
		"SELECT id, name FROM undo_step WHERE NOT EXISTS (SELECT 1 FROM undo_image WHERE step = undo_step.id)", 2)
}

// bulletins: what was issued still has the hashes it was issued with.
func (c *checker) bulletins() error {
	ids, err := c.ids64("SELECT id FROM bulletin_issue ORDER BY id", nil)
	if err != nil {
		return err
	}
	for _, id := range ids {
		x, err := c.Issue(data.ID(id))
		if err != nil {
			return err
		}
		for _, f := range x.Files {
			if sum := sha256.Sum256(f.Content); f.Content != nil && hex.EncodeToString(sum[:]) != f.SHA256 {
				c.find("bulletin", "《%s》的文件“%s”与印发时不同", x.Title, f.Name)
			}
		}
		if sum, err := sealFiles(&x.IssueInput); err == nil && sum != x.SHA256 {
			c.find("bulletin", "《%s》与印发时不同", x.Title)
		}
	}
	return nil
}

// siteRows: the office's number is one, and ids carry numbers of offices.
func (c *checker) siteRows() error {
	var site, uid string
	for key, into := range map[string]*string{"site": &site, "site_uid": &uid} {
		if _, err := c.c.one("SELECT value FROM meta WHERE key = ?", []any{key}, into); err != nil {
			return err
		}
	}
	n, err := strconv.Atoi(site)
	if err != nil || n < 1 || n > data.MaxSite {
		c.find("site", "台账的站点号“%s”不对", site)
	}
	if raw, err := hex.DecodeString(uid); err != nil || len(raw) != 16 {
		c.find("site", "台账的唯一标识“%s”不对", uid)
	}
	for _, query := range []string{
		"SELECT id FROM problem WHERE (id >> 40) NOT BETWEEN 1 AND 8191 LIMIT 5", "SELECT id FROM visit WHERE (id >> 40) NOT BETWEEN 1 AND 8191 LIMIT 5",
		"SELECT id FROM enterprise WHERE (id >> 40) NOT BETWEEN 1 AND 8191 LIMIT 5", "SELECT id FROM unit WHERE (id >> 40) NOT BETWEEN 1 AND 8191 LIMIT 5",
	} {
		if err := c.none("site", "编号 %v 不带站点号", query, 1); err != nil {
			return err
		}
	}
	// The settings the figures rest on must be JSON-safe text; a broken mapping would stop imports.
	settings, err := c.Settings()
	if err != nil {
		return err
	}
	if a := settings["import.aliases"]; a != "" && !json.Valid([]byte(a)) {
		c.find("site", "设置 import.aliases 读不出来")
	}
	return nil
}
