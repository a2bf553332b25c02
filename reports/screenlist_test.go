package reports

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"qinqing/data"
)

func listOf(o *office, rows int) ScreenList {
	in := ScreenList{Source: o, Title: "问题清单", Filter: "在办；主办单位：市场监督管理局；搜索“恒岳达”", Today: on("2026-11-20"),
		Columns: []ListColumn{{Head: "编号"}, {Head: "企业", Hide: Firms}, {Head: "问题", Weight: 4, Hide: Texts}, {Head: "联系人", Hide: People}, {Head: "金额", Right: true}}}
	for i := range rows {
		in.Rows = append(in.Rows, ListRow{Enterprise: 1, Complaint: i == 1, Cells: []string{fmt.Sprintf("WT-%d", i), "甲镇恒岳达陶瓷有限公司", "恒岳达用电不足，\n欧阳试13800001234", "欧阳试", "1"}})
	}
	in.Sums = []string{"", "", "", "", "3"}
	return in
}

func TestScreenLists(t *testing.T) {
	o, _ := paperOffice(t, nil)
	masked := "范围：在办；主办单位：市场监督管理局；搜索“某陶瓷企业A”　共3条⇥制表日期：2026年11月20日\n1|WT-0|某陶瓷企业A|某陶瓷企业A用电不足， 某某（号码略）||1"
	for _, c := range []struct {
		name       string
		change     func(*ScreenList)
		has        string
		not, notes string
	}{
		{"masked", func(*ScreenList) {}, masked, "恒岳达", "企业名称为化名"},
		{"lifted", func(in *ScreenList) { in.Unmasked, in.Reason = true, "内部开会用" }, "1|WT-0|甲镇恒岳达陶瓷有限公司|恒岳达用电不足， 欧阳试13800001234|欧阳试|1\n2|WT-1|某陶瓷企业A|某陶瓷企业A用电不足， 某某（号码略）||1", "没有", "仅限内部使用"},
		{"sums", func(*ScreenList) {}, "合计|||||3", "没有", ""},
		{"no filter", func(in *ScreenList) { in.Filter = "" }, "范围：全部　共3条", "没有", ""},
		{"nothing to hide", func(in *ScreenList) { in.Columns[1].Hide, in.Columns[2].Hide, in.Columns[3].Hide = AsIs, AsIs, AsIs }, "1|WT-0|甲镇", "化名", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := listOf(o, 3)
			c.change(&in)
			b, cut, _, err := ComposeScreenList(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			head := b.Body[0].Form.Head
			lines := []string{head.Left + "⇥" + head.Right}
			for _, r := range b.Body[1].Table.Rows {
				var cells []string
				for _, x := range r.Cells {
					cells = append(cells, x.Text)
				}
				lines = append(lines, strings.Join(cells, "|"))
			}
			got := strings.Join(append(lines, b.Body[1].Table.Notes...), "\n")
			if !strings.Contains(got, c.has) || strings.Contains(got, c.not) || !strings.Contains(got, c.notes) {
				t.Errorf("got\n%s\nwant\n%s", got, c.has)
			}
			if cut != b || (b.Caution != "") != in.Unmasked {
				t.Errorf("cut %v, caution %q", cut != b, b.Caution)
			}
		})
	}
}

func TestLongListsAreCutOnPaper(t *testing.T) {
	o, _ := paperOffice(t, nil)
	whole, cut, _, err := ComposeScreenList(context.Background(), listOf(o, maxPrintedRows+5))
	if err != nil {
		t.Fatal(err)
	}
	a, b := whole.Body[1].Table, cut.Body[1].Table
	if len(a.Rows) != maxPrintedRows+6 || len(b.Rows) != maxPrintedRows || !strings.Contains(strings.Join(b.Notes, ""), "只印前2000条") || strings.Contains(strings.Join(a.Notes, ""), "只印") {
		t.Errorf("%d and %d rows, notes %v", len(a.Rows), len(b.Rows), b.Notes)
	}
}

func TestListsThatAreRefused(t *testing.T) {
	o, _ := paperOffice(t, nil)
	for name, change := range map[string]func(*ScreenList){
		"no title":  func(in *ScreenList) { in.Title = " " },
		"no reason": func(in *ScreenList) { in.Unmasked = true },
		"no column": func(in *ScreenList) { in.Columns = nil },
	} {
		in := listOf(o, 1)
		change(&in)
		if _, _, _, err := ComposeScreenList(context.Background(), in); data.CodeOf(err) != data.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
