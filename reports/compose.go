package reports

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"qinqing/assets"
	"qinqing/data"
	"qinqing/reports/stats"
)

// Source is what a document is composed from: one consistent snapshot, which
// *store.View satisfies.
type Source interface {
	stats.Source
	Settings() (map[string]string, error)
	Units() ([]data.Unit, error)
	Regions() ([]data.Region, error)
	Enterprise(id data.ID) (*data.Enterprise, error)
	// EnterprisePage lists enterprises whose name holds query; "" is all of them.
	EnterprisePage(query string, limit int) ([]data.Enterprise, error)
}

// Options of one document.
type Options struct {
	Unmasked bool      // print names as they are; needs Reason, which the caller logs
	Reason   string    // why masking is lifted
	Today    data.Date // for 印发日期 and marks; 0: none printed
	Template string    // template file; empty: that of the period
	// TemplateText replaces the file of that name; a fault in it is an error.
	TemplateText []byte
	// Templates gives the office's own wording of a file, which comes before the program's; nil: it has none.
	Templates func(file string) (OwnTemplate, bool)

	// Topic narrows the bulletin to one category, measure or lead unit (专题); zero: none.
	Topic Topic

	Layout    string    // "A", "B" or "C" in place of the template's own; empty: the template's
	DocNo     string    // 发文字号 as typed by the office
	Serial    string    // 第N期（总第N期） as typed by the office; 简报式 only
	CopyNo    string    // 份号
	Urgency   string    // 紧急程度
	Issued    bool      // issued, not a draft
	SignedOn  data.Date // 成文日期 = day of 签发
	PrintedOn data.Date // 印发日期

	// Corrects is the issued bulletin this one corrects; nil: none.
	Corrects *Corrected
	// Before is the issued bulletin of the period before, whose stocks this one takes up; nil: none.
	Before *Before
	// Late counts what was entered into closed months after they were closed; nil: none are closed.
	Late *Late

	Script // what the office has written into it
}

// Confirmation says that a proposal was checked with the unit it names
// (已与该单位核对): by whom and when. Without both it is not printed.
type Confirmation struct {
	Unit   data.ID
	Figure string // Proposal.Figure.Name
	By     string
	On     data.Date
	Text   string // the sentence that was checked; empty: whatever it says
}

// Input says what to compose.
type Input struct {
	Source  Source
	Period  stats.Period
	Options Options
	Facts   *stats.Facts // counted already, by Dims() and with Compare; nil: counted here
}

// Composition is a bulletin with what the office must see before it leaves.
// Only Bulletin may be written to a file.
type Composition struct {
	Bulletin  *Bulletin
	Facts     *stats.Facts
	Printed   []stats.Figure // those of the catalogue that stand in it
	Mask      MaskReport
	Proposals []Proposal // sentences that would name a unit
	Hints     []Warning  // what the office should look at before it goes on
	TypedOver []TypedOver
	Cells     []CellText // the cells the office typed over, those that aren't printed too
	Outline   []Part     // its parts in their order, those left out too

	by *composer
}

// Dims are the dimensions a bulletin needs facts by.
func Dims() []data.Dim {
	return []data.Dim{data.ByVisiting, data.ByLead, data.ByRegion, data.ByCategory, data.BySource, data.ByNature, data.ByMeasure}
}

// defaultTemplate is the wording of the monthly bulletin.
const defaultTemplate = "monthly-a.txt"

// issuerPlaceholder stands, visibly unfilled, where the office has set no issuer.
const issuerPlaceholder = "中共××纪委办公室"

// briefPlaceholder stands where the office has named no 简报.
const briefPlaceholder = "×××工作简报"

// ComposeAll makes the bulletin of a period, with what was masked and what is only
// proposed. It fails with data.Conflict where the ledger's figures do not add up (the
// message says where), with data.Invalid for a faulty template or period. Nothing is
// written anywhere.
func ComposeAll(ctx context.Context, in Input) (*Composition, error) {
	if !in.Period.Valid() {
		return nil, data.Errorf(data.Invalid, "period", "统计期不对：起止日期缺失或颠倒。请重新选择统计期。")
	}
	if in.Options.Unmasked && strings.TrimSpace(in.Options.Reason) == "" {
		return nil, data.Errorf(data.Invalid, "reason", "解除脱敏须写明理由。没有生成文件。")
	}
	switch in.Options.Layout {
	case "", "A", "B", "C":
	default:
		return nil, data.Errorf(data.Invalid, "template", "版式只有 A（公文式）、B（简报式）、C（信函格式），没有“%s”。没有生成文件。", in.Options.Layout)
	}
	t, told, err := loadTemplate(in.Options, in.Period)
	if err != nil {
		return nil, err
	}
	f := in.Facts
	if f == nil {
		f, err = stats.Compute(ctx, in.Source, stats.Query{Period: in.Period, By: Dims(), Compare: true})
		if err != nil {
			return nil, err
		}
	}
	if f.Period != in.Period {
		return nil, data.Errorf(data.Invalid, "period", "统计数字的统计期（%s）与通报的统计期（%s）不同。没有生成文件。", f.Period.Name(), in.Period.Name())
	}
	c, err := newComposer(ctx, in, f)
	if err != nil {
		return nil, err
	}
	if err := c.compose(t); err != nil {
		return nil, err
	}
	return &Composition{Bulletin: c.out, Facts: f, Printed: c.printed, Mask: c.mask.Report(c.visible()), Proposals: c.proposals, Hints: slices.Concat(told, c.told, Review(c.out)),
		TypedOver: c.typedOver, Cells: c.cells, Outline: c.outline, by: c}, nil
}

// loadTemplate reads a bulletin's wording: the office's own where there is one and it is
// whole, else the program's with a warning that says where the other is at fault.
func loadTemplate(o Options, p stats.Period) (*Template, []Warning, error) {
	usual := templateFor(p)
	if o.Topic.Set() {
		usual = topicTemplate
	}
	name := cmp.Or(o.Template, usual)
	var ws []Warning
	if o.TemplateText != nil {
		t, err := ParseTemplate(name, o.TemplateText, stats.Catalogue())
		return t, nil, err
	}
	if o.Templates != nil {
		if own, ok := o.Templates(name); ok {
			t, err := ParseTemplate(cmp.Or(own.Name, name), own.Text, stats.Catalogue())
			if err == nil {
				return t, nil, nil
			}
			ws = append(ws, Warning{Code: BrokenTemplate, Text: "单位自己的模板没有用上，这次用的是程序自带的。" + strings.Replace(err.Error(), "没有生成文件，台账不受影响；", "", 1)})
		}
	}
	src, err := assets.Template(name)
	if err != nil && len(ws) > 0 { // a wording of the office's own, and it is broken
		name = usual
		src, err = assets.Template(name)
	}
	if err != nil {
		return nil, nil, data.Wrap(data.NotFound, err, "没有名为“%s”的文字模板。台账不受影响；请另选模板。", name)
	}
	t, err := ParseTemplate(name, src, stats.Catalogue())
	return t, ws, err
}

// composer makes one bulletin.
type composer struct {
	ctx      context.Context
	src      Source
	period   stats.Period
	opt      Options
	facts    *stats.Facts
	settings map[string]string
	floor    int64

	names names
	mask  *Mask
	rows  []ledgerRow // of the period, by ID
	defs  map[string]stats.Definition

	out       *Bulletin
	used      map[string]bool // figure IDs
	printed   []stats.Figure
	defined   map[string]bool // names of figures used
	proposals []Proposal
	typedOver []TypedOver
	cells     []CellText
	along     map[*Table]data.Dim // which dimension a table's rows are of
	outline   []Part
	told      []Warning
}

func newComposer(ctx context.Context, in Input, f *stats.Facts) (*composer, error) {
	c := &composer{ctx: ctx, src: in.Source, period: in.Period, opt: in.Options, facts: f, out: &Bulletin{},
		used: map[string]bool{}, defined: map[string]bool{}, defs: map[string]stats.Definition{}, along: map[*Table]data.Dim{}}
	for _, d := range stats.Catalogue() {
		c.defs[d.Name] = d
	}
	var err error
	if c.settings, err = c.src.Settings(); err != nil {
		return nil, err
	}
	c.floor = floorOf(c.settings)
	if c.names, err = loadNames(c.src); err != nil {
		return nil, err
	}
	people, err := c.collect()
	if err != nil {
		return nil, err
	}
	c.mask, err = maskFor(c.src, c.names, people, Lift{All: in.Options.Unmasked, Reason: in.Options.Reason})
	return c, err
}

func (c *composer) compose(t *Template) error {
	b, o := c.out, c.opt
	b.Kind, b.Template, b.Draft = c.kind(t), t.Layout, !o.Issued
	b.Demo = c.settings["demo"] == "1"
	c.frame()
	b.Period = PeriodInfo{Name: c.period.Name(), From: day(c.period.From), To: day(c.period.To)}
	if o.Today != 0 && o.Today < c.period.To {
		c.tell(Unfinished, "%s要到%s才结束，今天是%s：期末的在办、逾期是按现有记录推到那一天的，以后会变。", c.period.Name(), c.period.To.Chinese(), o.Today.Chinese())
	}
	b.Title = plain(c.spans(t.title))
	if o.Corrects != nil {
		b.Title += CorrectedMark
	}
	if !c.opt.Topic.Set() {
		c.propose()
	}
	for _, s := range c.demanding(ordered(t.sections, "", c.opt.Order)) {
		if err := c.section(s); err != nil {
			return err
		}
	}
	c.edit()
	for _, s := range ordered(t.annexes, annexKey, c.opt.Order) {
		if err := c.annex(s); err != nil {
			return err
		}
	}
	c.typeCells()
	c.correct()
	c.retitle()
	c.missed()
	b.Ledger = append(b.Ledger, c.ledgerTable())
	return c.check()
}

// frame fills what stands around the body, from the settings and what was typed.
func (c *composer) frame() {
	b, o, set := c.out, c.opt, c.settings
	if o.Layout != "" {
		b.Template = o.Layout
	}
	issuer := cmp.Or(set["bulletin.issuer"], issuerPlaceholder)
	b.CopyNo, b.Urgency, b.Recipient = strings.TrimSpace(o.CopyNo), strings.TrimSpace(o.Urgency), set["bulletin.recipient"]
	b.Masthead, b.Remark = cmp.Or(set["bulletin.masthead"], issuer), set["bulletin.remark"]
	b.Signature = Signature{Unit: issuer, Date: day(o.SignedOn), Sealed: set["bulletin.seal"] == "1"}
	b.Imprint = Imprint{CopyTo: set["bulletin.copy_to"], Office: cmp.Or(set["bulletin.print_office"], issuer), PrintedOn: day(o.PrintedOn), LastSide: set["bulletin.last_side"] == "1"}
	if b.Template != "B" {
		b.DocNo = strings.TrimSpace(o.DocNo)
		if o.Serial != "" {
			c.tell(UnusedNumber, "填的期号“%s”没有印：只有简报式有期号。", o.Serial)
		}
		return
	}
	if o.DocNo != "" {
		c.tell(UnusedNumber, "填的文号“%s”没有印：简报式没有发文字号，另填期号。", o.DocNo)
	}
	// 简报 is no formal document: it has a number of its own and no 发文字号.
	b.Serial, b.Masthead = strings.TrimSpace(o.Serial), cmp.Or(set["bulletin.brief_masthead"], briefPlaceholder)
	b.Imprint.ReportTo, b.Imprint.SendTo, b.Imprint.IssueTo = set["bulletin.report_to"], set["bulletin.send_to"], set["bulletin.issue_to"]
	b.Imprint.Copies, _ = strconv.Atoi(set["bulletin.copies"]) // a count, or 0: checked when it was set
}

// kind is the template's, or what the period makes of a 月度通报.
func (c *composer) kind(t *Template) string {
	switch unit := c.periodUnit(); {
	case t.Kind == defaultKind && unit == "季度":
		return "季度通报"
	case t.Kind == defaultKind && unit == "年":
		return "年度通报"
	case t.Kind == defaultKind && unit == "期":
		return TopicKind
	}
	return t.Kind
}

// section appends a section of the body; one without content is left out, and the
// numbers of those after it close up.
func (c *composer) section(s section) error {
	at := c.part(PartSection, s.heading, s.heading)
	if at.Hidden {
		return nil
	}
	blocks, err := c.items(s.items, s.heading)
	if err != nil || len(blocks) == 0 {
		c.unheaded(s.heading, len(blocks))
		return err
	}
	n := 1
	for _, b := range c.out.Body {
		if b.Heading != nil && b.Heading.Level == 1 {
			n++
		}
	}
	c.out.Body = append(c.out.Body, Block{Key: s.heading, Heading: &Heading{Level: 1, Text: chineseNumber(n) + "、" + s.heading}})
	c.out.Body = append(c.out.Body, blocks...)
	return nil
}

func (c *composer) annex(s section) error {
	key := annexKey + s.heading
	if c.part(PartAnnex, key, s.heading).Hidden {
		return nil
	}
	blocks, err := c.items(s.items, key)
	if err != nil || len(blocks) == 0 {
		c.unheaded(key, len(blocks))
		return err
	}
	wide := slices.ContainsFunc(blocks, func(b Block) bool { return b.Table != nil })
	a := Annex{No: len(c.out.Annexes) + 1, Title: s.heading, Landscape: s.landscape && wide, Blocks: blocks}
	c.out.Annexes = append(c.out.Annexes, a)
	return nil
}

var chineseDigits = []rune("〇一二三四五六七八九")

// chineseNumber writes 1 to 99 as 一 … 九十九.
func chineseNumber(n int) string {
	s := ""
	if n >= 10 {
		if n >= 20 {
			s = string(chineseDigits[n/10%10])
		}
		s += "十"
		if n%10 == 0 {
			return s
		}
	}
	return s + string(chineseDigits[n%10])
}

func day(d data.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func plain(spans []Span) string { return (&Para{Spans: spans}).Text() }
