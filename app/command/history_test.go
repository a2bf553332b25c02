package command

import (
	"slices"
	"strings"
	"testing"
)

// step is one `event add` (or void, undo, redo) and what must come of it.
type step struct {
	args string // words after the problem's number; "-" first: another subcommand
	fail string // a part of the refusal; empty: it must succeed
}

type want struct{ figure, span, month, text string }

// lives are histories as a clerk types them, with the state, the light and the
// figures that follow by the rule book.
var lives = []struct {
	name    string
	due     string // limit at 交办 on 2026-03-03; "" no 交办
	steps   []step
	state   string
	dueDay  string
	light   string
	figures []want
}{
	{"straight life", "7个工作日", []step{{"签收 --date 2026-03-04", ""}, {"办理 --date 2026-03-05", ""}, {"反馈 --date 2026-03-12", ""}, {"办结 --date 2026-03-20", ""},
		{"回访 --date 2026-03-23 --satisfaction 非常满意", ""}, {"销号 --date 2026-03-24", ""}},
		"已销号", "2026-03-12", "灰",
		[]want{{"按时办结率", "本期", "2026-03", "100.0%"}, {"平均办理工作日", "本期", "2026-03", "7.0"}, {"满意率", "本期", "2026-03", "100.0%"}, {"回访率", "本期", "2026-03", "100.0%"},
			{"办结率", "累计", "2026-03", "100.0%"}, {"销号", "本期", "2026-03", "1"}, {"期末在办", "期末", "2026-03", "0"}, {"本期逾期办结", "本期", "2026-03", "0"}}},
	{"not handed over yet", "", []step{{"反馈 --date 2026-03-04", "请先交办"}, {"办结 --date 2026-03-04 --note 做了", "请先交办"}, {"销号 --date 2026-03-04", "请先交办"}, {"延期 --date 2026-03-04 --due 2026-04-01", "请先交办"},
		{"转办 --date 2026-03-04 --unit 税务局", "直接交办"}, {"交办 --date 2026-03-04", "哪个主办单位"}, {"签收 --date 2026-03-04", "已交办"}},
		"待交办", "", "绿", []want{{"期末在办", "期末", "2026-03", "1"}, {"交办", "本期", "2026-03", "0"}, {"期末逾期", "期末", "2026-11", "0"}}},
	{"due on the last day is not late", "2026-03-31", nil, "已交办", "2026-03-31", "红",
		[]want{{"期末逾期", "期末", "2026-03", "0"}, {"期末逾期", "期末", "2026-04", "1"}}},
	{"slow reviewer", "2026-03-10", []step{{"反馈 --date 2026-03-10", ""}, {"办结 --date 2026-04-20", ""}},
		"已办结", "2026-03-10", "绿", []want{{"期末逾期", "期末", "2026-03", "0"}, {"按时办结率", "本期", "2026-04", "100.0%"}, {"平均办理工作日", "本期", "2026-04", "5.0"}}},
	{"late report waits", "2026-03-10", []step{{"反馈 --date 2026-03-11", ""}},
		"已反馈（待审核）", "2026-03-10", "红", []want{{"期末逾期", "期末", "2026-03", "1"}}},
	{"extended in time", "2026-03-10", []step{{"延期 --date 2026-03-09 --due 2026-03-20 --note 协调难 --applied 2026-03-06 --approver 甲 --told 2026-03-09", ""},
		{"延期 --date 2026-03-10 --due 2026-03-20 --note 再延", "不晚于现期限"}, {"反馈 --date 2026-03-18", ""}, {"办结 --date 2026-03-19", ""}},
		"已办结", "2026-03-20", "绿", []want{{"按时办结率", "本期", "2026-03", "100.0%"}, {"按原期限按时办结率", "本期", "2026-03", "0.0%"}, {"延期", "本期", "2026-03", "1"}}},
	{"extended after it had passed", "2026-03-10", []step{{"延期 --date 2026-04-02 --due 2026-04-20 --note 协调难", ""}, {"反馈 --date 2026-04-10", ""}, {"办结 --date 2026-04-13", ""}},
		"已办结", "2026-04-20", "绿", []want{{"期末逾期", "期末", "2026-03", "1"}, {"期末逾期", "期末", "2026-04", "0"}, {"按时办结率", "本期", "2026-04", "0.0%"}, {"本期逾期办结", "本期", "2026-04", "1"}}},
	{"sent back twice", "2026-03-31", []step{{"反馈 --date 2026-03-10", ""}, {"退回重办 --date 2026-03-11", "须写明原因"}, {"退回重办 --date 2026-03-11 --note 未解决", ""}, {"反馈 --date 2026-03-12", ""},
		{"反馈 --date 2026-03-12", "等待审核"}, {"退回 --date 2026-03-13 --note 仍未解决", ""}, {"反馈 --date 2026-04-01", ""}, {"审核通过 --date 2026-04-02", ""}},
		"已办结", "2026-03-31", "绿", []want{{"退回", "本期", "2026-03", "2"}, {"退回率", "本期", "2026-03", "100.0%"}, {"退回率", "累计", "2026-04", "66.7%"}, {"反馈", "累计", "2026-04", "1"},
			{"反馈件次", "累计", "2026-04", "3"}, {"按时办结率", "本期", "2026-04", "0.0%"}}},
	{"not solved, says the firm", "2026-03-31", []step{{"反馈 --date 2026-03-10", ""}, {"办结 --date 2026-03-11", ""}, {"重启 --date 2026-03-12 --note 复发", "只有已销号"}, {"办结后退回 --date 2026-03-12", "须写明原因"},
		{"办结后退回 --date 2026-03-12 --note 未解决", ""}, {"反馈 --date 2026-03-16", ""}, {"办结 --date 2026-03-17", ""}},
		"已办结", "2026-03-31", "绿", []want{{"办结", "本期", "2026-03", "2"}, {"办结后退回", "本期", "2026-03", "1"}, {"期末待销号", "期末", "2026-03", "1"}, {"累计办结", "累计", "2026-03", "1"}, {"登记问题", "本期", "2026-03", "1"}}},
	{"reopened", "2026-03-31", []step{{"反馈 --date 2026-03-10", ""}, {"办结 --date 2026-03-11", ""}, {"销号 --date 2026-03-11", ""}, {"办结后退回 --date 2026-04-01 --note 未解决", "请用重启"},
		{"重启 --date 2026-04-01 --note 复发 --due 2026-04-20", ""}, {"反馈 --date 2026-04-08", ""}, {"办结 --date 2026-04-09", ""}},
		"已办结", "2026-04-20", "绿", []want{{"重启", "本期", "2026-04", "1"}, {"登记问题", "本期", "2026-04", "0"}, {"平均办理工作日", "本期", "2026-04", "4.0"}, {"期末已销号", "期末", "2026-03", "1"}, {"期末已销号", "期末", "2026-04", "0"}}},
	{"not for us", "2026-03-31", []step{{"不予受理 --date 2026-03-05", "须写明原因"}, {"不予受理 --date 2026-03-05 --note 非职责 --approver 甲 --told 2026-03-06", ""}, {"反馈 --date 2026-03-07", "已转出"}},
		"不予受理/转他处", "2026-03-31", "灰", []want{{"不予受理", "本期", "2026-03", "1"}, {"转出", "本期", "2026-03", "1"}, {"办结率", "累计", "2026-03", "—"}, {"期末转出", "期末", "2026-03", "1"}}},
	{"clue handed on", "2026-03-31", []step{{"移送线索 --date 2026-03-05", ""}, {"办结 --date 2026-03-06 --note 做了", "已转出"}},
		"移送终结", "2026-03-31", "灰", []want{{"转出", "本期", "2026-03", "1"}, {"不予受理", "本期", "2026-03", "0"}, {"移送终结", "本期", "2026-03", "1"}, {"期末在办", "期末", "2026-03", "0"}}},
	{"long-term and back", "2026-03-10", []step{{"转长期坚持 --date 2026-03-05 --approver 甲", ""}, {"延期 --date 2026-03-06 --due 2026-05-01 --note 难", "长期坚持"}, {"长期复查 --date 2026-06-05", ""},
		{"长期转回 --date 2026-07-01 --due 2026-07-31", ""}, {"长期复查 --date 2026-07-02", "只有长期坚持"}},
		"办理中", "2026-07-31", "红", []want{{"期末长期坚持", "期末", "2026-03", "1"}, {"期末逾期", "期末", "2026-03", "0"}, {"转长期", "本期", "2026-03", "1"}, {"长期转回", "本期", "2026-07", "1"}, {"办结率", "累计", "2026-06", "—"}}},
	{"resolved from long-term", "2026-03-10", []step{{"转长期坚持 --date 2026-03-05 --approver 甲", ""}, {"办结 --date 2026-04-07 --note 建成", ""}},
		"已办结", "", "绿", []want{{"长期办结", "本期", "2026-04", "1"}, {"办结", "本期", "2026-04", "0"}, {"按时办结率", "本期", "2026-04", "—"}}},
	{"done on the spot", "立行立改", []step{{"销号 --date 2026-03-03", "须写明做了什么"}, {"销号 --date 2026-03-03 --note 当场装好", ""}},
		"已销号", "2026-03-03", "灰", []want{{"办结", "本期", "2026-03", "1"}, {"销号", "本期", "2026-03", "1"}, {"平均办理工作日", "本期", "2026-03", "0.0"}, {"按时办结率", "本期", "2026-03", "100.0%"}, {"退回率", "本期", "2026-03", "—"}}},
	{"by stages", "2026-03-20、2026-04-20", []step{{"阶段完成 --date 2026-03-18", ""}, {"阶段完成 --date 2026-04-10", ""}, {"阶段完成 --date 2026-04-11", "都已登记完成"}, {"反馈 --date 2026-04-17", ""}, {"办结 --date 2026-04-20", ""}},
		"已办结", "2026-04-20", "绿", []want{{"期末逾期", "期末", "2026-03", "0"}, {"按时办结率", "本期", "2026-04", "100.0%"}}},
	{"first stage missed", "2026-03-20、2026-04-20", nil, "已交办", "2026-03-20", "红", []want{{"期末逾期", "期末", "2026-03", "1"}}},
	{"no stages to finish", "2026-03-31", []step{{"阶段完成 --date 2026-03-18", "不是分阶段"}}, "已交办", "2026-03-31", "红", nil},
	{"kept up after", "3月底前，并长期坚持", []step{{"反馈 --date 2026-03-30", ""}, {"办结 --date 2026-03-31", ""}}, "已办结", "2026-03-31", "绿", []want{{"按时办结率", "本期", "2026-03", "100.0%"}}},
	{"months end", "1个月", nil, "已交办", "2026-04-03", "红", nil},
	{"runs on over the holiday", "32日内", []step{{"反馈 --date 2026-04-07", ""}}, "已反馈（待审核）", "2026-04-07", "绿", nil},
	{"no limit", "", []step{{"交办 --date 2026-03-03 --unit 人社局", ""}, {"延期 --date 2026-03-05 --due 2026-04-01 --note 难", "还没有期限"}, {"反馈 --date 2026-03-06", ""}, {"办结 --date 2026-03-09", ""}},
		"已办结", "", "绿", []want{{"按时办结率", "本期", "2026-03", "—"}, {"平均办理工作日", "本期", "2026-03", "3.0"}, {"期末逾期", "期末", "2026-11", "0"}}},
	{"handed over twice", "2026-03-31", []step{{"交办 --date 2026-03-05", ""}, {"交办 --date 2026-03-05 --unit 税务局", "请用“转办”"}, {"交办 --date 2026-03-05 --due 2026-05-01", "请用“延期”"}},
		"已交办", "2026-03-31", "红", []want{{"交办", "本期", "2026-03", "1"}, {"交办件次", "本期", "2026-03", "2"}}},
	{"before it was registered", "2026-03-31", []step{{"签收 --date 2026-03-01", "早于登记日期"}}, "已交办", "2026-03-31", "红", nil},
	{"a mistake voided", "2026-03-31", []step{{"反馈 --date 2026-03-10", ""}, {"办结 --date 2026-03-11", ""}, {"-void 3 --reason 录错", "请先作废后面的记录"}, {"-void 4 --reason 录错", ""}, {"-void 4 --reason 录错", "不能再次作废"}, {"-void 9 --reason 录错", "没有第 9 条"}},
		"已反馈（待审核）", "2026-03-31", "绿", []want{{"办结", "本期", "2026-03", "0"}, {"反馈", "本期", "2026-03", "1"}}},
	{"undone and done again", "2026-03-31", []step{{"反馈 --date 2026-03-10", ""}, {"-undo", ""}, {"-redo", ""}, {"-undo", ""}, {"签收 --date 2026-03-05", ""}, {"-redo", "没有"}},
		"办理中", "2026-03-31", "红", []want{{"反馈", "本期", "2026-03", "0"}}},
	{"never reached", "2026-03-31", []step{{"反馈 --date 2026-03-10", ""}, {"办结 --date 2026-03-11", ""}, {"回访 --date 2026-03-12 --unreachable 电话停机 --satisfaction 满意", "只留一项"}, {"回访 --date 2026-03-12", "请填写回访结果"},
		{"回访 --date 2026-03-12 --unreachable 电话停机", ""}},
		"已办结", "2026-03-31", "绿", []want{{"回访率", "本期", "2026-03", "—"}, {"满意率", "本期", "2026-03", "—"}}},
	{"letter of supervision", "2026-03-31", []step{{"督办 --date 2026-04-02 --grade 紫", "蓝、橙、红"}, {"督办 --date 2026-04-02 --grade 橙", ""}}, "已交办", "2026-03-31", "红", nil},
	{"registered again", "2026-03-31", []step{{"登记 --date 2026-03-05", "已经登记过"}}, "已交办", "2026-03-31", "红", nil},
}

func TestLives(t *testing.T) {
	for _, life := range lives {
		t.Run(life.name, func(t *testing.T) {
			o := newOffice(t)
			add := []string{"problem", "add", "--content", "用工缺口", "--date", "2026-03-02"}
			if life.due != "" {
				add = append(add, "--unit", "人社局", "--assigned", "2026-03-03", "--due", life.due)
			}
			code := o.must(add...)
			for _, s := range life.steps {
				words := strings.Fields(s.args)
				args := append([]string{"event", "add", code}, words...)
				switch {
				case words[0] == "-void":
					args = append([]string{"event", "void", code}, words[1:]...)
				case strings.HasPrefix(words[0], "-"):
					args = []string{words[0][1:]}
				}
				out, errs, exit := o.run(args...)
				switch {
				case s.fail == "" && exit != exitDone:
					t.Fatalf("%s: exit %d: %s", s.args, exit, errs)
				case s.fail != "" && (exit != exitUsage || out != "" || !strings.Contains(errs, s.fail)):
					t.Errorf("%s: exit %d, printed %q, said %q, want %q", s.args, exit, out, errs, s.fail)
				}
			}
			var d detail
			o.json(exitDone, &d, "show", code)
			if d.State != life.state || d.Due != life.dueDay || string(d.Light) != life.light {
				t.Errorf("%s, due %q, %s; want %s, %q, %s", d.State, d.Due, d.Light, life.state, life.dueDay, life.light)
			}
			for _, w := range life.figures {
				if got := o.text(w.figure, w.span, w.month); got != w.text {
					t.Errorf("%s %s %s is %s, want %s", w.month, w.figure, w.span, got, w.text)
				}
			}
			o.must("check")
		})
	}
}

// text is a figure of the total as it is printed.
func (o *office) text(name, span, month string) string {
	o.t.Helper()
	out := o.must("stats", "--month", month, "--figure", name, "--span", span)
	_, value, _ := strings.Cut(out, name+"：")
	return strings.Fields(value)[0]
}

// A problem handed on to another unit counts with the unit of each event's date, and
// the rows of every dimension add up to the total.
func TestTransferMovesTheRow(t *testing.T) {
	o := newOffice(t)
	code := o.must("problem", "add", "--content", "用工缺口", "--date", "2026-03-02", "--unit", "人社局", "--due", "2026-03-31")
	o.must("event", "add", code, "转办", "--date", "2026-04-02", "--unit", "税务局")
	o.must("event", "add", code, "反馈", "--date", "2026-04-08")
	o.must("event", "add", code, "办结", "--date", "2026-04-09")
	for _, c := range []struct {
		figure, span, month string
		from, to            float64
	}{
		{"登记问题", "本期", "2026-03", 1, 0}, {"期末在办", "期末", "2026-03", 1, 0}, {"期初在办", "期初", "2026-04", 1, 0},
		{"转办出", "本期", "2026-04", 1, 0}, {"转办入", "本期", "2026-04", 0, 1}, {"办结", "本期", "2026-04", 0, 1},
		{"期末待销号", "期末", "2026-04", 0, 1}, {"累计办结", "累计", "2026-04", 0, 1}, {"本期逾期办结", "本期", "2026-04", 0, 1},
	} {
		t.Run(c.figure+c.month, func(t *testing.T) {
			o.wants(c.from, c.figure, c.span, "lead", "人社局", c.month)
			o.wants(c.to, c.figure, c.span, "lead", "税务局", c.month)
		})
	}
	for _, by := range []string{"lead", "visiting", "supervising", "region", "category", "nature", "measure", "source"} {
		var s statsJSON
		o.json(exitDone, &s, "stats", "--month", "2026-04", "--by", by, "--figure", "办结", "--span", "本期")
		sum := 0.0
		for _, f := range s.Figures {
			sum += *f.Value
		}
		if sum != 1 {
			t.Errorf("rows by %s add up to %v: %+v", by, sum, s.Figures)
		}
	}
}

// What is recorded but breaches procedure is told, on stderr and by `show`.
func TestWarningsAreTold(t *testing.T) {
	o := newOffice(t)
	_, errs, _ := o.run("problem", "add", "--content", "办事拖沓", "--date", "2026-03-02", "--unit", "人社局", "--complained", "人社局", "--due", "2026-03-10")
	if !strings.Contains(errs, "应当回避") {
		t.Errorf("the unit complained of leads, and nobody says so: %q", errs)
	}
	for _, c := range []struct{ args, words string }{
		{"延期 --date 2026-03-12 --due 2026-03-20 --note 难", "逾期后补批"},
		{"反馈 --date 2026-03-13", "没有写明申请日"},
	} {
		out, errs, code := o.run(append([]string{"event", "add", "WT-2026-0001"}, strings.Fields(c.args)...)...)
		if code != exitDone || !strings.Contains(errs, c.words) || strings.Contains(out, "注意") {
			t.Errorf("%s: exit %d, %q, %q", c.args, code, out, errs)
		}
	}
	var d detail
	o.json(exitDone, &d, "show", "WT-2026-0001")
	if !slices.ContainsFunc(d.Warnings, func(s string) bool { return strings.Contains(s, "审核滞留") }) || !d.LateExtended || !d.Extended {
		t.Errorf("warnings %v", d.Warnings)
	}
	if out := o.must("show", "WT-2026-0001"); !strings.Contains(out, "（延）") || !strings.Contains(out, "原期限：2026-03-10") {
		t.Errorf("an extended problem without 延: %s", out)
	}
}

// 销号 asks for the papers the office's settings require.
func TestStrikeOffPapers(t *testing.T) {
	o := newOffice(t)
	for _, key := range []string{"rule.need_sign", "rule.need_feedback", "rule.need_approver"} {
		o.must("set", key, "是")
	}
	code := o.must("problem", "add", "--content", "用工缺口", "--date", "2026-03-02", "--unit", "人社局")
	o.must("event", "add", code, "反馈", "--date", "2026-03-04")
	o.must("event", "add", code, "办结", "--date", "2026-03-05")
	for _, c := range []struct{ args, fail string }{
		{"", "审批人"}, {"--approver 甲", "企业反馈"},
		{"--approver 甲 --lacking 企业反馈", "企业反馈"},
		{"--approver 甲 --lacking 企业反馈 --note 企业已搬走", "签字"},
		{"--approver 甲 --lacking 企业反馈 --note 企业已搬走 --signer 乙局长 --signed 2026-03-05", ""},
	} {
		_, errs, exit := o.run(append([]string{"event", "add", code, "销号", "--date", "2026-03-06"}, strings.Fields(c.args)...)...)
		if c.fail == "" && exit != exitDone || c.fail != "" && (exit != exitUsage || !strings.Contains(errs, c.fail)) {
			t.Errorf("%s: exit %d %s", c.args, exit, errs)
		}
	}
}
