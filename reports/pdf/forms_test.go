package pdf

import (
	"bytes"
	"strings"
	"testing"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/internal/trial"
	"qinqing/reports/typeset"
)

// brief is a small 简报式 bulletin.
func brief() *reports.Bulletin {
	b := official(20, false)
	b.Template, b.DocNo, b.Recipient = "B", "", ""
	b.Masthead, b.Serial = "亲清工作简报", "第3期（总第27期）"
	b.Imprint = reports.Imprint{ReportTo: "市纪委监委", SendTo: "县委、县人大常委会、县政府、县政协办公室，县委各部门，县直各单位，县各人民团体", IssueTo: "各乡镇（街道）纪委", Copies: 60}
	return b
}

// letter is a small paper in 信函格式.
func letter() *reports.Bulletin {
	b := official(6, true)
	b.Template, b.Masthead, b.Title = "C", "中共××县纪委办公室", "关于督促办理企业反映问题的函"
	b.Body[0] = para("现将企业反映的有关问题转你单位办理。")
	return b
}

func TestBriefForm(t *testing.T) {
	pages := pagesOf(t, brief())
	_, mast := find(t, pages, "亲清工作简报")
	if mast.Ink != typeset.Red || mast.Y > 99*mm {
		t.Errorf("the masthead is not red in the top third: %v at %.0f mm", mast.Ink, mast.Y/mm)
	}
	_, no := find(t, pages, "第3期（总第27期）")
	_, unit := find(t, pages[:1], "中共××县纪委办公室")
	_, date := find(t, pages[:1], "2026年11月5日")
	var red typeset.Op
	for _, op := range pages[0].Ops {
		if op.Kind == typeset.Rule && op.Ink == typeset.Red {
			red = op
		}
	}
	if !(mast.Y < no.Y && no.Y < unit.Y && unit.Y == date.Y && date.Y < red.Y) || unit.X > 40*mm || date.X < 120*mm {
		t.Errorf("out of order: name %.0f, number %.0f, unit %.0f, date %.0f, rule %.0f", mast.Y, no.Y, unit.Y, date.Y, red.Y)
	}
	last := pages[len(pages)-1]
	rules := 0
	for _, op := range last.Ops {
		if op.Kind == typeset.Rule && op.Ink == typeset.Black {
			rules++
			near(t, "weight", op.Weight, 0.35*mm)
		}
	}
	if rules != 2 {
		t.Errorf("%d rules around 报送发, want 2", rules)
	}
	for _, want := range []string{"报：市纪委监委。", "送：县委", "发：各乡镇（街道）纪委。", "（共印60份）"} {
		find(t, pages[len(pages)-1:], want)
	}
	for i, p := range pages {
		for _, op := range p.Ops {
			if i > 0 && op.Text == "2026年11月5日" {
				t.Errorf("the date stands again on page %d", i+1)
			}
		}
	}
}

func TestLetterForm(t *testing.T) {
	doc := letter()
	file, _ := write(t, doc)
	first, last := redInk(t, file, 1, 55)
	if first < 29.5 || first > 30.5 {
		t.Errorf("masthead's top edge %.2f mm below the page's, want 30", first)
	}
	s := readFile(t, file)[0]
	var red []ruled
	for _, l := range s.Rules {
		if l.Red {
			red = append(red, l)
		}
	}
	if len(red) != 4 {
		t.Fatalf("%d red rules, want 4", len(red))
	}
	_, inkEnd := redInk(t, file, 1, red[0].Y1-red[0].Weight/2-0.3)
	r := &ruler{t: t, doc: doc, sheets: []sheet{s}}
	r.off("upper rules below the masthead", red[0].Y1-red[0].Weight/2-inkEnd, 4)
	r.off("lower rules above the page's foot", 297-red[3].Y1-red[3].Weight/2, 20)
	for i, l := range red {
		r.off("rule's length", l.X2-l.X1, 170)
		r.off("rule's middle", (l.X1+l.X2)/2, 105)
		if thick := i == 0 || i == 3; thick != (l.Weight > 0.5) {
			t.Errorf("rule %d is %.2f mm thick", i+1, l.Weight)
		}
	}
	no, _ := r.line(0, doc.DocNo)
	r.off("发文字号 flush right", no.End-no.Spacing*pointMM, 184)
	r.off("发文字号 below the rules", no.Y-0.88*16*pointMM-red[1].Y1, 16*pointMM*7/8)
	title, _ := r.line(0, doc.Title)
	r.off("two empty lines above the title", boxTop(title, 1.15*lineMM)-boxTop(no, lineMM), 3*lineMM)
	for _, f := range r.faults {
		t.Error(f)
	}
	text := tool(t, file, "pdftotext", "FILE", "-")
	if strings.Contains(text, "— 1 —") || strings.Contains(text, "印发") || !strings.Contains(text, "抄送：") {
		t.Errorf("page number, 印发 or no 抄送 in\n%s", text)
	}
	_ = last
}

func TestCornerMarks(t *testing.T) {
	b := official(4, false)
	b.CopyNo, b.Urgency = "000012", "特急"
	file, _ := write(t, b)
	r := &ruler{t: t, doc: b, sheets: readFile(t, file)}
	no, _ := r.line(0, "000012")
	urgent, _ := r.line(0, "特急")
	r.off("份号's left edge", no.X, 28)
	r.off("份号 on the first line", boxTop(no, lineMM), 37)
	r.off("紧急程度 on the second line", boxTop(urgent, lineMM), 37+lineMM)
	r.set("紧急程度", urgent, "hei-tgh", 16)
	for _, f := range append(r.faults, measure(t, file, b)...) {
		t.Error(f)
	}
}

func TestRemarkStandsBelowTheDate(t *testing.T) {
	b := official(4, true)
	b.Remark = "此件公开发布"
	pages := pagesOf(t, b)
	_, date := find(t, pages, "2026年11月5日")
	_, remark := find(t, pages, "（此件公开发布）")
	near(t, "附注 on the next line", remark.Y, date.Y+lead)
	near(t, "附注 two characters in", remark.X, left+2*pitch)
}

func TestOverprintLeavesOutTheRed(t *testing.T) {
	for name, doc := range map[string]*reports.Bulletin{"公文式": official(4, false), "简报式": brief(), "信函格式": letter()} {
		t.Run(name, func(t *testing.T) {
			fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, []string{trial.FontDir(t)})
			bare, _ := layout(doc, fonts, true)
			full := pagesOf(t, doc)
			var kept, black []typeset.Op
			for i, p := range full {
				for _, op := range p.Ops {
					if op.Ink != typeset.Red {
						black = append(black, op)
					}
				}
				kept = append(kept, bare[i].Ops...)
			}
			if len(kept) != len(black) {
				t.Fatalf("%d operations, want the %d that are not red", len(kept), len(black))
			}
			for i := range kept {
				if kept[i].Text != black[i].Text || kept[i].X != black[i].X || kept[i].Y != black[i].Y {
					t.Fatalf("“%s” at %.1f %.1f, want “%s” at %.1f %.1f", kept[i].Text, kept[i].X, kept[i].Y, black[i].Text, black[i].X, black[i].Y)
				}
			}
		})
	}
}

func TestLongRecipientsMoveToTheImprint(t *testing.T) {
	b := official(30, false)
	b.Recipient = strings.TrimSuffix(strings.Repeat("某某乡镇纪委，", 40), "，")
	pages := pagesOf(t, b)
	find(t, pages[:1], "一、总体情况")
	at, _ := find(t, pages, "主送：某某乡镇纪委")
	if at != len(pages)-1 {
		t.Errorf("主送 on page %d of %d", at+1, len(pages))
	}
	file, _ := write(t, b)
	if got := strings.Count(squash(tool(t, file, "pdftotext", "-raw", "FILE", "-")), "某某乡镇纪委"); got != 40 {
		t.Errorf("%d recipients printed, want 40", got)
	}
}

// fullSides is a length of body that fills two sides so that 版记 finds no room there.
func fullSides(t *testing.T) int {
	for n := 8; n < 40; n++ {
		pages := pagesOf(t, official(n, false))
		if at, _ := find(t, pages, "2026年11月5日"); len(pages) == 3 && at == 1 {
			return n
		}
	}
	t.Fatal("no such length")
	return 0
}

func TestImprintOnTheLastSide(t *testing.T) {
	for _, c := range []struct {
		name    string
		lines   int
		pages   int
		numbers string
	}{
		{"one side of text: the back bears it", 2, 2, "— 1 —— 2 —"},
		{"two sides, room on the second", 14, 2, "— 1 —— 2 —"},
		{"two full sides: a blank one before it", fullSides(t), 4, "— 1 —— 2 —"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := official(c.lines, false)
			b.Imprint.LastSide = true
			pages := pagesOf(t, b)
			var numbers bytes.Buffer
			for _, p := range pages {
				for _, op := range p.Ops {
					if op.Role == typeset.Song && strings.HasPrefix(op.Text, "— ") {
						numbers.WriteString(op.Text)
					}
				}
			}
			at, _ := find(t, pages, "抄送：")
			if len(pages) != c.pages || at != len(pages)-1 || numbers.String() != c.numbers {
				t.Errorf("%d pages, 版记 on %d, numbers %s; want %d, the last, %s", len(pages), at+1, numbers.String(), c.pages, c.numbers)
			}
		})
	}
}
