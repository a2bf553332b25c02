package store

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/workday"
)

// audit walks the log's chain; entries whose diff was erased still hold it together.
// That its last entries were cut off shows only in the steps they told of.
func (c *checker) audit() error {
	if err := c.chain(); err != nil {
		return err
	}
	if err := c.none("audit", "第 %v 步（%v）在操作日志里的记录不全", `SELECT s.id, s.name FROM undo_step s WHERE
		(SELECT count(*) FROM undo_image i WHERE i.step = s.id) > (SELECT count(*) FROM audit_log a WHERE a.step = s.id AND a.entity <> 'undo_step')`, 2); err != nil {
		return err
	}
	return c.none("audit", "第 %v 步（%v）撤销或重做过，操作日志里却没有", `SELECT s.id, s.name FROM undo_step s WHERE undone <> coalesce(
		(SELECT a.action = 'undo' FROM audit_log a WHERE a.entity = 'undo_step' AND a.entity_id = s.id ORDER BY a.id DESC LIMIT 1), 0)`, 2)
}

func (c *checker) chain() error {
	return c.walkLog(math.MaxInt64, func(id int64, flaw logFlaw) {
		c.find("audit", flaw.words(), id)
	})
}

// heads: where the log stood when a bulletin was issued can still be found in it. A log cut
// and continued, or hashed anew, holds together by itself.
func (c *checker) heads() error {
	list, err := c.Issues()
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.Log.Head == "" {
			continue
		}
		has, err := c.HasEntry(x.Log)
		if err != nil {
			return err
		}
		if !has {
			c.find("head", "《%s》印发时操作日志有 %d 条，现在的日志接不上那时的链尾：日志被截断或改写过", x.Title, x.Log.Entries)
		}
	}
	return nil
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
		{"问题 %v 的单位已删除", `SELECT p.code FROM problem p WHERE p.gone = 0 AND EXISTS (SELECT 1 FROM unit x WHERE x.gone <> 0 AND
			x.id IN (p.visiting, p.supervising, p.lead, p.complained))`},
		{"问题 %v 的协办单位已删除", "SELECT p.code FROM problem p, json_each(p.supporting) j JOIN unit x ON x.id = j.value WHERE p.gone = 0 AND x.gone <> 0"},
		{"问题 %v 经过里的单位已删除", `SELECT DISTINCT p.code FROM unit x JOIN problem_event e ON e.unit = x.id JOIN problem p ON p.id = e.problem
			WHERE x.gone <> 0 AND e.voided_by IS NULL AND p.gone = 0`},
		{"问题 %v 的所在地已删除", "SELECT p.code FROM problem p JOIN region x ON x.id = p.region WHERE p.gone = 0 AND x.gone <> 0"},
		{"走访 %v 的企业已删除", "SELECT p.id FROM visit p JOIN enterprise x ON x.id = p.enterprise WHERE p.gone = 0 AND x.gone <> 0"},
		{"走访 %v 的单位已删除", "SELECT p.id FROM visit p JOIN visit_unit u ON u.visit = p.id JOIN unit x ON x.id = u.unit WHERE p.gone = 0 AND x.gone <> 0"},
		{"走访 %v 的所在地已删除", "SELECT p.id FROM visit p JOIN region x ON x.id = p.region WHERE p.gone = 0 AND x.gone <> 0"},
		{"企业“%v”的所在地已删除", "SELECT p.name FROM enterprise p JOIN region x ON x.id = p.region WHERE p.gone = 0 AND x.gone <> 0"},
		{"单位“%v”的上级、所在地或并入的单位已删除", `SELECT p.name FROM unit p WHERE p.gone = 0 AND (EXISTS (SELECT 1 FROM region x WHERE x.id = p.region AND x.gone <> 0)
			OR EXISTS (SELECT 1 FROM unit x WHERE x.id IN (p.parent, p.merged_to) AND x.gone <> 0))`},
		{"地区“%v”的上级已删除", "SELECT p.name FROM region p JOIN region x ON x.id = p.parent WHERE p.gone = 0 AND x.gone <> 0"},
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
		{"改类", `SELECT DISTINCT p.code FROM dict_entry d CROSS JOIN problem_event e CROSS JOIN problem p WHERE d.id IN (e.category, e.nature, e.measure)
			AND p.id = e.problem AND p.gone = 0 AND (d.gone <> 0 OR d.kind <> CASE d.id WHEN e.category THEN 'category' WHEN e.nature THEN 'nature' ELSE 'measure' END)`},
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

// trees: no region or unit lies below itself, no unit was merged into itself.
func (c *checker) trees() error {
	for _, t := range []struct{ format, table, column string }{
		{"地区“%v”的上级绕回了它自己", "region", "parent"}, {"单位“%v”的上级绕回了它自己", "unit", "parent"}, {"单位“%v”并入的单位绕回了它自己", "unit", "merged_to"},
	} {
		err := c.none("tree", t.format, strings.NewReplacer("TABLE", t.table, "COLUMN", t.column).Replace(`WITH RECURSIVE t(top, id) AS (
			SELECT id, COLUMN FROM TABLE WHERE COLUMN IS NOT NULL UNION SELECT t.top, r.COLUMN FROM t JOIN TABLE r ON r.id = t.id WHERE r.COLUMN IS NOT NULL)
			SELECT DISTINCT (SELECT name FROM TABLE WHERE id = top) FROM t WHERE top = id`), 1)
		if err != nil {
			return err
		}
	}
	return nil
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
	return c.formerNames()
}

// formerNames: an enterprise is found by its former names, and by no others.
func (c *checker) formerNames() error {
	type key struct { // of one name there may be several
		norm string
		id   int64
	}
	want := map[key]string{}
	err := c.c.each("SELECT "+enterpriseColumns+" FROM enterprise WHERE gone = 0 AND former <> '[]'", nil, func(r *rows) error {
		x, err := scanEnterprise(r)
		for _, k := range formerKeys(x.alive()) {
			want[key{k, int64(x.Rec.ID)}] = x.Rec.Name
		}
		return err
	})
	if err != nil {
		return err
	}
	err = c.c.each("SELECT o.norm, e.id, e.name FROM enterprise_former o JOIN enterprise e ON e.id = o.enterprise", nil, func(r *rows) error {
		var k key
		var name string
		err := r.Scan(&k.norm, &k.id, &name)
		if err == nil && want[k] == "" {
			c.find("name", "“%s”登记了没有写明的曾用名", name)
		}
		delete(want, k)
		return err
	})
	for _, name := range want {
		c.find("name", "“%s”按曾用名查不到", name)
	}
	return err
}

// registers: every entry of a lesser register can be read as what it is, and what a
// live one rests on is live.
func (c *checker) registers() error {
	var list []row[data.Record]
	err := c.c.each("SELECT "+recordColumns+" FROM record WHERE gone <> 2", nil, func(r *rows) error {
		x, err := scanRecord(r)
		list = append(list, x)
		return err
	})
	if err != nil {
		return err
	}
	for _, x := range list {
		below, err := recordRests(x.Rec)
		if err != nil {
			c.find("register", "登记簿第 %d 号记录读不出来", x.Rec.ID)
			continue
		}
		if x.Gone != live {
			continue
		}
		switch err := c.mustStand(nil, below); data.CodeOf(err) {
		case "":
		case data.Conflict:
			c.find("live", "登记簿第 %d 号记录用到的内容已删除", x.Rec.ID)
		default:
			return err
		}
	}
	return nil
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

// undoSteps: undone steps are the newest ones, every step has its images, and no number
// was given that the counter has yet to give.
func (c *checker) undoSteps() error {
	if err := c.none("undo", "第 %v 步的编号比计数大", `SELECT id FROM undo_step WHERE id >
		(SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'step')`, 1); err != nil {
		return err
	}
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
		if x.Rows, err = c.IssueRows(x.ID, ""); err != nil {
			return err
		}
		if sealOf(&x.IssueInput) != x.SHA256 {
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
	return nil
}
