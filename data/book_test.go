package data

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"qinqing/data/workday"
)

var bookDay = workday.MustParse("2026-11-20")

// shelf finds names in a list that grows, and names them again.
type shelf struct{ names []string }

func (s *shelf) find(name string) (ID, error) {
	if strings.HasPrefix(name, "没有") {
		return 0, Errorf(NotFound, "x", "没有叫“%s”的。", name)
	}
	if i := slices.Index(s.names, name); i >= 0 {
		return ID(i + 1), nil
	}
	s.names = append(s.names, name)
	return ID(len(s.names)), nil
}

func (s *shelf) FindUnit(name string) (ID, error)       { return s.find(name) }
func (s *shelf) FindFirm(name string, _ ID) (ID, error) { return s.find(name) }
func (s *shelf) FindRegion(name string) (ID, error)     { return s.find(name) }
func (s *shelf) FindProblem(code string) (ID, error)    { return s.find(code) }
func (s *shelf) FindPolicy(title string) (ID, error)    { return s.find(title) }
func (s *shelf) NameOf(_ FieldKind, id ID) string       { return s.names[id-1] }

// filled are typed entries of every register, every field filled in.
var filled = map[RecordKind]map[string]string{
	RecPolicy:       {"title": "技改奖补", "number": "某政〔2026〕3号", "publishedOn": "2026-10-20"},
	RecDisbursement: {"enterprise": "甲厂", "policy": "技改奖补", "appliedOn": "2026-10-09", "approvedOn": "2026-10-12", "paidOn": "2026-10-13", "dueFen": "1,234.5", "paidFen": "1,000", "whyNot": "分两批"},
	RecTimeLimitCut: {"matter": "零售许可", "unit": "应急局", "statutory": "20", "promised": "5", "actual": "2026-10-09 2\n2026-10-20 4"},
	RecInspectionRound: {"title": "四季度督查", "until": "2026-11-30", "team": "一组", "object": "甲县", "found": "7", "feedbackOn": "2026-11-20",
		"reportOn": "2026-11-20", "lookBackOn": "2026-11-20", "rebound": "一个又出现"},
	RecClue:          {"number": "某移〔2026〕1号", "receiver": "案件监督管理室"},
	RecActivityCount: {"name": "座谈会", "count": "3", "unit": "场", "note": "行业协会"},
	RecCoverageList:  {"region": "甲县", "source": "名录", "count": "160", "enterprises": ""},
	RecSupportMeasure: {"form": "一事一议", "enterprise": "甲厂", "title": "专线接电", "number": "1号", "who": "供电公司 乙",
		"effect": "已通电"},
	RecSupervision: {"form": "督办函", "ref": "WT-2026-0001", "number": "督〔2026〕3号", "unit": "住建局", "grade": "橙", "due": "2026-12-01", "reply": "已整改"},
}

func TestEveryFieldOfEveryBookIsKeptAndShownAgain(t *testing.T) {
	for _, g := range Books {
		t.Run(g.Name, func(t *testing.T) {
			values := filled[g.Kind]
			for _, f := range g.Fields {
				if _, ok := values[f.Key]; !ok {
					t.Errorf("没有试字段 %s", f.Key)
				}
			}
			names := &shelf{}
			rec, err := BookInput{Kind: g.Kind, On: bookDay, Values: values}.Entry(bookDay, names, nil)
			if err != nil {
				t.Fatal(err)
			}
			texts, err := g.Texts(rec, names)
			if err != nil {
				t.Fatal(err)
			}
			for key, want := range values {
				if texts[key] != want {
					t.Errorf("%s 写的是“%s”，存成“%s”", key, want, texts[key])
				}
			}
			again, err := BookInput{Kind: g.Kind, On: bookDay, Values: texts}.Entry(bookDay, names, &rec)
			if err != nil || string(again.Body) != string(rec.Body) || again.Ref != rec.Ref {
				t.Errorf("原样再存一次就变了：%s → %s（%v）", rec.Body, again.Body, err)
			}
			derived, err := g.Derive(rec, bookDay, workday.New(nil))
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range g.Columns {
				known := g.Field(c.Key) != nil || slices.ContainsFunc(derived, func(d Derived) bool { return d.Key == c.Key })
				if !known {
					t.Errorf("列 %s 没有内容可列", c.Key)
				}
			}
		})
	}
}

// A body's field that no form offers would be lost sight of.
func TestBooksOfferEveryFieldOfTheirBodies(t *testing.T) {
	for _, g := range Books {
		of := reflect.TypeOf(newBody(g.Kind)).Elem()
		for i := range of.NumField() {
			key, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			if g.Field(key) == nil {
				t.Errorf("%s：表单上没有 %s", g.Name, key)
			}
		}
	}
}

// changed is a filled entry with some fields typed otherwise.
func changed(kind RecordKind, typed ...string) map[string]string {
	out := maps.Clone(filled[kind])
	for i := 0; i < len(typed); i += 2 {
		out[typed[i]] = typed[i+1]
	}
	return out
}

func TestBooksRefuse(t *testing.T) {
	long := strings.Repeat("长", 201)
	for _, c := range []struct {
		name  string
		kind  RecordKind
		typed []string
		field string
		words string
	}{
		{"no title", RecPolicy, []string{"title", " "}, "title", "请填写政策名称"},
		{"a title too long", RecPolicy, []string{"title", long}, "title", "最多 200 个字，现在有 201 个"},
		{"published in time to come", RecPolicy, []string{"publishedOn", "2026-11-21"}, "publishedOn", "在今天之后"},
		{"published on no day", RecPolicy, []string{"publishedOn", "下周"}, "publishedOn", "日期"},
		{"paid before asked for", RecDisbursement, []string{"approvedOn", "", "paidOn", "2026-10-08"}, "paidOn", "早于申报日期"},
		{"paid before approved", RecDisbursement, []string{"approvedOn", "2026-10-14"}, "paidOn", "早于审批日期"},
		{"more paid than due", RecDisbursement, []string{"paidFen", "1234.500001"}, "paidFen", "多于应兑付 1,234.5 万元"},
		{"a day of payment without money", RecDisbursement, []string{"paidFen", ""}, "paidFen", "须写明已兑付"},
		{"less than 分", RecDisbursement, []string{"dueFen", "0.0000001"}, "dueFen", "最多精确到分"},
		{"an unknown policy", RecDisbursement, []string{"policy", "没有的政策"}, "policy", "没有叫"},
		{"more promised than the law", RecTimeLimitCut, []string{"promised", "21"}, "promised", "还多"},
		{"no statutory days", RecTimeLimitCut, []string{"statutory", "0", "promised", "0"}, "statutory", "1 以上"},
		{"a case without days", RecTimeLimitCut, []string{"actual", "2026-10-09"}, "actual", "看不懂"},
		{"a case still to end", RecTimeLimitCut, []string{"actual", "2026-12-09 3"}, "actual", "在今天之后"},
		{"a round that ends before it begins", RecInspectionRound, []string{"until", "2026-11-19"}, "until", "早于开始日期"},
		{"a rebound nobody went back for", RecInspectionRound, []string{"lookBackOn", "", "feedbackOn", "", "reportOn", ""}, "lookBackOn", "回头看的日期"},
		{"a clue's content for a number", RecClue, []string{"number", "反映某人收受红包"}, "number", "不得写线索内容"},
		{"a sentence for a section", RecClue, []string{"receiver", "某室，涉及张某"}, "receiver", "不得写线索内容"},
		{"a clue's number too long", RecClue, []string{"number", strings.Repeat("1", 41)}, "number", "最多 40 个字"},
		{"nothing counted", RecActivityCount, []string{"count", "0"}, "count", "1 以上"},
		{"half a meeting", RecActivityCount, []string{"count", "1.5"}, "count", "整数"},
		{"no word", RecActivityCount, []string{"name", "宣讲", "unit", ""}, "unit", "请写明量词"},
		{"another word", RecActivityCount, []string{"unit", "次"}, "unit", "不能写成“次”"},
		{"a list and a number", RecCoverageList, []string{"enterprises", "甲厂"}, "count", "二者取一"},
		{"neither", RecCoverageList, []string{"count", ""}, "count", "二者取一"},
		{"no such way", RecSupportMeasure, []string{"form", "三企三策"}, "form", "只能是：一企一策、一事一议"},
		{"a letter about no problem", RecSupervision, []string{"ref", ""}, "ref", "请填写所属问题"},
		{"an answer due before it was sent", RecSupervision, []string{"due", "2026-11-19"}, "due", "早于发出日期"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := BookInput{Kind: c.kind, On: bookDay, Values: changed(c.kind, c.typed...)}.Entry(bookDay, &shelf{}, nil)
			if CodeOf(err) != Invalid && CodeOf(err) != NotFound || !strings.Contains(err.Error(), c.words) {
				t.Fatalf("得到 %v", err)
			}
			if f := err.(*Error).Field; f != c.field {
				t.Errorf("错在 %s，应在 %s", f, c.field)
			}
		})
	}
	for _, on := range []Date{0, bookDay + 1} {
		if _, err := (BookInput{Kind: RecPolicy, On: on, Values: filled[RecPolicy]}).Entry(bookDay, &shelf{}, nil); err == nil || err.(*Error).Field != "date" {
			t.Errorf("日期 %s：%v", on, err)
		}
	}
	if _, err := (BookInput{Kind: RecCommonProblem, On: bookDay}).Entry(bookDay, &shelf{}, nil); CodeOf(err) != Invalid {
		t.Errorf("没有的登记簿：%v", err)
	}
}

func TestAListThatIsNotPastedAgainStays(t *testing.T) {
	names := &shelf{}
	enter := func(was *Record, count, list string) Record {
		t.Helper()
		values := changed(RecCoverageList, "count", count, "enterprises", list)
		rec, err := BookInput{Kind: RecCoverageList, On: bookDay, Values: values}.Entry(bookDay, names, was)
		if err != nil {
			t.Fatal(err)
		}
		return rec
	}
	firms := func(rec Record) (n int) {
		var b CoverageList
		if err := json.Unmarshal(rec.Body, &b); err != nil {
			t.Fatal(err)
		}
		return len(b.Enterprises)
	}
	first := enter(nil, "", "\ufeff甲厂\r\n乙厂\n\n甲厂\n")
	if firms(first) != 2 {
		t.Errorf("名单上有 %d 家，应为 2 家", firms(first))
	}
	if kept := enter(&first, "", ""); firms(kept) != 2 {
		t.Errorf("没有重新粘贴，名单剩 %d 家", firms(kept))
	}
	if again := enter(&first, "", "丙厂"); firms(again) != 1 {
		t.Errorf("重新粘贴后有 %d 家", firms(again))
	}
	if number := enter(&first, "9", ""); firms(number) != 0 {
		t.Errorf("改填家数，名单还有 %d 家", firms(number))
	}
}

func TestWan(t *testing.T) {
	for text, fen := range map[string]int64{"0": 0, "87.5": 87_500_000, "28,700": 28_700_000_000, "０．０００００１": 1, "3 万元": 3_000_000} {
		got, err := ParseWan("金额", text)
		if err != nil || got != fen {
			t.Errorf("%s 是 %d 分（%v），应为 %d", text, got, err, fen)
		}
	}
	for fen, text := range map[int64]string{0: "0", 1: "0.000001", 87_500_000: "87.5", 28_700_000_000: "28,700", 1_234_567_890_000: "1,234,567.89", -500_000: "-0.5"} {
		if got := FormatWan(fen); got != text {
			t.Errorf("%d 分写成 %s，应为 %s", fen, got, text)
		}
	}
}

func TestBookTotals(t *testing.T) {
	names := &shelf{}
	list := func(kind RecordKind, entries ...map[string]string) (out []Record) {
		t.Helper()
		for _, v := range entries {
			rec, err := BookInput{Kind: kind, On: bookDay, Values: v}.Entry(bookDay, names, nil)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, rec)
		}
		return out
	}
	for _, c := range []struct {
		name string
		kind RecordKind
		list []Record
		want []Total
	}{
		{"nothing paid", RecDisbursement, nil, []Total{{"申报", 0, 0, "件"}, {"已兑付", 0, 0, "件"}, {"涉及企业", 0, 0, "家"}, {"应兑付", 0, 0, "万元"}, {"已兑付", 0, 0, "万元"}, {"兑现率", 0, 0, "%"}}},
		{"two of one firm, one of another", RecDisbursement, list(RecDisbursement, changed(RecDisbursement), map[string]string{"dueFen": "0.5", "enterprise": "甲厂"}, map[string]string{"dueFen": "1", "paidFen": "1", "enterprise": "乙厂"}),
			[]Total{{"申报", 3, 0, "件"}, {"已兑付", 2, 0, "件"}, {"涉及企业", 2, 0, "家"}, {"应兑付", 1_236_000_000, 0, "万元"}, {"已兑付", 1_001_000_000, 0, "万元"}, {"兑现率", 1_001_000_000, 1_236_000_000, "%"}}},
		{"one still to publish", RecPolicy, list(RecPolicy, changed(RecPolicy), map[string]string{"title": "稳岗"}),
			[]Total{{"应公开", 2, 0, "项"}, {"已公开", 1, 0, "项"}, {"尚未公开", 1, 0, "项"}, {"公开率", 1, 2, "%"}}},
		{"days saved", RecTimeLimitCut, list(RecTimeLimitCut, changed(RecTimeLimitCut), changed(RecTimeLimitCut, "statutory", "10", "promised", "10")),
			[]Total{{"事项", 2, 0, "项"}, {"法定", 30, 0, "工作日"}, {"承诺", 15, 0, "工作日"}, {"承诺提速", 15, 30, "%"}}},
		{"activities by name", RecActivityCount, list(RecActivityCount, changed(RecActivityCount), map[string]string{"name": "建议", "count": "2"}, map[string]string{"name": "座谈会", "count": "1"}),
			[]Total{{"座谈会", 4, 0, "场"}, {"建议", 2, 0, "条"}}},
		{"problems found", RecInspectionRound, list(RecInspectionRound, changed(RecInspectionRound)), []Total{{"", 1, 0, "批"}, {"发现问题", 7, 0, "个"}}},
		{"letters", RecSupervision, list(RecSupervision, changed(RecSupervision), changed(RecSupervision, "reply", "")), []Total{{"", 2, 0, "份"}, {"已回复", 1, 0, "份"}}},
		{"transfers", RecClue, list(RecClue, changed(RecClue)), []Total{{"", 1, 0, "条"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := BookOf(c.kind).Totals(c.list)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("合计是 %v（%v），应为 %v", got, err, c.want)
			}
		})
	}
}

func TestDerived(t *testing.T) {
	cal := workday.New(nil)
	for _, c := range []struct {
		name  string
		kind  RecordKind
		typed []string
		want  []Derived
	}{
		{"to publish", RecPolicy, []string{"publishedOn", ""}, []Derived{{Key: "standing", Text: "尚未公开"}}},
		{"paid in part", RecDisbursement, nil, []Derived{{Key: "standing", Text: "部分兑付"}, {Key: "days", N: 2}}},
		{"approved, not paid", RecDisbursement, []string{"paidOn", "", "paidFen", ""}, []Derived{{Key: "standing", Text: "已审批，未兑付"}}},
		{"an odd median", RecTimeLimitCut, []string{"actual", "2026-10-20 4\n2026-10-09 3"},
			[]Derived{{Key: "saved", N: 15, Of: 20}, {Key: "cases", N: 2}, {Key: "took", Text: "3.5", N: 3}, {Key: "savedReally", N: 33, Of: 40}}},
		{"no case", RecTimeLimitCut, []string{"actual", ""}, []Derived{{Key: "saved", N: 15, Of: 20}, {Key: "cases"}}},
		{"no answer in time", RecSupervision, []string{"due", "2026-11-20", "reply", ""}, []Derived{{Key: "standing", Text: "待回复"}}},
		{"a list", RecCoverageList, []string{"count", "", "enterprises", "甲厂\n乙厂"}, []Derived{{Key: "firms", N: 2}, {Key: "standing", Text: "逐户名单"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec, err := BookInput{Kind: c.kind, On: bookDay, Values: changed(c.kind, c.typed...)}.Entry(bookDay, &shelf{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := BookOf(c.kind).Derive(rec, bookDay, cal)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("得出 %v（%v），应为 %v", got, err, c.want)
			}
		})
	}
	late := Supervision{Due: bookDay}
	if d := late.derive(bookDay+1, cal); !d[0].Late || d[0].Text != "逾期未回复" {
		t.Errorf("过期一天：%v", d)
	}
}
