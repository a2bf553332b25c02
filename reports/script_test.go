package reports

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

func headings(b *Bulletin) (out []string) {
	for _, x := range b.Body {
		if x.Heading != nil {
			out = append(out, x.Heading.Text)
		}
	}
	for _, a := range b.Annexes {
		out = append(out, a.Title)
	}
	return out
}

func TestPartsChangePlacesAndAreLeftOut(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	plain := composed(t, o, p, Options{})
	if !slices.ContainsFunc(plain.Outline, func(x Part) bool { return x.Kind == PartTable && strings.HasPrefix(x.Key, "走访情况/") }) {
		t.Fatalf("outline %+v", plain.Outline)
	}
	table := plain.Outline[slices.IndexFunc(plain.Outline, func(x Part) bool { return x.Kind == PartTable })]
	for _, c := range []struct {
		name   string
		script Script
		want   string // headings that begin the body
		not    string // of the outline of the paper
	}{
		{"as the template has it", Script{}, "一、总体情况 二、走访情况 三、问题分类与热点", ""},
		{"one put in front", Script{Order: []string{"办理质效", "总体情况"}}, "一、办理质效 二、存在的主要问题 三、典型做法和典型问题", ""},
		{"one left out", Script{Hidden: []string{"走访情况"}}, "一、总体情况 二、问题分类与热点 三、办理质效", "、走访情况"},
		{"a table left out", Script{Hidden: []string{table.Key}}, "一、总体情况 二、走访情况 三、问题分类与热点", ""},
		{"an annex left out", Script{Hidden: []string{"附件：问题分类统计表"}}, "一、总体情况", "附件2 问题分类统计表"},
		{"what isn't there", Script{Order: []string{"无此章"}, Hidden: []string{"无此章", "附件：无"}}, "一、总体情况 二、走访情况 三、问题分类与热点", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := composed(t, o, p, Options{Script: c.script})
			if all := strings.Join(headings(got.Bulletin), " "); !strings.HasPrefix(all, c.want) {
				t.Errorf("headings %s", all)
			}
			if text := outline(got.Bulletin); c.not != "" && strings.Contains(text, c.not) {
				t.Errorf("prints %s", c.not)
			}
			if len(got.Outline) < len(plain.Outline)-4 {
				t.Errorf("what is left out can't be taken back: %+v", got.Outline)
			}
			sound(t, got.Bulletin)
		})
	}
	got := composed(t, o, p, Options{Script: Script{Hidden: []string{"附件：逾期未办结问题清单"}}})
	if !slices.ContainsFunc(got.Hints, func(w Warning) bool { return w.Code == MissingAnnex }) {
		t.Errorf("the text speaks of an annex that isn't there: %+v", got.Hints)
	}
	for i, a := range got.Bulletin.Annexes {
		if a.No != i+1 {
			t.Errorf("附件%d is number %d", a.No, i+1)
		}
	}
}

// An edit belongs to its sentence, whatever stands before it this month.
func TestEditsKeepToTheirSentence(t *testing.T) {
	o := smallOffice(t)
	with := func(lines string, edits map[string]string) *Composition {
		return composed(t, o, stats.Month(2026, 10), Options{TemplateText: []byte("标题 = 甲\n[一]\n" + lines), Script: Script{Edits: edits}})
	}
	first := with("若 登记问题 > 0：有登记。\n各单位要登记。\n", nil).Bulletin.Paragraphs()
	edits := map[string]string{first[1].Key: "各单位务必登记。"}
	for name, lines := range map[string]string{"fewer before": "各单位要登记。\n", "more before": "又一段。\n再一段。\n各单位要登记。\n", "a condition that fails": "若 登记问题 = 0：无登记。\n各单位要登记。\n"} {
		c := with(lines, edits)
		if list := c.Bulletin.Paragraphs(); list[len(list)-1].Text != "各单位务必登记。" || len(c.Hints) > 0 && c.Hints[0].Code == UnusedEdit {
			t.Errorf("%s: %+v", name, list)
		}
	}
	c := with("各单位要如实登记。\n", edits)
	if text := c.Bulletin.Paragraphs()[0].Text; text != "各单位要如实登记。" {
		t.Error("the edit of another sentence was taken: " + text)
	}
	if !slices.ContainsFunc(c.Hints, func(w Warning) bool {
		return w.Code == UnusedEdit && strings.Contains(w.Text, "各单位务必登记")
	}) {
		t.Errorf("not told: %+v", c.Hints)
	}
}

func TestCasesAreMaskedAndLinked(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	plain := composed(t, o, p, Options{})
	all := plain.Candidates("", 100)
	if len(all) != 4 {
		t.Fatalf("%d candidates: %+v", len(all), all)
	}
	for _, x := range all {
		if strings.Contains(x.Content, "绝密") || strings.Contains(x.Content, "恒岳达") || strings.Contains(x.Content, "宏远达") {
			t.Errorf("offers %q", x.Content)
		}
	}
	if got := plain.Candidates("招工难", 5); len(got) != 1 || got[0].Code != "WT-2026-0002" {
		t.Errorf("found %+v", got)
	}
	if got := plain.Candidates(all[0].Category, 5); len(got) == 0 || got[0].Category != all[0].Category {
		t.Errorf("by category: %+v", got)
	}
	clue := data.ID(5)
	got := composed(t, o, p, Options{Issued: true, Script: Script{Cases: []Case{{Problem: 2, Kind: "典型做法", Text: "闽粤通食品厂当天解决。"}, {Problem: 3, Kind: "典型问题"}, {Problem: clue, Kind: "典型问题"}, {Problem: 99, Kind: "典型问题"}}}})
	text := outline(got.Bulletin)
	if !strings.Contains(text, "典型做法：某食品企业甲当天解决（WT-2026-0002）。") || strings.Contains(text, "绝密") || strings.Contains(text, "宏远达") {
		t.Error(text)
	}
	lost := 0
	for _, w := range got.Hints {
		if w.Code == LostCase {
			lost++
		}
	}
	if lost != 2 {
		t.Errorf("%d of 2 lost cases told", lost)
	}
	linked := 0
	for _, x := range got.Bulletin.Body {
		if x.Para != nil {
			for _, s := range x.Para.Spans {
				if s.Problem != 0 && s.Text == "WT-2026-000"+string(rune('0'+s.Problem)) {
					linked++
				}
			}
		}
	}
	if linked != 2 {
		t.Errorf("%d numbers are linked", linked)
	}
}

func TestDemandsHoldFields(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	demands := Script{Demands: []string{"请对{期末待销号}个问题及时回访。", "请看{无此指标}。", "恒岳达陶瓷的事要办好。"}}
	c := composed(t, o, p, Options{Script: demands})
	text := outline(c.Bulletin)
	for _, want := range []string{"  请对1个问题及时回访。\n", "  请看{无此指标}。\n", "的事要办好。\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
	if strings.Contains(text, "恒岳达") || !slices.ContainsFunc(c.Hints, func(w Warning) bool {
		return w.Code == BrokenPhrase && strings.Contains(w.Text, "没有名为“无此指标”")
	}) {
		t.Errorf("%+v", c.Hints)
	}
	own := composed(t, o, p, Options{TemplateText: []byte("标题 = 甲\n[甲]\n一。\n[工作要求]\n二。\n[丙]\n三。\n"), Script: demands})
	if text := outline(own.Bulletin); !strings.Contains(text, "# 二、工作要求\n  二。\n  请对1个") {
		t.Error("a template without a place for them: " + text)
	}
	if CheckPhrase("请对{期末待销号}个问题") != nil || data.CodeOf(CheckPhrase("请对{期末}个")) != data.Invalid {
		t.Error("CheckPhrase")
	}
	if got := Phrases(" 甲\n\n乙\n甲 \n"); !slices.Equal(got, []string{"甲", "乙"}) {
		t.Errorf("%q", got)
	}
}
