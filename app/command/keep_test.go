package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"qinqing/data"
)

func TestWorkdayOfTheRuleBook(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct{ from, n, want string }{
		{"2022-12-29", "5", "2023-01-06"}, {"2024-02-02", "7", "2024-02-18"}, {"2024-09-27", "7", "2024-10-12"}, {"2025-01-24", "7", "2025-02-10"},
		{"2025-09-26", "7", "2025-10-13"}, {"2026-01-01", "3", "2026-01-06"}, {"2026-02-13", "7", "2026-03-02"}, {"2026-02-13", "0", "2026-02-13"},
		{"2026-12-23", "1", "2026-12-24"},
		{"2026-12-28", "7", "2027-01-07 不确定：2027年放假安排未录入，暂按周末和固定法定节假日推算"},
		{"2026-12-24", "1", "2026-12-25 不确定：2027年放假安排未录入，2026年12月25日至31日可能随之调整"},
		{"2022-06-01", "3", "2022-06-06 不确定：2022年放假安排未录入，暂按周末和固定法定节假日推算"},
	} {
		t.Run(c.from+"+"+c.n, func(t *testing.T) {
			if got := o.must("workday", c.from, c.n); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			var j struct{ Due, Uncertain string }
			o.json(exitDone, &j, "workday", c.from, c.n)
			if _, why, _ := strings.Cut(c.want, "："); j.Due != c.want[:10] || j.Uncertain != why {
				t.Errorf("as JSON: %+v", j)
			}
		})
	}
}

func TestNotice(t *testing.T) {
	o := newOffice(t)
	file := func(body string) string {
		path := filepath.Join(o.dir, "放假.json")
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if got := o.must("notice"); got != "2023\n2024\n2025\n2026" {
		t.Errorf("years %q", got)
	}
	for _, c := range []struct{ name, path string }{
		{"no such file", filepath.Join(o.dir, "没有.json")}, {"a folder", o.dir}, {"not JSON", file("放假")}, {"half a notice", file(`{"year":2027,"off":[],"on":[],"source":"试"}`)},
	} {
		if out, errs, code := o.run("notice", c.path); code != exitUnreadable || out != "" || english.MatchString(errs) {
			t.Errorf("%s: exit %d %q %q", c.name, code, out, errs)
		}
	}
	path := file(`{"year":2027,"off":[{"from":"2027-01-01","to":"2027-01-03"},{"from":"2027-05-01","to":"2027-05-05"},{"from":"2027-10-01","to":"2027-10-07"}],"on":[],"source":"试验用，不是正式通知"}`)
	code := o.must("problem", "add", "--content", "用工缺口", "--date", "2026-11-20", "--unit", "人社局", "--due", "30个工作日")
	var d detail
	if o.json(exitDone, &d, "show", code); d.Due != "2027-01-04" || d.Uncertain == "" {
		t.Errorf("before the notice: due %s %q", d.Due, d.Uncertain)
	}
	if got := o.must("notice", path); !strings.HasSuffix(got, "2027") {
		t.Errorf("years %q", got)
	}
	if o.json(exitDone, &d, "show", code); d.Due != "2027-01-04" || d.Uncertain != "" {
		t.Errorf("after the notice: due %s %q", d.Due, d.Uncertain)
	}
	o.must("undo")
	if got := o.must("notice"); strings.HasSuffix(got, "2027") {
		t.Error("undo left the notice")
	}
	o.must("check")
}

func TestSettings(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct{ key, value, kept string }{
		{"office.name", "某县纪委监委", "某县纪委监委"}, {"office.region", "鲤城区", "鲤城区"}, {"stats.cutoff", "25", "25"}, {"rule.need_sign", "否", "0"}, {"stats.cutoff", "", ""},
	} {
		var j map[string]string
		if o.json(exitDone, &j, "set", c.key, c.value); j[c.key] != c.kept {
			t.Errorf("set %s %s says %v", c.key, c.value, j)
		}
		if got := o.must("set", c.key); got != c.kept {
			t.Errorf("%s is %q, want %q", c.key, got, c.kept)
		}
	}
	if all := o.must("set"); !strings.Contains(all, "office.name = 某县纪委监委") || strings.Contains(all, "stats.cutoff") {
		t.Errorf("all settings: %s", all)
	}
	for _, args := range [][]string{{"set", "stats.floor", "甲"}, {"set", "demo", "1"}, {"set", "没有的", "1"}} {
		if _, errs, code := o.run(args...); code != exitUsage || !strings.Contains(errs, "没有保存") {
			t.Errorf("%v: exit %d %s", args, code, errs)
		}
	}
	o.must("undo")
	if got := o.must("set", "stats.cutoff"); got != "25" {
		t.Errorf("after undo: %q", got)
	}
}

func TestLogAndSearch(t *testing.T) {
	o := newOffice(t)
	var empty []json.RawMessage
	for _, args := range [][]string{{"search", "节后"}} {
		if o.json(exitDone, &empty, args...); empty == nil || len(empty) != 0 {
			t.Errorf("%v of an empty ledger: %v", args, empty)
		}
	}
	visit := o.must("visit", "add", "--date", "2026-10-09", "--unit", "甲区纪委监委", "--enterprise", "试验陶瓷厂", "--region", "鲤城区")
	code := o.must("problem", "add", "--visit", visit, "--content", "节后用工缺口大", "--category", "用工")
	for _, c := range []struct {
		name, text string
		kind       string
	}{
		{"words of the content", "用工缺口", "problem"}, {"two characters", "缺口", "problem"}, {"the number", code, "problem"}, {"the firm", "试验陶瓷", "enterprise"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var hits []hitJSON
			o.json(exitDone, &hits, "search", c.text)
			found := false
			for _, h := range hits {
				found = found || string(h.Entity) == c.kind && h.ID != 0 && h.Title != ""
			}
			if !found {
				t.Errorf("%s finds %+v", c.text, hits)
			}
		})
	}
	for _, words := range [][]string{{"缺口", "陶瓷"}, {"缺口 陶瓷"}, {"sytc"}, {"缺口", "SYTC"}} {
		if out := o.must(append([]string{"search"}, words...)...); !strings.Contains(out, "节后用工缺口大") {
			t.Errorf("%q finds %q", words, out)
		}
	}
	if out, _, _ := o.run("search", "缺口", "石材"); out != "" {
		t.Errorf("a word that does not occur: %q", out)
	}
	if out, errs, code := o.run("search", "没有这个词"); code != exitDone || out != "" || !strings.Contains(errs, "没有找到") {
		t.Errorf("nothing found: exit %d %q %q", code, out, errs)
	}
	var entries []logJSON
	o.json(exitDone, &entries, "log", "--limit", "1")
	if len(entries) != 1 || entries[0].Actor != "测试员" || entries[0].Op != "登记问题" || !strings.HasPrefix(entries[0].At, "2026-11-2") {
		t.Errorf("log %+v", entries)
	}
	if out := o.must("log"); !strings.Contains(out, "测试员  登记走访：走访 2026-10-09 试验陶瓷厂 新增") || !strings.Contains(out, "登记问题：问题 "+code+" 新增") {
		t.Errorf("log: %s", out)
	}
}

func TestShow(t *testing.T) {
	o := newOffice(t)
	visit := o.must("visit", "add", "--date", "2026-10-09", "--unit", "甲区纪委监委", "--join", "乙县纪委监委", "--enterprise", "试验陶瓷厂", "--region", "鲤城区", "--satisfaction", "满意")
	code := o.must("problem", "add", "--visit", visit, "--content", "用工缺口", "--category", "用工", "--nature", "服务效能", "--supervising", "派驻第一组", "--unit", "人社局", "--due", "2026-12-31")
	var v visitJSON
	if o.json(exitDone, &v, "show", "--as", "visit", visit); v.Unit != "甲区纪委监委" || len(v.Join) != 1 || v.Join[0] != "乙县纪委监委" || v.Enterprise != "试验陶瓷厂" || v.Satisfaction != "满意" || v.On != "2026-10-09" {
		t.Errorf("visit %+v", v)
	}
	var e enterpriseJSON
	if o.json(exitDone, &e, "show", "--as", "enterprise", idText(v.EnterpriseID)); e.Name != "试验陶瓷厂" || e.Region != "鲤城区" {
		t.Errorf("enterprise %+v", e)
	}
	var d, byID detail
	o.json(exitDone, &d, "show", code)
	if d.Nature != "服务效能" || d.Supervising != "派驻第一组" || d.Visiting != "甲区纪委监委" || d.Region != "鲤城区" || d.Lead != "人社局" || d.RegisteredOn != "2026-10-09" {
		t.Errorf("problem %+v", d)
	}
	if o.json(exitDone, &byID, "show", idText(d.ID)); byID.Code != code {
		t.Errorf("by id: %s", byID.Code)
	}
	for _, c := range []struct{ as, id, words string }{{"visit", visit, "联合走访：乙县纪委监委"}, {"enterprise", idText(v.EnterpriseID), "所在地：鲤城区"}, {"problem", code, "监督单位：派驻第一组"}} {
		if out := o.must("show", "--as", c.as, c.id); !strings.Contains(out, c.words) {
			t.Errorf("show %s lacks %s: %s", c.id, c.words, out)
		}
	}
}

func TestCheckAndBackup(t *testing.T) {
	o := newOffice(t)
	o.must("problem", "add", "--content", "用工缺口")
	var rep reportJSON
	if o.json(exitDone, &rep, "check"); len(rep.Checked) < 15 || rep.Problems == nil || len(rep.Problems) != 0 {
		t.Errorf("check %+v", rep)
	}
	out := filepath.Join(o.dir, "备份.db")
	var b struct {
		Path, SHA256 string
		Size         int64
		Check        reportJSON
	}
	if o.json(exitDone, &b, "backup", "--out", out); b.Path != out || len(b.SHA256) != 64 || b.Size == 0 || len(b.Check.Problems) != 0 {
		t.Errorf("backup %+v", b)
	}
	if got := o.must("--db", out, "stats", "--year", "2026", "--figure", "登记问题", "--span", "本期"); !strings.Contains(got, "登记问题：1 个") {
		t.Errorf("the copy says %s", got)
	}
	if got := o.must("backup"); !strings.Contains(got, "备份-20261122") {
		t.Errorf("default name %s", got)
	}
}

// A database that can't be used is code 3, said in Chinese, and left as it was.
func TestUnusableDatabase(t *testing.T) {
	foreign := strings.Repeat("这不是数据库", 1000)
	for _, c := range []struct {
		name string
		path func(dir string) string
	}{
		{"a foreign file", func(dir string) string {
			path := filepath.Join(dir, "别的.qinqing")
			if err := os.WriteFile(path, []byte(foreign), 0o644); err != nil {
				t.Fatal(err)
			}
			return path
		}},
		{"a folder", func(dir string) string { return dir }},
		{"in a folder that is not there", func(dir string) string { return filepath.Join(dir, "无", "台账.qinqing") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			path := c.path(o.dir)
			for _, args := range [][]string{{"stats", "--month", "2026-10"}, {"check"}, {"undo"}, {"problem", "add", "--content", "用工"}, {"workday", "2026-01-01", "3"}, {"export", "--ledger", "visits"}} {
				out, errs, code := o.run(append([]string{"--db", path}, args...)...)
				if code != exitDatabase || out != "" || english.MatchString(errs) || errs == "" {
					t.Errorf("%v: exit %d %q %q", args, code, out, errs)
				}
			}
			if left, err := os.ReadFile(path); err == nil && string(left) != foreign {
				t.Error("the foreign file was touched")
			}
		})
	}
}

func TestDemo(t *testing.T) {
	o := newOffice(t)
	t.Setenv("XDG_CONFIG_HOME", o.dir)
	own, err := DefaultDB()
	if err != nil {
		t.Fatal(err)
	}
	if _, errs, code := o.run("--db", own, "demo", "--out", o.dir); code != exitUsage || !strings.Contains(errs, "不装示例数据") {
		t.Errorf("demo in the office's own database: exit %d %s", code, errs)
	}
	o.must("problem", "add", "--content", "用工缺口")
	if _, errs, code := o.run("demo", "--out", o.dir); code != exitUsage || !strings.Contains(errs, "不是示例数据库") {
		t.Errorf("demo in a database in use: exit %d %s", code, errs)
	}
	demo := filepath.Join(o.dir, "示例.qinqing")
	var made struct {
		DB    string
		Files []string
	}
	o.json(exitDone, &made, "--db", demo, "demo", "--out", o.dir)
	if made.DB != demo || len(made.Files) != 2 {
		t.Fatalf("%+v", made)
	}
	for _, f := range made.Files {
		if info, err := os.Stat(f); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", f, err)
		}
	}
	o.json(exitDone, &made, "--db", demo, "demo", "--out", o.dir)
	if got := o.must("--db", demo, "stats", "--month", "2026-10", "--figure", "走访家次", "--span", "本期"); !strings.Contains(got, "走访家次：46 家次") {
		t.Errorf("a second demo doubled something: %s", got)
	}
}

func idText(id data.ID) string { return strconv.FormatInt(int64(id), 10) }
