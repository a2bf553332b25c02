package pdf

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"qinqing/reports"
	"qinqing/reports/internal/trial"
	"qinqing/reports/internal/trial/tree"
)

var noon = time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)

func options(t testing.TB) Options {
	return Options{Created: noon, FontDirs: []string{trial.FontDir(t)}}
}

func write(t testing.TB, b *reports.Bulletin) ([]byte, []reports.Warning) {
	t.Helper()
	var buf bytes.Buffer
	warnings, err := Write(&buf, b, options(t))
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes(), warnings
}

var heading, para, row = tree.Heading, tree.Para, tree.Row

// sample is a small bulletin that uses every part of the tree. Names are made up.
func sample() *reports.Bulletin {
	b := &reports.Bulletin{
		Kind: "月度通报", Template: "A", Demo: true, Draft: true,
		Masthead: "中共××县纪委办公室", DocNo: "×纪办〔2026〕12号",
		Title:     "关于2026年10月全县“访企业、问需求、解难题”工作开展情况的通报",
		Recipient: "各乡镇（街道）纪委，县纪委监委各派驻纪检监察组",
		Signature: reports.Signature{Unit: "中共××县纪委办公室", Date: "2026-11-05"},
		Imprint:   reports.Imprint{CopyTo: "市纪委监委办公室，县委、县人大常委会、县政府、县政协办公室，县委各部门，县直各单位", Office: "中共××县纪委办公室", PrintedOn: "2026-11-06"},
		Period:    reports.PeriodInfo{Name: "2026年10月", From: "2026-10-01", To: "2026-10-31"},
		Notes:     []string{"本期有3个问题缺少承诺期限，未计入逾期。"},
	}
	b.Body = []reports.Block{
		heading(1, "一、总体情况"),
		para("2026年10月，全县共走访企业", "126", "家次，收集问题", "1,204", "个，办结", "987", "个，办结率", "82.0%", "；较上月上升3.5个百分点。其中涉及用地、融资、用工等方面的问题占“三类热点”总数的68.4%，详见https://example.gov.cn/report/2026/10。"),
		heading(2, "（一）走访情况"),
		para("甲镇走访𬭎发公司等企业12家次，乙镇走访𠮷利、䶮腾、㛃美、喆源等企业9家次——均为首次走访……走访中收集的问题，已在3个工作日内交办😀。"),
		heading(3, "1. 热点问题"),
		heading(4, "（1）融资"),
		para("部分企业反映贷款门槛高、周期长，希望金融机构优化流程。"),
		{Table: table(7)},
		{Chart: &reports.Chart{Kind: "bar", Title: "图1　各单位问题办理情况", Unit: "个", Categories: []string{"甲镇", "乙镇", "丙街道", "丁街道", "县住建局"},
			Series: []reports.ChartSeries{{Name: "收集", Values: []float64{128, 96, 75, 143, 37}}, {Name: "办结", Values: []float64{110, 90, 60, 101, 30}}}}},
		{Chart: &reports.Chart{Kind: "pie", Title: "图2　问题分类", Unit: "个", Categories: []string{"融资", "用地", "用工", "物流", "审批", "环保", "税费"},
			Series: []reports.ChartSeries{{Name: "问题", Values: []float64{40, 32, 27, 15, 9, 8, 5}}}}},
		{Chart: &reports.Chart{Kind: "line", Title: "图3　办结率走势", Unit: "%", Categories: []string{"5月", "6月", "7月", "8月", "9月", "10月"},
			Series: []reports.ChartSeries{{Name: "办结率", Values: []float64{70.5, 74, 76.2, 75, 78.5, 82}}, {Name: "满意率", Values: []float64{88, 90.1, 91, 92, 93.3, 95}}}}},
		{Chart: &reports.Chart{Kind: "hbar", Title: "图4　逾期问题排名", Unit: "个", Categories: []string{"县自然资源和规划局", "甲镇", "县市场监督管理局", "乙镇"},
			Series: []reports.ChartSeries{{Name: "逾期", Values: []float64{12, 9, 4, 1}}}}},
		heading(1, "二、下步要求"),
		para("各单位要压实责任，主动作为，对逾期未办结的问题逐一销号；对推诿扯皮、敷衍塞责的，依规依纪依法严肃处理。"),
	}
	wide := table(40)
	wide.Title = "各单位情况统计表"
	b.Annexes = []reports.Annex{
		{No: 1, Title: "各单位情况统计表", Landscape: true, Blocks: []reports.Block{{Table: wide}}},
		{No: 2, Title: "逾期未办结问题清单", Blocks: []reports.Block{{Table: &reports.Table{Title: "逾期未办结问题清单",
			Columns: []reports.Column{{}, {}, {Align: reports.Left}}, Header: [][]reports.HeaderCell{{{Text: "序号"}, {Text: "单位"}, {Text: "问题"}}}}}}},
		{No: 3, Title: "口径说明", Blocks: []reports.Block{para("办结率＝期内办结数÷期内应办结数。"), para("分母为零的，记作“—”。")}},
	}
	return b
}

func table(rows int) *reports.Table {
	t := &reports.Table{Title: "表1　各单位问题办理情况", Unit: "单位：个",
		Columns: []reports.Column{{Key: "no", Align: reports.Center}, {Key: "unit", Align: reports.Left, Weight: 2}, {Key: "in", Align: reports.Right}, {Key: "done", Align: reports.Right}, {Key: "late", Align: reports.Right}, {Key: "note", Align: reports.Left, Weight: 2}},
		Header: [][]reports.HeaderCell{
			{{Text: "序号", RowSpan: 2}, {Text: "单位", RowSpan: 2}, {Text: "办理情况", ColSpan: 3}, {Text: "备注", RowSpan: 2}},
			{{Text: "收集问题数"}, {Text: "办结数"}, {Text: "逾期数"}},
		},
		Notes: []string{"注：办结含已销号问题。"},
	}
	for i := range rows {
		note := "无"
		if i%7 == 3 {
			note = "其中2件为上级转办，已按期办结并报送反馈材料（第3季度）。"
		}
		t.Rows = append(t.Rows, row(fmt.Sprint(i+1), fmt.Sprintf("××县（市、区）纪委监委第%d派驻纪检监察组", i%12+1), fmt.Sprint(100+i*37%91), fmt.Sprint(i*13%40), fmt.Sprint(i*7%30), note))
	}
	total := row("", "合计", "1,204", "987", "120", "")
	total.Total = true
	t.Rows = append(t.Rows, total)
	return t
}

// ledger is a list of many pages.
func ledger(rows int) *reports.Bulletin {
	t := &reports.Table{Title: "问题台账", Header: [][]reports.HeaderCell{{}}}
	for _, h := range []string{"编号", "登记日期", "企业", "问题", "主办单位", "承诺期限", "办理状态", "办结日期", "灯", "备注"} {
		t.Header[0] = append(t.Header[0], reports.HeaderCell{Text: h})
		t.Columns = append(t.Columns, reports.Column{Key: h, Align: reports.Left})
	}
	for i := range rows {
		t.Rows = append(t.Rows, row(fmt.Sprintf("WT-2026-%05d", i+1), "2026-10-09", fmt.Sprintf("××县示例%d号机械制造有限公司", i%97),
			"企业反映厂区门前道路破损严重，雨季积水，影响原材料运输和职工通行，请求协调修复。", "县交通运输局", "2026-11-09", "在办", "—", "绿", ""))
	}
	return &reports.Bulletin{Kind: "台账", Title: "2026年10月问题台账", Body: []reports.Block{{Table: t}}}
}
