package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bookOf is a workbook of sheets given as rows of cells separated by "|".
func bookOf(t testing.TB, names []string, sheets map[string][]string, change func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, name := range names {
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", name))
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for j, row := range sheets[name] {
			cells := strings.Split(row, "|")
			must(t, f.SetSheetRow(name, fmt.Sprintf("A%d", j+1), &cells))
		}
	}
	if change != nil {
		change(f)
	}
	out, err := f.WriteToBuffer()
	must(t, err)
	return out.Bytes()
}

func TestWhatIsLeftUnreadIsTold(t *testing.T) {
	names := []string{"台账", "统计", "填表说明", "旧数据", "空表"}
	raw := bookOf(t, names, map[string][]string{
		"台账":   {rectifyHead, "月度通报|融资|甲问题|商务局|按序时进度|2026-09-20|已完成|是|", "月度通报|稀罕类别|乙问题|商务局|2026-12-31||正在推进|否|"},
		"统计":   {"责任单位|反映问题|已完成", "商务局|12|7"},
		"填表说明": {"请勿改动表头"},
		"旧数据":  {rectifyHead, "月度通报|融资|丙问题|商务局|||已完成|是|"},
	}, func(f *excelize.File) { must(t, f.SetSheetVisible("旧数据", false)) })
	p := newMemory(t).plan(t, Input{Name: "a.xlsx", Data: raw, AsOf: day0("2026-10-31")})
	equal(t, "problems", p.New.Problems, 2)
	all := strings.Join(p.Notes, "\n")
	for _, want := range []string{"“统计”", "“填表说明”", "“旧数据”是隐藏的", "稀罕类别", "按序时进度"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing about %s in\n%s", want, all)
		}
	}
	if strings.Contains(all, "空表") || strings.Contains(all, "“台账”没有") || strings.Contains(all, "“台账”是") {
		t.Errorf("too much:\n%s", all)
	}
}

func TestEnterprisesUnderTwoSpellings(t *testing.T) {
	head := "走访日期|走访单位|企业名称|反映问题"
	for name, c := range map[string]struct {
		a, b string
		want bool // told as alike
		n    int  // enterprises
	}{
		"blanks":              {"晋江甲鞋业有限公司", "晋江 甲鞋业有限公司 ", false, 1},
		"full-width brackets": {"晋江（甲）鞋业有限公司", "晋江(甲)鞋业有限公司", false, 1},
		"市":                   {"晋江甲鞋业有限公司", "晋江市甲鞋业有限公司", true, 2},
		"province":            {"福建省晋江市甲鞋业有限公司", "晋江甲鞋业有限公司", true, 2},
		"form":                {"晋江甲鞋业有限责任公司", "晋江甲鞋业有限公司", true, 2},
		"two enterprises":     {"晋江甲鞋业有限公司", "晋江乙鞋业有限公司", false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			p := m.load(t, asOf("2026-10-31", head, "2026-10-01|县纪委|"+c.a+"|无", "2026-10-02|县纪委|"+c.b+"|无"))
			equal(t, "enterprises", len(m.firms), c.n)
			equal(t, "told", strings.Contains(strings.Join(p.Notes, ""), "名称相近"), c.want)
		})
	}
}
