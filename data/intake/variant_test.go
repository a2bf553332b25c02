package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"qinqing/data"
)

// office is an invented month of an office, from which ledgers are written in many forms.
type office struct {
	visits []officeVisit
}

type officeVisit struct {
	on       data.Date
	unit     string
	firm     string
	people   string
	problems []officeProblem
}

type officeProblem struct {
	text, lead, word, strike, due string
	assigned                      data.Date
	want                          data.Stock
}

func anOffice(r *rand.Rand) office {
	var o office
	seen := map[string]bool{}
	for range 3 + r.IntN(25) {
		v := officeVisit{on: day0("2026-07-01").AddDays(r.IntN(110)), unit: pickOne(r, "鲤城区纪委监委", "晋江市纪委监委", "驻工信局纪检监察组"),
			firm: pickOne(r, "晋江", "南安", "德化") + pickOne(r, "恒", "泰", "鸿") + pickOne(r, "源", "昌", "丰") + pickOne(r, "陶瓷厂", "鞋服有限公司", "食品商行"), people: pickOne(r, "张三、李四", "王五")}
		if k := v.on.String() + v.unit + v.firm; seen[k] {
			continue
		} else {
			seen[k] = true
		}
		for i := range r.IntN(4) {
			p := officeProblem{text: fmt.Sprintf("第%d个问题：%s", i+1, pickOne(r, "用电容量不足", "续贷周期长", "招工难")), lead: pickOne(r, "商务局", "发改委", "人社局"),
				due: pickOne(r, "7个工作日", "2026年12月底前", "", "11月底前"), assigned: v.on.AddDays(r.IntN(4))}
			switch r.IntN(5) {
			case 0:
				p.word, p.strike, p.want = pickOne(r, "办理中", "正在推进", "基本完成"), pickOne(r, "否", "", "×"), data.StockO
			case 1:
				p.word, p.strike, p.want = pickOne(r, "已办结", "已完成", "已解决"), pickOne(r, "否", "未销号"), data.StockR
			case 2:
				p.word, p.strike, p.want = pickOne(r, "已办结", "已解决"), pickOne(r, "是", "√", "已销号"), data.StockX
			case 3:
				p.word, p.want = "长期坚持", data.StockL
			case 4:
				p.word, p.want, p.due = "", data.StockL, "长期坚持"
			}
			v.problems = append(v.problems, p)
		}
		o.visits = append(o.visits, v)
	}
	return o
}

func pickOne(r *rand.Rand, s ...string) string { return s[r.IntN(len(s))] }

func spell(r *rand.Rand, d data.Date) string {
	y, m, n := d.YMD()
	switch r.IntN(8) {
	case 0:
		return fmt.Sprintf("%d.%d.%d", y, m, n)
	case 1:
		return fmt.Sprintf("%d/%d/%d 9:32:09", y, m, n)
	case 2:
		return fmt.Sprintf("%d月%d日", m, n)
	case 3:
		return fmt.Sprintf("%04d%02d%02d", y, m, n)
	case 4:
		return fmt.Sprint(int(d-day0("1970-01-01")) + 25569)
	case 5:
		return fmt.Sprintf("%d年%d月%d日", y, m, n)
	case 6:
		return d.String() + " 00:00:00"
	}
	return d.String()
}

// table writes the office's visits under shuffled columns with synonyms. Rows of one
// visit bear it each (repeat) or only the first does, the rest being merged.
func (o office) table(r *rand.Rand, repeat bool) (rows [][]string, blocks [][2]int, visitColumns []int) {
	type col struct {
		names []string
		visit bool
		cell  func(v officeVisit, p officeProblem) string
	}
	cols := []col{
		{[]string{"走访日期", "走访时间", "入企时间", "调研日期"}, true, func(v officeVisit, _ officeProblem) string { return spell(r, v.on) }},
		{[]string{"走访单位", "走访部门", "入企单位"}, true, func(v officeVisit, _ officeProblem) string { return v.unit }},
		{[]string{"企业名称", "走访企业", "受访企业名称", "市场主体名称"}, true, func(v officeVisit, _ officeProblem) string { return v.firm }},
		{[]string{"走访人员", "走访干部"}, true, func(v officeVisit, _ officeProblem) string { return v.people }},
		{[]string{"反映问题", "企业问题诉求", "问题内容", "存在问题", "具体问题"}, false, func(_ officeVisit, p officeProblem) string { return p.text }},
		{[]string{"拟交办单位", "责任单位", "承办单位", "牵头单位", "问题交办单位"}, false, func(_ officeVisit, p officeProblem) string { return p.lead }},
		{[]string{"交办日期", "交办时间", "转办时间"}, false, func(_ officeVisit, p officeProblem) string {
			if p.assigned == 0 {
				return ""
			}
			return spell(r, p.assigned)
		}},
		{[]string{"办结时限", "整改时限", "完成时限", "解决问题时限"}, false, func(_ officeVisit, p officeProblem) string { return p.due }},
		{[]string{"办理情况", "完成情况", "整改进展", "办理状态"}, false, func(_ officeVisit, p officeProblem) string { return p.word }},
		{[]string{"是否销号", "销号情况"}, false, func(_ officeVisit, p officeProblem) string { return p.strike }},
		{[]string{"随便一列"}, false, func(_ officeVisit, p officeProblem) string { return p.lead }},
	}
	r.Shuffle(len(cols), func(i, j int) { cols[i], cols[j] = cols[j], cols[i] })
	head := []string{"序号"}
	for i, c := range cols {
		head = append(head, pickOne(r, c.names...))
		if c.visit {
			visitColumns = append(visitColumns, i+2)
		}
	}
	rows = append(rows, head)
	for n, v := range o.visits {
		problems := v.problems
		if len(problems) == 0 {
			problems = []officeProblem{{text: pickOne(r, "无", "没有", "暂无", "—", "")}}
		}
		first := len(rows)
		for i, p := range problems {
			row := []string{""}
			if i == 0 || repeat {
				row[0] = fmt.Sprint(n + 1)
			}
			for _, c := range cols {
				text := ""
				if !c.visit || i == 0 || repeat {
					text = c.cell(v, p)
				}
				row = append(row, text)
			}
			rows = append(rows, row)
		}
		if len(problems) > 1 && !repeat {
			blocks = append(blocks, [2]int{first, len(rows) - 1})
		}
	}
	return rows, blocks, visitColumns
}

func (o office) workbook(t testing.TB, r *rand.Rand, parts []office) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i, part := range parts {
		name := fmt.Sprintf("%d月", 7+i)
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", name))
		} else {
			_, err := f.NewSheet(name)
			must(t, err)
		}
		rows, blocks, visitColumns := part.table(r, false)
		at := 1
		if r.IntN(2) == 0 {
			must(t, f.SetCellStr(name, "A1", "走访情况台账"))
			must(t, f.SetCellStr(name, "A2", "填报单位：某办公室 填报时间：2026年10月31日"))
			at = 3
		}
		where := make([]int, len(rows))
		for j, row := range rows {
			if j > 0 && row[0] != "" && r.IntN(6) == 0 {
				at++ // a blank line between visits
			}
			where[j] = at
			for c, text := range row {
				cell, err := excelize.CoordinatesToCellName(c+1, at)
				must(t, err)
				if text != "" {
					must(t, f.SetCellStr(name, cell, text))
				}
			}
			at++
		}
		for _, b := range blocks {
			for _, c := range visitColumns {
				from, _ := excelize.CoordinatesToCellName(c, where[b[0]])
				to, _ := excelize.CoordinatesToCellName(c, where[b[1]])
				must(t, f.MergeCell(name, from, to))
			}
		}
		must(t, f.SetCellStr(name, fmt.Sprint("A", at), "合计"))
		must(t, f.SetCellStr(name, fmt.Sprint("A", at+1), "填表人：某某"))
	}
	_, err := f.NewSheet("填表说明")
	must(t, err)
	must(t, f.SetCellStr("填表说明", "A1", "请勿改动表头"))
	var out bytes.Buffer
	must(t, f.Write(&out))
	return out.Bytes()
}

func (o office) csv(t testing.TB, r *rand.Rand, repeat bool) []byte {
	rows, _, _ := o.table(r, repeat)
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = []rune{',', ';', '\t'}[r.IntN(3)]
	w.UseCRLF = r.IntN(2) == 0
	must(t, w.WriteAll(rows))
	switch r.IntN(3) {
	case 0:
		gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(out.Bytes())
		must(t, err)
		return gb
	case 1:
		return append([]byte("\xEF\xBB\xBF"), out.Bytes()...)
	}
	return out.Bytes()
}

func (o office) check(t testing.TB, m *memory, p *Plan) {
	t.Helper()
	problems, firms, want := 0, map[string]bool{}, map[data.Stock]int{}
	for _, v := range o.visits {
		problems += len(v.problems)
		firms[v.firm] = true
		for _, q := range v.problems {
			want[q.want]++
		}
	}
	equal(t, "rejected", p.Rejected, []Reject{})
	equal(t, "new", p.New, Added{len(o.visits), problems, len(firms), p.New.Units})
	equal(t, "stocks", m.stocks(t, day0("2026-11-22")), want)
}

func TestOneOfficeInManyForms(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 7))
		o := anOffice(r)
		m := newMemory(t)
		in := Input{Name: "a.csv", AsOf: day0("2026-10-31")}
		form := rapid.SampledFrom([]string{"csv", "csv with repeats", "workbook", "months"}).Draw(rt, "form")
		switch form {
		case "csv":
			in.Data = o.csv(t, r, false)
		case "csv with repeats":
			in.Data = o.csv(t, r, true)
		case "workbook":
			in.Data = o.workbook(t, r, []office{o})
		case "months":
			cut := len(o.visits) / 2
			in.Data = o.workbook(t, r, []office{{o.visits[:cut]}, {o.visits[cut:]}})
		}
		p := m.load(t, in)
		o.check(t, m, p)
		if t.Failed() {
			rt.Fatalf("form %s: %s", form, strings.Join(p.Lines(), "\n"))
		}
		shuffled := office{slices.Clone(o.visits)}
		r.Shuffle(len(shuffled.visits), func(i, j int) {
			shuffled.visits[i], shuffled.visits[j] = shuffled.visits[j], shuffled.visits[i]
		})
		if again := m.load(t, Input{Name: "b.csv", AsOf: in.AsOf, Data: shuffled.csv(t, r, true)}); again.New.Visits+again.New.Problems+again.New.Units+again.New.Enterprises+again.Doubtful != 0 {
			rt.Fatalf("form %s again: %+v", form, again.Summary())
		}
	})
}

func TestRememberedColumns(t *testing.T) {
	m := newMemory(t)
	raw := tsv("怪列甲|怪列乙|具体问题", "商务局|已完成|甲问题")
	p := m.load(t, Input{Name: "a", Data: raw, AsOf: day0("2026-10-31"), Mapping: map[string]string{"怪列甲": "lead", "怪列乙": "完成情况"}})
	if _, tl := m.only(t); tl.State != data.Resolved || tl.Now.Lead == 0 {
		t.Fatalf("the clerk's columns are not used: %v %+v", tl.State, p.Columns)
	}
	m2 := newMemory(t)
	m2.settings = m.settings
	m2.load(t, Input{Name: "b", Data: tsv("具体问题|怪列乙|怪列甲", "乙问题|已完成|商务局"), AsOf: day0("2026-10-31")})
	if _, tl := m2.only(t); tl.State != data.Resolved || tl.Now.Lead == 0 {
		t.Errorf("the columns are not remembered: %v", m.settings)
	}
}

func TestAsOfByTheOrderOfTheRules(t *testing.T) {
	row := "月度通报|融资|甲|商务局|2027年3月底前|2026-08-20|已完成|是|"
	cases := map[string]struct {
		in   Input
		want string
	}{
		"given":                             {asOf("2026-06-30", "填报时间：2026年7月31日", rectifyHead, row), "2026-06-30"},
		"written":                           {Input{Name: "2026年9月.csv", Data: tsv("填报时间：2026年8月31日", rectifyHead, row)}, "2026-08-31"},
		"until":                             {Input{Name: "a.csv", Data: tsv("（数据截至2026年9月15日）", rectifyHead, row)}, "2026-09-15"},
		"until month":                       {Input{Name: "a.csv", Data: tsv("截至2026年9月", rectifyHead, row)}, "2026-09-30"},
		"beside":                            {Input{Name: "a.csv", Data: tsv("填报时间：|46295", rectifyHead, row)}, "2026-09-30"},
		"at the foot":                       {Input{Name: "a.csv", Data: tsv(rectifyHead, row, "填表时间：2026.9.2")}, "2026-09-02"},
		"han":                               {Input{Name: "a.csv", Data: tsv("填报日期：二〇二六年九月二日", rectifyHead, row)}, "2026-09-02"},
		"name":                              {Input{Name: "整改台账2026年9月.csv", Data: tsv(rectifyHead, row)}, "2026-09-30"},
		"name of range":                     {Input{Name: "2026年7-9月台账.csv", Data: tsv(rectifyHead, row)}, "2026-09-30"},
		"name in digits":                    {Input{Name: "ledger_202609.csv", Data: tsv(rectifyHead, row)}, "2026-09-30"},
		"this month":                        {Input{Name: "2026年11月.csv", Data: tsv(rectifyHead, row)}, "2026-11-22"},
		"title":                             {Input{Name: "a.csv", Data: tsv("2026年9月问题整改台账", rectifyHead, row)}, "2026-09-30"},
		"name of a day":                     {Input{Name: "整改台账2026.9.5.csv", Data: tsv(rectifyHead, row)}, "2026-09-05"},
		"name of month, one digit":          {Input{Name: "整改台账2026.9.csv", Data: tsv(rectifyHead, row)}, "2026-09-30"},
		"name of quarter":                   {Input{Name: "2026年第三季度督查台账.csv", Data: tsv(rectifyHead, row)}, "2026-09-30"},
		"name of half":                      {Input{Name: "2026年上半年台账.csv", Data: tsv(rectifyHead, row)}, "2026-06-30"},
		"name, no year":                     {Input{Name: "9月份整改台账.csv", Data: tsv(rectifyHead, row)}, "2026-09-30"},
		"name, no year, of the year before": {Input{Name: "12月整改台账.csv", Data: tsv(rectifyHead, "月度通报|融资|甲|商务局|2027年3月底前|2026-01-20|已完成|是|")}, "2025-12-31"},
		"name, range, no year":              {Input{Name: "1-9月整改台账.csv", Data: tsv(rectifyHead, row)}, "2026-09-30"},
		"name in brackets":                  {Input{Name: "整改台账（9.15）.csv", Data: tsv(rectifyHead, row)}, "2026-09-15"},
		"title, no year":                    {Input{Name: "a.csv", Data: tsv("9月份问题整改台账", rectifyHead, row)}, "2026-09-30"},
		"title that asks":                   {Input{Name: "a.csv", Data: tsv("请于9月25日前报送", rectifyHead, row)}, "2026-08-20"},
		"no month in digits":                {Input{Name: "12345转办台账.csv", Data: tsv(rectifyHead, row)}, "2026-08-20"},
		"written after today":               {Input{Name: "a.csv", Data: tsv("填报时间：2027年1月31日", rectifyHead, row)}, "2026-11-22"},
		"name after today":                  {Input{Name: "2026年12月.csv", Data: tsv(rectifyHead, row)}, "2026-11-22"},
		"latest actual":                     {Input{Name: "a.csv", Data: tsv(rectifyHead, row, "月度通报|融资|乙|商务局|2026年10月20日||正在推进||")}, "2026-08-20"},
		"never the limit":                   {Input{Name: "a.csv", Data: tsv(rectifyHead, "月度通报|融资|乙|商务局|2026年10月20日||正在推进||")}, "2026-11-22"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := newMemory(t).plan(t, c.in)
			equal(t, "as of", p.AsOf.String(), c.want)
			if p.AsOfWhy == "" {
				t.Error("no reason")
			}
		})
	}
}

func TestUnitsOfTheRowsRegionComeFirst(t *testing.T) {
	m := newMemory(t)
	region := func(name string) data.ID {
		for id, r := range m.regions {
			if r.Name == name {
				return id
			}
		}
		t.Fatal(name)
		return 0
	}
	for _, u := range []data.Unit{{Name: "晋江市商务局", Region: region("晋江市")}, {Name: "商务局"}, {Name: "发展和改革局"}, {Name: "市场监督管理局", Region: region("南安市")}} {
		must(t, m.SaveUnit(&u))
	}
	head := "走访日期|走访单位|企业名称|所在县（市、区）/乡镇|反映问题|责任单位"
	p := m.load(t, asOf("2026-10-31", head,
		"2026-10-01|县纪委|甲公司|晋江市陈埭镇|一|商务局", "2026-10-01|县纪委|乙公司|南安市|二二|商务局", "2026-10-01|县纪委|丙公司|德化县|三三|发改委",
		"2026-10-01|县纪委|丁公司|南安市|四四|市监局", "2026-10-01|县纪委|戊公司|德化县|五五|水利局", "2026-10-01|县纪委|己公司|德化县|六六|市场监管局"))
	got := map[string]string{}
	must(t, m.AllProblems(func(q *data.Problem, tl *data.Timeline) error {
		got[q.Content] = m.units[tl.Now.Lead].Name
		return nil
	}))
	equal(t, "lead units", got, map[string]string{"二二": "商务局", "三三": "发展和改革局", "四四": "市场监督管理局", "五五": "水利局", "六六": "市场监管局"})
	what := map[string]string{}
	for _, g := range p.NewUnits {
		what[g.Name] = g.What
	}
	equal(t, "new units", what, map[string]string{"县纪委": "新单位", "水利局": "新单位", "市场监管局": "疑似同一单位"})
}
