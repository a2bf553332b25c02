package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strings"
)

// The library finds a sheet's comments by number: commentsN.xml must go with
// vmlDrawingN.vml, and a new pair is numbered one past the count of comment
// parts, whether or not that name is taken. Workbooks of other programs are
// named otherwise, and marks in them would be lost or land on another sheet.
// alignComments renames the parts of such a workbook and changes nothing else.
func alignComments(original []byte) ([]byte, error) {
	zr, err := openZip(original)
	if err != nil {
		return nil, err
	}
	p := &renaming{names: map[string]string{}, parts: map[string][]byte{}}
	for _, e := range zr.File {
		if dir, file := path.Split(e.Name); dir == "xl/worksheets/_rels/" && strings.HasSuffix(file, ".rels") {
			if err := p.plan(zr, e); err != nil {
				return nil, err
			}
		}
	}
	if !p.changed {
		return original, nil
	}
	return p.rewrite(zr)
}

const (
	// loneDrawings and headerDrawings number the drawings that belong to no
	// comments, out of the way of new pairs.
	loneDrawings   = 9000
	headerDrawings = 9500
)

type relationships struct {
	XMLName xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/relationships Relationships"`
	List    []relationship `xml:"Relationship"`
}

type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr,omitempty"`
}

type renaming struct {
	names   map[string]string // part → its new name
	parts   map[string][]byte // rewritten parts
	changed bool

	pairs, lone, headers int
}

var legacyDrawing = regexp.MustCompile(`<(?:\w+:)?legacyDrawing\s[^>]*\bid\s*=\s*["']([^"']+)["']`)

// plan names the comment parts of one sheet.
func (p *renaming) plan(zr *zip.Reader, e *zip.File) error {
	raw, err := readPart(e)
	if err != nil {
		return err
	}
	var rels relationships
	if xml.Unmarshal(raw, &rels) != nil {
		return nil
	}
	sheet := "xl/worksheets/" + strings.TrimSuffix(path.Base(e.Name), ".rels")
	drawing, hasComments, hasVML := "", false, false
	for _, r := range rels.List {
		hasComments = hasComments || strings.HasSuffix(r.Type, "/relationships/comments")
		hasVML = hasVML || strings.HasSuffix(r.Type, "/vmlDrawing")
	}
	if !hasComments && !hasVML {
		return nil
	}
	for _, s := range zr.File {
		if s.Name == sheet {
			body, err := readPart(s)
			if err != nil {
				return err
			}
			if m := legacyDrawing.FindSubmatch(body); m != nil {
				drawing = string(m[1])
			}
		}
	}
	if p.assign(rels.List, drawing, hasComments) {
		out, err := xml.Marshal(rels)
		if err != nil {
			return err
		}
		p.parts[e.Name] = append([]byte(xml.Header), out...)
		p.changed = true
	}
	return nil
}

// assign gives the parts of one sheet their numbers and reports whether any
// target changed.
func (p *renaming) assign(list []relationship, drawing string, hasComments bool) (changed bool) {
	n := 0
	if hasComments {
		p.pairs++
		n = p.pairs
	} else {
		p.lone++
		n = loneDrawings + p.lone
	}
	for i := range list {
		r := &list[i]
		target := ""
		switch {
		case strings.HasSuffix(r.Type, "/relationships/comments"):
			target = "../comments" + itoa(n) + ".xml"
		case strings.HasSuffix(r.Type, "/vmlDrawing") && r.ID == drawing:
			target = "../drawings/vmlDrawing" + itoa(n) + ".vml"
		case strings.HasSuffix(r.Type, "/vmlDrawing"):
			p.headers++
			target = "../drawings/vmlDrawing" + itoa(headerDrawings+p.headers) + ".vml"
		default:
			continue
		}
		if r.Target == target {
			continue
		}
		p.names[resolve("xl/worksheets", r.Target)] = resolve("xl/worksheets", target)
		r.Target, changed = target, true
	}
	return changed
}

// resolve turns the target of a relationship of a part in dir into a part's name.
func resolve(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(dir, target)
}

// rewrite copies the archive under the new names.
func (p *renaming) rewrite(zr *zip.Reader) ([]byte, error) {
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, e := range zr.File {
		name := p.rename(e.Name)
		body, replaced := p.parts[e.Name]
		if e.Name == "[Content_Types].xml" {
			raw, err := readPart(e)
			if err != nil {
				return nil, err
			}
			body, replaced = p.contentTypes(raw), true
		}
		if err := copyPart(zw, e, name, body, replaced); err != nil {
			return nil, err
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// rename maps a part's name, and that of its relationships, to the new one.
func (p *renaming) rename(name string) string {
	if to, ok := p.names[name]; ok {
		return to
	}
	dir, file := path.Split(name)
	owner := path.Join(path.Dir(path.Clean(dir)), strings.TrimSuffix(file, ".rels"))
	if to, ok := p.names[owner]; ok && strings.HasSuffix(dir, "_rels/") {
		return path.Dir(to) + "/_rels/" + path.Base(to) + ".rels"
	}
	return name
}

var partName = regexp.MustCompile(`PartName\s*=\s*["']/([^"']+)["']`)

func (p *renaming) contentTypes(raw []byte) []byte {
	return partName.ReplaceAllFunc(raw, func(m []byte) []byte {
		name := string(partName.FindSubmatch(m)[1])
		return []byte(`PartName="/` + p.rename(name) + `"`)
	})
}

func copyPart(zw *zip.Writer, e *zip.File, name string, body []byte, replaced bool) error {
	if replaced {
		w, err := zw.Create(name)
		if err == nil {
			_, err = w.Write(body)
		}
		return err
	}
	h := e.FileHeader
	h.Name = name
	w, err := zw.CreateRaw(&h)
	if err != nil {
		return err
	}
	r, err := e.OpenRaw()
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return err
}

func readPart(e *zip.File) ([]byte, error) {
	rc, err := e.Open()
	if err != nil {
		return nil, errNotWorkbook
	}
	defer func() { _ = rc.Close() }()
	b, err := io.ReadAll(io.LimitReader(rc, maxUnpacked))
	if err != nil {
		return nil, errNotWorkbook
	}
	return b, nil
}
