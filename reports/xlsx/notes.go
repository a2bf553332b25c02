package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Where a sheet already has comments, new ones are spliced into its two parts as
// text: the library would write both parts anew, and in drawings of other
// programs it loses name spaces (Excel then offers to repair the file).

// noteParts are the two parts that hold a sheet's comments.
type noteParts struct{ comments, drawing string }

// spliceNotes adds the reasons of marks on sheets that already have comments and
// returns the new archive and the names (in lower case) of those sheets.
func spliceNotes(original []byte, marks []Mark) ([]byte, map[string]bool, error) {
	zr, err := openZip(original)
	if err != nil {
		return nil, nil, err
	}
	bySheet := map[string][]Mark{}
	for _, m := range marks {
		bySheet[strings.ToLower(m.Sheet)] = append(bySheet[strings.ToLower(m.Sheet)], m)
	}
	done := map[string]bool{}
	out := &renaming{names: map[string]string{}, parts: map[string][]byte{}}
	for name, sheet := range sheetParts(zr) {
		ms := bySheet[name]
		p, ok := findNotes(zr, sheet)
		if len(ms) == 0 || !ok {
			continue
		}
		comments, fresh, ok := spliceComments(part(zr, p.comments), ms)
		drawing, ok2 := spliceShapes(part(zr, p.drawing), fresh)
		if !ok || !ok2 {
			return nil, nil, fmt.Errorf("工作表“%s”原有的批注无法读取，未生成标注副本。原表没有改动", ms[0].Sheet)
		}
		out.parts[p.comments], out.parts[p.drawing] = comments, drawing
		done[name] = true
	}
	if len(done) == 0 {
		return original, done, nil
	}
	b, err := out.rewrite(zr)
	return b, done, err
}

// part is the text of a part, nil where there is none.
func part(zr *zip.Reader, name string) []byte {
	for _, e := range zr.File {
		if e.Name == name {
			b, err := readPart(e)
			if err != nil {
				return nil
			}
			return b
		}
	}
	return nil
}

// sheetParts maps sheet names in lower case to their parts.
func sheetParts(zr *zip.Reader) map[string]string {
	var book struct {
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Attr []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels relationships
	m := map[string]string{}
	if xml.Unmarshal(part(zr, "xl/workbook.xml"), &book) != nil ||
		xml.Unmarshal(part(zr, "xl/_rels/workbook.xml.rels"), &rels) != nil {
		return m
	}
	targets := map[string]string{}
	for _, r := range rels.List {
		targets[r.ID] = resolve("xl", r.Target)
	}
	for _, s := range book.Sheets {
		for _, a := range s.Attr {
			if a.Name.Local == "id" {
				m[strings.ToLower(s.Name)] = targets[a.Value]
			}
		}
	}
	return m
}

// findNotes finds the comments of a sheet; ok is false where it has none.
func findNotes(zr *zip.Reader, sheet string) (p noteParts, ok bool) {
	var rels relationships
	dir, file := path.Split(sheet)
	if xml.Unmarshal(part(zr, dir+"_rels/"+file+".rels"), &rels) != nil {
		return p, false
	}
	m := legacyDrawing.FindSubmatch(part(zr, sheet))
	for _, r := range rels.List {
		switch {
		case strings.HasSuffix(r.Type, "/relationships/comments"):
			p.comments = resolve(path.Clean(dir), r.Target)
		case m != nil && r.ID == string(m[1]):
			p.drawing = resolve(path.Clean(dir), r.Target)
		}
	}
	return p, p.comments != "" && p.drawing != ""
}

var (
	listEnd    = regexp.MustCompile(`</(\w+:)?commentList\s*>`)
	authorsEnd = regexp.MustCompile(`</(?:\w+:)?authors\s*>`)
	author     = regexp.MustCompile(`<(?:\w+:)?author[\s>/]`)
	textEnd    = regexp.MustCompile(`</(?:\w+:)?text\s*>`)
	commentRef = regexp.MustCompile(`<(?:\w+:)?comment\s[^>]*\bref\s*=\s*["']([A-Z]+[0-9]+)["']`)
	shapeID    = regexp.MustCompile(`_x0000_s(\d{1,9})\b`)
	rootEnd    = regexp.MustCompile(`</\w+(?::\w+)?\s*>\s*$`)
)

func escaped(s string) string {
	var b bytes.Buffer
	clean, _ := cleanText(s)
	_ = xml.EscapeText(&b, []byte(clean))
	return b.String()
}

// spliceComments adds a comment per mark, or a run to the comment already on its
// cell, and returns the marks that had none: they need a box in the drawing.
func spliceComments(comments []byte, marks []Mark) (out []byte, fresh []Mark, ok bool) {
	end := listEnd.FindSubmatchIndex(comments)
	authors := authorsEnd.FindIndex(comments)
	if end == nil || authors == nil || authors[0] > end[0] {
		return nil, nil, false
	}
	prefix := ""
	if end[2] >= 0 {
		prefix = string(comments[end[2]:end[3]])
	}
	had := map[string]int{} // cell → end of its comment's text
	for _, at := range commentRef.FindAllSubmatchIndex(comments, -1) {
		if stop := textEnd.FindIndex(comments[at[1]:]); stop != nil {
			had[string(comments[at[2]:at[3]])] = at[1] + stop[0]
		}
	}
	id := len(author.FindAll(comments[:authors[0]], -1))
	runs := map[int]string{}
	var notes strings.Builder
	for _, m := range marks {
		ref, err := excelize.CoordinatesToCellName(m.Column, m.Row)
		if err != nil {
			return nil, nil, false
		}
		if at, is := had[ref]; is {
			runs[at] = noteRun(prefix, "\n"+m.Reason)
			continue
		}
		fresh = append(fresh, m)
		fmt.Fprintf(&notes, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext>%[4]s</%[1]stext></%[1]scomment>`,
			prefix, ref, id, noteRun(prefix, m.Reason))
	}
	if len(fresh) > 0 {
		runs[authors[0]] = "<" + prefix + "author>" + program + "</" + prefix + "author>"
		runs[end[0]] = notes.String()
	}
	return insertAll(comments, runs), fresh, true
}

func noteRun(prefix, text string) string {
	return "<" + prefix + `r><` + prefix + `t xml:space="preserve">` + escaped(text) + "</" + prefix + "t></" + prefix + "r>"
}

// insertAll puts each text before the byte at its offset.
func insertAll(b []byte, texts map[int]string) []byte {
	var out bytes.Buffer
	last := 0
	for _, at := range slices.Sorted(maps.Keys(texts)) {
		out.Write(b[last:at])
		out.WriteString(texts[at])
		last = at
	}
	out.Write(b[last:])
	return out.Bytes()
}

// spliceShapes adds a box per mark, hidden until pointed at, with numbers no
// other shape of the drawing has.
func spliceShapes(drawing []byte, marks []Mark) ([]byte, bool) {
	at := rootEnd.FindIndex(drawing)
	if at == nil {
		return nil, false
	}
	id := 1024
	for _, found := range shapeID.FindAllSubmatch(drawing, -1) {
		if n, err := strconv.Atoi(string(found[1])); err == nil {
			id = max(id, n)
		}
	}
	var shapes strings.Builder
	for _, m := range marks {
		id++
		col, row := m.Column-1, m.Row-1
		fmt.Fprintf(&shapes, noteShape, id, col+1, row, col+4, row+5, row, col)
	}
	return insertAll(drawing, map[int]string{at[0]: shapes.String()}), true
}

const noteShape = `<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:150pt;height:60pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
	`<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>` +
	`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 2, %d, 15, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`
