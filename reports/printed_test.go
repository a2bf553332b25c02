package reports

import (
	"reflect"
	"strings"
	"testing"
)

func TestEmptyText(t *testing.T) {
	for title, want := range map[string]string{"逾期未办结问题清单": "本期无逾期未办结问题", "": "本期无记录", "问题台账": "本期无问题", "典型问题": "本期无典型问题"} {
		if got := (&Table{Title: title}).EmptyText(); got != want {
			t.Errorf("%q: %s, want %s", title, got, want)
		}
	}
}

func TestPrintedDate(t *testing.T) {
	for in, want := range map[string]string{"2026-04-03": "2026年4月3日", "": "", "2026年4月": "2026年4月", "a-b-c": "a-b-c"} {
		if got := PrintedDate(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestImprintLines(t *testing.T) {
	im := Imprint{CopyTo: "县委、县政府\n办公室。", Office: "某县\n纪委", PrintedOn: "2026-11-06"}
	copyTo := ImprintLine{Front: "抄送：", Text: "县委、县政府办公室。"}
	last := ImprintLine{Text: "某县 纪委", Right: "2026年11月6日印发"}
	to := ImprintLine{Front: "主送：", Text: "各乡镇。"}
	for _, c := range []struct {
		name, template string
		moved          bool
		im             Imprint
		want           [][]ImprintLine
		ruled          bool
	}{
		{"公文式", "A", false, im, [][]ImprintLine{{copyTo}, {last}}, true},
		{"主送 moved here", "A", true, im, [][]ImprintLine{{to, copyTo}, {last}}, true},
		{"nothing", "A", false, Imprint{}, [][]ImprintLine{nil}, true},
		{"信函格式", "C", false, im, [][]ImprintLine{{copyTo}}, false},
		{"简报式 without its own", "B", false, im, [][]ImprintLine{{copyTo}, {last}}, true},
		{"简报式", "B", false, Imprint{CopyTo: "不印", SendTo: "县领导", Copies: 60},
			[][]ImprintLine{{{Front: "送：", Text: "县领导。"}, {Right: "（共印60份）"}}}, true},
	} {
		b := &Bulletin{Template: c.template, Recipient: "各乡镇", Imprint: c.im}
		got, ruled := b.ImprintLines(c.moved, strings.TrimSpace)
		if !reflect.DeepEqual(got, c.want) || ruled != c.ruled {
			t.Errorf("%s: %v ruled %v, want %v %v", c.name, got, ruled, c.want, c.ruled)
		}
	}
}

func TestPrintedNotesAreFew(t *testing.T) {
	tb := &Table{Notes: []string{"注一"}, Rows: []Row{{Cells: []Cell{{Note: "推定"}, {}, {Note: "注一"}}}, {Cells: []Cell{{Note: "推定"}}}}}
	if got := strings.Join(tb.PrintedNotes(), "|"); got != "注一|推定" {
		t.Error(got)
	}
	for _, s := range strings.Split("甲乙丙丁戊己庚辛", "") {
		tb.Rows = append(tb.Rows, Row{Cells: []Cell{{Note: s}}})
	}
	if got := strings.Join(tb.PrintedNotes(), "|"); got != "注一" {
		t.Error(got)
	}
}

// TestWordyListsLieOnTheirSide, and those with one text or little in them don't.
func TestWordyListsLieOnTheirSide(t *testing.T) {
	long := strings.Repeat("措施", 30)
	for name, c := range map[string]struct {
		kind string
		cell []string
		want bool
	}{
		"three texts":            {listKind, []string{"2026-10-14", "一事一议", "某企业A", long, long, long}, true},
		"one text":               {listKind, []string{"2026-10-14", "建议", "12", long}, false},
		"little":                 {listKind, []string{"2026-10-14", "一", "二", "三", "四", "五", "六"}, false},
		"many columns":           {listKind, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, true},
		"a form is as it is set": {"文书", []string{"2026-10-14", "一事一议", "某企业A", long, long, long}, false},
	} {
		tb := &Table{Columns: make([]Column, len(c.cell))}
		for range 5 {
			var r Row
			for _, x := range c.cell {
				r.Cells = append(r.Cells, Cell{Text: x})
			}
			tb.Rows = append(tb.Rows, r)
		}
		if got := (&Bulletin{Kind: c.kind, Body: []Block{{Table: tb}}}).WideList(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
