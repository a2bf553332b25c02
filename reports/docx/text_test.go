package docx

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

// saying collects what a tree says, in the order it is to be read.
type saying struct{ strings.Builder }

func (s *saying) say(texts ...string) {
	for _, t := range texts {
		s.WriteString(strings.NewReplacer("\n", "", "\t", "").Replace(typeset.Clean(t)))
	}
}

func (s *saying) blocks(bs []reports.Block, titled string) {
	for _, b := range bs {
		switch {
		case b.Heading != nil:
			s.say(b.Heading.Text)
		case b.Para != nil:
			s.say(b.Para.Text())
		case b.Form != nil:
			s.say(b.Form.Texts()...)
		case b.Table != nil:
			s.table(b.Table, titled)
		case b.Chart != nil:
			s.say(b.Chart.Title, "单位："+b.Chart.Unit, "类别")
			for _, x := range b.Chart.Series {
				s.say(x.Name)
			}
			for i, name := range b.Chart.Categories {
				s.say(name)
				for _, x := range b.Chart.Series {
					s.say(strings.TrimSuffix(strings.TrimRight(sprint2(x.Values[i]), "0"), "."))
				}
			}
		}
	}
}

func (s *saying) table(t *reports.Table, titled string) {
	if t.Title != titled {
		s.say(t.Title)
	}
	s.say(t.Unit)
	for _, r := range t.Header {
		for _, c := range r {
			s.say(c.Text)
		}
	}
	if len(t.Rows) == 0 {
		s.say("本期无", strings.TrimSuffix(t.Title, "清单"))
	}
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			s.say(c.Text)
		}
	}
	s.say(t.Notes...)
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			s.say(c.Note)
		}
	}
}

// told is all of sample's text, as an office would read it aloud.
func told(b *reports.Bulletin) string {
	s := &saying{}
	im := b.Imprint
	switch b.Template {
	case "A":
		s.say(b.CopyNo, b.Urgency, b.Masthead, b.DocNo)
	case "B":
		s.say("内部资料　注意保存", b.Urgency, b.Masthead, b.Serial, "　", b.Signature.Unit, "2026年11月5日")
	case "C":
		s.say(b.Masthead, b.Urgency, b.DocNo)
	}
	s.say(b.Title, b.Recipient, "：")
	s.blocks(b.Body, b.Title)
	s.say("附件：", "1. ", b.Annexes[0].Title, "2. ", b.Annexes[1].Title, "3. ", b.Annexes[2].Title)
	if b.Template != "B" {
		s.say(b.Signature.Unit, "2026年11月5日")
	}
	s.say("（", b.Remark, "）")
	for i, a := range b.Annexes {
		s.say("附件"+itoa(i+1), a.Title)
		s.blocks(a.Blocks, a.Title)
	}
	s.say("注：", b.Notes[0])
	switch b.Template {
	case "A":
		s.say("抄送：", im.CopyTo, "。", im.Office, "2026年11月6日印发")
	case "B":
		s.say("报：", im.ReportTo, "。送：", im.SendTo, "。发：", im.IssueTo, "。（共印60份）")
	case "C":
		s.say("抄送：", im.CopyTo, "。")
	}
	return s.String()
}

func TestTextIsTheTree(t *testing.T) {
	for _, template := range []string{"A", "B", "C"} {
		t.Run(template, func(t *testing.T) {
			b := sample(template)
			file, ws := write(t, b, Options{})
			got, want := read(t, file).xml[docPart].words(), told(b)
			if got != want {
				at := 0
				for at < min(len(got), len(want)) && got[at] == want[at] {
					at++
				}
				at = max(0, at-30)
				t.Errorf("from byte %d\ngot  %s\nwant %s", at, got[at:min(len(got), at+120)], want[at:min(len(want), at+120)])
			}
			for _, rare := range []string{"𬭎", "𠮷", "䶮"} {
				if !strings.Contains(got, rare) {
					t.Errorf("%s is lost", rare)
				}
			}
			if len(ws) > 0 {
				t.Errorf("warnings %v", ws)
			}
		})
	}
}

func TestMarksStandInTheHeader(t *testing.T) {
	for _, c := range []struct {
		name        string
		demo, draft bool
		want        string
	}{{"issued", false, false, ""}, {"draft", false, true, "送审稿"}, {"sample data", true, false, "示例数据"}, {"both", true, true, "送审稿示例数据"}} {
		for _, template := range []string{"A", "C"} {
			t.Run(c.name+"/"+template, func(t *testing.T) {
				b := sample(template)
				b.Demo, b.Draft = c.demo, c.draft
				file, _ := write(t, b, Options{})
				p := read(t, file)
				related := p.related()
				for i, s := range p.sections() {
					for _, kind := range []string{"default", "even", "first"} {
						got, used := "", kind != "first" || s.has("w:titlePg")
						for _, k := range s.kids {
							if k.name == "w:headerReference" && k.attr("w:type") == kind {
								got = p.xml["word/"+related[k.attr("r:id")].attr("Target")].words()
							}
						}
						if used && got != c.want {
							t.Errorf("section %d, %s pages: %q, want %q", i, kind, got, c.want)
						}
					}
				}
			})
		}
	}
}

func TestDamagedText(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		warned         bool
	}{
		{"control characters", "甲\x00\x07乙\x1f丙", "甲乙丙", false},
		{"zero-width and direction marks", "甲\u200b\u202e乙\ufeff", "甲乙", false},
		{"no UTF-8", "甲\xff乙", "甲\ufffd乙", true},
		{"what XML writes otherwise", `<w:t>&amp;"'`, `<w:t>&amp;"'`, false},
		{"line ends and tabs", "甲\r\n乙\t丙", "甲乙 丙", false},
		{"beyond the BMP", "𬭎𠮷😀", "𬭎𠮷😀", false},
		{"spaces are kept", "  甲  乙　", "  甲  乙　", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := &reports.Bulletin{Body: []reports.Block{para(c.in), heading(1, c.in), {Table: &reports.Table{Columns: []reports.Column{{}}, Rows: []reports.Row{row(c.in)}}}}}
			file, ws := write(t, tree, Options{})
			h := c.want
			if strings.Contains(c.in, "\n") {
				h = strings.Replace(c.want, "甲", "甲 ", 1)
			}
			if got, want := read(t, file).xml[docPart].words(), c.want+h+c.want; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if (len(ws) == 1 && ws[0].Code == DamagedText) != c.warned {
				t.Errorf("warnings %v", ws)
			}
		})
	}
}

func TestAnyTextIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.String(), 1, 6).Draw(t, "texts")
		tree := &reports.Bulletin{}
		want := &saying{}
		for _, s := range texts {
			tree.Body = append(tree.Body, para(s))
			want.say(s)
		}
		file, _ := write(t, tree, Options{})
		if got := read(t, file).xml[docPart].words(); got != want.String() {
			t.Fatalf("got %q, want %q", got, want.String())
		}
	})
}
