package reports

import (
	"strings"
	"testing"

	"qinqing/reports/stats"
)

func TestRefitKeepsNumbersThatAreStillSaid(t *testing.T) {
	old := []Span{{Text: "本期走访"}, {Text: "12", Figure: "a"}, {Text: "家次，办结率"}, {Text: "87.5%", Figure: "b"}, {Text: "。"}}
	for _, c := range []struct{ name, text, kept, lost string }{
		{"as it was", "本期走访12家次，办结率87.5%。", "a b", ""},
		{"other words", "走访共计12家次，其中办结率达87.5%，有所提高。", "a b", ""},
		{"a number typed over", "本期走访13家次，办结率87.5%。", "b", "a"},
		{"inside a longer one", "本期走访112家次、120家次，办结率87.5%。", "b", "a"},
		{"a longer fraction", "本期走访12家次，办结率187.5%。", "a", "b"},
		{"both gone", "情况良好。", "", "a b"},
		{"turned around", "办结率87.5%，走访12家次。", "b", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spans, lost := refit(old, c.text)
			var kept, gone []string
			for _, s := range spans {
				if s.Figure != "" {
					kept = append(kept, s.Figure)
				}
			}
			for _, s := range lost {
				gone = append(gone, s.Figure)
			}
			if text := (&Para{Spans: spans}).Text(); text != c.text || strings.Join(kept, " ") != c.kept || strings.Join(gone, " ") != c.lost {
				t.Errorf("%q, kept %v, lost %v", text, kept, gone)
			}
		})
	}
}

// Where a number stands twice, the one that was typed over is lost and not its neighbour.
func TestRefitKnowsEqualNumbersByTheirWords(t *testing.T) {
	old := []Span{{Text: "登记问题"}, {Text: "2", Figure: "a"}, {Text: "个，比上月增加"}, {Text: "2", Figure: "b"}, {Text: "个，办结"}, {Text: "2", Figure: "c"}, {Text: "件次。"}}
	for text, want := range map[string]string{
		"登记问题3个，比上月增加2个，办结2件次。": "a", "登记问题2个，比上月增加3个，办结2件次。": "b", "登记问题2个，比上月增加2个，办结3件次。": "c", "登记问题若干，办结2件次。": "ab", "共2、2、2。": "",
	} {
		_, lost := refit(old, text)
		got := ""
		for _, s := range lost {
			got += s.Figure
		}
		if got != want {
			t.Errorf("%s: lost %q, want %q", text, got, want)
		}
	}
}

func TestEditedBulletin(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	plain := composed(t, o, p, Options{})
	list := plain.Bulletin.Paragraphs()
	if len(list) < 4 || !strings.HasPrefix(list[0].Key, "总体情况/") {
		t.Fatalf("paragraphs %+v", list)
	}
	first := list[0]
	edits := map[string]string{first.Key: "总的看，" + first.Text, list[1].Key: "恒岳达陶瓷反映的情况已经了解。", "没有这一段/9": "不会出现"}
	c := composed(t, o, p, Options{Script: Script{Edits: edits}})
	got := c.Bulletin.Paragraphs()
	if got[0].Text != "总的看，"+first.Text || len(got) != len(list) {
		t.Errorf("%q", got[0].Text)
	}
	if strings.Contains(got[1].Text, "恒岳达") || !strings.Contains(got[1].Text, "反映的情况已经了解") {
		t.Errorf("an edit is masked like any text: %q", got[1].Text)
	}
	if strings.Contains(outline(c.Bulletin), "不会出现") {
		t.Error("an edit of no paragraph was printed")
	}
	if len(c.TypedOver) == 0 || c.TypedOver[0].Paragraph != list[1].Key || c.TypedOver[0].Reason != "" {
		t.Fatalf("typed over: %+v", c.TypedOver)
	}
	accepted := map[string]string{}
	for _, x := range c.TypedOver {
		accepted[x.AcceptKey()] = "改为定性表述"
	}
	c = composed(t, o, p, Options{Script: Script{Edits: edits, Accepted: accepted}})
	for _, x := range c.TypedOver {
		if x.Reason == "" {
			t.Errorf("%+v has no reason", x)
		}
	}
	dropped := composed(t, o, p, Options{Script: Script{Edits: map[string]string{first.Key: " "}}})
	if n := len(dropped.Bulletin.Paragraphs()); n != len(list)-1 {
		t.Errorf("%d paragraphs of %d, one emptied", n, len(list))
	}
}

// A reason was given for one number; another in its place needs its own.
func TestReasonsHoldForTheNumbersTheyWereGivenFor(t *testing.T) {
	begun := func() Script {
		return Script{Edits: map[string]string{"甲/1": "走访47家次，情况良好。"}, Accepted: map[string]string{"甲/1 走访家次": "漏录", "乙/1 办结": "另说"}}
	}
	for _, c := range []struct {
		name string
		do   func(*Script)
		kept int
	}{
		{"other words", func(s *Script) { s.Reword("甲/1", "本月走访47家次，情况较好。") }, 2},
		{"another number", func(s *Script) { s.Reword("甲/1", "走访48家次，情况良好。") }, 1},
		{"no number", func(s *Script) { s.Reword("甲/1", "走访多家，情况良好。") }, 1},
		{"restored", func(s *Script) { s.Restore("甲/1") }, 1},
	} {
		s := begun()
		c.do(&s)
		if len(s.Accepted) != c.kept || s.Accepted["乙/1 办结"] == "" {
			t.Errorf("%s: %v", c.name, s.Accepted)
		}
	}
}

// Words of the office stand on its table, masked; those of a table that isn't printed are told of.
func TestRetitledTables(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	var table string
	for _, x := range composed(t, o, p, Options{}).Outline {
		if x.Kind == PartTable && table == "" {
			table = x.Key
		}
	}
	var s Script
	s.Retitle(table, TableWords{Title: " 走访一览 ", Note: "另有两次未列入。"})
	s.Retitle("走访情况/没有的", TableWords{Title: "没有的表"})
	s.Retitle("走访情况/还原的", TableWords{Note: "  "})
	got := composed(t, o, p, Options{Script: s.Clone()})
	x := got.Bulletin.TableOf(table)
	if x == nil || x.Title != "走访一览" || x.Notes[0] != "另有两次未列入。" {
		t.Errorf("印的是 %+v", x)
	}
	sound(t, got.Bulletin)
	told := 0
	for _, h := range got.Hints {
		if h.Code == UnusedEdit {
			told++
		}
	}
	if told != 1 {
		t.Errorf("提示 %+v", got.Hints)
	}
	s.Hidden = []string{table}
	if got := composed(t, o, p, Options{Script: s}); got.Bulletin.TableOf(table) != nil {
		t.Error("不印的表还在")
	}
}
