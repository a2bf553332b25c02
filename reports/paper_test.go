package reports

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

// letterOf makes a paper of one problem on a day and gives it as lines.
func letterOf(t *testing.T, o *office, p *data.Problem, kind, today string) (string, error) {
	t.Helper()
	b, _, err := ComposePaper(PaperInput{Source: o, Kind: kind, Problem: p, Options: Options{Today: on(today), DocNo: "某纪办函〔2026〕3号"}})
	if err != nil {
		return "", err
	}
	lines := []string{b.Template, b.DocNo, b.Title, b.Recipient + "："}
	for _, x := range b.Body {
		if x.Para != nil {
			lines = append(lines, x.Para.Text())
			continue
		}
		for _, r := range x.Table.Rows {
			lines = append(lines, r.Cells[0].Text+"|"+r.Cells[1].Text)
		}
	}
	return strings.Join(lines, "\n"), nil
}

func paperOffice(t *testing.T, change func(*data.Problem), events ...data.Event) (*office, *data.Problem) {
	t.Helper()
	o := newOffice(3)
	a := o.firm(data.Enterprise{Name: "甲镇恒岳达陶瓷有限公司", Industry: "陶瓷", Region: 1, Contact: "欧阳试", Phone: "13800001234"})
	o.firm(data.Enterprise{Name: "闽粤通食品厂", Contact: "诸葛范", Phone: "13700009999"})
	o.visit("2026-10-09", 1, a, 1).Visitors = "司徒样"
	p := o.problem(t, "2026-10-09", a, data.Dims{Visiting: 1, Lead: 2, Region: 1, Category: 2, Nature: 2, Source: 1}, "恒岳达反映用电不足\n联系欧阳试13800001234，司徒样已到场，原文有{企业}")
	if change != nil {
		change(p)
	}
	for _, e := range events {
		o.event(t, p, e)
	}
	for i := range o.units {
		if o.units[i].ID == 2 && o.units[i].Name == "市场监督管理局" {
			o.units[i].Aliases = []string{"工商局"}
		}
	}
	return o.seal(t), p
}

func TestPaper(t *testing.T) {
	extend := data.Event{Kind: data.Extend, On: on("2026-10-15"), Deadline: data.Deadline{Kind: data.ByDate, Date: on("2026-11-30")}, Approver: "示例", Note: "工期"}
	for _, c := range []struct {
		name, kind, today string
		change            func(*data.Problem)
		events            []data.Event
		has, hasNot       []string
	}{
		{"overdue", "督办函", "2026-11-20", nil, nil,
			[]string{"C\n某纪办函〔2026〕3号\n关于督促办理企业反映问题的函\n", "已超过办理期限", "企业|某陶瓷企业A", "问题|某陶瓷企业A反映用电不足 联系某某（号码略），某某已到场，原文有{企业}"},
			[]string{"恒岳达", "欧阳试", "13800001234", "司徒样", "原期限", "距办理期限还有"}},
		{"not yet due", "督办函", "2026-10-12", nil, nil, []string{"距办理期限还有", "个工作日"}, []string{"已超过"}},
		{"extended", "督办函", "2026-11-20", nil, []data.Event{extend}, []string{"原期限|2026年", "期限|2026年11月30日"}, []string{"已超过"}},
		{"agreed and an appeal", "督办函", "2026-11-20", func(p *data.Problem) { p.RealNameOK = true }, nil, []string{"企业|甲镇恒岳达陶瓷有限公司", "问题|恒岳达反映用电不足 联系欧阳试13800001234，某某已到场"}, []string{"司徒样"}},
		{"agreed, and speaks of others", "督办函", "2026-11-20", func(p *data.Problem) {
			p.RealNameOK, p.Fields = true, map[string]string{data.RawPrefix + data.FieldContact: "上官次13600002222"}
			p.Content = "恒岳达陶瓷（另询上官次136-0000-2222）反映甲镇恒岳达陶瓷有限公司被闽粤通食品厂诸葛范（13700009999）拖欠，宏远达石材加工厂陈经理也欠"
		}, nil, []string{"问题|恒岳达陶瓷（另询上官次136-0000-2222）反映甲镇恒岳达陶瓷有限公司被某企业A某某（号码略）拖欠，某企业某某经理也欠"}, []string{"闽粤通", "诸葛范", "13700009999"}},
		{"agreed but about conduct", "督办函", "2026-11-20", func(p *data.Problem) { p.RealNameOK, p.Complaint, p.ComplainedUnit = true, true, 3 }, nil, []string{"企业|某"}, []string{"恒岳达", "13800001234"}},
		{"assignment", "交办单", "2026-10-09", nil, nil, []string{"企业反映问题交办单", "前办结，并反馈办理情况"}, []string{"恒岳达", "请抓紧办理"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, p := paperOffice(t, c.change, c.events...)
			got, err := letterOf(t, o, p, c.kind, c.today)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range c.has {
				if !strings.Contains(got, w) {
					t.Errorf("lacks %q:\n%s", w, got)
				}
			}
			for _, w := range c.hasNot {
				if strings.Contains(got, w) {
					t.Errorf("says %q:\n%s", w, got)
				}
			}
		})
	}
}

// A paper goes to its lead unit and to nobody who gets the bulletins.
func TestPapersGoToNobodyElse(t *testing.T) {
	for _, layout := range []string{"A", "B", "C"} {
		t.Run(layout, func(t *testing.T) {
			o, p := paperOffice(t, nil)
			for _, k := range []string{"recipient", "copy_to", "report_to", "send_to", "issue_to", "remark"} {
				o.settings["bulletin."+k] = "自然资源局"
			}
			o.settings["bulletin.copies"] = "30"
			b, _, err := ComposePaper(PaperInput{Source: o, Kind: "督办函", Problem: p, Options: Options{Today: on("2026-11-20"), Layout: layout}})
			if err != nil {
				t.Fatal(err)
			}
			tree, err := json.Marshal(b)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(tree), "自然资源局") || b.Imprint.Copies != 0 || b.Recipient != "市场监督管理局" {
				t.Errorf("it goes to others: %s", tree)
			}
		})
	}
}

func TestPapersThatMayNotBeMade(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   string
		change func(*data.Problem)
		events []data.Event
		code   data.Code
	}{
		{"the unit complained of", "督办函", func(p *data.Problem) { p.ComplainedUnit = 2 }, nil, data.Conflict},
		{"a complaint about nobody in particular", "督办函", func(p *data.Problem) { p.Complaint = true }, nil, data.Conflict},
		{"a complaint that names the lead unit", "督办函", func(p *data.Problem) {
			p.Complaint, p.ComplainedUnit, p.Content = true, 3, "反映市场监督 管理局办事拖拉"
		}, nil, data.Conflict},
		{"a complaint that names it by another name", "交办单", func(p *data.Problem) {
			p.Complaint, p.ComplainedUnit, p.Content = true, 3, "反映工商局办事拖拉"
		}, nil, data.Conflict},
		{"moved as a clue", "督办函", nil, []data.Event{{Kind: data.MoveClue, On: on("2026-10-19")}}, data.Conflict},
		{"a paper nobody knows", "建议书", nil, nil, data.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, p := paperOffice(t, c.change, c.events...)
			if _, err := letterOf(t, o, p, c.kind, "2026-11-20"); data.CodeOf(err) != c.code {
				t.Errorf("error %v, want %s", err, c.code)
			}
		})
	}
}

func TestPaperTemplates(t *testing.T) {
	const head = "标题 = 函\n"
	for _, c := range []struct{ name, text, want string }{
		{"unknown field", head + "{电话}", "第 2 行：没有名为“电话”的字段"},
		{"brace left open", head + "{编号", "第 2 行：没有名为“{编号”的字段"},
		{"no title", "正文", "没有“标题 = …”"},
		{"no body", head, "没有正文"},
		{"wrong form", "版式 = D\n" + head + "正文", "版式只有 A、B、C、表"},
		{"unknown condition", head + "若 电话：有", "没有名为“电话”的字段"},
		{"condition without a text", head + "若 期限", "“若”后面要写"},
		{"unknown table", head + "@表 甲", "没有“@表 甲”"},
		{"not UTF-8", head + "\xff", "不是 UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parsePaper("x.txt", []byte(c.text), aboutProblem); data.CodeOf(err) != data.Invalid || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
	for _, kind := range PaperKinds {
		if _, _, err := wordingOf(kind, nil); err != nil {
			t.Errorf("%s: %v", kind.Name, err)
		}
	}
	if got := aboutProblem.unknownField("{" + strings.Join(aboutProblem.fields, "}{") + "}"); got != "" || slices.Contains(aboutProblem.fields, "") {
		t.Errorf("a field of its own is unknown: %q", got)
	}
}
