package reports

import (
	"cmp"
	"slices"
	"strings"

	"qinqing/data"
)

// insideMark heads papers that show names.
const insideMark = "内部资料　注意保存"

// PaperInput says what paper to make about which problem.
type PaperInput struct {
	Source  Source
	Kind    string // of PaperKinds
	Problem *data.Problem
	Visit   *data.Visit // on which it was found; nil: none, or not known
	Grade   string      // 蓝 橙 红, of a 督查单 or 督办函
	ReplyBy data.Date   // 答复期限, of a letter; 0: none given
	Out     bool        // a paper for the file is to go out: masked as a letter is
	Options Options     // Today, DocNo, SignedOn, Unmasked with Reason, TemplateText
	// Own gives the office's own wording of a file; nil: it has none.
	Own func(file string) (OwnTemplate, bool)
}

// ComposePaper makes a paper about one problem. One for its lead unit is masked as
// DOMAIN §7 asks: where the enterprise agreed and it appeals for help, the lead unit is
// shown who it is and whom to ask there, and nobody else; a complaint about conduct stays
// masked whatever is asked, and is never sent to the unit complained of. One for the
// office's file shows names. It fails with data.Invalid for a faulty template and
// data.Conflict for a problem no such paper may be made of.
func ComposePaper(in PaperInput) (*Bulletin, MaskReport, error) {
	kind, err := PaperNamed(in.Kind)
	if err != nil {
		return nil, MaskReport{}, err
	}
	if err := in.check(kind); err != nil {
		return nil, MaskReport{}, err
	}
	own := in.Own
	if in.Options.TemplateText != nil {
		own = func(string) (OwnTemplate, bool) { return OwnTemplate{Text: in.Options.TemplateText}, true }
	}
	text, warnings, err := wordingOf(kind, own)
	if err != nil {
		return nil, MaskReport{}, err
	}
	m, err := in.maker(kind)
	if err != nil {
		return nil, MaskReport{}, err
	}
	values := m.values()
	b := m.sheet(text, values)
	b.Period = PeriodInfo{Name: in.Problem.Code}
	if kind.Form {
		warnings = append(warnings, emptyCells(text, values)...)
	}
	report := m.mask.Report([]string{"问题编号、日期、类别、主办单位、期限、状态", "问题内容"})
	report.Warnings = slices.Concat(warnings, report.Warnings)
	return b, report, nil
}

// check refuses what was asked for wrongly, before anything is read.
func (in PaperInput) check(k PaperKind) error {
	switch {
	case !k.AboutProblem():
		return data.Errorf(data.Invalid, "kind", "%s不是一个问题的文书，要按期间生成。没有生成文件。", k.Name)
	case in.Grade != "" && !slices.Contains(Grades, in.Grade):
		return data.Errorf(data.Invalid, "grade", "督办等级只有蓝、橙、红三级，现在是“%s”。没有生成文件。", in.Grade)
	case k.Graded && in.Grade == "":
		return data.Errorf(data.Invalid, "grade", "请选择督查单的等级：蓝、橙或红。没有生成文件。")
	case in.ReplyBy != 0 && in.Options.Today != 0 && in.ReplyBy < in.Options.Today:
		return data.Errorf(data.Invalid, "reply", "答复期限 %s 在今天之前。没有生成文件。", in.ReplyBy)
	case in.Options.Unmasked && strings.TrimSpace(in.Options.Reason) == "":
		return data.Errorf(data.Invalid, "reason", "解除脱敏须写明理由。没有生成文件。")
	}
	return nil
}

// Grades are those of 督办, the mildest first.
var Grades = []string{"蓝", "橙", "红"}

// NextGrade is the grade a letter about a problem would have after those before it.
func NextGrade(now string) string {
	i := slices.Index(Grades, now)
	return Grades[min(i+1, len(Grades)-1)]
}

// paperMaker makes one paper about a problem.
type paperMaker struct {
	PaperInput
	kind     PaperKind
	inside   bool
	clock    data.Clock
	tl       *data.Timeline
	names    names
	settings map[string]string
	mask     *Mask
}

func (in PaperInput) maker(kind PaperKind) (m *paperMaker, err error) {
	m = &paperMaker{PaperInput: in, kind: kind, inside: kind.Inside && !in.Out}
	if m.clock, err = in.Source.Clock(); err != nil {
		return nil, err
	}
	if m.tl, err = in.Problem.Timeline(m.clock); err != nil {
		return nil, err
	}
	if m.names, err = loadNames(in.Source); err != nil {
		return nil, err
	}
	why := kind.ask(in.Problem, m.tl)
	if why == "" && !m.inside {
		why = mayGoOut(in.Problem, m.tl, m.names)
	}
	if why != "" {
		return nil, data.Errorf(data.Conflict, "problem", "问题 %s %s没有生成文件。", in.Problem.Code, why)
	}
	if m.settings, err = in.Source.Settings(); err != nil {
		return nil, err
	}
	people, err := peopleOn(in.Source, in.Options.Today)
	if err != nil {
		return nil, err
	}
	people = append(people, in.Problem.People()...)
	if in.Visit != nil {
		people = append(people, in.Visit.People()...)
	}
	m.mask, err = maskFor(in.Source, m.names, people, m.lift())
	return m, err
}

func (m *paperMaker) lift() Lift {
	switch {
	case m.Options.Unmasked:
		return Lift{All: true, Reason: m.Options.Reason}
	case m.inside:
		return Lift{All: true, Reason: "内部存档"}
	case m.Problem.RealNameOK && !m.Problem.Complaint:
		return realNames(m.Problem)
	}
	return Lift{}
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

// sheet is the paper around its values.
func (m *paperMaker) sheet(text *paperText, values map[string]string) *Bulletin {
	b := paperFrame(m.kind, text, m.Options, m.settings)
	if m.inside {
		b.Caution = insideMark
	}
	b.Title, b.Recipient = fill(text.title, values), fill(text.recipient, values)
	b.Body = paperBody(text, values, m.table)
	return b
}

// paperFrame is an empty paper. A letter has head and signature from the settings; a form
// has cells to sign in instead.
func paperFrame(kind PaperKind, text *paperText, opt Options, settings map[string]string) *Bulletin {
	layout := text.layout
	if layout == formLayout {
		layout = "A"
	}
	c := &composer{opt: opt, settings: settings, out: &Bulletin{Kind: cmp.Or(text.name, kind.Name), Template: layout, Draft: !opt.Issued,
		Demo: settings["demo"] == "1", Figures: []Figure{}, Annexes: []Annex{}, Notes: []string{}}}
	b := c.out
	if text.layout == formLayout {
		b.Draft = false
		return b
	}
	c.frame()
	// A paper goes to its lead unit alone: those who get the bulletins may be the unit
	// complained of, and need not know which enterprise it is.
	b.Remark, b.Imprint.CopyTo, b.Imprint.ReportTo, b.Imprint.SendTo, b.Imprint.IssueTo, b.Imprint.Copies = "", "", "", "", "", 0
	return b
}

// paperBody fills the lines of a paper; table makes its tables, nil for one with nothing
// to show. Rows that follow each other make one grid.
func paperBody(text *paperText, values map[string]string, table func(l paperLine, values map[string]string) *Table) []Block {
	var out []Block
	var rows []FormRow
	flush := func() {
		if len(rows) > 0 {
			out = append(out, Block{Form: formOf(rows)})
			rows = nil
		}
	}
	printed := false // the paragraph that a + goes on
	for _, l := range text.lines {
		holds := l.when == "" || (values[l.when] == "") == l.without
		if l.join {
			if holds && printed {
				spans := out[len(out)-1].Para.Spans
				spans[0].Text += fill(l.text, values)
			}
			continue
		}
		if printed = holds && l.text != ""; !holds {
			continue
		}
		if l.row != nil {
			rows = append(rows, filledRow(*l.row, values))
			continue
		}
		flush()
		switch {
		case l.table != "":
			if t := table(l, values); t != nil {
				out = append(out, Block{Table: t})
			}
		case text.layout == formLayout:
			left, right := twoEnds(l.text)
			out = append(out, Block{Form: &Form{Head: FormLine{fill(left, values), fill(right, values)}}})
		default:
			out = append(out, para(fill(l.text, values)))
		}
	}
	flush()
	return joinHeads(out)
}

// joinHeads puts a line on the grid that follows it, so that they stay together.
func joinHeads(bs []Block) []Block {
	var out []Block
	for i, b := range bs {
		if f := b.Form; f != nil && len(f.Rows) == 0 && i+1 < len(bs) && bs[i+1].Form != nil && len(bs[i+1].Form.Rows) > 0 {
			bs[i+1].Form.Head = f.Head
			continue
		}
		out = append(out, b)
	}
	return out
}

func filledRow(r FormRow, values map[string]string) FormRow {
	out := FormRow{Lines: r.Lines}
	for _, c := range r.Cells {
		c.Text, c.Foot = fill(c.Text, values), fill(c.Foot, values)
		out.Cells = append(out.Cells, c)
	}
	return out
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
