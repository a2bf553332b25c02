package reports

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/internal/trial"
)

// handled is a problem with all that may have happened to one, 200-character names
// included, on a visit, and a source that knows two transfers.
func handled(t *testing.T, change func(*data.Problem), until string) (*office, *data.Problem) {
	t.Helper()
	o, p := paperOffice(t, func(p *data.Problem) {
		p.Supporting = []data.ID{3}
		p.VisitID = 1
		if change != nil {
			change(p)
		}
	})
	o.visits[0].Reply = "已告知恒岳达可申请扩容"
	for _, e := range []data.Event{
		{Kind: data.Accept, On: on("2026-10-10")},
		{Kind: data.Extend, On: on("2026-10-14"), AppliedOn: on("2026-10-13"), Deadline: data.Deadline{Kind: data.ByDate, Date: on("2026-10-30")}, Approver: "皇甫示", Note: "恒岳达的变压器未到货", ToldOn: on("2026-10-15")},
		{Kind: data.Extend, On: on("2026-10-28"), AppliedOn: on("2026-10-27"), Deadline: data.Deadline{Kind: data.ByDate, Date: on("2026-11-13")}, Approver: "皇甫示", Note: "再次延期"},
		{Kind: data.Supervise, On: on("2026-10-29"), Grade: "蓝"},
		{Kind: data.Report, On: on("2026-11-10"), Note: "已扩容，恒岳达恢复生产"},
		{Kind: data.Resolve, On: on("2026-11-11"), Note: "情况属实", Approver: "皇甫示"},
		{Kind: data.ReturnVisit, On: on("2026-11-12"), Unreachable: "电话13800001234无人接听"},
		{Kind: data.ReturnVisit, On: on("2026-11-16"), Satisfaction: data.Satisfied, Note: "欧阳试表示满意"},
		{Kind: data.StrikeOff, On: on("2026-11-17"), Approver: "皇甫示", SignedBy: "令狐例", SignedOn: on("2026-11-17"), Note: "同意"},
	} {
		if e.On <= on(until) {
			o.event(t, p, e)
		}
	}
	o.records = clues(t)
	return o.seal(t), p
}

func clues(t *testing.T) (out []data.Record) {
	t.Helper()
	for i, c := range []data.ClueTransfer{{Number: "示线移〔2026〕1号", Receiver: "第三室"}, {Number: "示线移〔2026〕2号", Receiver: "第三室"}} {
		r, err := data.NewRecord(data.RecClue, on("2026-10-20").AddDays(i), 0, c)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func outlineForm(w *strings.Builder, f *Form) {
	fmt.Fprintf(w, "格 %s ⇥ %s %v\n", f.Head.Left, f.Head.Right, f.Columns)
	for _, r := range f.Rows {
		for _, c := range r.Cells {
			fmt.Fprintf(w, "|%s", c.Text)
			if c.Foot != "" {
				fmt.Fprintf(w, " ⌟%s", strings.ReplaceAll(c.Foot, "\n", "/"))
			}
			if c.Span > 1 {
				fmt.Fprintf(w, " 跨%d列", c.Span)
			}
		}
		fmt.Fprintf(w, "| %d行\n", max(1, r.Lines))
	}
}

// paperOutline is outline with forms.
func paperOutline(b *Bulletin) string {
	var w strings.Builder
	fmt.Fprintf(&w, "== %s 版式%s 送审稿%v 标记[%s] 文号[%s]\n%s\n%s\n%s：\n", b.Kind, b.Template, b.Draft, b.Caution, b.DocNo, b.Masthead, b.Title, b.Recipient)
	for _, x := range b.Body {
		switch {
		case x.Para != nil:
			fmt.Fprintf(&w, "  %s\n", x.Para.Text())
		case x.Form != nil:
			outlineForm(&w, x.Form)
		case x.Table != nil:
			outlineTable(&w, x.Table)
		}
	}
	fmt.Fprintf(&w, "%s %s\n\n", b.Signature.Unit, b.Signature.Date)
	return w.String()
}

// One of each paper, of a problem at the stage the paper is for.
func TestGoldenPapers(t *testing.T) {
	until := map[string]string{"受理单": "2026-10-09", "交办单": "2026-10-09", "整改提醒函": "2026-10-12", "督办函": "2026-10-30", "督查单": "2026-10-30", "延期审批表": "2026-10-30"}
	var w strings.Builder
	for _, k := range PaperKinds {
		day := until[k.Name]
		if day == "" {
			day = "2026-11-20"
		}
		o, p := handled(t, nil, day)
		var b *Bulletin
		var mask MaskReport
		var err error
		if k.AboutProblem() {
			b, mask, err = ComposePaper(PaperInput{Source: o, Kind: k.Name, Problem: p, Visit: o.visits[0], Grade: map[bool]string{true: "橙"}[k.Graded], ReplyBy: on("2026-12-01"),
				Options: Options{Today: on(day), DocNo: "示纪办函〔2026〕3号"}})
		} else {
			b, mask, err = ComposeRegister(context.Background(), RegisterInput{Source: o, Kind: k.Name, From: on("2026-10-01"), To: on("2026-10-31"), Unit: 2, Options: Options{Today: on(day)}})
		}
		if err != nil {
			t.Fatalf("%s: %v", k.Name, err)
		}
		w.WriteString(paperOutline(b))
		for _, x := range mask.Warnings {
			fmt.Fprintf(&w, "注意 %s\n\n", x.Text)
		}
	}
	trial.Golden(t, "papers.txt", w.String())
}

// What leaves the office names nobody, whatever form it has; what stays names all but
// who complained.
func TestWhoIsNamedOnPapers(t *testing.T) {
	all := []string{"恒岳达", "欧阳试", "13800001234", "司徒样", "皇甫示", "令狐例"}
	for _, c := range []struct {
		name, kind    string
		out           bool
		change        func(*data.Problem)
		shown, hidden []string
	}{
		{"intake for the file", "受理单", false, nil, all[:4], nil},
		{"return visit for the file", "回访记录", false, nil, all[:3], nil},
		{"strike-off for the file", "销号审批表", false, nil, []string{"恒岳达", "令狐例", "皇甫示"}, nil},
		{"strike-off to go out", "销号审批表", true, nil, nil, all},
		{"extension to go out", "延期审批表", true, nil, nil, all},
		{"intake to go out", "受理单", true, nil, nil, all},
		{"to go out, agreed", "销号审批表", true, func(p *data.Problem) { p.RealNameOK = true }, []string{"恒岳达"}, all[3:]},
		{"complaint for the file", "受理单", false, func(p *data.Problem) { p.Complaint, p.ComplainedUnit = true, 3 }, []string{"司徒样"}, all[:3]},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, p := handled(t, c.change, "2026-11-20")
			b, _, err := ComposePaper(PaperInput{Source: o, Kind: c.kind, Problem: p, Visit: o.visits[0], Out: c.out, Options: Options{Today: on("2026-11-20")}})
			if err != nil {
				t.Fatal(err)
			}
			tree := treeJSON(t, b)
			for _, s := range c.shown {
				if !strings.Contains(tree, s) {
					t.Errorf("%s is not shown", s)
				}
			}
			for _, s := range c.hidden {
				if strings.Contains(tree, s) {
					t.Errorf("%s is shown", s)
				}
			}
			if marked := b.Caution != ""; marked == c.out {
				t.Errorf("marked as inside: %v", marked)
			}
		})
	}
}

func TestWhenPapersAreOffered(t *testing.T) {
	for _, c := range []struct {
		name, until string
		change      func(*data.Problem)
		want        string
	}{
		{"assigned", "2026-10-09", nil, "受理单 交办单 整改提醒函 督办函 督查单 延期审批表"},
		{"resolved", "2026-11-11", nil, "受理单 交办单 延期审批表 回访记录 销号审批表"},
		{"complained of", "2026-10-09", func(p *data.Problem) { p.ComplainedUnit = 2 }, "受理单 延期审批表"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, p := handled(t, c.change, c.until)
			offers, err := PaperOffers(o, p)
			if err != nil {
				t.Fatal(err)
			}
			var can []string
			for _, x := range offers {
				_, _, err := ComposePaper(PaperInput{Source: o, Kind: x.Kind.Name, Problem: p, Grade: "蓝", Options: Options{Today: on("2026-11-20")}})
				if (err == nil) != (x.Why == "") {
					t.Errorf("%s offered with %q, made with %v", x.Kind.Name, x.Why, err)
				}
				if x.Why == "" {
					can = append(can, x.Kind.Name)
				}
			}
			if got := strings.Join(can, " "); got != c.want {
				t.Errorf("offered %s, want %s", got, c.want)
			}
		})
	}
}

// A register of what was handed over never shows a unit what speaks of it, and counts
// what it leaves out.
func TestHandoverLeavesOut(t *testing.T) {
	o, p := handled(t, func(p *data.Problem) { p.Complaint, p.ComplainedUnit = true, 2 }, "2026-10-09")
	b, mask, err := ComposeRegister(context.Background(), RegisterInput{Source: o, Kind: "交接登记表", From: on("2026-10-01"), To: on("2026-10-31"), Unit: 2, Options: Options{Today: on("2026-11-20")}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(treeJSON(t, b), p.Code) || !slices.ContainsFunc(mask.Warnings, func(w Warning) bool { return w.Code == LeftOut && strings.Contains(w.Text, "1 个") }) {
		t.Errorf("listed, or not said: %v", mask.Warnings)
	}
}

func TestOwnTemplates(t *testing.T) {
	o, p := handled(t, nil, "2026-10-09")
	for _, c := range []struct{ name, text, title, warning string }{
		{"the office's own", "版式 = 表\n标题 = 自己的表\n| 编号 | {编号} |", "自己的表", ""},
		{"a broken one", "版式 = 表\n标题 = 坏的表\n| 编号 | {没有} |", "企业问题受理单", "第 3 行：没有名为“没有”的字段"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, mask, err := ComposePaper(PaperInput{Source: o, Kind: "受理单", Problem: p, Options: Options{Today: on("2026-11-20")},
				Own: func(file string) (OwnTemplate, bool) {
					return OwnTemplate{Name: "我的.txt", Text: []byte(c.text)}, file == "paper-intake.txt"
				}})
			if err != nil {
				t.Fatal(err)
			}
			told := ""
			for _, w := range mask.Warnings {
				if w.Code == BrokenTemplate {
					told = w.Text
				}
			}
			if b.Title != c.title || !strings.Contains(told, c.warning) || (told == "") != (c.warning == "") {
				t.Errorf("title %s, told %q", b.Title, told)
			}
		})
	}
}

func TestFormRows(t *testing.T) {
	const head = "版式 = 表\n标题 = 表\n"
	for _, c := range []struct{ name, text, want string }{
		{"an odd cell", head + "| 甲 | 乙 | 丙 |", "一栏名、一内容为一对"},
		{"too many pairs", head + "|a|b|a|b|a|b|a|b|", "最多 3 对"},
		{"no end", head + "| 甲 | 乙", "要以“|”结尾"},
		{"too high", head + "| 甲 | 乙 | 99", "要以“|”结尾"},
		{"a row in a letter", "标题 = 函\n| 甲 | 乙 |", "只有“版式 = 表”"},
		{"joined to nothing", "标题 = 函\n+ 文字", "“+”只能接在"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parsePaper("x.txt", []byte(c.text), aboutProblem); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
