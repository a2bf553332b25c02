package intake

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bigLedger is a visits ledger of n records with a used range of used rows.
func bigLedger(t testing.TB, n, used int) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "left", Color: "000000", Style: 1}}})
	must(t, err)
	w, err := f.NewStreamWriter("Sheet1")
	must(t, err)
	head := []any{"序号", "走访日期", "走访单位", "走访人员", "企业名称", "所属行业", "所在县（市、区）/乡镇", "企业联系人及电话", "反映问题", "问题类别", "现场答复", "拟交办单位", "交办日期", "办结时限", "办理情况", "企业满意度", "是否销号", "备注"}
	must(t, w.SetRow("A1", head))
	for i := range used {
		row := make([]any, len(head))
		for c := range row {
			row[c] = excelize.Cell{StyleID: style}
		}
		if i < n {
			on := day0("2026-01-01").AddDays(i % 300)
			row = []any{i + 1, on.String(), "晋江市纪委监委", "张三", fmt.Sprintf("晋江第%d陶瓷厂", i%3000), "陶瓷", "晋江市陈埭镇", "许婷 13800000501", fmt.Sprintf("第%d号问题：用电容量不足", i), "水电气要素", "已解释",
				"发改委", on.AddDays(1).String(), "7个工作日", "已办结", "满意", "是", ""}
		}
		must(t, w.SetRow(fmt.Sprint("A", i+2), row))
	}
	must(t, w.Flush())
	var out bytes.Buffer
	must(t, f.Write(&out))
	return out.Bytes()
}

func benchmarkImport(b *testing.B, n, used int) {
	raw := bigLedger(b, n, used)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		m := newMemory(b)
		b.StartTimer()
		p := m.load(b, Input{Name: "a.xlsx", Data: raw})
		if p.New.Problems != n {
			b.Fatalf("%+v", p.Summary())
		}
	}
}

func BenchmarkImport10000(b *testing.B)          { benchmarkImport(b, 10_000, 10_000) }
func BenchmarkImportUsedRange65203(b *testing.B) { benchmarkImport(b, 9_000, 65_202) }

func BenchmarkImportAgain10000(b *testing.B) {
	raw := bigLedger(b, 10_000, 10_000)
	m := newMemory(b)
	m.load(b, Input{Name: "a.xlsx", Data: raw})
	for b.Loop() {
		if p := m.plan(b, Input{Name: "a.xlsx", Data: raw}); p.New != (Added{}) || p.Updated != 0 {
			b.Fatalf("%+v", p.Summary())
		}
	}
}
