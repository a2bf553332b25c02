package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"qinqing/assets"
	"qinqing/data"
)

// Papers are the papers about one problem that can be made, by name: the file of each
// one's wording.
var Papers = map[string]string{"督办函": "paper-supervise.txt", "交办单": "paper-assign.txt"}

// PaperInput says what paper to make about which problem.
type PaperInput struct {
	Source  Source
	Kind    string // of Papers
	Problem *data.Problem
	Options Options // Today, DocNo, SignedOn, Unmasked with Reason, TemplateText
}

// ComposePaper makes a paper about one problem for its lead unit, masked as DOMAIN §7
// asks: where the enterprise agreed and it appeals for help, the lead unit is shown who it
// is and whom to ask there, and nobody else; a complaint about conduct stays masked whatever is asked, and is never sent to the
// unit complained of. It fails with data.Invalid for a faulty template and data.Conflict
// for a problem no paper may be made of.
func ComposePaper(in PaperInput) (*Bulletin, MaskReport, error) {
	text, err := loadPaper(in)
	if err != nil {
		return nil, MaskReport{}, err
	}
	clock, err := in.Source.Clock()
	if err != nil {
		return nil, MaskReport{}, err
	}
	tl, err := in.Problem.Timeline(clock)
	if err != nil {
		return nil, MaskReport{}, err
	}
	if err := mayBeSent(in.Kind, in.Problem, tl); err != nil {
		return nil, MaskReport{}, err
	}
	names, err := loadNames(in.Source)
	if err != nil {
		return nil, MaskReport{}, err
	}
	if err := complaintMayBeSent(in.Problem, tl.Now.Lead, names); err != nil {
		return nil, MaskReport{}, err
	}
	settings, err := in.Source.Settings()
	if err != nil {
		return nil, MaskReport{}, err
	}
	lift := Lift{All: in.Options.Unmasked, Reason: in.Options.Reason}
	if in.Problem.RealNameOK && !in.Problem.Complaint && !lift.All {
		lift = realNames(in.Problem)
	}
	people, err := peopleOn(in.Source, in.Options.Today)
	if err != nil {
		return nil, MaskReport{}, err
	}
	mask, err := maskFor(in.Source, names, append(people, in.Problem.People()...), lift)
	if err != nil {
		return nil, MaskReport{}, err
	}
	values := paperValues(in, tl, clock, names, mask)
	c := &composer{opt: in.Options, settings: settings, out: &Bulletin{Kind: cmp.Or(text.name, in.Kind), Template: text.layout, Draft: !in.Options.Issued,
		Demo: settings["demo"] == "1", Figures: []Figure{}, Annexes: []Annex{}, Notes: []string{}}}
	c.frame()
	b := c.out
	// A paper goes to its lead unit alone: those who get the bulletins may be the unit
	// complained of, and need not know which enterprise it is.
	b.Remark, b.Imprint.CopyTo, b.Imprint.ReportTo, b.Imprint.SendTo, b.Imprint.IssueTo, b.Imprint.Copies = "", "", "", "", "", 0
	b.Title, b.Recipient = fill(text.title, values), fill(text.recipient, values)
	b.Period = PeriodInfo{Name: in.Problem.Code}
	b.Body = paperBody(text, values)
	return b, mask.Report([]string{"问题编号、日期、类别、主办单位、期限、状态", "问题内容"}), nil
}

// realNames lifts what the enterprise agreed to: itself and whom to ask there. Third
// parties that its problem speaks of did not agree.
func realNames(p *data.Problem) Lift {
	l := Lift{Only: p.EnterpriseID, Reason: "企业同意实名转办"}
	for _, k := range []string{data.FieldContact, data.FieldPhone} {
		l.People = append(l.People, p.Fields[data.RawPrefix+k])
	}
	return l
}

func loadPaper(in PaperInput) (*paperText, error) {
	file, ok := Papers[in.Kind]
	if !ok {
		return nil, data.Errorf(data.Invalid, "kind", "没有名为“%s”的文书；可以生成的是：督办函、交办单。", in.Kind)
	}
	src := in.Options.TemplateText
	if src == nil {
		var err error
		if src, err = assets.Template(file); err != nil {
			return nil, data.Wrap(data.Internal, err, "程序自带的模板 %s 读不出，没有生成文件，台账没有变动。请重新安装程序。", file)
		}
	}
	return parsePaper(file, src)
}

// mayBeSent refuses a paper that would tell somebody what is not his.
func mayBeSent(kind string, p *data.Problem, tl *data.Timeline) error {
	lead := tl.Now.Lead
	switch tl.State.Stock() {
	case data.StockN, data.StockM:
		return data.Errorf(data.Conflict, "problem", "问题 %s 已经转出，不能再出文书。没有生成文件。", p.Code)
	case data.StockR, data.StockX:
		if kind == "督办函" {
			return data.Errorf(data.Conflict, "problem", "问题 %s 已经办结，不用再督办。没有生成文件。", p.Code)
		}
	}
	switch {
	case lead == 0:
		return data.Errorf(data.Conflict, "problem", "问题 %s 还没有主办单位，文书没有可送的单位。请先交办。", p.Code)
	case p.ComplainedUnit != 0 && p.ComplainedUnit == lead:
		return data.Errorf(data.Conflict, "problem", "问题 %s 反映的就是主办单位自己，不能把文书送给它。没有生成文件；请先转办。", p.Code)
	}
	return nil
}

// complaintMayBeSent refuses a paper about conduct that might reach the unit complained
// of: where nobody said which one that is, or the text names the lead unit itself.
func complaintMayBeSent(p *data.Problem, lead data.ID, n names) error {
	switch {
	case !p.Complaint:
		return nil
	case p.ComplainedUnit == 0:
		return data.Errorf(data.Conflict, "complained", "问题 %s 反映的是工作人员的行为，但没有填写被反映的单位，不能判断文书会不会送到它手里。没有生成文件；请先补填被反映单位：登记时填写，或用命令 problem complained 补填。", p.Code)
	case n.toldOf(p.Content, lead):
		return data.Errorf(data.Conflict, "problem", "问题 %s 反映的是工作人员的行为，问题内容里写到了主办单位，不能把文书送给它。没有生成文件；请先转办，或核对“被反映单位”。", p.Code)
	}
	return nil
}

// toldOf says whether a text names a unit, by its name, without the region at its head,
// or by one of its other names.
func (n names) toldOf(text string, unit data.ID) bool {
	text = data.Normalise(text)
	tells := func(name string) bool {
		name = data.Normalise(name)
		return len([]rune(name)) >= 2 && strings.Contains(text, name)
	}
	for _, u := range n.units {
		if u.ID != unit {
			continue
		}
		for _, name := range append(slices.Clone(u.Aliases), u.Name) {
			if tells(name) {
				return true
			}
			for _, r := range n.regions {
				if short, ok := strings.CutPrefix(name, r.Name); ok && len([]rune(short)) >= 3 && tells(short) {
					return true
				}
			}
		}
	}
	return false
}

func paperValues(in PaperInput, tl *data.Timeline, clock data.Clock, n names, mask *Mask) map[string]string {
	p, today := in.Problem, in.Options.Today
	v := map[string]string{"编号": p.Code, "企业": cmp.Or(mask.enterprise(p.EnterpriseID, p.Complaint), "—"), "问题": oneLine(mask.text(p.Content, p.Complaint)),
		"所在地": n.of(data.ByRegion, tl.Now.Region), "类别": n.of(data.ByCategory, tl.Now.Category), "来源": n.of(data.BySource, tl.Now.Source),
		"走访单位": n.of(data.ByVisiting, tl.Now.Visiting), "主办单位": n.of(data.ByLead, tl.Now.Lead), "登记日": tl.RegisteredOn.Chinese(),
		"交办日": chinese(tl.AssignedOn), "期限": chinese(tl.Due), "原期限": "", "逾期天数": "", "剩余工作日": "", "状态": tl.State.String(), "今天": chinese(today)}
	if tl.FirstDue != tl.Due {
		v["原期限"] = chinese(tl.FirstDue)
	}
	if s, ok := tl.At(today); ok && tl.State.Stock() == data.StockO && s.Due != 0 {
		switch {
		case s.OverdueAt(today):
			v["逾期天数"] = strconv.Itoa(int(today - s.Due))
		case today <= s.Due:
			v["剩余工作日"] = strconv.Itoa(clock.Between(today, s.Due))
		}
	}
	return v
}

func chinese(d data.Date) string {
	if d == 0 {
		return ""
	}
	return d.Chinese()
}

func paperBody(text *paperText, values map[string]string) []Block {
	var out []Block
	for _, l := range text.lines {
		if l.when != "" && (values[l.when] == "") != l.without {
			continue
		}
		if l.table {
			out = append(out, Block{Table: elements(values)})
			continue
		}
		out = append(out, para(fill(l.text, values)))
	}
	return out
}

// elements is the table of what a problem is.
func elements(values map[string]string) *Table {
	t := &Table{Columns: []Column{{Key: "name", Align: Center, Weight: 1}, {Key: "value", Align: Left, Weight: 5}},
		Header: [][]HeaderCell{{{Text: "项目"}, {Text: "内容"}}}}
	for _, f := range strings.Fields("问题 企业 所在地 类别 来源 走访单位 登记日 交办日 期限 原期限") {
		if values[f] != "" {
			t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: f}, {Text: values[f]}}})
		}
	}
	return t
}
