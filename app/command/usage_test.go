package command

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var english = regexp.MustCompile(`[A-Za-z]+ [A-Za-z]+ [A-Za-z]+`)

// Every wrong command line ends in code 2, says in Chinese what is wrong, and leaves stdout empty.
func TestWrongUseInWords(t *testing.T) {
	o := newOffice(t)
	o.must("problem", "add", "--content", "用工缺口", "--date", "2026-03-02", "--unit", "人社局", "--due", "2026-03-20")
	for _, c := range []struct {
		name, words string
		args        []string
	}{
		{"no such command", "没有的命令“飞”", []string{"飞"}},
		{"no such option", "没有选项 --nope", []string{"stats", "--nope"}},
		{"option nearly right", "是不是", []string{"stats", "--mont", "2026-10"}},
		{"option without its value", "--month 后面没有写内容", []string{"stats", "--month"}},
		{"one argument too many", "多余的参数", []string{"stats", "--month", "2026-10", "extra"}},
		{"an unknown dimension", "--by 只能是", []string{"stats", "--month", "2026-10", "--by", "单位"}},
		{"a flag with a value", "--json 不带内容", []string{"--json=也许", "check"}},
		{"no arguments", "还缺 <问题> <事项>", []string{"event", "add"}},
		{"half the arguments", "还缺 <事项>", []string{"event", "add", "WT-2026-0001"}},
		{"no reason", "缺少选项 --reason", []string{"event", "void", "WT-2026-0001", "1"}},
		{"not a number", "应是整数，现在写的是“abc”", []string{"event", "void", "WT-2026-0001", "abc", "--reason", "错"}},
		{"no subcommand", "后面应写下列之一", []string{"event"}},
		{"workdays not a number", "应是整数", []string{"workday", "2026-01-01", "七"}},
		{"workdays below 0", "没有选项 -3", []string{"workday", "2026-01-01", "-3"}},
		{"workdays from no day", "看不懂", []string{"workday", "2026-02-30", "3"}},
		{"too many workdays", "100000", []string{"workday", "2026-01-01", "100001"}},
		{"--today is no day", "--today 的日期", []string{"--today", "2026-13-01", "check"}},
		{"no period", "统计期间", []string{"stats"}},
		{"two periods", "之一", []string{"stats", "--month", "2026-10", "--year", "2026"}},
		{"from without to", "须同时写明", []string{"stats", "--from", "2026-10-01"}},
		{"to before from", "不晚于截止", []string{"stats", "--from", "2026-10-05", "--to", "2026-10-01"}},
		{"month 13", "看不懂统计期", []string{"stats", "--month", "2026-13"}},
		{"quarter 5", "看不懂统计期", []string{"stats", "--quarter", "2026-5"}},
		{"half 3", "看不懂统计期", []string{"stats", "--half", "2026-3"}},
		{"year of two digits", "看不懂统计期", []string{"stats", "--year", "26"}},
		{"no such figure", "没有“幸福指数”", []string{"stats", "--month", "2026-10", "--figure", "幸福指数"}},
		{"rows of everything", "--figure", []string{"stats", "--month", "2026-10", "--rows"}},
		{"no such span", "口径", []string{"stats", "--month", "2026-10", "--span", "上月"}},
		{"a span the figure lacks", "没有“本期”", []string{"stats", "--month", "2026-10", "--figure", "办结率", "--span", "本期"}},
		{"a dimension the figure lacks", "不能按主办单位分行", []string{"stats", "--month", "2026-10", "--figure", "走访家次", "--by", "lead"}},
		{"a row without a dimension", "--by", []string{"stats", "--month", "2026-10", "--key", "人社局"}},
		{"a row nobody knows", "没有“天外局”", []string{"stats", "--month", "2026-10", "--by", "lead", "--key", "天外局"}},
		{"no such problem", "WT-1999-0001", []string{"show", "WT-1999-0001"}},
		{"no such id", "没有编号为“42”", []string{"show", "42"}},
		{"unknown kind", "可用的有：交办、", []string{"event", "add", "WT-2026-0001", "督促"}},
		{"an event tomorrow", "在今天之后", []string{"event", "add", "WT-2026-0001", "签收", "--date", "2026-11-23"}},
		{"told tomorrow", "--told", []string{"event", "add", "WT-2026-0001", "延期", "--due", "2026-12-30", "--note", "难", "--told", "2026-11-23"}},
		{"unknown paper", "要件", []string{"event", "add", "WT-2026-0001", "销号", "--lacking", "红包"}},
		{"unknown answer", "满意度只有", []string{"event", "add", "WT-2026-0001", "回访", "--satisfaction", "一般"}},
		{"unknown category", "可用的有", []string{"event", "add", "WT-2026-0001", "改类", "--category", "天象"}},
		{"a limit nobody understands", "期限“明天”看不懂", []string{"problem", "add", "--content", "用地", "--unit", "人社局", "--due", "明天"}},
		{"stages that go back", "后一个晚于前一个", []string{"problem", "add", "--content", "用地", "--unit", "人社局", "--due", "2026-12-30、2026-11-30"}},
		{"a stage without a day", "不是日期", []string{"problem", "add", "--content", "用地", "--unit", "人社局", "--due", "2026-12-30、长期坚持"}},
		{"a limit for nobody", "--unit", []string{"problem", "add", "--content", "用地", "--due", "7个工作日"}},
		{"no content", "--content", []string{"problem", "add"}},
		{"a problem tomorrow", "在今天之后", []string{"problem", "add", "--content", "用地", "--date", "2026-11-23"}},
		{"a visit that is not there", "走访", []string{"problem", "add", "--content", "用地", "--visit", "42"}},
		{"no enterprise", "--enterprise", []string{"visit", "add", "--unit", "甲区纪委监委"}},
		{"unknown region", "没有叫“天边县”", []string{"visit", "add", "--unit", "甲区纪委监委", "--enterprise", "乙厂", "--region", "天边县"}},
		{"unmasked without a reason", "--reason", []string{"export", "--ledger", "visits", "--unmasked"}},
		{"search for nothing", "要找的文字", []string{"search", " "}},
		{"no results at all", "--limit", []string{"search", "用工", "--limit", "0"}},
		{"a setting nobody knows", "没有“stats.cutof”", []string{"set", "stats.cutof", "25"}},
		{"a value nobody can read", "1 到 28", []string{"set", "stats.cutoff", "31"}},
		{"a region nobody knows", "没有叫“天边县”", []string{"set", "office.region", "天边县"}},
		{"nothing to redo", "没有", []string{"redo"}},
		{"backup over the ledger", "没有覆盖", []string{"backup", "--out", o.db()}},
		{"backup to nowhere", "文件夹", []string{"backup", "--out", filepath.Join(o.dir, "无", "备份.db")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, errs, code := o.run(c.args...)
			if code != exitUsage || out != "" {
				t.Errorf("exit %d, want %d; printed %q (%s)", code, exitUsage, out, errs)
			}
			if !strings.Contains(errs, c.words) || english.MatchString(errs) {
				t.Errorf("says %q, want %q", errs, c.words)
			}
		})
	}
	if out := o.must("stats", "--year", "2026", "--figure", "登记问题", "--span", "本期"); !strings.Contains(out, "登记问题：1 个") {
		t.Errorf("a refused command left something behind: %s", out)
	}
}

func TestHelpIsChinese(t *testing.T) {
	o := newOffice(t)
	english := regexp.MustCompile(`=[A-Z]{3,}|Flags|Usage|Arguments|<[a-z]+>`)
	for _, args := range [][]string{{"--help"}, {"stats", "--help"}, {"event", "add", "--help"}, {"import", "--help"}, {"set", "--help"},
		{"problem", "add", "--help"}, {"visit", "add", "--help"}, {"export", "--help"}, {"paper", "--help"}, {"bulletin", "make", "--help"},
		{"bulletin", "diff", "--help"}, {"bulletin", "files", "--help"}, {"bulletin", "verify", "--help"}, {"bulletin", "void", "--help"}} {
		out, errs, code := o.run(args...)
		if code != exitDone || errs != "" || !strings.Contains(out, "选项：") || english.MatchString(out) {
			t.Errorf("%v: exit %d %q %q", args, code, out, errs)
		}
	}
}

// Ctrl-C comes as a cancelled context: nothing may stay half done.
func TestInterrupted(t *testing.T) {
	for _, c := range []struct {
		name string
		args func(o *office) []string
	}{
		{"import", func(o *office) []string { return []string{"import", o.sample("visits.xlsx")} }},
		{"event", func(*office) []string {
			return []string{"event", "add", "WT-2026-0001", "签收", "--date", "2026-03-03"}
		}},
		{"stats", func(*office) []string { return []string{"stats", "--year", "2026"} }},
		{"backup", func(o *office) []string { return []string{"backup", "--out", filepath.Join(o.dir, "备份.db")} }},
		{"bulletin", func(o *office) []string {
			return []string{"bulletin", "make", "--month", "2026-10", "--out", filepath.Join(o.dir, "通报")}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			o.must("problem", "add", "--content", "用工缺口", "--date", "2026-03-02", "--unit", "人社局")
			before := o.must("--json", "show", "WT-2026-0001") + o.must("--json", "log")
			args := c.args(o)
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			out, errs, code := o.runIn(ctx, args...)
			if code == exitDone || out != "" || !strings.Contains(errs, "取消") || english.MatchString(errs) || strings.Contains(errs, "context") {
				t.Errorf("exit %d, printed %q, said %q", code, out, errs)
			}
			if after := o.must("--json", "show", "WT-2026-0001") + o.must("--json", "log"); after != before {
				t.Errorf("something was written:\n%s", after)
			}
			for _, left := range []string{"备份.db", "通报"} {
				if _, err := os.Stat(filepath.Join(o.dir, left)); err == nil {
					t.Errorf("%s was left behind", left)
				}
			}
		})
	}
}

// What only makes sense with a ledger doesn't make an empty one.
func TestLedgerThatIsNotThere(t *testing.T) {
	for _, command := range [][]string{{"check"}, {"check", "--repair"}, {"backup"}, {"show", "WT-2026-0001"}} {
		t.Run(strings.Join(command, " "), func(t *testing.T) {
			o := newOffice(t)
			out, errs, code := o.run(append([]string{"--db", filepath.Join(t.TempDir(), "没有.db")}, command...)...)
			if code != exitDatabase || out != "" || !strings.Contains(errs, "没有台账") {
				t.Errorf("%d %q %q", code, out, errs)
			}
		})
	}
}
