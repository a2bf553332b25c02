package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/assets"
)

// office is a database of its own in a temporary folder, driven as a user would.
type office struct {
	t   *testing.T
	dir string
}

func newOffice(t *testing.T) *office { return &office{t, t.TempDir()} }

// run runs a command line and returns what it printed and its exit code.
func (o *office) run(args ...string) (stdout, stderr string, code int) {
	o.t.Helper()
	return o.runIn(context.Background(), args...)
}

func (o *office) runIn(ctx context.Context, args ...string) (stdout, stderr string, code int) {
	o.t.Helper()
	var out, errs bytes.Buffer
	all := append([]string{"--db", o.db(), "--today", "2026-11-22", "--actor", "测试员"}, args...)
	code = Main(ctx, all, Host{Out: &out, Err: &errs})
	return out.String(), errs.String(), code
}

func (o *office) db() string { return filepath.Join(o.dir, "台账 #1.qinqing") }

// must runs what has to succeed and returns what it printed.
func (o *office) must(args ...string) string {
	o.t.Helper()
	out, errs, code := o.run(args...)
	if code != exitDone {
		o.t.Fatalf("%v: exit %d: %s", args, code, errs)
	}
	return strings.TrimSpace(out)
}

// json runs with --json, wants the exit code and decodes what was printed.
func (o *office) json(want int, into any, args ...string) {
	o.t.Helper()
	out, errs, code := o.run(append([]string{"--json"}, args...)...)
	if code != want {
		o.t.Fatalf("%v: exit %d, want %d\n%s", args, code, want, errs)
	}
	if err := json.Unmarshal([]byte(out), into); err != nil {
		o.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

func (o *office) sample(name string) string {
	o.t.Helper()
	raw, err := assets.Sample(name)
	if err != nil {
		o.t.Fatal(err)
	}
	path := filepath.Join(o.dir, name)
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		o.t.Fatal(err)
	}
	return path
}

type importedJSON struct {
	Files []struct {
		Name, Kind string
		AsOf       string `json:"as_of"`
		New        struct{ Visits, Problems, Enterprises, Units int }
		Updated    int
		Same       int
		Doubtful   int
		Inferred   int
		Rejected   []struct {
			Sheet, Column, Value, Reason string
			Row                          int
		}
	}
}

type statsJSON struct {
	Period  struct{ From, To string }
	Figures []figureJSON
	Rows    []rowJSON
}

// figure is one value of `stats`; it must be there exactly once.
func (o *office) figure(name, span, by, key, month string) *float64 {
	o.t.Helper()
	var s statsJSON
	args := []string{"stats", "--month", month, "--figure", name, "--span", span}
	if by != "all" {
		args = append(args, "--by", by, "--key", key)
	} else {
		args = append(args, "--by", "all")
	}
	o.json(exitDone, &s, args...)
	if len(s.Figures) != 1 {
		o.t.Fatalf("%s %s %s %s: %d figures", name, span, by, key, len(s.Figures))
	}
	return s.Figures[0].Value
}

func (o *office) wants(value float64, name, span, by, key, month string) {
	o.t.Helper()
	got := o.figure(name, span, by, key, month)
	if got == nil || *got != value {
		o.t.Errorf("%s %s %s %s %s: got %v, want %v", month, name, span, by, key, deref(got), value)
	}
}

func deref(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

type truth struct {
	Visits struct {
		AsOf        string `json:"as_of"`
		Visits      int
		Problems    int
		StruckOff   int `json:"struck_off"`
		Enterprises int
		ByMonth     map[string]map[string]float64 `json:"by_month"`
		ByCategory  map[string]map[string]float64 `json:"by_category"`
		ByRegion    map[string]map[string]float64 `json:"by_region"`
		Stocks      map[string]float64            `json:"stocks_at_as_of"`
	} `json:"visits.xlsx"`
	Rectify struct {
		Rows     int
		Rejected [][2]any
		Resolved map[string]float64 `json:"办结_by_month"`
		Stocks   map[string]float64 `json:"stocks_at_end"`
	} `json:"rectify.xlsx"`
}

func readTruth(t *testing.T) truth {
	t.Helper()
	raw, err := assets.Sample("truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var x truth
	if err := json.Unmarshal(raw, &x); err != nil {
		t.Fatal(err)
	}
	return x
}

var stockFigures = map[string]string{"O": "期末在办", "L": "期末长期坚持", "R": "期末待销号", "X": "期末已销号"}

func TestVisitsSample(t *testing.T) {
	o, want := newOffice(t), readTruth(t).Visits
	var got importedJSON
	o.json(exitDone, &got, "import", o.sample("visits.xlsx"))
	f := got.Files[0]
	if f.AsOf != want.AsOf || f.New.Visits != want.Visits || f.New.Problems != want.Problems || f.New.Enterprises != want.Enterprises || f.Rejected == nil || len(f.Rejected) != 0 {
		t.Fatalf("import: %+v", f)
	}
	for month, figures := range want.ByMonth {
		for name, value := range figures {
			o.wants(value, name, "本期", "all", "", month)
		}
	}
	for _, month := range []string{"2026-10"} {
		for stock, name := range stockFigures {
			o.wants(want.Stocks[stock], name, "期末", "all", "", month)
		}
	}
	var s statsJSON
	o.json(exitDone, &s, "stats", "--year", "2026", "--by", "category", "--figure", "登记问题")
	compareBy(t, s, "登记问题", want.ByCategory)
	o.json(exitDone, &s, "stats", "--year", "2026", "--by", "region", "--figure", "走访家次")
	compareBy(t, s, "走访家次", want.ByRegion)
	if out, errs, code := o.run("check"); code != exitDone {
		t.Fatalf("check: %s %s", out, errs)
	}
}

// compareBy wants the year's rows of a figure to be those of the truth, and no others.
func compareBy(t *testing.T, s statsJSON, name string, want map[string]map[string]float64) {
	t.Helper()
	seen := 0
	for _, f := range s.Figures {
		if f.Span != "本期" || f.By == "all" || f.Value == nil || *f.Value == 0 {
			continue
		}
		seen++
		if want[f.Key][name] != *f.Value {
			t.Errorf("%s %s: got %v, want %v", name, f.Key, *f.Value, want[f.Key][name])
		}
	}
	if seen != len(want) {
		t.Errorf("%s: %d rows, want %d", name, seen, len(want))
	}
}

func TestRectifySample(t *testing.T) {
	o, want := newOffice(t), readTruth(t).Rectify
	var got importedJSON
	report := filepath.Join(o.dir, "问题.xlsx")
	o.json(exitPartly, &got, "import", "--report", report, o.sample("rectify.xlsx"))
	f := got.Files[0]
	if f.New.Problems != want.Rows-len(want.Rejected) || len(f.Rejected) != len(want.Rejected) {
		t.Fatalf("%d problems, %d rejected", f.New.Problems, len(f.Rejected))
	}
	for i, r := range f.Rejected {
		if float64(r.Row) != want.Rejected[i][0] || r.Column != want.Rejected[i][1] || r.Reason == "" {
			t.Errorf("rejected %+v, want %v", r, want.Rejected[i])
		}
	}
	for month, n := range want.Resolved {
		o.wants(n, "办结", "本期", "all", "", month)
	}
	for stock, n := range want.Stocks {
		o.wants(n, stockFigures[stock], "期末", "all", "", "2026-11")
	}
	if info, err := os.Stat(report); err != nil || info.Size() == 0 {
		t.Errorf("no report: %v", err)
	}
	t.Run("the report imports after correction", func(t *testing.T) {
		o.json(exitPartly, &got, "import", "--report", filepath.Join(o.dir, "again.xlsx"), report)
		if g := got.Files[0]; g.New.Problems != 0 || g.Same != f.New.Problems || len(g.Rejected) != len(f.Rejected) {
			t.Errorf("the marked copy: %+v", g)
		}
	})
}

func TestUndoOfAnImport(t *testing.T) {
	o := newOffice(t)
	if out, errs, code := o.run("visit", "add", "--date", "2026-10-09", "--unit", "甲区纪委监委", "--enterprise", "某某试验厂", "--region", "鲤城区"); code != exitDone {
		t.Fatal(out, errs)
	}
	state := func() string {
		all, _, _ := o.run("--json", "stats", "--month", "2026-10", "--by", "region")
		found, _, _ := o.run("--json", "search", "有限公司")
		return all + found
	}
	before := state()
	files := []string{"import", o.sample("visits.xlsx"), o.sample("rectify.xlsx")}
	var got importedJSON
	o.json(exitPartly, &got, files...)
	after := state()
	if before == after {
		t.Fatal("the import changed nothing, so this test can't tell")
	}
	if _, errs, code := o.run("undo"); code != exitDone {
		t.Fatal(errs)
	}
	if now := state(); now != before {
		t.Errorf("undo of the import left a difference:\n%s\nbefore:\n%s", now, before)
	}
	if _, errs, code := o.run("redo"); code != exitDone {
		t.Fatal(errs)
	}
	if now := state(); now != after {
		t.Error("redo did not bring the import back")
	}
	o.json(exitPartly, &got, files...)
	for _, f := range got.Files {
		if f.New.Visits+f.New.Problems+f.New.Enterprises+f.New.Units+f.Updated != 0 {
			t.Errorf("the same file again: %+v", f)
		}
	}
	if out, errs, code := o.run("check"); code != exitDone {
		t.Fatal(out, errs)
	}
}

func TestNothingIsWritten(t *testing.T) {
	rectify := func(o *office) string { return o.sample("rectify.xlsx") }
	garbage := func(o *office) string {
		path := filepath.Join(o.dir, "坏.xlsx")
		if err := os.WriteFile(path, []byte("PK\x03\x04 这不是表格"), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name string
		file func(*office) string
		args []string
		code int
	}{
		{"dry run", rectify, []string{"--dry-run"}, exitDone},
		{"strict with refused rows", rectify, []string{"--strict"}, exitPartly},
		{"unreadable file", garbage, nil, exitUnreadable},
		{"no such file", func(o *office) string { return filepath.Join(o.dir, "没有.xlsx") }, nil, exitUnreadable},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			_, errs, code := o.run(append(append([]string{"import"}, c.args...), c.file(o))...)
			if code != c.code {
				t.Fatalf("exit %d, want %d: %s", code, c.code, errs)
			}
			var s statsJSON
			o.json(exitDone, &s, "stats", "--year", "2026", "--figure", "补录登记")
			if s.Figures[0].Value == nil || *s.Figures[0].Value != 0 {
				t.Errorf("something was written: %v", deref(s.Figures[0].Value))
			}
			if _, _, code := o.run("undo"); code == exitDone {
				t.Error("there was a step to undo")
			}
		})
	}
}

func TestALife(t *testing.T) {
	o := newOffice(t)
	must := o.must
	visit := must("visit", "add", "--date", "2026-02-13", "--unit", "甲区纪委监委", "--enterprise", "泉州试验陶瓷有限公司", "--region", "鲤城区", "--satisfaction", "满意")
	code := must("problem", "add", "--visit", visit, "--content", "用电容量不足", "--category", "水电气要素", "--unit", "发改委", "--due", "7个工作日")
	var d detail
	o.json(exitDone, &d, "show", code)
	if d.Due != "2026-03-02" || d.State != "已交办" || d.Lead == "" {
		t.Fatalf("after 交办: %+v", d)
	}
	if _, errs, exit := o.run("event", "add", code, "办结", "--date", "2026-02-25"); exit != exitUsage || !strings.Contains(errs, "反馈") {
		t.Errorf("办结 without a report: exit %d %s", exit, errs)
	}
	must("event", "add", code, "签收", "--date", "2026-02-24")
	must("event", "add", code, "反馈", "--date", "2026-03-02", "--note", "已增容")
	must("event", "add", code, "办结", "--date", "2026-03-09")
	must("event", "add", code, "回访", "--date", "2026-03-10", "--satisfaction", "基本满意")
	must("event", "add", code, "销号", "--date", "2026-03-11", "--approver", "某主任")
	o.json(exitDone, &d, "show", code)
	if d.State != "已销号" || d.Light != "灰" {
		t.Errorf("at the end: %+v", d)
	}
	o.wants(100, "按时办结率", "本期", "all", "", "2026-03")
	o.wants(7, "平均办理工作日", "本期", "all", "", "2026-03")
	o.wants(1, "期初在办", "期初", "all", "", "2026-03")
	var s statsJSON
	o.json(exitDone, &s, "stats", "--month", "2026-03", "--figure", "办结", "--rows")
	if len(s.Rows) != 1 || s.Rows[0].Code != code {
		t.Errorf("rows behind 办结: %+v", s.Rows)
	}
	must("undo")
	o.json(exitDone, &d, "show", code)
	if d.State != "已办结" {
		t.Errorf("after undo: %s", d.State)
	}
	must("check")
}

func TestWorkday(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct{ from, n, want string }{
		{"2026-02-13", "7", "2026-03-02\n"},
		{"2026-12-28", "7", "2027-01-07 不确定："},
		{"2024-09-27", "7", "2024-10-12\n"},
	} {
		out, _, code := o.run("workday", c.from, c.n)
		if code != exitDone || !strings.HasPrefix(out, c.want) {
			t.Errorf("workday %s %s: %q, exit %d", c.from, c.n, out, code)
		}
	}
}

func TestWrongUse(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct {
		name string
		args []string
	}{
		{"no such command", []string{"飞"}},
		{"no such option", []string{"stats", "--nope"}},
		{"two periods", []string{"stats", "--month", "2026-10", "--year", "2026"}},
		{"no period", []string{"stats"}},
		{"no such figure", []string{"stats", "--month", "2026-10", "--figure", "没有的指标"}},
		{"month 13", []string{"stats", "--month", "2026-13"}},
		{"no such problem", []string{"show", "WT-1999-0001"}},
		{"unmasked without a reason", []string{"bulletin", "make", "--month", "2026-10", "--unmasked"}},
		{"a visit tomorrow", []string{"visit", "add", "--date", "2026-11-23", "--unit", "甲", "--enterprise", "乙厂"}},
		{"no command that could be a window", []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, errs, code := o.run(c.args...)
			if code != exitUsage {
				t.Errorf("exit %d, want %d (%s %s)", code, exitUsage, out, errs)
			}
			if !strings.ContainsFunc(errs, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 }) {
				t.Errorf("not in Chinese: %q", errs)
			}
		})
	}
}

func TestDatabaseCantBeUsed(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(o.dir, "台账 #1.qinqing")
	if err := os.WriteFile(path, []byte(strings.Repeat("这不是数据库", 1000)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := o.run("stats", "--month", "2026-10"); code != exitDatabase || errs == "" {
		t.Errorf("exit %d: %s", code, errs)
	}
	left, err := os.ReadFile(path)
	if err != nil || len(left) != len(strings.Repeat("这不是数据库", 1000)) {
		t.Error("the foreign file was touched")
	}
}

func TestBulletinMasksAndMatches(t *testing.T) {
	o := newOffice(t)
	var got importedJSON
	o.json(exitDone, &got, "import", o.sample("visits.xlsx"))
	tree := filepath.Join(o.dir, "tree.json")
	out := filepath.Join(o.dir, "通报")
	var files struct{ Files []string }
	o.json(exitDone, &files, "bulletin", "make", "--month", "2026-10", "--out", out, "--tree", tree)
	if len(files.Files) != 3 {
		t.Fatalf("files: %v", files.Files)
	}
	raw, err := os.ReadFile(tree)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"洛江信腾石材", "鲤城恒祥食品", "许丽建", "13800000501"} {
		if bytes.Contains(raw, []byte(secret)) {
			t.Errorf("%s leaves the office", secret)
		}
	}
	o.json(exitDone, &files, "bulletin", "make", "--month", "2026-10", "--out", out, "--tree", tree, "--unmasked", "--reason", "内部核对")
	if raw, err = os.ReadFile(tree); err != nil || !bytes.Contains(raw, []byte("商行")) {
		t.Errorf("unmasked on request: %v", err)
	}
	if log, _, _ := o.run("log"); !strings.Contains(log, "不隐去名称") {
		t.Error("lifting the mask is not in the log")
	}
}
