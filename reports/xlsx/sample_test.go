package xlsx

import (
	"time"

	"qinqing/reports"
)

func number64(v float64) *float64 { return &v }

func whole(text string, v float64) reports.Cell {
	return reports.Cell{Text: text, Kind: "int", Value: &v}
}

func percent(text string, v float64) reports.Cell {
	return reports.Cell{Text: text, Kind: "percent", Value: &v}
}

func text(s string) reports.Cell { return reports.Cell{Text: s} }

func day(s string) reports.Cell { return reports.Cell{Text: s, Kind: "date"} }

var made = time.Date(2026, 11, 3, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))

// sampleUnits is table 乙 in small, with a header merged in both directions.
func sampleUnits() *reports.Table {
	noRate := reports.Cell{Text: "—", Kind: "percent"}
	masked := text("某陶瓷企业A")
	masked.Note = "企业名称已脱敏"
	return &reports.Table{
		Title: "各单位访企问需情况统计表", Unit: "个", Sheet: "汇总",
		Columns: []reports.Column{
			{Key: "unit", Align: reports.Left}, {Key: "visits", Align: reports.Right},
			{Key: "new", Align: reports.Right}, {Key: "done", Align: reports.Right},
			{Key: "rate", Align: reports.Right}, {Key: "change", Align: reports.Right}, {Key: "last", Align: reports.Center},
		},
		Header: [][]reports.HeaderCell{
			{{Text: "责任单位", RowSpan: 2}, {Text: "走访企业数", RowSpan: 2}, {Text: "问题办理情况", ColSpan: 3}, {Text: "较上期", RowSpan: 2}, {Text: "最近走访日期", RowSpan: 2}},
			{{Text: "新收"}, {Text: "办结"}, {Text: "办结率"}},
		},
		Rows: []reports.Row{
			{Cells: []reports.Cell{text("区甲局"), whole("1,203", 1203), whole("8", 8), whole("7", 7), percent("87.5%", 87.5), percent("+2.5%", 2.5), day("2026-10-08")}},
			{Cells: []reports.Cell{masked, whole("0", 0), whole("0", 0), whole("0", 0), noRate, percent("-1.0%", -1), text("")}},
			{Cells: []reports.Cell{text("=HYPERLINK(\"http://x\")"), whole("3", 3), whole("3", 3), whole("2", 2), percent("66.7%", 200.0/3), text("@提及"), day("待定")}},
			{Total: true, Cells: []reports.Cell{text("合计"), whole("1206", 1206), whole("11", 11), whole("9", 9), percent("81.8%", 900.0/11), noRate, text("")}},
		},
		Notes: []string{"注：办结率＝办结数÷应办结数，无应办结问题的记“—”。"},
	}
}

func sampleList() *reports.Table {
	t := &reports.Table{
		Title: "逾期未办结问题清单", Unit: "单位：件", Sheet: "逾期清单",
		Columns: []reports.Column{{Key: "no", Align: reports.Center}, {Key: "text"}, {Key: "code"}, {Key: "due", Align: reports.Center}},
		Header:  [][]reports.HeaderCell{{{Text: "序号"}, {Text: "问题内容"}, {Text: "编号"}, {Text: "应办结日期"}}},
	}
	long := "反映园区道路破损、雨天积水，货车进出困难，希望协调有关部门尽快修缮并明确完成时限；同时反映供电线路老化，夏季高峰时段多次跳闸，影响正常生产。"
	for _, x := range []string{long, "+86开头的文字", "-减号开头", "\t制表符开头", "第一行\n第二行"} {
		t.Rows = append(t.Rows, reports.Row{Cells: []reports.Cell{
			whole(itoa(len(t.Rows)+1), float64(len(t.Rows)+1)), text(x), text("440000202610080001"), day("2026-10-31"),
		}})
	}
	return t
}

func sampleTree() *reports.Bulletin {
	second := sampleUnits()
	second.Title, second.Sheet, second.Notes = "问题分类统计表", "分类", nil
	third := sampleList()
	third.Title, third.Sheet = "分类明细", "分类"
	return &reports.Bulletin{
		Kind: "月度通报", Title: "关于2026年10月访企问需情况的通报", Demo: true, Draft: true,
		Body: []reports.Block{
			{Heading: &reports.Heading{Level: 1, Text: "一、总体情况"}},
			{Chart: &reports.Chart{Kind: "bar", Title: "各类问题数量", Unit: "个", Categories: []string{"要素保障", "政策落实", "政务服务", "涉企执法"},
				Series: []reports.ChartSeries{{Name: "新收", Values: []float64{12, 8, 5, 3}}, {Name: "办结", Values: []float64{9, 8, 4, 1}}}}},
			{Table: &reports.Table{Title: "只在正文", Columns: []reports.Column{{Key: "a"}}, Header: [][]reports.HeaderCell{{{Text: "甲"}}}}},
			{Chart: &reports.Chart{Kind: "line", Title: "近四个月办结率", Unit: "%", Categories: []string{"7月", "8月", "9月", "10月"},
				Series: []reports.ChartSeries{{Name: "办结率", Values: []float64{71.2, 80, 84.6, 87.5}}}}},
		},
		Annexes: []reports.Annex{
			{No: 1, Title: "逾期", Blocks: []reports.Block{{Table: sampleList()}}},
			{No: 2, Title: "统计", Blocks: []reports.Block{
				{Table: sampleUnits()}, {Table: second}, {Table: third},
				{Chart: &reports.Chart{Kind: "pie", Title: "问题来源构成", Unit: "个", Categories: []string{"走访发现", "来电来信", "上级转办"},
					Series: []reports.ChartSeries{{Name: "数量", Values: []float64{20, 6, 2}}}}},
				{Chart: &reports.Chart{Kind: "hbar", Title: "各单位办结数", Unit: "个", Categories: []string{"区甲局", "区乙局", "区丙局"},
					Series: []reports.ChartSeries{{Name: "办结", Values: []float64{7, 4, 2}}}}},
			}},
		},
	}
}
