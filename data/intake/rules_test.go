package intake

import (
	"fmt"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"qinqing/data"
)

// The forms of DOMAIN §8 in which one and the same ledger comes.
func TestOneLedgerInEveryForm(t *testing.T) {
	rows := []string{
		"序号|走访日期|走访单位|企业名称|所在县（市、区）/乡镇|反映问题|问题类别|拟交办单位|交办日期|办结时限|办理情况|是否销号|备注",
		"1|2026-09-01|鲤城区纪委监委|晋江甲公司|晋江市陈埭镇|用电不足|水电气要素|供电公司|2026-09-02|7个工作日|已办结|是|=1+1",
		"|||||招工难|用工|人社局|2026-09-03|2026年12月底前|正在推进|否|",
		"2|2026-09-02|鲤城区纪委监委|晋江乙公司|晋江市|无||||||||",
	}
	merge := func(sheet string, from int) func(f *excelize.File) {
		return func(f *excelize.File) {
			for _, column := range []string{"A", "B", "C", "D", "E"} {
				must(t, f.MergeCell(sheet, fmt.Sprint(column, from), fmt.Sprint(column, from+1)))
			}
		}
	}
	book := func(rows []string, change func(f *excelize.File)) []byte {
		return bookOf(t, []string{"台账"}, map[string][]string{"台账": rows}, change)
	}
	text := tsv(rows...)
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	must(t, err)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
	must(t, err)
	titled := append([]string{"“访企问需”走访情况台账", "填报单位：某办公室　填报时间：2026年9月30日"}, rows...)
	twoRows := []string{"序号|走访情况||企业情况||问题办理|||||||备注", "|日期|单位|名称|所在地|反映问题|问题类别|拟交办单位|交办日期|办结时限|办理情况|是否销号|"}
	for name, raw := range map[string][]byte{
		"pasted":     text,
		"UTF-8 BOM":  append([]byte("\xEF\xBB\xBF"), text...),
		"GB18030":    gb,
		"UTF-16":     wide,
		"workbook":   book(rows, merge("台账", 2)),
		"title rows": book(titled, merge("台账", 4)),
		"two-row header": book(append(twoRows, rows[1:]...), func(f *excelize.File) {
			for _, m := range [][2]string{{"A1", "A2"}, {"B1", "C1"}, {"D1", "E1"}, {"F1", "L1"}, {"M1", "M2"}} {
				must(t, f.MergeCell("台账", m[0], m[1]))
			}
			merge("台账", 3)(f)
		}),
		"sums and foot": book(append(rows, "合计|2家次|||||||||||", "填表人：某某|||审核人：某某|||||||||"), merge("台账", 2)),
		"a used range of 3,000 rows": book(rows, func(f *excelize.File) {
			merge("台账", 2)(f)
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			must(t, err)
			must(t, f.SetCellStyle("台账", "A5", "M3000", style))
		}),
		"days as numbers": book(rows, func(f *excelize.File) {
			merge("台账", 2)(f)
			must(t, f.SetCellValue("台账", "B2", 46266))
			must(t, f.SetCellValue("台账", "B4", 46267.4))
			must(t, f.SetCellValue("台账", "I2", 46267))
		}),
		"1904": book(rows, func(f *excelize.File) {
			merge("台账", 2)(f)
			yes := true
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
			must(t, f.SetCellValue("台账", "B2", 46266-1462))
		}),
		"a hidden row":      book(rows, func(f *excelize.File) { merge("台账", 2)(f); must(t, f.SetRowVisible("台账", 3, false)) }),
		"full-width digits": book(append([]string{rows[0], "１|２０２６．９．１|鲤城区纪委监委|晋江甲公司|晋江市陈埭镇|用电不足|水电气要素|供电公司|２０２６年９月２日|７个工作日|已办结|是|=1+1"}, rows[2:]...), merge("台账", 2)),
	} {
		t.Run(name, func(t *testing.T) {
			oneLedger(t, raw, text)
		})
	}
}

func oneLedger(t *testing.T, raw, pasted []byte) {
	t.Helper()
	m := newMemory(t)
	p := m.load(t, Input{Name: "a", Data: raw, AsOf: day0("2026-09-30"), Today: day0("2026-11-22")})
	equal(t, "rejected", p.Rejected, []Reject{})
	equal(t, "new", p.New, Added{2, 2, 2, 3})
	equal(t, "stocks", m.stocks(t, day0("2026-11-22")), map[data.Stock]int{data.StockX: 1, data.StockO: 1})
	for _, q := range m.problems {
		tl, err := q.Timeline(m.clock)
		must(t, err)
		equal(t, q.Content+" registered", tl.RegisteredOn.String(), "2026-09-01")
		equal(t, q.Content+" region", m.regions[q.Region].Name, "晋江市")
		if q.Content == "用电不足" {
			equal(t, "due", tl.Due.String(), "2026-09-11")
			equal(t, "note", q.Fields[RawPrefix+fNote], "=1+1")
		}
	}
	again := m.load(t, Input{Name: "b", Data: pasted, AsOf: day0("2026-09-30"), Today: day0("2026-11-22")})
	equal(t, "again", again.New, Added{})
	equal(t, "again updated", again.Updated, 0)
}

func TestWhatStrikingOffLacks(t *testing.T) {
	m := newMemory(t)
	m.clock.Rules.NeedSign, m.clock.Rules.NeedFeedback = true, true
	m.load(t, asOf("2026-10-31", rectifyHead, "月度通报|融资|甲问题|商务局|||已完成|是|"))
	p, _ := m.only(t)
	var missing []string
	for _, e := range p.Events {
		if e.Kind == data.StrikeOff {
			missing = e.Missing
		}
	}
	equal(t, "历史结转，要件待补", missing, []string{"主要负责人签字", "企业反馈"})
}

func TestAJointVisitIsOne(t *testing.T) {
	head := "走访日期|走访单位|企业名称|反映问题"
	for name, c := range map[string]struct {
		rows   []string
		visits int
		joint  int
	}{
		"two units in a cell":           {[]string{"2026-09-01|市纪委监委、鲤城区纪委监委|甲公司|无"}, 1, 1},
		"the same visit on two rows":    {[]string{"2026-09-01|市纪委监委|甲公司|用电不足", "2026-09-01|市纪委监委|甲公司|招工难"}, 1, 0},
		"another day":                   {[]string{"2026-09-01|市纪委监委|甲公司|无", "2026-09-02|市纪委监委|甲公司|无"}, 2, 0},
		"another unit":                  {[]string{"2026-09-01|市纪委监委|甲公司|无", "2026-09-01|鲤城区纪委监委|甲公司|无"}, 2, 0},
		"told by each of its units":     {[]string{"2026-09-01|市纪委监委、鲤城区纪委监委|甲公司|无", "2026-09-01|鲤城区纪委监委|甲公司|用电不足"}, 1, 1},
		"told by the second unit first": {[]string{"2026-09-01|鲤城区纪委监委|甲公司|无", "2026-09-01|市纪委监委、鲤城区纪委监委|甲公司|无"}, 1, 1},
		"the enterprise in other marks": {[]string{"2026-09-01|市纪委监委|甲（鞋业）公司|无", "2026-09-01|市纪委监委|甲(鞋业) 公司|无"}, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			m.load(t, asOf("2026-10-31", append([]string{head}, c.rows...)...))
			equal(t, "visits", len(m.visits), c.visits)
			joint := 0
			for _, v := range m.visits {
				joint += len(v.JoinUnits)
			}
			equal(t, "joint", joint, c.joint)
			slices.Reverse(c.rows)
			p := m.load(t, asOf("2026-10-31", append([]string{head}, c.rows...)...))
			equal(t, "new visits of the same rows turned around", p.New.Visits, 0)
			again := 0
			for _, v := range m.visits {
				again += len(v.JoinUnits)
			}
			equal(t, "joint after that", again, c.joint)
		})
	}
}
