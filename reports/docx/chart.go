package docx

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"math"
	"strconv"
	"strings"

	"qinqing/reports"
)

// chart writes a chart as a picture, or its values as a table where none can be had.
func (f *flow) chart(c *reports.Chart, keep, more bool) {
	if f.draw != nil {
		p, err := f.drawn(c)
		if err == nil {
			f.body = append(f.body, p.kept(keep))
			return
		}
		f.warn(ChartFailed, "图“"+c.Title+"”没有画成，Word 文件里改为列出数据的表，PDF 和台账不受影响。原因："+err.Error())
	}
	f.table(valuesTable(c), keep, more)
}

// drawn is a chart as wide as the text, or as high where the page has not the room.
func (f *flow) drawn(c *reports.Chart) (*paragraph, error) {
	w := float64(f.measure()) / 20
	raw, err := f.draw(*c, w)
	if err != nil {
		return nil, err
	}
	size, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	room := float64(height-2*lead) / 20
	if f.landscape {
		room = float64(width-2*lead) / 20
	}
	h := w * float64(size.Height) / float64(size.Width)
	if h > room {
		w, h = w*room/h, room
	}
	f.pictures++
	name := "media/chart" + itoa(f.pictures) + ".png"
	id := f.relate(relOffice+"image", name)
	f.parts = append(f.parts, part{name: "word/" + name, rel: id, raw: raw})
	p := styled(styleFigure)
	p.Content = []any{&run{Content: []any{f.picture(c, id, emu(w), emu(h))}}}
	return p, nil
}

// valuesTable lists the values of a chart, a row a category.
func valuesTable(c *reports.Chart) *reports.Table {
	t := &reports.Table{Title: c.Title, Columns: []reports.Column{{Align: reports.Left}}, Header: [][]reports.HeaderCell{{{Text: "类别"}}}}
	if unit := strings.TrimPrefix(c.Unit, "单位："); unit != "" {
		t.Unit = "单位：" + unit
	}
	for _, s := range c.Series {
		t.Columns = append(t.Columns, reports.Column{Align: reports.Right})
		name := s.Name
		if s.Unit != "" && s.Unit != c.Unit {
			name += "（" + s.Unit + "）"
		}
		t.Header[0] = append(t.Header[0], reports.HeaderCell{Text: name})
	}
	for i, name := range c.Categories {
		row := reports.Row{Cells: []reports.Cell{{Text: name}}}
		for _, s := range c.Series {
			value := "—"
			if i < len(s.Values) && math.Abs(s.Values[i]) <= 1e15 {
				value = plainNumber(s.Values[i])
			}
			row.Cells = append(row.Cells, reports.Cell{Text: value})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// plainNumber writes a value with at most two decimals.
func plainNumber(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Namespaces of pictures in the text.
const (
	nsDrawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsMain    = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsPicture = "http://schemas.openxmlformats.org/drawingml/2006/picture"
)

// emu turns points into the unit of DrawingML: 12,700 to a point.
func emu(points float64) int { return int(math.Round(points * 12700)) }

type drawing struct {
	XMLName xml.Name `xml:"w:drawing"`
	Inline  inline   `xml:"wp:inline"`
}

type inline struct {
	DistT  int    `xml:"distT,attr"`
	DistB  int    `xml:"distB,attr"`
	DistL  int    `xml:"distL,attr"`
	DistR  int    `xml:"distR,attr"`
	Extent extent `xml:"wp:extent"`
	About  about  `xml:"wp:docPr"`
	Data   struct {
		URI     string  `xml:"uri,attr"`
		Picture picture `xml:"pic:pic"`
	} `xml:"a:graphic>a:graphicData"`
}

type extent struct {
	CX int `xml:"cx,attr"`
	CY int `xml:"cy,attr"`
}

// about names a picture; Descr is what a screen reader says.
type about struct {
	ID    int    `xml:"id,attr"`
	Name  string `xml:"name,attr"`
	Descr string `xml:"descr,attr"`
}

type picture struct {
	About about    `xml:"pic:nvPicPr>pic:cNvPr"`
	Props present  `xml:"pic:nvPicPr>pic:cNvPicPr"`
	Blip  blip     `xml:"pic:blipFill>a:blip"`
	Fill  present  `xml:"pic:blipFill>a:stretch>a:fillRect"`
	Shape picShape `xml:"pic:spPr"`
}

type blip struct {
	Embed string `xml:"r:embed,attr"`
}

type picShape struct {
	Offset struct {
		X int `xml:"x,attr"`
		Y int `xml:"y,attr"`
	} `xml:"a:xfrm>a:off"`
	Extent   extent `xml:"a:xfrm>a:ext"`
	Geometry struct {
		Kind   string  `xml:"prst,attr"`
		Adjust present `xml:"a:avLst"`
	} `xml:"a:prstGeom"`
}

func (f *flow) picture(c *reports.Chart, id string, cx, cy int) drawing {
	a := about{f.pictures, "图" + itoa(f.pictures), f.spoken(c)}
	d := drawing{Inline: inline{Extent: extent{cx, cy}, About: a}}
	d.Inline.Data.URI = nsPicture
	p := &d.Inline.Data.Picture
	p.About, p.Blip.Embed, p.Shape.Extent, p.Shape.Geometry.Kind = a, id, extent{cx, cy}, "rect"
	return d
}

// spoken is a chart in words, for those who can't see it.
func (f *flow) spoken(c *reports.Chart) string {
	t := valuesTable(c)
	words := []string{t.Title}
	if t.Unit != "" {
		words[0] += "（" + t.Unit + "）"
	}
	for _, r := range t.Rows {
		row := r.Cells[0].Text
		for i, cell := range r.Cells[1:] {
			row += " " + c.Series[i].Name + " " + cell.Text
		}
		words = append(words, row)
	}
	return f.oneLine(strings.Join(words, "；"))
}
