package reports

import (
	"fmt"

	"qinqing/data"
)

// TopicKind is the kind of a bulletin about one topic, or of no usual period.
const TopicKind = "专题通报"

// Topic is one row of a dimension that a bulletin is narrowed to.
type Topic struct {
	By   data.Dim // ByCategory, ByMeasure or ByLead; ByAll: no topic
	Key  data.ID
	Name string
}

// TopicDims are the dimensions a topic can be of.
var TopicDims = []data.Dim{data.ByCategory, data.ByMeasure, data.ByLead}

// Set says whether there is a topic.
func (t Topic) Set() bool { return t.By != data.ByAll }

// holds says whether a problem belongs to the topic.
func (t Topic) holds(d data.Dims) bool {
	switch t.By {
	case data.ByCategory:
		return d.Category == t.Key
	case data.ByMeasure:
		return d.Measure == t.Key
	case data.ByLead:
		return d.Lead == t.Key
	}
	return true
}

// overall says whether a block counts all problems whatever the topic is.
func (c *composer) overall(it item) bool {
	switch it.block {
	case "图":
		return true
	case "表":
		return it.which == "汇总" || it.which == "督查" || len(plans[it.which]) > 0
	case "段":
		return it.which == "已核对"
	}
	return false
}

// topicBlocks lists the problems of the topic that were open in the period.
func (c *composer) topicBlocks() []Block {
	if !c.opt.Topic.Set() {
		return nil
	}
	if c.opt.Topic.By == data.ByLead {
		c.tell(NamedTopic, "这一期专题写明了单位“%s”，签发前请先与该单位核对。", c.opt.Topic.Name)
	}
	l := lister{c.mask, c.names}
	t := Table{Title: "专题问题清单", Sheet: "专题问题", Notes: l.note()}
	t.Columns, t.Header = columnsOf([]columnHead{{"no", "序号", Center, 0.8}, {"code", "编号", Left, 1.6}, {"registered", "登记日期", Center, 1.5}, {"category", "类别", Left, 1.2},
		{"content", "问题", Left, 5}, {"lead", "主办单位", Left, 2}, {"due", "期限", Center, 1.5}, {"state", "情况", Center, 1.3}})
	n := 0
	for _, r := range c.rows {
		if n++; len(t.Rows) == maxOverdueRows {
			continue
		}
		cells := []Cell{count(n), {Text: r.code, Problem: r.linked()}, date(r.registered)}
		if r.out {
			cells = append(cells, Cell{Text: "—"}, Cell{Text: "—"}, Cell{Text: "—"}, Cell{Text: "—"})
		} else {
			cells = append(cells, Cell{Text: c.names.of(data.ByCategory, r.dims.Category)}, l.content(r), Cell{Text: c.names.of(data.ByLead, r.dims.Lead)}, date(r.due))
		}
		t.Rows = append(t.Rows, Row{Key: lineOf(r), Cells: append(cells, Cell{Text: r.status()})})
	}
	if n > len(t.Rows) {
		t.Notes = append(t.Notes, fmt.Sprintf("共%d个，这里列出前%d个，其余见工作簿。", n, len(t.Rows)))
	}
	return []Block{{Table: &t}}
}
