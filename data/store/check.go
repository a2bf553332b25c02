package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// Finding is one thing that is wrong. Code is the check's name; Text says what, in
// Chinese.
type Finding struct {
	Code string
	Text string
}

// CheckReport is what Check found. No Problems: the ledger is sound.
type CheckReport struct {
	Problems []Finding
	Checked  []string // names of the checks that ran
}

// findingsEach is how many findings of one check are listed; more are counted.
const findingsEach = 20

// checks are what Check goes through, in order; the codes of a group are found in one pass.
var checks []checkGroup

// deepChecks go after them where time is no matter.
var deepChecks []checkGroup

type checkGroup struct {
	codes []string
	run   func(*checker) error
}

func init() {
	checks = []checkGroup{
		{[]string{"file"}, (*checker).file},
		{[]string{"schema"}, (*checker).schema},
		{[]string{"column"}, (*checker).columns},
		{[]string{"reference"}, (*checker).references},
		{[]string{"state", "deadline", "span", "seq", "void", "event", "hash", "hidden", "cell", "counter", "trace"}, (*checker).problems},
		{[]string{"audit"}, (*checker).audit},
		{[]string{"head"}, (*checker).heads},
		{[]string{"person"}, (*checker).people},
		{[]string{"search"}, (*checker).search},
		{[]string{"identity"}, (*checker).identities},
		{[]string{"code"}, (*checker).codes},
		{[]string{"live"}, (*checker).liveRefs},
		{[]string{"dictionary"}, (*checker).dictionaries},
		{[]string{"joint"}, (*checker).visitUnits},
		{[]string{"tree"}, (*checker).trees},
		{[]string{"name"}, (*checker).names},
		{[]string{"register"}, (*checker).registers},
		{[]string{"notice"}, (*checker).notices},
		{[]string{"undo"}, (*checker).undoSteps},
		{[]string{"bulletin"}, (*checker).bulletins},
		{[]string{"site"}, (*checker).siteRows},
		{[]string{"attachment", "stray"}, (*checker).attachments},
		{[]string{"memo"}, (*checker).memos},
		{[]string{"number"}, (*checker).numbers},
		{[]string{"unique"}, (*checker).uniques},
		{[]string{"image"}, (*checker).images},
		{[]string{"replace"}, (*checker).corrections},
		{[]string{"attached"}, (*checker).attachedTo},
		{[]string{"setting"}, (*checker).settingValues},
		{[]string{"closing"}, (*checker).closings},
		{[]string{"clue"}, (*checker).clues},
		{[]string{"instant"}, (*checker).instants},
		{[]string{"period"}, (*checker).periods},
		{[]string{"list"}, (*checker).lists},
		{[]string{"field"}, (*checker).moreFields},
	}
	deepChecks = []checkGroup{
		{[]string{"logged"}, (*checker).logged},
	}
}

// Check examines the whole ledger and changes nothing: SQLite's own checks, then
// everything that is derived against the events it is derived from. A large ledger
// takes minutes. Of the words of a large one a sample is looked up.
func (s *Store) Check(ctx context.Context) (CheckReport, error) { return s.check(ctx, false) }

// DeepCheck is Check with no samples, every word of every record is looked up, and with
// every row compared with what the log says was written last.
func (s *Store) DeepCheck(ctx context.Context) (CheckReport, error) { return s.check(ctx, true) }

func (s *Store) check(ctx context.Context, deep bool) (out CheckReport, err error) {
	err = s.View(ctx, func(v *View) error {
		if err := v.need(data.MayCheck); err != nil {
			return err
		}
		c := &checker{View: v, found: map[string]int{}, deep: deep}
		err := v.behind(c.run)
		out = c.out
		if v.narrowed() {
			out.Problems = c.counts()
		}
		return err
	})
	return out, err
}

// counts tells what is wrong without naming a record.
func (c *checker) counts() (out []Finding) {
	for _, code := range c.out.Checked {
		if n := c.found[code]; n > 0 {
			out = append(out, Finding{code, fmt.Sprintf("“%s”这一项有 %d 处不符", code, n)})
		}
	}
	return out
}

func (c *checker) run() error {
	todo := checks
	if c.deep {
		todo = slices.Concat(checks, deepChecks)
	}
	for _, group := range todo {
		if err := c.ctx.Err(); err != nil {
			return wrap(err)
		}
		switch err := group.run(c); {
		case data.CodeOf(err) == data.Corrupt:
			c.find(group.codes[0], "%s", err.Error()) // what can't be read is a finding; the other checks go on
		case err != nil:
			return err
		}
		c.out.Checked = append(c.out.Checked, group.codes...)
		if c.crippled {
			break // the rest would ask for tables that are not there
		}
	}
	c.closeLists()
	return nil
}

type checker struct {
	*View
	out      CheckReport
	found    map[string]int
	crippled bool      // a table is missing
	deep     bool      // no samples
	traces   int       // problems that must have a trace
	stale    []data.ID // problems whose row or stretches are not what their events give
}

func (c *checker) find(code, format string, args ...any) {
	if c.found[code]++; c.found[code] <= findingsEach {
		c.out.Problems = append(c.out.Problems, Finding{code, fmt.Sprintf(format, args...)})
	}
}

func (c *checker) closeLists() {
	for _, code := range c.out.Checked {
		if n := c.found[code]; n > findingsEach {
			c.out.Problems = append(c.out.Problems, Finding{code, fmt.Sprintf("同类问题共 %d 处，只列出前 %d 处。", n, findingsEach)})
		}
	}
}

// none lists every row of a query as a finding; the row gives the values of format.
func (c *checker) none(code, format, query string, columns int, args ...any) error {
	return c.c.each(query, args, func(r *rows) error {
		values := make([]any, columns)
		into := make([]any, columns)
		for i := range values {
			into[i] = &values[i]
		}
		if err := r.Scan(into...); err != nil {
			return err
		}
		c.find(code, format, values...)
		return nil
	})
}

// file asks SQLite whether pages, indexes and references are whole.
func (c *checker) file() error {
	// FTS5 keeps the structure of its index on the connection and renews it when a cursor
	// is opened, but not in integrity_check: a connection that has read before another one
	// wrote would call a sound index corrupt.
	for _, table := range searchTables {
		if _, err := c.ids64(searchNewest[table], []any{match([]string{"问题"}), anyID, 1}); err != nil {
			return err
		}
	}
	return c.c.each("PRAGMA integrity_check(20)", nil, func(r *rows) error {
		var word string
		if err := r.Scan(&word); err != nil {
			return err
		}
		if word != "ok" {
			c.find("file", "数据库文件受损：%s", word)
		}
		return nil
	})
}

// schema compares tables, indexes and triggers with what this program makes.
func (c *checker) schema() error {
	want, err := expectedSchema()
	if err != nil {
		return err
	}
	have, err := schemaOf(c.c)
	if err != nil {
		return err
	}
	for name, sql := range want {
		switch got, ok := have[name]; {
		case !ok:
			c.find("schema", "缺少表、索引或触发器 %s", name)
			c.crippled = c.crippled || strings.HasPrefix(sql, "CREATE TABLE") || strings.HasPrefix(sql, "CREATE VIRTUAL")
		case got != sql:
			c.find("schema", "%s 的定义被改动过", name)
		}
	}
	for name := range have {
		if _, ok := want[name]; !ok {
			c.find("schema", "多出了 %s，不是本程序建立的", name)
		}
	}
	return nil
}

func (c *checker) references() error {
	return c.none("reference", "表 %v 第 %v 行引用的 %v 不存在", `SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 100`, 3)
}
