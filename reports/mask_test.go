package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

func testMask() *Mask {
	return NewMask([]data.Enterprise{
		{ID: 1, Name: "晋江市恒岳达陶瓷有限公司", Industry: "陶瓷", Contact: "欧阳试（总经理）", Phone: "13800001234/0595-22340001", USCC: "91350500TEST00001X"},
		{ID: 2, Name: "福建省德化县协发茶叶专业合作社", Industry: "农业"},
		{ID: 3, Name: "泉州发展集团有限公司"},
		{ID: 4, Name: "闽粤通食品厂", Alias: "某食品厂甲", Contact: "13700009999"},
	}, []string{"司徒样、诸葛范 (副主任)", "财务部 张三等3人"}, Lift{}).
		Keep("市市场监督管理局", "市场监管局", "泉州市住房公积金管理中心", "商务局", "供电公司").Places("龙湖镇")
}

func TestMaskText(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"full name", "晋江市恒岳达陶瓷有限公司反映用电不足", "某陶瓷企业A反映用电不足"},
		{"brand", "恒岳达反映", "某陶瓷企业A反映"},
		{"name without its town", "恒岳达陶瓷缺工", "某陶瓷企业A缺工"},
		{"another form of the name", "晋江恒岳达陶瓷有限公司缺工", "某陶瓷企业A缺工"},
		{"spaces and brackets inside", "恒 岳达·陶瓷（有限）公司", "某陶瓷企业A（有限）公司"},
		{"full-width letters and digits", "电话１３８００００１２３４", "电话（号码略）"},
		{"the office's alias", "闽粤通食品厂与某食品厂甲", "某食品厂甲与某食品厂甲"},
		{"a brand that is an ordinary word", "加快发展，发展经济", "加快发展，发展经济"},
		{"unknown firm", "我们走访了南安市宏远达石材加工厂，厂房不足", "我们走访了某企业，厂房不足"},
		{"unknown shop after a place", "龙湖镇老李头小吃店漏电", "某企业漏电"},
		{"unknown firm after 某某", "某某路旁宏远达纸箱厂占道", "某某路旁某企业占道"},
		{"no firm at all", "工厂用电、本公司的门店、到公司走访、协调解决石材加工厂用电", "工厂用电、本公司的门店、到公司走访、协调解决石材加工厂用电"},
		{"units", "市市场监督管理局、市场监管局、行政服务中心、住房公积金管理中心、供电公司", "市市场监督管理局、市场监管局、行政服务中心、住房公积金管理中心、供电公司"},
		{"already masked", "某陶瓷企业A与某机械公司", "某陶瓷企业A与某机械公司"},
		{"known people", "司徒样和诸葛范带队，欧阳试接待", "某某和某某带队，某某接待"},
		{"a department in a contact field", "财务困难，财务部反映", "财务困难，财务部反映"},
		{"titled people", "陈经理表示，何总说，王主任到场", "某某经理表示，某某总说，某某主任到场"},
		{"titled people of rarer surnames", "傅总另称高经理与翁经理已到场，卓厂长、詹书记和欧阳经理在场", "某某总另称某某经理与某某经理已到场，某某厂长、某某书记和某某经理在场"},
		{"titled people with their names", "高小明经理、欧阳小明主任，饶老板，请于主任核实，白总与方总", "某某经理、某某主任，某某老板，请某某主任核实，某某总与某某总"},
		{"two bosses", "傅总和翁总到场", "某某总和某某总到场"},
		{"a full name behind a title", "老板翁小明反映，经理司马例，负责人欧阳小明13800009876", "老板某某反映，经理某某，负责人某某（号码略）"},
		{"titles behind ordinary words", "项目经理、工程经理、单位书记、车间主任、党支部书记、纪委书记、管委会主任、常务主任、安全科长、甲方经理、现任镇长、商会计划，水电师傅，广大女士，由经理办理", "项目经理、工程经理、单位书记、车间主任、党支部书记、纪委书记、管委会主任、常务主任、安全科长、甲方经理、现任镇长、商会计划，水电师傅，广大女士，由经理办理"},
		{"particles before titles", "由于经理不在，从经理处、向总经理汇报，关于主任会议，曾经理顺关系，办事处长期空缺，资金总和，成本总额", "由于经理不在，从经理处、向总经理汇报，关于主任会议，曾经理顺关系，办事处长期空缺，资金总和，成本总额"},
		{"a heading word before what is no name", "负责人明确表示，负责人曾反映，经理解释，联系人时，老板全权负责", "负责人明确表示，负责人曾反映，经理解释，联系人时，老板全权负责"},
		{"announced people", "联系人：赵六七", "联系人：某某"},
		{"announced without a colon", "联系人赵六七13800001234", "联系人某某（号码略）"},
		{"announced before a verb", "负责人林七反映用电不足，经办人陈八。", "负责人某某反映用电不足，经办人某某。"},
		{"a heading word before an ordinary one", "联系人员工资、负责人张贴公告、法人代表周边道路", "联系人员工资、负责人张贴公告、法人代表周边道路"},
		{"a name behind a title", "老板王大明（电话0595-22345678）称缺工，经理陈述情况", "老板某某（电话号码略）称缺工，经理陈述情况"},
		{"kinds of companies", "平台公司拖欠工程款，总包公司、国有公司未付", "平台公司拖欠工程款，总包公司、国有公司未付"},
		{"not a person", "向总工会反映，高新区主任科员", "向总工会反映，高新区主任科员"},
		{"mobile with spaces", "138 0000 1234", "（号码略）"},
		{"mobile with dashes and +86", "+86 139-0000-1111", "+（号码略）"},
		{"landlines", "(0595)22345678、0595-2234 5678，059522345678", "（号码略）、（号码略），（号码略）"},
		{"400 number", "拨打400-123-4567", "拨打（号码略）"},
		{"local number with its word", "联系电话22345678", "联系电话（号码略）"},
		{"identity number", "身份证350521199001011234", "身份证（号码略）"},
		{"known credit code in lower case", "代码91350500test00001x", "代码（号码略）"},
		{"unknown credit code", "代码91350582MA31ABCD2Y", "代码（号码略）"},
		{"mail and accounts", "a.b@qq.com，微信：abc12345，QQ 1234567", "（账号略），微信：（账号略），QQ （账号略）"},
		{"day before a number", "2026-10-08 13912345678", "2026-10-08 （号码略）"},
		{"plain numbers stay", "资金12345678元，20260308完成，拨打12345热线，占比12.5%，10000平方米，2025年9月", "资金12345678元，20260308完成，拨打12345热线，占比12.5%，10000平方米，2025年9月"},
		{"empty", "", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := testMask().Text(x.in); got != x.want {
				t.Errorf("%s\n got %s\nwant %s", x.in, got, x.want)
			}
		})
	}
}

func TestMaskKeepsItsOwnWords(t *testing.T) {
	m := testMask()
	for _, s := range []string{"晋江市恒岳达陶瓷有限公司、闽粤通、宏远达石材厂，欧阳试13800001234，a@b.cn"} {
		once := m.Text(s)
		if twice := m.Text(once); twice != once {
			t.Errorf("masked again: %s, before %s", twice, once)
		}
	}
}

func TestMaskWarnsOnceOfTheOnlyOnes(t *testing.T) {
	m := NewMask([]data.Enterprise{
		{ID: 1, Name: "甲乙丙厂", Industry: "陶瓷业", Region: 3}, {ID: 2, Name: "丁戊己厂", Industry: "陶瓷业", Region: 4},
		{ID: 3, Name: "庚辛壬厂", Industry: "纸业", Region: 3}, {ID: 4, Name: "风雷火厂", Industry: "纸业", Region: 3}, {ID: 5, Name: "山泽地厂", Region: 5},
	}, nil, Lift{})
	for _, id := range []data.ID{1, 2, 3, 4, 5, 1} {
		m.Enterprise(id)
	}
	want := []Warning{{Code: "mask-only-one", Text: "“某陶瓷企业A”“某陶瓷企业B”是台账中该所在地同行业唯一的一家，用化名仍可能被认出；可在企业资料里另填化名。"}}
	for range 2 {
		if got := m.Report(nil).Warnings; !slices.Equal(got, want) {
			t.Errorf("got %v", got)
		}
	}
}

func TestMaskCountsManyOnlyOnes(t *testing.T) {
	var firms []data.Enterprise
	for i := range 5 {
		firms = append(firms, data.Enterprise{ID: data.ID(i + 1), Name: "甲乙丙厂" + strings.Repeat("厂", i), Industry: "陶瓷业", Region: data.ID(i + 1)})
	}
	firms = append(firms, data.Enterprise{ID: 6, Name: "丁戊己行", Industry: "纸业", Region: 1}, data.Enterprise{ID: 7, Name: "庚辛壬行", Industry: "纸业", Region: 1})
	m := NewMask(firms, nil, Lift{})
	for _, f := range firms {
		m.Enterprise(f.ID)
	}
	r := m.Report(nil)
	if want := "“某陶瓷企业A”“某陶瓷企业B”“某陶瓷企业C”等 5 家是台账中该所在地同行业唯一的一家，用化名仍可能被认出；可在企业资料里另填化名。"; len(r.Warnings) != 1 || r.Warnings[0].Text != want {
		t.Errorf("got %v", r.Warnings)
	}
	for _, x := range r.Masked {
		if x.Only != strings.HasPrefix(x.Shown, "某陶瓷企业") {
			t.Errorf("%+v", x)
		}
	}
	if len(r.Masked) != 7 {
		t.Errorf("%d masked", len(r.Masked))
	}
}

func TestMaskAliases(t *testing.T) {
	firms := []data.Enterprise{
		{ID: 1, Name: "甲乙丙陶瓷厂", Industry: "陶瓷制造业"}, {ID: 2, Name: "丁戊己陶瓷厂", Industry: "陶瓷制造业"},
		{ID: 3, Name: "庚辛壬厂"}, {ID: 4, Name: "云海天厂", Alias: "某企业A"}, {ID: 5, Name: "风雷火厂", Alias: "风雷火"},
		{ID: 6, Name: "山泽地厂", Alias: "某企业A"}, {ID: 7, Name: "独此家厂", Industry: "独此家"}, {ID: 8, Name: "长名厂", Industry: "一二三四五六七八九"},
	}
	m := NewMask(firms, nil, Lift{})
	var got []string
	for _, id := range []data.ID{2, 1, 2, 3, 4, 5, 6, 7, 8, 99, 0} {
		got = append(got, m.Enterprise(id))
	}
	want := []string{"某陶瓷制造企业A", "某陶瓷制造企业B", "某陶瓷制造企业A", "某企业B", "某企业A", "某企业C", "某企业D", "某企业E", "某企业F", "某企业G", ""}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	var codes []string
	for _, w := range m.Report(nil).Warnings {
		codes = append(codes, w.Code)
		if strings.Contains(w.Text, "风雷火") || strings.Contains(w.Text, "独此家") {
			t.Errorf("warning tells the name: %s", w.Text)
		}
	}
	if n := len(codes); n != 2 || !slices.Contains(codes, "mask-alias") {
		t.Errorf("warnings %v", codes)
	}
}

func TestMaskLetters(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 27: "AB", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := letters(n); got != want {
			t.Errorf("letters(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestMaskLifted(t *testing.T) {
	firms := []data.Enterprise{{ID: 1, Name: "甲乙丙陶瓷厂", Phone: "13800001234"}}
	lifted := NewMask(firms, nil, Lift{All: true, Reason: "主办单位办理需要"})
	if got := lifted.Enterprise(1) + lifted.Text("甲乙丙13800001234"); got != "甲乙丙陶瓷厂甲乙丙13800001234" {
		t.Errorf("lifted: %s", got)
	}
	if got := lifted.enterprise(1, true) + lifted.text("甲乙丙", true); strings.Contains(got, "甲乙丙") {
		t.Errorf("a complaint shows %s", got)
	}
	silent := NewMask(firms, nil, Lift{All: true, Reason: "  "})
	if silent.Lifted() || strings.Contains(silent.Enterprise(1), "甲") || len(silent.Report(nil).Warnings) == 0 {
		t.Error("lifted without a reason")
	}
}

func TestPersonParts(t *testing.T) {
	for in, want := range map[string]string{
		"王小明（总经理）13800001234": "王小明",
		"司徒样、诸葛范 (副主任)":       "司徒样 诸葛范",
		"县纪委王小明、第一监督室李四":      "县纪委王小明 王小明 第一监督室李四 李四",
		"张三等3人": "张三",
		"主任赵六七": "赵六七",
		"财务部、办公室，销售，无，总经理":       "",
		"Tom·Lee，AB，阿依古丽·买买提":    "Tom·Lee 阿依古丽·买买提",
		"法人代表：欧阳试;联系电话:13800001": "欧阳试",
		"王": "",
		"":  "",
	} {
		if got := strings.Join(personParts(in), " "); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestPhoneParts(t *testing.T) {
	for in, want := range map[string]string{
		"13800001234/0595-22340001": "13800001234 13800001234 22340001 059522340001",
		"(0595) 2234 0001":          "059522340001",
		"１３８ ００００ １２３４":             "13800001234",
		"12345":                     "",
		"":                          "",
	} {
		if got := strings.Join(phoneParts(in), " "); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestShortNames(t *testing.T) {
	x := newLexicon([]string{"龙湖镇"})
	for in, want := range map[string]string{
		"晋江市恒岳达陶瓷有限公司":   "恒岳达陶瓷 恒岳达",
		"龙湖镇老李头小吃店":      "老李头小吃",
		"福建省泉州市发展有限公司":   "",
		"泉州陶瓷厂":          "",
		"闽粤通集团股份有限公司":    "闽粤通",
		"好又多超市有限公司":      "好又多超市 好又多",
		"恒岳达":            "",
		"清流县云海天（中国）有限公司": "云海天中国 云海天",
		"晋江市高峰商行":        "",
		"ABC新材料(福建)有限公司": "ABC新材料福建 ABC",
	} {
		if got := strings.Join(x.shortNames(in), " "); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestMaskReport(t *testing.T) {
	m := testMask()
	m.Text("恒岳达、恒岳达和13800001234")
	r := m.Report([]string{"单位名称"})
	if len(r.Masked) != 2 || r.Masked[0] != (MaskedItem{Kind: HidShort, Original: "恒岳达", Shown: "某陶瓷企业A", Count: 2}) || r.Masked[1].Kind != HidPhone || r.Visible[0] != "单位名称" {
		t.Errorf("%+v", r)
	}
}

// manyFirms gives each enterprise a brand of its own that is no ordinary word.
func manyFirms(n int) []data.Enterprise {
	out := make([]data.Enterprise, n)
	for i := range out {
		out[i] = data.Enterprise{ID: data.ID(i + 1), Name: fmt.Sprintf("晋江市%c%c陶瓷有限公司", rune(0x9000+i%200), rune(0x8000+i/200)),
			Contact: fmt.Sprintf("王%c%c", rune(0x6e00+i%200), rune(0x7000+i/200)), Phone: fmt.Sprintf("138%08d", i), Industry: "陶瓷"}
	}
	return out
}

func TestMaskManyNames(t *testing.T) {
	firms := manyFirms(10_000)
	m := NewMask(firms, nil, Lift{})
	for i := range 2_000 {
		e := firms[(i*7919)%len(firms)]
		got := m.Text("走访" + e.Name + "时，" + e.Contact + "（" + e.Phone + "）反映用电不足")
		if strings.Contains(got, e.Name) || strings.Contains(got, e.Contact) || strings.Contains(got, e.Phone) || !strings.HasSuffix(got, "反映用电不足") {
			t.Fatal(got)
		}
	}
}

func BenchmarkMaskText(b *testing.B) {
	firms := manyFirms(10_000)
	m := NewMask(firms, nil, Lift{})
	m.prepare()
	for i := 0; b.Loop(); i++ {
		m.Text("走访" + firms[i%len(firms)].Name + "时反映用电不足，联系电话13800001234，建议有关部门协调解决变压器增容问题，尽快落实惠企政策。")
	}
}
