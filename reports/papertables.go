package reports

import (
	"strconv"
	"strings"

	"qinqing/data"
)

// table makes one of the tables a paper's template may ask for; nil: nothing to show.
func (m *paperMaker) table(l paperLine, values map[string]string) *Table {
	switch l.table {
	case "要素":
		return elements(values, l.fields)
	case "延期":
		return m.extensionTable()
	case "回访":
		return m.visitTable()
	case "经过":
		return m.courseTable()
	}
	return nil
}

// elements is the table of what a problem is: these fields, or the usual ones.
func elements(values map[string]string, fields []string) *Table {
	if len(fields) == 0 {
		fields = strings.Fields("问题 企业 所在地 类别 来源 走访单位 登记日 交办日 期限 原期限")
	}
	t := &Table{Columns: []Column{{Key: "name", Align: Center, Weight: 1}, {Key: "value", Align: Left, Weight: 5}},
		Header: [][]HeaderCell{{{Text: "项目"}, {Text: "内容"}}}}
	for _, f := range fields {
		if values[f] != "" {
			t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: f}, {Text: values[f]}}})
		}
	}
	return t
}

// paperColumn is a column of a table with its head.
type paperColumn struct {
	key, head string
	align     Align
	weight    float64
}

func tableOf(title string, columns []paperColumn) *Table {
	t := &Table{Title: title, Header: [][]HeaderCell{{}}}
	for _, c := range columns {
		t.Columns = append(t.Columns, Column{Key: c.key, Align: c.align, Weight: c.weight})
		t.Header[0] = append(t.Header[0], HeaderCell{Text: c.head})
	}
	return t
}

func (t *Table) add(texts ...string) {
	r := Row{}
	for _, s := range texts {
		r.Cells = append(r.Cells, Cell{Text: s})
	}
	t.Rows = append(t.Rows, r)
}

// extensionTable lists the 延期 where there was more than one.
func (m *paperMaker) extensionTable() *Table {
	list := m.extensions()
	if len(list) < 2 {
		return nil
	}
	t := tableOf("历次延期", []paperColumn{{"no", "次", Center, 1}, {"applied", "申请日期", Center, 2}, {"before", "延期前期限", Center, 2}, {"after", "延期至", Center, 2},
		{"reason", "理由", Left, 4}, {"approver", "审批人", Center, 1.5}, {"on", "批准日期", Center, 2}})
	for i, x := range list {
		t.add(strconv.Itoa(i+1), x.AppliedOn.String(), x.before.String(), x.after.String(), m.said(x.Note), m.ours(x.Approver), x.On.String())
	}
	return t
}

// visitTable lists the return visits where there was more than one.
func (m *paperMaker) visitTable() *Table {
	t := tableOf("历次回访", []paperColumn{{"no", "次", Center, 1}, {"on", "日期", Center, 2}, {"answer", "满意度", Center, 2}, {"note", "情况", Left, 6}})
	for _, e := range m.Problem.InForce() {
		if e.Kind != data.ReturnVisit {
			continue
		}
		note := m.said(e.Note)
		if e.Unreachable != "" {
			note = strings.TrimSpace("无法回访：" + m.said(e.Unreachable) + " " + note)
		}
		t.add(strconv.Itoa(len(t.Rows)+1), e.On.String(), e.Satisfaction.String(), note)
	}
	if len(t.Rows) < 2 {
		return nil
	}
	return t
}

// courseTable is what happened to the problem, one row an event.
func (m *paperMaker) courseTable() *Table {
	t := tableOf("办理经过", []paperColumn{{"on", "日期", Center, 2}, {"kind", "事项", Center, 1.5}, {"unit", "单位", Left, 3}, {"note", "说明", Left, 5}})
	for _, e := range m.Problem.InForce() {
		if e.Kind == data.MoveClue {
			continue // voided or not, no paper tells of one
		}
		unit := ""
		if e.Unit != 0 {
			unit = m.names.of(data.ByLead, e.Unit)
		}
		t.add(e.On.String(), e.Kind.Name(), unit, m.said(e.Note))
	}
	return t
}
