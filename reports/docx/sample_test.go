package docx

import (
	"bytes"
	"fmt"
	"time"

	"qinqing/reports"
	"qinqing/reports/internal/trial/tree"
)

var made = time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)

// write is the package of a tree.
func write(t reporter, b *reports.Bulletin, opt Options) ([]byte, []reports.Warning) {
	t.Helper()
	if opt.Created.IsZero() {
		opt.Created = made
	}
	var buf bytes.Buffer
	ws, err := Write(&buf, b, opt)
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes(), ws
}

var heading, para, row = tree.Heading, tree.Para, tree.Row

func totalRow(texts ...string) reports.Row {
	r := row(texts...)
	r.Total = true
	return r
}

func units(title string) *reports.Table {
	t := &reports.Table{Title: title, Unit: "单位：个",
		Columns: []reports.Column{{Key: "no", Align: reports.Center}, {Key: "unit", Align: reports.Left, Weight: 2}, {Key: "in", Align: reports.Right}, {Key: "done", Align: reports.Right}, {Key: "rate", Align: reports.Right}, {Key: "note", Align: reports.Left, Weight: 2}},
		Header: [][]reports.HeaderCell{
			{{Text: "序号", RowSpan: 2}, {Text: "单位", RowSpan: 2}, {Text: "办理情况", ColSpan: 3}, {Text: "备注", RowSpan: 2}},
			{{Text: "收集问题数"}, {Text: "办结数"}, {Text: "办结率"}},
		},
		Notes: []string{"注：办结含已销号问题。"},
	}
	for i, name := range []string{"甲镇", "乙街道", "县住建局", "县市场监管局", "丙镇", "某派驻纪检监察组"} {
		t.Rows = append(t.Rows, row(itoa(i+1), name, itoa(40-i*3), itoa(30-i*4), "75.0%", ""))
	}
	t.Rows[2].Cells[5] = reports.Cell{Text: "其中2件为上级转办，\n已按期办结。", Note: "含推定日期"}
	t.Rows = append(t.Rows, totalRow("", "合计", "195", "120", "61.5%", "—"))
	return t
}

// sample uses every part of the tree. Enterprises and people are invented.
func sample(template string) *reports.Bulletin {
	b := &reports.Bulletin{
		Kind: "月度通报", Template: template, Demo: true, Draft: true,
		Urgency: "加急", Masthead: "中共××县纪委办公室", DocNo: "×纪办〔2026〕12号",
		Title:     "关于2026年10月全县“访企业、问需求、解难题”工作开展情况的通报",
		Recipient: "各乡镇（街道）纪委，县纪委监委各派驻纪检监察组",
		Signature: reports.Signature{Unit: "中共××县纪委办公室", Date: "2026-11-05"},
		Remark:    "联系人及电话另告",
		Imprint: reports.Imprint{CopyTo: "市纪委监委办公室，县委、县人大常委会、县政府、县政协办公室，县委各部门，县直各单位",
			Office: "中共××县纪委办公室", PrintedOn: "2026-11-06"},
		Period: reports.PeriodInfo{Name: "2026年10月", From: "2026-10-01", To: "2026-10-31"},
		Notes:  []string{"本期有3个问题缺少承诺期限，未计入逾期。", "分母为零的，记作“—”。"},
	}
	if template == "B" {
		b.Serial = "第10期（总第58期）"
		b.Imprint.ReportTo, b.Imprint.SendTo, b.Imprint.IssueTo, b.Imprint.Copies = "市纪委监委", "县委、县政府领导", "各乡镇（街道）纪委", 60
	}
	b.Body = []reports.Block{
		heading(1, "一、总体情况"),
		para("2026年10月，全县共走访企业", "126", "家次，收集问题", "1,204", "个，办结", "987", "个，办结率", "82.0%", "；较上月上升3.5个百分点。详见https://example.gov.cn/report/2026/10。"),
		heading(2, "（一）走访情况"),
		para("甲镇走访𬭎发公司等企业12家次，乙镇走访𠮷利、䶮腾等企业9家次——均为首次走访……问题已在3个工作日内交办。"),
		heading(3, "1. 热点问题"),
		heading(4, "（1）融资"),
		{Para: &reports.Para{Flush: true, Spans: []reports.Span{{Text: "部分企业反映贷款门槛高 & 周期长，<希望>优化流程。\n第二段。"}}}},
		{Table: units("表1　各单位问题办理情况")},
		{Chart: &reports.Chart{Kind: "bar", Title: "图1　各单位问题办理情况", Unit: "个", Categories: []string{"甲镇", "乙镇", "丙街道"},
			Series: []reports.ChartSeries{{Name: "收集", Values: []float64{128, 96, 75.5}}, {Name: "办结", Values: []float64{110, 90, 60}}}}},
		{Chart: &reports.Chart{Kind: "pie", Title: "图2　问题分类", Unit: "个", Categories: []string{"融资", "用地"},
			Series: []reports.ChartSeries{{Name: "问题", Values: []float64{40, 32}}}}},
		heading(1, "二、下步要求"),
		para("各单位要压实责任，主动作为，对逾期未办结的问题逐一销号。"),
	}
	b.Annexes = []reports.Annex{
		{No: 1, Title: "各单位情况统计表", Landscape: true, Blocks: []reports.Block{{Table: units("各单位情况统计表")}}},
		{No: 2, Title: "逾期未办结问题清单", Blocks: []reports.Block{{Table: &reports.Table{Title: "逾期未办结问题清单",
			Columns: []reports.Column{{}, {}, {Align: reports.Left}}, Header: [][]reports.HeaderCell{{{Text: "序号"}, {Text: "单位"}, {Text: "问题"}}}}}}},
		{No: 3, Title: "口径说明", Blocks: []reports.Block{para("办结率＝期内办结数÷期内应办结数。"), para("分母为零的，记作“—”。")}},
	}
	return b
}

func sprint2(v float64) string { return fmt.Sprintf("%.2f", v) }
