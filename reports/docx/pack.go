package docx

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"time"
)

const (
	nsWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relCore   = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
	nsRels    = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsTypes   = "http://schemas.openxmlformats.org/package/2006/content-types"
	wordML    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	docPart   = "word/document.xml"
)

// program is what stands where Word wants an application: never a person.
const program = "亲清台账"

// part is a file of the package. raw is written as it is; else content is marshalled.
type part struct {
	name, mime string
	rel        string // id of the main part's relation to it
	content    any
	raw        []byte
}

type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

type relations struct {
	XMLName xml.Name   `xml:"Relationships"`
	NS      string     `xml:"xmlns,attr"`
	List    []relation `xml:"Relationship"`
}

type contentTypes struct {
	XMLName   xml.Name       `xml:"Types"`
	NS        string         `xml:"xmlns,attr"`
	Defaults  []typeDefault  `xml:"Default"`
	Overrides []typeOverride `xml:"Override"`
}

type typeDefault struct {
	Extension string `xml:"Extension,attr"`
	Type      string `xml:"ContentType,attr"`
}

type typeOverride struct {
	Part string `xml:"PartName,attr"`
	Type string `xml:"ContentType,attr"`
}

// document is the main part, with the namespaces pictures need.
type document struct {
	XMLName xml.Name `xml:"w:document"`
	W       string   `xml:"xmlns:w,attr"`
	R       string   `xml:"xmlns:r,attr"`
	WP      string   `xml:"xmlns:wp,attr"`
	A       string   `xml:"xmlns:a,attr"`
	Pic     string   `xml:"xmlns:pic,attr"`
	Body    struct {
		Content []any
	} `xml:"w:body"`
}

// relate is the id of the main part's relation to a target inside word/.
func (f *flow) relate(kind, target string) string {
	id := "rId" + itoa(len(f.related)+1)
	f.related = append(f.related, relation{id, kind, target})
	return id
}

// part puts a part the main part refers to into the package once, and returns the id of
// the relation.
func (f *flow) part(name, mime, kind string, content any) string {
	for _, p := range f.parts {
		if p.name == name {
			return p.rel
		}
	}
	id := f.relate(kind, name[len("word/"):])
	f.parts = append(f.parts, part{name: name, mime: mime, rel: id, content: content})
	return id
}

// pack writes the package. The order of the parts and the lack of times in the archive
// make equal documents equal bytes.
func (f *flow) pack(w io.Writer, created time.Time) error {
	f.part("word/styles.xml", wordML+"styles+xml", relOffice+"styles", styles())
	f.part("word/settings.xml", wordML+"settings+xml", relOffice+"settings", newSettings())
	f.part("word/fontTable.xml", wordML+"fontTable+xml", relOffice+"fontTable", newFontTable())
	doc := document{W: nsWord, R: relOffice[:len(relOffice)-1], WP: nsDrawing, A: nsMain, Pic: nsPicture}
	doc.Body.Content = f.body
	parts := append([]part{
		{name: docPart, mime: wordML + "document.main+xml", content: doc},
		{name: "word/_rels/document.xml.rels", content: relations{NS: nsRels, List: f.related}},
		{name: "docProps/core.xml", mime: "application/vnd.openxmlformats-package.core-properties+xml", content: f.coreProperties(created)},
		{name: "docProps/app.xml", mime: "application/vnd.openxmlformats-officedocument.extended-properties+xml", content: newAppProperties()},
	}, f.parts...)
	types := contentTypes{NS: nsTypes, Defaults: []typeDefault{{"png", "image/png"}, {"rels", "application/vnd.openxmlformats-package.relationships+xml"}, {"xml", "application/xml"}}}
	for _, p := range parts {
		if p.mime != "" {
			types.Overrides = append(types.Overrides, typeOverride{"/" + p.name, p.mime})
		}
	}
	parts = append([]part{
		{name: "[Content_Types].xml", content: types},
		{name: "_rels/.rels", content: relations{NS: nsRels, List: []relation{
			{"rId1", relOffice + "officeDocument", docPart},
			{"rId2", relCore, "docProps/core.xml"},
			{"rId3", relOffice + "extended-properties", "docProps/app.xml"}}}},
	}, parts...)
	zw := zip.NewWriter(w)
	for _, p := range parts {
		if err := writePart(zw, p); err != nil {
			return err
		}
	}
	return zw.Close()
}

func writePart(zw *zip.Writer, p part) error {
	w, err := zw.Create(p.name)
	if err != nil {
		return err
	}
	if p.raw != nil {
		_, err = w.Write(p.raw)
		return err
	}
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(p.content)
}
