package typeset

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"
)

// Meta is what the file says about itself. No author: papers that leave an
// office don't name the clerk.
type Meta struct {
	Title   string
	Subject string
	Mark    string    // tells the file from its like; empty: none
	Created time.Time // printed into the file; equal pages and times give equal bytes
}

// Render turns pages into the bytes of a PDF, its fonts embedded as subsets.
func (f *Fonts) Render(pages []*Page, meta Meta) (out []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("生成 PDF 时出错，文件未生成，台账没有变动。请把这句话告诉维护人员：%v", p)
		}
	}()
	pen := &pen{fonts: f, cuts: map[*Face]*cut{}}
	for _, p := range pages {
		for i := range p.Ops {
			pen.collect(&p.Ops[i])
		}
	}
	if f.err != nil {
		return nil, f.err
	}
	pen.open(meta)
	if err := pen.addFonts(); err != nil {
		return nil, err
	}
	level := -1
	for _, p := range pages {
		pen.page(p)
		for _, m := range p.Marks {
			level = max(0, min(m.Level, level+1)) // gofpdf can't skip a level
			pen.bookmark(m, level, p, pages[len(pages)-1])
		}
	}
	var buf bytes.Buffer
	if err := pen.pdf.Output(&buf); err != nil {
		return nil, fmt.Errorf("生成 PDF 时出错，文件未生成，台账没有变动：%w", err)
	}
	return pen.nameSubsets(buf.Bytes()), nil
}

// cut is the part of a face one file needs: glyph by code in the file.
type cut struct {
	id    string
	codes map[uint16]uint16
	slots map[rune]uint16 // codes given to characters beyond the BMP
	next  uint16
}

type pen struct {
	fonts *Fonts
	pdf   *gofpdf.Fpdf
	cuts  map[*Face]*cut
	order []*Face
}

func (p *pen) collect(op *Op) {
	for _, r := range op.Text {
		p.code(op.Role, r)
	}
}

// code gives the face and the code a character is drawn with.
func (p *pen) code(role Role, r rune) (*Face, uint16, rune) {
	c := p.fonts.pick(role, r)
	if c.face == nil {
		return nil, 0, r
	}
	part := p.cuts[c.face]
	if part == nil {
		n := len(p.order)
		part = &cut{id: fmt.Sprintf("%c%c+%s", 'a'+n/26, 'a'+n%26, c.face.Name), codes: map[uint16]uint16{}, slots: map[rune]uint16{}, next: 0xe000}
		p.cuts[c.face] = part
		p.order = append(p.order, c.face)
	}
	code := uint16(c.shown)
	if c.shown > 0xffff {
		slot, ok := part.slots[c.shown]
		if !ok {
			slot = part.next
			part.slots[c.shown] = slot
			part.next++
		}
		code = slot
	}
	part.codes[code] = c.glyph
	return c.face, code, c.shown
}

func (p *pen) open(meta Meta) {
	p.pdf = gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", SizeStr: "A4"})
	p.pdf.SetMargins(0, 0, 0)
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(meta.Created)
	p.pdf.SetModificationDate(meta.Created)
	p.pdf.SetTitle(surrogates(meta.Title), true)
	p.pdf.SetSubject(surrogates(meta.Subject), true)
	p.pdf.SetKeywords(meta.Mark, false)
	p.pdf.SetCreator("qinqing", false)
	p.pdf.SetProducer("qinqing, gofpdf", false)
}

func (p *pen) addFonts() error {
	for _, face := range p.order {
		part := p.cuts[face]
		data, err := face.subset(part.codes)
		if err != nil {
			return fmt.Errorf("字体 %s 有损坏，文件未生成，台账没有变动。请换一份字体文件：%w", face.Name, err)
		}
		p.pdf.AddUTF8FontFromBytes(part.id, "", data)
	}
	return p.pdf.Error()
}

func (p *pen) page(pg *Page) {
	p.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: pg.W, Ht: pg.H})
	for i := range pg.Ops {
		op := &pg.Ops[i]
		ink := op.Ink
		switch op.Kind {
		case Rule:
			p.pdf.SetDrawColor(int(ink.R), int(ink.G), int(ink.B))
			p.pdf.SetLineWidth(op.Weight)
			p.pdf.Line(op.X, op.Y, op.X2, op.Y2)
		case Box:
			p.pdf.SetFillColor(int(ink.R), int(ink.G), int(ink.B))
			p.pdf.Rect(op.X, op.Y, op.X2-op.X, op.Y2-op.Y, "F")
		case Polygon:
			p.pdf.SetFillColor(int(ink.R), int(ink.G), int(ink.B))
			points := make([]gofpdf.PointType, len(op.Points))
			for k, q := range op.Points {
				points[k] = gofpdf.PointType{X: q.X, Y: q.Y}
			}
			p.pdf.Polygon(points, "F")
		case Glyphs:
			p.text(op, pg.H)
		}
	}
}

func (p *pen) text(op *Op, height float64) {
	p.pdf.SetTextColor(int(op.Ink.R), int(op.Ink.G), int(op.Ink.B))
	x, y := op.X, op.Y
	if op.Turned {
		p.pdf.RawWriteStr(fmt.Sprintf("0 -1 1 0 %.2f %.2f cm", x, height-y))
		x, y = 0, height
	}
	extra := op.Extra
	if math.Abs(extra) < 0.0005 {
		extra = 0
	}
	if extra != 0 {
		p.pdf.RawWriteStr(fmt.Sprintf("%.4f Tc", extra))
	}
	for _, r := range p.runs(op, extra) {
		p.pdf.SetFont(p.cuts[r.face].id, "", op.Size)
		if r.actual != "" {
			p.pdf.RawWriteStr("/Span <</ActualText <FEFF" + r.actual + ">>> BDC")
		}
		p.pdf.Text(x+r.x, y, string(r.codes))
		if r.actual != "" {
			p.pdf.RawWriteStr("EMC")
		}
	}
	if extra != 0 {
		p.pdf.RawWriteStr("0 Tc")
	}
	if op.Turned { // turned back by hand: q … Q would undo the font behind gofpdf's back
		p.pdf.RawWriteStr(fmt.Sprintf("0 1 -1 0 %.2f %.2f cm", height-op.Y, -op.X))
	}
}

// run is a stretch of one face without a squeezed mark inside.
type run struct {
	face   *Face
	x      float64
	codes  []rune
	actual string // UTF-16BE in hexadecimal, where what is drawn isn't the code
}

func (p *pen) runs(op *Op, extra float64) []run {
	var runs []run
	x, fresh := 0.0, true
	for _, r := range op.Text {
		face, code, shown := p.code(op.Role, r)
		em := float64(face.advance(p.cuts[face].codes[code])) / 1000 * op.Size
		less, left := 0.0, 0.0
		if op.Squeeze > 0 && em > 0.9*op.Size {
			if strings.ContainsRune(closing, r) {
				less = op.Squeeze * em
			} else if strings.ContainsRune(opening, r) {
				less = op.Squeeze * em
				left = less
			}
		}
		astral := shown > 0xffff
		if n := len(runs); fresh || left > 0 || astral || runs[n-1].face != face || runs[n-1].actual != "" {
			runs = append(runs, run{face: face, x: x - left})
		}
		q := &runs[len(runs)-1]
		q.codes = append(q.codes, rune(code))
		if astral {
			q.actual = utf16hex(shown)
		}
		x += em + extra - less
		fresh = less > 0
	}
	return runs
}

func utf16hex(r rune) string {
	hi, lo := utf16.EncodeRune(r)
	return strings.ToUpper(hex.EncodeToString([]byte{byte(hi >> 8), byte(hi), byte(lo >> 8), byte(lo)}))
}

// surrogates writes characters beyond the BMP as two three-byte halves, which
// gofpdf's UTF-16 writer, blind beyond the BMP, passes on as they must be.
func surrogates(s string) string {
	var b []byte
	for _, r := range Clean(s) {
		if r <= 0xffff {
			b = append(b, string(r)...)
			continue
		}
		hi, lo := utf16.EncodeRune(r)
		for _, h := range []rune{hi, lo} {
			b = append(b, 0xe0|byte(h>>12), 0x80|byte(h>>6&0x3f), 0x80|byte(h&0x3f))
		}
	}
	return string(b)
}

// bookmark places an entry. gofpdf turns y around with the height of the last
// page, whatever page the entry is on.
func (p *pen) bookmark(m Mark, level int, on, last *Page) {
	p.pdf.SetFont(p.cuts[p.order[0]].id, "", 16) // entries are UTF-16 only while a UTF-8 font is current
	p.pdf.Bookmark(surrogates(m.Text), level, last.H-(on.H-m.Y))
}

// nameSubsets gives the embedded fonts the names of subsets, six capitals and +
// (PDF 32000-1, 9.6.4), in as many bytes as gofpdf wrote, so that no offset moves.
func (p *pen) nameSubsets(file []byte) []byte {
	for _, face := range p.order {
		id := p.cuts[face].id
		proper := "QINQ" + strings.ToUpper(id[:2]) + id[2:]
		for _, key := range []string{"/BaseFont /", "/FontName /"} {
			file = bytes.ReplaceAll(file, []byte(key+"utf8"+id), []byte(key+proper))
		}
	}
	return file
}
