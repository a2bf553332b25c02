package reports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/reports/stats"
)

// ownPlaceholder stands in a draft where the office chooses what to write; never in
// an issued paper.
const ownPlaceholder = "（由办公室选填）"

// block makes what a line beginning with @ asks for; nothing where there is nothing
// to show.
func (c *composer) block(it item, body bool) ([]Block, error) {
	if c.opt.Topic.Set() && c.overall(it) {
		c.tell(OverallBlock, "专题通报没有印“%s”：它按全部问题统计，与专题的数字不一致。", it.raw)
		return nil, nil
	}
	switch it.block {
	case "图":
		ch, err := c.chart(it.which)
		if err != nil || ch == nil {
			return nil, err
		}
		return []Block{{Chart: ch}}, nil
	case "段":
		return c.paragraphs(it.which), nil
	}
	switch it.which {
	case "汇总":
		return []Block{{Table: c.summary()}}, nil
	case "逾期":
		return c.overdueBlocks(), nil
	case "往期":
		return c.followUp(), nil
	case "督查":
		return c.rounds()
	case "专题":
		return c.topicBlocks(), nil
	case "口径":
		return []Block{{Table: c.definitionTable()}}, nil
	}
	var out []Block
	for _, p := range plans[it.which] {
		out = append(out, c.planned(p, body, it.limit)...)
	}
	if len(out) == 0 && !body {
		p := plans[it.which][0]
		out = append(out, para(p.title+"：本期无记录。"))
	}
	return out, nil
}

func para(text string) Block { return Block{Para: &Para{Spans: []Span{{Text: text}}}} }

func (c *composer) paragraphs(which string) []Block {
	var out []Block
	switch which {
	case "已核对":
		for _, p := range c.proposals {
			if p.Confirmed {
				out = append(out, Block{Key: fmt.Sprintf("%s%d/%s", NamedKey, p.Unit, p.Figure.Name), Para: &Para{Spans: c.sentence(p)}})
			}
		}
	case "自选":
		out = c.cases()
		for i, s := range c.opt.Own {
			out = append(out, Block{Key: OwnKey + strconv.Itoa(i+1), Para: &Para{Spans: []Span{{Text: c.mask.Text(s)}}}})
		}
		if len(out) == 0 && c.out.Draft {
			out = append(out, para(ownPlaceholder))
		}
	case "要求":
		out = c.demands()
	case "往期":
		if rows := c.raised(); len(rows) > 0 {
			out = append(out, para(fmt.Sprintf("以前的通报和督查指出、%s仍在整改或完成整改的问题%d个，期末仍未办结的%d个，见附件“通报和督查指出问题整改情况表”。", c.word("本期"), len(rows), stillOpen(rows))))
		}
	case "数据说明":
		c.out.Notes = c.notes()
		for i, n := range c.out.Notes {
			out = append(out, para(fmt.Sprintf("%d. %s", i+1, n)))
		}
	}
	return out
}

// notes are the remarks on data quality printed with the definitions.
func (c *composer) notes() []string {
	var out []string
	if !c.opt.Topic.Set() { // they are about all problems
		out = slices.DeleteFunc(stats.DataNotes(c.facts), c.unusedDim)
	}
	add := func(format string, args ...any) {
		if s := fmt.Sprintf(format, args...); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	add("统计期为%s至%s；累计自%s起算。", c.period.From.Chinese(), c.period.To.Chinese(), c.facts.Start.Chinese())
	add("各项数字按事件发生日归入统计期，并按制表时已掌握的情况计算；比率保留一位小数，四舍五入。")
	c.taken(add)
	if n := len(c.facts.Keys(data.ByVisiting)); n > 1 && !c.opt.Topic.Set() {
		add("走访企业按不同企业去重计算，各走访单位、各月之间不能相加；联合走访在合计中计一次。")
	}
	uncertain, noDue, guessed := 0, 0, 0
	for _, r := range c.rows {
		if r.stock == data.StockO && !r.out {
			if r.uncertain {
				uncertain++
			}
			if r.due == 0 {
				noDue++
			} else if r.dueGuess && r.due < c.period.To && !r.overdue {
				guessed++
			}
		}
	}
	if uncertain > 0 {
		add("在办问题中%d个的期限涉及尚未公布放假安排的日期，可能变动。", uncertain)
	}
	if noDue > 0 {
		add("在办问题中%d个没有期限，不计入逾期。", noDue)
	}
	if guessed > 0 {
		add("在办问题中%d个期限已过，但期限按推定日期计，不计入逾期。", guessed)
	}
	if in, done := c.total("补录登记", stats.SpanPeriod), c.total("补录办结", stats.SpanPeriod); positive(in) || positive(done) {
		add("本期补录了以前的台账（登记或办结日期为推定），期末存量和累计比率与上期、上年同期不可直接比较。")
	}
	if !c.mask.Lifted() {
		add("企业名称为化名，只在本文件内一致；问题内容中的企业、人员、电话和证照号码已隐去。")
	}
	return out
}

// unusedDim says of a remark that it complains of a dimension the office does not
// fill in at all.
func (c *composer) unusedDim(note string) bool {
	return slices.ContainsFunc(Dims(), func(by data.Dim) bool {
		keys := c.facts.Keys(by)
		return len(keys) == 1 && keys[0].ID == 0 && strings.Contains(note, stats.Unfilled+data.DimNames[by].Name)
	})
}

// visible says what the document lets be seen.
func (c *composer) visible() []string {
	out := []string{"单位名称", "企业所在地", "各项数字和口径"}
	if len(c.rows) > 0 {
		out = append(out, "问题编号、登记日期、类别、主办单位、期限、状态", "问题内容（已隐去企业、人员、电话、证照号码）", "企业所属行业（在化名中）")
	}
	if c.mask.Lifted() {
		out = append(out, "企业名称和问题内容原文（反映工作人员行为的问题除外）")
	}
	if len(c.opt.Own)+len(c.opt.Cases)+len(c.opt.Demands) > 0 {
		out = append(out, "办公室选填的段落")
	}
	return out
}

// check compares what the lists show with the figures, and warns of rows so small
// that an enterprise may be guessed.
func (c *composer) check() error {
	n := int64(0)
	for _, r := range c.rows {
		if r.overdue {
			n++
		}
	}
	if f := c.total("期末逾期", stats.SpanEnd); f.Numerator != nil && *f.Numerator != n {
		return data.Errorf(data.Conflict, "期末逾期", "通报没有生成：期末逾期 %d 个，清单却有 %d 个，两者不符。台账数据没有变化；请先核验台账（“设置 → 备份”，或子命令 check）。", *f.Numerator, n)
	}
	for _, k := range c.facts.Keys(data.ByRegion) {
		if f, ok := c.facts.Get("走访企业", stats.SpanPeriod, data.ByRegion, k.ID); ok && f.Numerator != nil && *f.Numerator == 1 && k.ID != 0 && c.used[FigureID(f)] {
			c.mask.warn("mask-cell-one", "企业所在地“%s”本期只走访了 1 家企业，读者可能推断出是哪一家。", k.Name)
		}
	}
	return nil
}
