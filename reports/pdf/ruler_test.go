package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/internal/trial"
	"qinqing/reports/typeset"
)

// tolerance of a ruler laid on paper, mm.
const tolerance = 0.5

// ruler measures a 公文式 file by DOMAIN's figures of GB/T 9704-2012 and lists what is off.
type ruler struct {
	t      testing.TB
	file   []byte
	doc    *reports.Bulletin
	sheets []sheet
	faults []string
}

// Measures in mm.
const (
	lineMM  = 225.0 / 22
	charMM  = 156.0 / 28
	pointMM = 25.4 / 72
)

func measure(t testing.TB, file []byte, doc *reports.Bulletin) []string {
	r := &ruler{t: t, file: file, doc: doc, sheets: readFile(t, file)}
	r.paper()
	r.headOf()
	r.bodyLines()
	r.closingOf()
	r.annexHeads()
	r.imprintOf()
	r.numbers()
	return r.faults
}

func (r *ruler) off(what string, got, want float64) {
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		r.faults = append(r.faults, fmt.Sprintf("%s: %.2f mm, want %.2f", what, got, want))
	}
}

func (r *ruler) say(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// line finds the first line that begins with text on a page; pages count from 0, -1 is
// the last one.
func (r *ruler) line(page int, text string) (printed, bool) {
	for i, s := range r.sheets {
		if page >= 0 && i != page || page < 0 && i != len(r.sheets)+page {
			continue
		}
		for _, p := range s.joined() {
			if strings.HasPrefix(p.Text, text) {
				return p, true
			}
		}
	}
	r.say("“%s” is not on page %d", text, page+1)
	return printed{X: math.NaN(), Y: math.NaN(), End: math.NaN()}, false
}

// boxTop is where the line box of a text begins whose baseline is known.
func boxTop(p printed, line float64) float64 { return p.Y - 0.38*p.Size*pointMM - line/2 }

func (r *ruler) set(what string, p printed, font string, size float64) {
	if p.Font != font || math.Abs(p.Size-size) > 0.01 {
		r.say("%s is set in %s %.2f pt, want %s %.0f pt", what, p.Font, p.Size, font, size)
	}
}

func (r *ruler) paper() {
	for i, s := range r.sheets {
		if !(math.Abs(s.W-210) < 0.1 && math.Abs(s.H-297) < 0.1 || math.Abs(s.W-297) < 0.1 && math.Abs(s.H-210) < 0.1) {
			r.say("page %d is %.1f × %.1f mm, want A4", i+1, s.W, s.H)
		}
	}
}

// headOf: masthead, 发文字号, red rule, title, 主送.
func (r *ruler) headOf() {
	first, last := redInk(r.t, r.file, 1, 120)
	r.off("发文机关标志's top edge", first, 72)
	rule := math.NaN()
	for _, l := range r.sheets[0].Rules {
		if l.Red {
			rule = l.Y1
			r.off("red rule's left end", l.X1, 28)
			r.off("red rule's length", l.X2-l.X1, 156)
		}
	}
	mast, _ := r.line(0, r.doc.Masthead)
	r.off("发文机关标志's middle", (mast.X+mast.End)/2, 28+78)
	if !mast.Red || mast.Font != "song-bold-tgh" {
		r.say("发文机关标志 is set in %s, red %v", mast.Font, mast.Red)
	}
	if rule < last { // the rule itself was seen
		_, last = redInk(r.t, r.file, 1, rule-2)
	}
	no, _ := r.line(0, r.doc.DocNo)
	r.set("发文字号", no, "fangsong-fandol", 16)
	r.off("two empty lines above 发文字号", boxTop(no, lineMM)-last, 2*lineMM)
	r.off("发文字号's middle", (no.X+no.End)/2, 28+78)
	r.off("red rule below 发文字号", rule-(no.Y+0.12*16*pointMM), 4)
	title := r.titleLines(0)
	if len(title) == 0 {
		r.say("no title on the first page")
		return
	}
	r.off("two empty lines above the title", boxTop(title[0], 1.15*lineMM)-rule, 2*lineMM)
	for i, p := range title {
		r.set("title", p, "song-bold-tgh", 22)
		r.off(fmt.Sprintf("title line %d's middle", i+1), (p.X+p.End)/2, 28+78)
	}
	foot := boxTop(title[len(title)-1], 1.15*lineMM) + 1.15*lineMM
	to, ok := r.line(0, r.doc.Recipient[:12])
	if ok {
		r.set("主送机关", to, "fangsong-fandol", 16)
		r.off("主送机关's left edge", to.X, 28)
		r.off("one empty line above 主送机关", boxTop(to, lineMM)-foot, lineMM)
	}
	if _, ok := r.line(0, r.doc.Body[0].Heading.Text); !ok {
		r.say("the first page shows no body text")
	}
}

// titleLines are the lines of 2号 小标宋 on a page that are not red.
func (r *ruler) titleLines(page int) []printed {
	var out []printed
	for _, p := range r.sheets[page].joined() {
		if math.Abs(p.Size-22) < 0.01 && !p.Red {
			out = append(out, p)
		}
	}
	return out
}

// bodyLines: fonts by level, indents, the edges of the text area, advance and leading.
func (r *ruler) bodyLines() {
	fonts := map[int]string{1: "hei-tgh", 2: "kai-tgh", 3: "fangsong-fandol", 4: "fangsong-fandol"}
	for _, b := range r.doc.Body {
		if b.Heading == nil {
			continue
		}
		for i := range r.sheets {
			if !r.has(i, b.Heading.Text) {
				continue
			}
			h, _ := r.line(i, b.Heading.Text)
			r.set("heading "+b.Heading.Text, h, fonts[b.Heading.Level], 16)
			r.off("indent of "+b.Heading.Text, h.X, 28+2*charMM)
		}
	}
	for i, s := range r.sheets {
		if s.W > s.H {
			continue
		}
		grid, count := math.NaN(), 0
		for _, p := range s.joined() {
			if !bodyLike(p) || p.Y < 37 || p.Y > 262 {
				continue
			}
			if p.X < 28-tolerance || p.End > 184+tolerance {
				r.say("page %d: “%s” runs from %.1f to %.1f mm", i+1, short(p.Text), p.X, p.End)
			}
			if !strings.HasPrefix(p.Text, "　") && !strings.HasPrefix(p.Text, filler) {
				continue
			}
			count++
			if math.IsNaN(grid) {
				grid = p.Y
			}
			lines := (p.Y - grid) / lineMM
			if math.Abs(lines-math.Round(lines)) > 0.03 {
				r.say("page %d: “%s” is %.2f lines below the first", i+1, short(p.Text), lines)
			}
			if math.Abs(p.Spacing-(156/pointMM/28-16)) > 0.02 {
				r.say("page %d: “%s” advances %.2f pt, want 15.79", i+1, short(p.Text), 16+p.Spacing)
			}
		}
		if count > 22 {
			r.say("page %d has %d lines, want at most 22", i+1, count)
		}
	}
}

// filler begins each whole line of the samples' long paragraphs.
const filler = "企业"

func bodyLike(p printed) bool { return p.Size == 16 && !p.Turned && !p.Red }

func (r *ruler) has(page int, text string) bool {
	for _, p := range r.sheets[page].joined() {
		if strings.HasPrefix(p.Text, text) {
			return true
		}
	}
	return false
}

func short(s string) string { return string([]rune(s)[:min(8, len([]rune(s)))]) }

// closingOf: 附件说明, 署名 and 成文日期.
func (r *ruler) closingOf() {
	date := reports.PrintedDate(r.doc.Signature.Date)
	at := -1
	for i := range r.sheets {
		if r.has(i, date) {
			at = i
			break
		}
	}
	if at < 0 {
		r.say("no 成文日期")
		return
	}
	d, _ := r.line(at, date)
	var u printed
	for _, p := range r.sheets[at].joined() {
		if p.Text == r.doc.Signature.Unit && p.Y < d.Y && p.Y > d.Y-1.1*lineMM {
			u = p
		}
	}
	r.off("署名 one line above the date", d.Y-u.Y, lineMM)
	last := 0.0
	for _, p := range r.sheets[at].joined() {
		if bodyLike(p) && p.Y < u.Y-tolerance && p.Y > 37 {
			last = max(last, p.Y)
		}
	}
	if last == 0 {
		r.say("署名 stands alone on its page")
	} else {
		r.off("one empty line above 署名", u.Y-last, 2*lineMM)
	}
	switch {
	case r.doc.Signature.Sealed:
		r.off("date four characters from the right", 184-d.End, 4*charMM)
		r.off("署名 centred over the date", (u.X+u.End)/2-(d.X+d.End)/2, 0)
	case d.End-d.X > u.End-u.X:
		r.off("date two characters from the right", 184-d.End, 2*charMM)
	default:
		r.off("署名 two characters from the right", 184-u.End, 2*charMM)
		r.off("date two characters right of 署名's first", d.X-u.X, 2*charMM)
	}
	if len(r.doc.Annexes) == 0 {
		return
	}
	a, ok := r.line(at, "附件：")
	if ok {
		r.off("附件说明's indent", a.X, 28+2*charMM)
		last := 0.0
		for _, p := range r.sheets[at].joined() {
			if bodyLike(p) && p.Y < a.Y-tolerance && p.Y > 37 {
				last = max(last, p.Y)
			}
		}
		if last > 0 {
			r.off("one empty line above 附件说明", a.Y-last, 2*lineMM)
		}
	}
}

// annexHeads: 附件N in 3号 黑体 on the first line, the title centred on the third.
func (r *ruler) annexHeads() {
	for i, a := range r.doc.Annexes {
		no := "附件"
		if len(r.doc.Annexes) > 1 {
			no = fmt.Sprintf("附件%d", i+1)
		}
		for _, s := range r.sheets {
			for _, p := range s.joined() {
				if p.Text != no {
					continue
				}
				left, top, mid := 28.0, 37.0, 28+78.0
				if s.W > s.H { // a portrait page turned
					left, top, mid = 297-37-225, 28, 297-37-225.0/2
				}
				r.set(no, p, "hei-tgh", 16)
				r.off(no+"'s left edge", p.X, left)
				r.off(no+" on the first line", boxTop(p, lineMM), top)
				for _, q := range s.joined() {
					if q.Size == 22 && strings.HasPrefix(a.Title, q.Text) {
						r.off(no+"'s title on the third line", boxTop(q, 1.15*lineMM), top+2*lineMM)
						r.off(no+"'s title's middle", (q.X+q.End)/2, mid)
					}
				}
			}
		}
	}
}

// imprintOf: 版记 on the last page, its last rule on the text area's foot.
func (r *ruler) imprintOf() {
	var rules []ruled
	s := r.sheets[len(r.sheets)-1]
	for _, l := range s.Rules {
		if l.X1 < 28.1 && l.X2 > 183.9 && l.Y1 == l.Y2 && l.Y1 > 200 {
			rules = append(rules, l)
		}
	}
	if len(rules) != 3 {
		r.say("版记 has %d rules, want 3", len(rules))
		return
	}
	r.off("版记's last rule", rules[2].Y1, 262)
	for i, want := range []float64{0.35, 0.25, 0.35} {
		if math.Abs(rules[i].Weight-want) > 0.02 {
			r.say("rule %d of 版记 is %.2f mm thick, want %.2f", i+1, rules[i].Weight, want)
		}
	}
	copies, _ := r.line(-1, "抄送：")
	r.set("抄送", copies, "fangsong-fandol", 14)
	r.off("抄送 one character in", copies.X, 28+14*pointMM)
	for _, p := range s.joined() {
		switch {
		case p.Text == reports.PrintedDate(r.doc.Imprint.PrintedOn)+"印发":
			r.off("印发日期 one character in", 184-p.End, 14*pointMM)
		case p.Size == 14 && p.Y > copies.Y+1 && p.Y < rules[1].Y1:
			r.off("turned 抄送 line under the first name", p.X, 28+4*14*pointMM)
		}
	}
	office := printed{}
	for _, p := range s.joined() {
		if p.Size == 14 && strings.HasPrefix(p.Text, r.doc.Imprint.Office) {
			office = p
		}
	}
	r.off("印发机关 one character in", office.X, 28+14*pointMM)
	if office.Y < rules[1].Y1 || office.Y > rules[2].Y1 {
		r.say("印发机关 is not between the last two rules")
	}
}

// numbers: 4号 宋体, dashes 7 mm below the text area, odd right, even left.
func (r *ruler) numbers() {
	for i, s := range r.sheets {
		text := fmt.Sprintf("— %d —", i+1)
		found := false
		for _, p := range s.joined() {
			if p.Text != text {
				continue
			}
			found = true
			r.set("page number", p, "song-all", 14)
			along, end, down := p.X, p.End, p.Y-0.38*14*pointMM
			if s.W > s.H { // down the left edge, as the portrait page's foot
				along, end, down = p.Y, p.End, s.W-p.X-0.38*14*pointMM
			}
			r.off(fmt.Sprintf("page %d's dashes below the text area", i+1), down-262, 7)
			if i%2 == 0 {
				r.off(fmt.Sprintf("page %d's number from the right", i+1), 184-end, 14*pointMM)
			} else {
				r.off(fmt.Sprintf("page %d's number from the left", i+1), along-28, 14*pointMM)
			}
		}
		if !found {
			r.say("page %d has no number", i+1)
		}
	}
}

// official is a bulletin in 公文式 whose body takes about so many lines.
func official(lines int, sealed bool, annexes ...bool) *reports.Bulletin {
	b := sample()
	b.Draft, b.Demo, b.Notes = false, false, nil
	b.Signature.Sealed = sealed
	b.Body = []reports.Block{heading(1, "一、总体情况"), heading(2, "（一）走访情况"), heading(3, "1. 热点问题"), heading(4, "（1）融资")}
	for lines > 0 {
		n := min(lines, 30)
		b.Body = append(b.Body, para("　　"+strings.Repeat(filler, 14*n-3)+"。"))
		lines -= n
	}
	b.Annexes = nil
	for i, landscape := range annexes {
		b.Annexes = append(b.Annexes, reports.Annex{No: i + 1, Title: "各单位情况统计表", Landscape: landscape, Blocks: []reports.Block{{Table: table(12)}}})
	}
	return b
}

var officials = map[string]*reports.Bulletin{
	"one page":                        official(2, false),
	"one page, sealed":                official(2, true),
	"two pages":                       official(14, false),
	"three pages, sealed":             official(38, true),
	"three pages, annex":              official(12, false, false),
	"landscape annexes, odd and even": official(12, true, true, true, false),
	"twenty pages":                    official(380, false, true, false),
	"date longer than 署名":             shortUnit(),
}

func shortUnit() *reports.Bulletin {
	b := official(4, false)
	b.Signature.Unit = "县纪委"
	return b
}

func TestRuler(t *testing.T) {
	for name, doc := range officials {
		t.Run(name, func(t *testing.T) {
			file, warnings := write(t, doc)
			if len(warnings) > 0 {
				t.Errorf("warnings %v", warnings)
			}
			for _, f := range measure(t, file, doc) {
				t.Error(f)
			}
		})
	}
}

// TestRulerFindsWhatIsMoved: a ruler that finds nothing is worth nothing. Each case moves
// one thing by a little more than the tolerance, or sets it otherwise.
func TestRulerFindsWhatIsMoved(t *testing.T) {
	const far = 0.8 * mm
	down := func(op *typeset.Op) { op.Y += far; op.Y2 += far }
	right := func(op *typeset.Op) { op.X += far; op.X2 += far }
	for _, c := range []struct {
		name, text string // the text moved; empty: by rule
		rule       func(op typeset.Op) bool
		move       func(op *typeset.Op)
		want       string
	}{
		{"masthead down", "中共××县纪委办公室", nil, down, "发文机关标志's top edge"},
		{"masthead right", "中共××县纪委办公室", nil, right, "发文机关标志's middle"},
		{"发文字号 down", "×纪办〔2026〕12号", nil, down, "发文字号"},
		{"发文字号 larger", "×纪办〔2026〕12号", nil, func(op *typeset.Op) { op.Size = 18 }, "发文字号 is set in"},
		{"red rule down", "", func(op typeset.Op) bool { return op.Ink == typeset.Red }, down, "red rule below"},
		{"red rule shorter", "", func(op typeset.Op) bool { return op.Ink == typeset.Red }, func(op *typeset.Op) { op.X2 -= far }, "red rule's length"},
		{"title right", "关于2026年10月", nil, right, "title line 1's middle"},
		{"title in 黑体", "关于2026年10月", nil, func(op *typeset.Op) { op.Role = typeset.Hei }, "title is set in"},
		{"主送 right", "各乡镇（街道）纪委", nil, right, "主送机关's left edge"},
		{"heading right", "一、总体情况", nil, right, "indent of 一、总体情况"},
		{"second level in 仿宋", "（一）走访情况", nil, func(op *typeset.Op) { op.Role = typeset.FangSong }, "heading （一）走访情况 is set in"},
		{"a line down", "企业企业", nil, down, "lines below the first"},
		{"a line spread", "企业企业", nil, func(op *typeset.Op) { op.Extra += 0.1 }, "advances"},
		{"附件说明 right", "附件：", nil, right, "附件说明's indent"},
		{"date right", "2026年11月5日", nil, right, "date two characters right"},
		{"date down", "2026年11月5日", nil, down, "署名 one line above"},
		{"附件1 down", "附件1", nil, down, "附件1 on the first line"},
		{"last rule down", "", func(op typeset.Op) bool { return op.Kind == typeset.Rule && op.Y > 261*mm }, down, "版记's last rule"},
		{"last rule thin", "", func(op typeset.Op) bool { return op.Kind == typeset.Rule && op.Y > 261*mm }, func(op *typeset.Op) { op.Weight = 0.25 * mm }, "rule 3 of 版记"},
		{"印发日期 left", "2026年11月6日印发", nil, func(op *typeset.Op) { op.X -= far }, "印发日期 one character in"},
		{"page number down", "— 1 —", nil, down, "page 1's dashes"},
		{"page number left", "— 2 —", nil, func(op *typeset.Op) { op.X -= far }, "page 2's number from the left"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := official(30, false, false, true)
			fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, []string{trial.FontDir(t)})
			pages, _ := layout(doc, fonts, false)
			if !moveOne(pages, c.text, c.rule, c.move) {
				t.Fatal("nothing to move")
			}
			file, err := fonts.Render(pages, typeset.Meta{Title: doc.Title, Created: noon})
			if err != nil {
				t.Fatal(err)
			}
			if found := strings.Join(measure(t, file, doc), "\n"); !strings.Contains(found, c.want) {
				t.Errorf("the ruler is broken: it does not say %q but\n%s", c.want, found)
			}
		})
	}
}

func moveOne(pages []*typeset.Page, text string, rule func(typeset.Op) bool, move func(*typeset.Op)) bool {
	for _, p := range pages {
		for i := range p.Ops {
			op := &p.Ops[i]
			if text != "" && op.Kind == typeset.Glyphs && strings.HasPrefix(op.Text, text) || rule != nil && op.Kind == typeset.Rule && rule(*op) {
				move(op)
				return true
			}
		}
	}
	return false
}

// TestReaderReadsWhatIsWritten holds the reader itself to the program's own list of
// what it prints, turned text and characters beyond the BMP included.
func TestReaderReadsWhatIsWritten(t *testing.T) {
	doc := sample()
	file, _ := write(t, doc)
	var want, got bytes.Buffer
	for _, p := range pagesOf(t, doc) {
		for _, op := range p.Ops {
			want.WriteString(strings.ReplaceAll(op.Text, "😀", "〓"))
		}
	}
	for _, s := range readFile(t, file) {
		for _, p := range s.Pieces {
			got.WriteString(p.Text)
		}
	}
	if got.String() != want.String() {
		g, w := []rune(got.String()), []rune(want.String())
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("read %q, printed %q", string(g[i:min(len(g), i+20)]), string(w[i:min(len(w), i+20)]))
			}
		}
		t.Fatalf("read %d characters, printed %d", len(g), len(w))
	}
}
