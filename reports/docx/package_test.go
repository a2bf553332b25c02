package docx

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"path"
	"slices"
	"strings"
	"testing"

	"qinqing/reports"
)

// drawn4x3 is a picture of any chart.
func drawn4x3(reports.Chart, float64) ([]byte, error) {
	var buf bytes.Buffer
	err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, 4, 3)))
	return buf.Bytes(), err
}

// trees are bulletins of every form.
func trees() map[string]*reports.Bulletin {
	wide := sample("A")
	wide.Masthead, wide.Recipient, wide.DocNo, wide.Imprint = "", "", "", reports.Imprint{}
	wide.Body = []reports.Block{{Table: wideTable()}, {Table: units("第二表")}, {Table: units("第三表")}}
	last := sample("A")
	last.Annexes = last.Annexes[:1]
	plain := sample("C")
	plain.Demo, plain.Draft, plain.Urgency = false, false, ""
	full := sample("A")
	full.CopyNo, full.Secrecy, full.Signature.Sealed = "000012", "内部测试★1年", true
	long := sample("A")
	long.Masthead = "中共××市××区纪委××市××区监委驻××市××区商务局纪检监察组办公室"
	bare := units("表")
	bare.Notes, bare.Rows[2].Cells[5].Note = nil, ""
	return map[string]*reports.Bulletin{
		"A": sample("A"), "B": sample("B"), "C": sample("C"), "C without marks": plain, "all corners, seal": full,
		"wide list": wide, "ends on its side": last, "long masthead": long,
		"nothing": {}, "title only": {Title: "标题"},
		"a table alone":        {Body: []reports.Block{{Table: bare}}},
		"an annex alone":       {Annexes: []reports.Annex{{No: 1, Title: "附", Landscape: true, Blocks: []reports.Block{{Table: bare}}}}},
		"tables in a row":      {Body: []reports.Block{{Table: bare}, {Table: bare}}, Annexes: []reports.Annex{{No: 1, Landscape: true, Blocks: []reports.Block{{Table: bare}}}, {No: 2}}},
		"tables without names": {Body: []reports.Block{{Table: nameless()}, {Table: nameless()}}},
		"rows too short":       {Body: []reports.Block{{Table: &reports.Table{Columns: []reports.Column{{}, {}}, Header: [][]reports.HeaderCell{{{Text: "甲", ColSpan: 5, RowSpan: 9}}, {{Text: "多"}}}, Rows: []reports.Row{row("1")}}}}},
		"holes in the head":    {Body: []reports.Block{{Table: &reports.Table{Columns: []reports.Column{{}, {}, {}}, Header: [][]reports.HeaderCell{{{Text: "甲"}}, {}}}}}},
	}
}

func nameless() *reports.Table {
	return &reports.Table{Columns: []reports.Column{{}}, Rows: []reports.Row{row("甲")}}
}

func wideTable() *reports.Table {
	t := &reports.Table{Title: "问题台账", Header: [][]reports.HeaderCell{{}}}
	for _, h := range []string{"编号", "登记日期", "企业", "问题", "主办单位", "承诺期限", "办理状态", "办结日期", "灯", "备注"} {
		t.Header[0] = append(t.Header[0], reports.HeaderCell{Text: h})
		t.Columns = append(t.Columns, reports.Column{Key: h, Align: reports.Left})
	}
	for i := range 30 {
		t.Rows = append(t.Rows, row(fmt.Sprintf("WT-2026-%05d", i+1), "2026-10-09", "某机械企业A", strings.Repeat("企业反映厂区门前道路破损。", i), "县交通运输局", "2026-11-09", "在办", "—", "绿", ""))
	}
	return t
}

func TestPackage(t *testing.T) {
	for name, tree := range trees() {
		for _, opt := range []struct {
			name string
			Options
		}{{"tables for charts", Options{}}, {"pictures", Options{Chart: drawn4x3}}} {
			t.Run(name+"/"+opt.name, func(t *testing.T) {
				file, _ := write(t, tree, opt.Options)
				p := read(t, file)
				checkTypes(t, p)
				checkRelations(t, p)
				checkOrder(t, p)
				checkStyles(t, p)
				checkBody(t, p)
				again, _ := write(t, tree, opt.Options)
				if !bytes.Equal(file, again) {
					t.Error("equal trees give unequal bytes")
				}
			})
		}
	}
}

// checkTypes wants a content type for every part, and none for a part that is not there.
func checkTypes(t *testing.T, p *pack) {
	if p.names[0] != "[Content_Types].xml" {
		t.Errorf("first part is %s", p.names[0])
	}
	defaults, overrides := map[string]bool{}, map[string]bool{}
	for _, n := range p.xml["[Content_Types].xml"].kids {
		if n.name == "Default" {
			defaults[n.attr("Extension")] = true
			continue
		}
		part := strings.TrimPrefix(n.attr("PartName"), "/")
		if overrides[part] || p.raw[part] == nil {
			t.Errorf("content type for %s, which is not there or has two", part)
		}
		overrides[part] = true
	}
	for _, n := range p.names[1:] {
		ext := strings.TrimPrefix(path.Ext(n), ".")
		if !overrides[n] && (!defaults[ext] || ext == "xml") {
			t.Errorf("no content type for %s", n)
		}
	}
}

// checkRelations wants every relation to lead to a part, every part to be reached, ids
// unique, and every reference to be of the kind it claims.
func checkRelations(t *testing.T, p *pack) {
	reached := map[string]bool{"[Content_Types].xml": true, "_rels/.rels": true, "word/_rels/document.xml.rels": true}
	for _, rels := range []struct{ part, base string }{{"_rels/.rels", ""}, {"word/_rels/document.xml.rels", "word"}} {
		ids := map[string]bool{}
		for _, r := range p.xml[rels.part].kids {
			target := path.Join(rels.base, r.attr("Target"))
			if ids[r.attr("Id")] || p.raw[target] == nil || r.attr("TargetMode") != "" {
				t.Errorf("%s: relation %s to %s", rels.part, r.attr("Id"), target)
			}
			ids[r.attr("Id")], reached[target] = true, true
		}
	}
	for _, n := range p.names {
		if !reached[n] {
			t.Errorf("%s is in the package but nothing refers to it", n)
		}
	}
	related := p.related()
	kinds := map[string]string{"w:headerReference": "header", "w:footerReference": "footer", "a:blip": "image"}
	p.xml[docPart].each(func(n *node) {
		id := n.attr("r:id") + n.attr("r:embed")
		if kind := kinds[n.name]; kind != "" && (related[id] == nil || path.Base(related[id].attr("Type")) != kind) {
			t.Errorf("%s refers to %q, which is no %s", n.name, id, kind)
		}
	})
	seen := map[string]bool{}
	for _, n := range p.xml[docPart].all("wp:docPr") {
		if id := n.attr("id"); seen[id] || id == "0" {
			t.Errorf("picture id %s is not unique", id)
		} else {
			seen[id] = true
		}
	}
}

// checkStyles wants every style that is named to exist, once.
func checkStyles(t *testing.T, p *pack) {
	kinds := map[string]string{}
	for _, s := range p.xml["word/styles.xml"].all("w:style") {
		id := s.attr("w:styleId")
		if kinds[id] != "" {
			t.Errorf("style %s is there twice", id)
		}
		kinds[id] = s.attr("w:type")
	}
	want := map[string]string{"w:pStyle": "paragraph", "w:rStyle": "character", "w:tblStyle": "table", "w:basedOn": "", "w:next": "paragraph"}
	for name, part := range p.xml {
		part.each(func(n *node) {
			kind, refers := want[n.name]
			got := kinds[n.attr("w:val")]
			if refers && (got == "" || kind != "" && got != kind) {
				t.Errorf("%s: %s names the style %q (%s)", name, n.name, n.attr("w:val"), got)
			}
		})
	}
	for _, n := range p.xml[docPart].all("w:p") {
		if !n.child("w:pPr").has("w:pStyle") {
			t.Errorf("a paragraph has no style: %s", n.words())
		}
	}
}

// checkBody wants what word processors insist on: tables apart, every cell with a
// paragraph, every row as wide as the grid, merged cells begun, a section at the end.
func checkBody(t *testing.T, p *pack) {
	body := p.body()
	if body[len(body)-1].name != "w:sectPr" || len(body) > 1 && body[len(body)-2].name == "w:tbl" {
		t.Error("the body does not end with a paragraph and a section")
	}
	for i := range body[1:] {
		if body[i].name == "w:tbl" && body[i+1].name == "w:tbl" {
			t.Error("two tables touch and would become one")
		}
	}
	for _, part := range p.xml {
		for _, tbl := range part.all("w:tbl") {
			checkGrid(t, tbl)
		}
	}
	p.xml[docPart].each(func(n *node) {
		if slices.Contains([]string{"w:vanish", "w:webHidden", "w:specVanish", "w:ins", "w:del", "w:commentReference"}, n.name) {
			t.Errorf("%s hides text or tells of a person", n.name)
		}
	})
}

func checkGrid(t *testing.T, tbl *node) {
	cols := len(tbl.all("w:gridCol"))
	var open []bool
	for _, tr := range tbl.kids {
		if tr.name != "w:tr" {
			continue
		}
		at, now := 0, make([]bool, cols)
		for _, tc := range tr.kids {
			if tc.name != "w:tc" {
				continue
			}
			if tc.kids[len(tc.kids)-1].name != "w:p" {
				t.Error("a cell does not end with a paragraph")
			}
			span := 1
			if s := tc.child("w:tcPr").child("w:gridSpan").attr("w:val"); s != "" {
				fmt.Sscan(s, &span)
			}
			merge := tc.child("w:tcPr").child("w:vMerge").attr("w:val")
			if merge == "continue" && (open == nil || !open[at]) {
				t.Errorf("a cell continues what never began: %s", tbl.words())
			}
			if at+span <= cols {
				now[at] = merge != ""
			}
			at += span
		}
		if at != cols {
			t.Errorf("a row has %d of %d columns: %s", at, cols, tr.words())
		}
		open = now
	}
}

func TestPropertiesNameNobody(t *testing.T) {
	file, _ := write(t, sample("A"), Options{})
	p := read(t, file)
	core := p.xml["docProps/core.xml"]
	var got []string
	for _, k := range core.kids {
		got = append(got, k.name+"="+k.text)
	}
	want := []string{"dc:title=" + sample("A").Title, "dc:subject=月度通报 2026年10月 示例数据", "dcterms:created=2026-11-05T12:00:00Z", "dcterms:modified=2026-11-05T12:00:00Z"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if app := p.xml["docProps/app.xml"]; len(app.kids) != 1 || app.child("Application").text != "亲清台账" {
		t.Errorf("application properties: %v", app.kids)
	}
	for _, n := range p.names {
		if strings.Contains(n, "comment") || strings.Contains(n, "people") || strings.Contains(n, "custom") {
			t.Errorf("%s is in the package", n)
		}
	}
}

func TestPictures(t *testing.T) {
	broken := errors.New("没有字体")
	for _, c := range []struct {
		name     string
		draw     func(reports.Chart, float64) ([]byte, error)
		pictures int
		warned   int
	}{
		{"none asked for", nil, 0, 0},
		{"drawn", drawn4x3, 2, 0},
		{"drawing fails", func(reports.Chart, float64) ([]byte, error) { return nil, broken }, 0, 2},
		{"no picture", func(reports.Chart, float64) ([]byte, error) { return []byte("GIF89a"), nil }, 0, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, ws := write(t, sample("A"), Options{Chart: c.draw})
			p := read(t, file)
			pictures := p.xml[docPart].all("w:drawing")
			if len(pictures) != c.pictures || len(ws) != c.warned {
				t.Fatalf("%d pictures, warnings %v", len(pictures), ws)
			}
			values := strings.Contains(p.xml[docPart].words(), "75.5")
			if values == (c.pictures > 0) {
				t.Errorf("values in the text: %v", values)
			}
			for _, d := range pictures {
				// 156 mm wide, three quarters of that high, in EMU.
				if e := d.all("wp:extent")[0]; e.attr("cx") != "5615940" || e.attr("cy") != "4211955" {
					t.Errorf("extent %v", e.attrs)
				}
				if said := d.all("wp:docPr")[0].attr("descr"); !strings.HasPrefix(said, "图") || !strings.Contains(said, "单位：个") {
					t.Errorf("a screen reader would say %q", said)
				}
			}
		})
	}
}

type brokenDisk struct{}

func (brokenDisk) Write([]byte) (int, error) { return 0, errors.New("磁盘已满") }

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		err  func() error
		want string
	}{
		{"no tree", func() error { _, err := Write(&bytes.Buffer{}, nil, Options{}); return err }, "没有可以生成的文件内容"},
		{"disk full", func() error { _, err := Write(brokenDisk{}, sample("A"), Options{}); return err }, "磁盘已满"},
		{"a drawer that panics", func() error {
			_, err := Write(&bytes.Buffer{}, sample("A"), Options{Chart: func(reports.Chart, float64) ([]byte, error) { panic("坏了") }})
			return err
		}, "坏了"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.err(); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "台账") {
				t.Errorf("got %v", err)
			}
		})
	}
}
