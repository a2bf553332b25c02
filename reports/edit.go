package reports

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TypedOver is a number of the catalogue that an edited sentence no longer says
// (与台账不一致). It stops the issue until it is restored or let stand for a reason.
type TypedOver struct {
	Paragraph string // its key, see Paragraphs, or that of a cell
	Figure    string // Figures[].ID; empty in a cell whose number is none of the catalogue
	Text      string // what the ledger says
	Reason    string // why it may stand; empty: it may not

	Place string // where in a table it stands, in words; empty: it is in prose
	Typed string // what stands there instead; of prose not known
}

// String says what was typed over.
func (t TypedOver) String() string {
	if t.Place == "" {
		return "正文里改掉的数字“" + t.Text + "”与台账不一致"
	}
	return t.Place + "改成“" + t.Typed + "”，与台账不一致，台账为“" + t.Text + "”"
}

// Paragraph is a sentence or more of the body that may be edited.
type Paragraph struct {
	Key     string // see Block
	Heading string
	Text    string
}

// Paragraphs lists the body's paragraphs with the keys edits go by.
func (b *Bulletin) Paragraphs() (out []Paragraph) {
	b.eachParagraph(func(key, heading string, p *Para) bool {
		out = append(out, Paragraph{key, heading, p.Text()})
		return true
	})
	return out
}

// eachParagraph visits the body's paragraphs that have a key; one for which keep says
// false is dropped.
func (b *Bulletin) eachParagraph(keep func(key, heading string, p *Para) bool) {
	heading := "更正说明" // nothing else stands before the first
	body := b.Body[:0:0]
	for _, x := range b.Body {
		if x.Heading != nil && x.Heading.Level == 1 {
			_, heading, _ = strings.Cut(x.Heading.Text, "、")
		}
		if x.Para == nil || x.Key == "" || keep(x.Key, heading, x.Para) {
			body = append(body, x)
		}
	}
	b.Body = body
}

// edit puts the office's own wording in the place of the template's. Numbers of the
// catalogue that it still says stay fields; the others are told. An empty text drops the
// paragraph.
func (c *composer) edit() {
	found := map[string]bool{}
	c.out.eachParagraph(func(key, _ string, p *Para) bool {
		text, ok := c.opt.Edits[key]
		if !ok {
			return true
		}
		found[key] = true
		text = c.mask.Text(strings.TrimSpace(text))
		spans, lost := refit(p.Spans, text)
		for _, s := range lost {
			c.typeOver(TypedOver{Paragraph: key, Figure: s.Figure, Text: s.Text})
		}
		p.Spans = spans
		return text != ""
	})
	for _, key := range slices.Sorted(maps.Keys(c.opt.Edits)) {
		if !found[key] && !strings.HasPrefix(key, correctKey) && !isCell(key) && !c.hidden(key) && !c.hidden(sectionOf(key)) {
			c.tell(UnusedEdit, "“%s”里改写过的一段这一期没有印：原来那一段的条件不成立，或者模板改了。改写的是：%s", sectionOf(key), shorten(c.mask.Text(c.opt.Edits[key]), 40))
		}
	}
}

// typeOver notes a number that is typed over, with the reason given for that.
func (c *composer) typeOver(t TypedOver) {
	t.Reason = strings.TrimSpace(c.opt.Accepted[t.AcceptKey()])
	c.typedOver = append(c.typedOver, t)
}

// TableOf is the table of the body or of an annex that has a key; nil: it isn't printed.
func (b *Bulletin) TableOf(key string) *Table {
	find := func(list []Block) *Table {
		if i := slices.IndexFunc(list, func(x Block) bool { return x.Key == key && x.Table != nil }); i >= 0 {
			return list[i].Table
		}
		return nil
	}
	t := find(b.Body)
	for _, a := range b.Annexes {
		t = cmp.Or(t, find(a.Blocks))
	}
	return t
}

// retitle puts the office's own words on its tables.
func (c *composer) retitle() {
	for _, key := range slices.Sorted(maps.Keys(c.opt.Tables)) {
		w := c.opt.Tables[key]
		t := c.out.TableOf(key)
		if t == nil {
			if !c.hidden(key) && !c.hidden(sectionOf(key)) {
				c.tell(UnusedEdit, "“%s”里改过表题或说明的一张表这一期没有印：“%s”", sectionOf(key), shorten(c.mask.Text(w.Title+w.Note), 40))
			}
			continue
		}
		if w.Title != "" {
			t.Title = c.mask.Text(w.Title)
		}
		if w.Note != "" {
			t.Notes = slices.Insert(slices.Clone(t.Notes), 0, c.mask.Text(w.Note))
		}
	}
}

// AcceptKey is what Options.Accepted knows a number by. What the ledger says is part of
// it: a reason why one number needn't be printed says nothing of the next count's.
func (t TypedOver) AcceptKey() string { return t.Paragraph + " " + t.Figure + "=" + t.Text }

// fit is a place in a new wording where a field may stand.
type fit struct {
	field, at, end int
	score          int // of it and of the best before it
	before         int // the best before it, -1: none
}

// aFit counts more than any likeness of the words before a number.
const (
	aFit     = 1000
	mostLike = 20
)

// refit finds the fields of a paragraph in its new wording: as many as can be in their
// order and, where a number stands there twice, behind the words it stood behind. Those
// it does not say any more are lost.
func refit(old []Span, text string) (spans, lost []Span) {
	var fields []int
	var fits []fit
	was := ""
	for i, s := range old {
		if s.Figure != "" || s.Problem != 0 {
			for at := wholeNumber(text, s.Text, 0); at >= 0; at = wholeNumber(text, s.Text, at+len(s.Text)) {
				fits = append(fits, fit{field: len(fields), at: at, end: at + len(s.Text), score: aFit + likeEnds(was, text[:at]), before: -1})
			}
			fields = append(fields, i)
		}
		was += s.Text
	}
	best := -1
	for i := range fits {
		x := &fits[i]
		own := x.score
		for k, y := range fits[:i] {
			if y.field < x.field && y.end <= x.at && y.score+own > x.score {
				x.score, x.before = y.score+own, k
			}
		}
		if best < 0 || x.score > fits[best].score {
			best = i
		}
	}
	chosen := map[int]fit{}
	for i := best; i >= 0; i = fits[i].before {
		chosen[fits[i].field] = fits[i]
	}
	put := func(s Span) {
		if s.Text != "" {
			spans = append(spans, s)
		}
	}
	from := 0
	for n, i := range fields {
		x, ok := chosen[n]
		if !ok {
			if old[i].Figure != "" {
				lost = append(lost, old[i])
			}
			continue
		}
		put(Span{Text: text[from:x.at]})
		put(old[i])
		from = x.end
	}
	put(Span{Text: text[from:]})
	return spans, lost
}

// likeEnds counts the characters two texts end alike with.
func likeEnds(a, b string) (n int) {
	for n < mostLike {
		x, i := utf8.DecodeLastRuneInString(a)
		y, j := utf8.DecodeLastRuneInString(b)
		if i == 0 || j == 0 || x != y {
			return n
		}
		a, b, n = a[:len(a)-i], b[:len(b)-j], n+1
	}
	return n
}

// wholeNumber finds a number from a place on where it is not part of a longer one, -1 if
// it is nowhere.
func wholeNumber(text, number string, from int) int {
	for number != "" {
		i := strings.Index(text[from:], number)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(number):])
		first, _ := utf8.DecodeRuneInString(number)
		last, _ := utf8.DecodeLastRuneInString(number)
		if !(unicode.IsDigit(first) && partOfNumber(before)) && !(unicode.IsDigit(last) && (unicode.IsDigit(after) || after == '.' || after == '%')) {
			return i
		}
		from = i + len(number)
	}
	return -1
}

func partOfNumber(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ',' }
