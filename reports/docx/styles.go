package docx

import (
	"encoding/xml"
	"math"
)

// Typefaces by the names offices know them under.
const (
	fangSong = "仿宋_GB2312"
	kaiTi    = "楷体_GB2312"
	heiTi    = "黑体"
	songTi   = "宋体"
	biaoSong = "方正小标宋简体"
)

// red is what offices print mastheads in; grey is for marks.
const (
	red  = "FF0000"
	grey = "808080"
)

// Style ids. The built-in ones keep Word's own, so that every program knows them.
const (
	styleBody      = "NormalIndent"
	styleFlush     = "Flush"
	styleTitle     = "Title"
	styleMasthead  = "Masthead"
	styleDocNo     = "DocNo"
	styleCorner    = "Corner"
	styleRule      = "Rule"
	styleRecipient = "Recipient"
	styleAnnexList = "AnnexList"
	styleSigned    = "Signatory"
	styleDated     = "DateLine"
	styleAnnexMark = "AnnexMark"
	styleAnnexName = "AnnexTitle"
	styleTableName = "TableTitle"
	styleTableUnit = "TableUnit"
	styleTableNote = "TableNote"
	styleTableHead = "TableHead"
	styleTableText = "TableText"
	styleCaption   = "FormCaption"
	styleTotal     = "Total"
	styleFigure    = "Figure"
	styleGap       = "Gap"
	styleImprint   = "Imprint"
	styleHeader    = "Header"
	styleFooter    = "Footer"
	styleGrid      = "TableGrid"
)

func headingStyle(level int) string { return "Heading" + itoa(min(max(level, 1), 4)) }

type style struct {
	XMLName xml.Name    `xml:"w:style"`
	Type    string      `xml:"w:type,attr"`
	Default string      `xml:"w:default,attr,omitempty"`
	Custom  string      `xml:"w:customStyle,attr,omitempty"`
	ID      string      `xml:"w:styleId,attr"`
	Name    valued      `xml:"w:name"`
	Aliases *valued     `xml:"w:aliases"`
	Based   *valued     `xml:"w:basedOn"`
	Next    *valued     `xml:"w:next"`
	Order   *number     `xml:"w:uiPriority"`
	Quick   *present    `xml:"w:qFormat"`
	Para    *paraProps  `xml:"w:pPr"`
	Run     *runProps   `xml:"w:rPr"`
	Table   *tableStyle `xml:"w:tblPr"`
}

type tableStyle struct {
	Borders *tableBorders `xml:"w:tblBorders"`
	Margins *cellMargins  `xml:"w:tblCellMar"`
}

type tableBorders struct {
	Top     border `xml:"w:top"`
	Left    border `xml:"w:left"`
	Bottom  border `xml:"w:bottom"`
	Right   border `xml:"w:right"`
	InsideH border `xml:"w:insideH"`
	InsideV border `xml:"w:insideV"`
}

type styleSheet struct {
	XMLName  xml.Name    `xml:"w:styles"`
	W        string      `xml:"xmlns:w,attr"`
	Defaults docDefaults `xml:"w:docDefaults"`
	Styles   []style
}

type docDefaults struct {
	Run  *runProps  `xml:"w:rPrDefault>w:rPr"`
	Para *paraProps `xml:"w:pPrDefault>w:pPr"`
}

// face names one typeface for all scripts, so that digits and letters are set in it too.
func face(name string) *fonts {
	return &fonts{Hint: "eastAsia", ASCII: name, HAnsi: name, EastAsia: name, CS: name}
}

func sized(points float64) *number { return &number{int(math.Round(points * 2))} }

// letters are a typeface and a size in points. 3号 is drawn together by a quarter of a
// point, so that 28 stand on a line in programs too that make little of the grid.
func letters(name string, points float64) *runProps {
	r := &runProps{Fonts: face(name), Spacing: &number{0}, Size: sized(points), SizeCS: sized(points)}
	if points == 16 {
		r.Spacing = &number{-5}
	}
	return r
}

func coloured(ink string, r *runProps) *runProps {
	r.Color = &valued{ink}
	return r
}

// exact is a line height that does not depend on the font, with space around.
func exact(line, before, after int) *spacing {
	return &spacing{Before: &before, After: &after, Line: &line, Rule: "exact"}
}

func chars(n float64) (hundredths, twips *int) {
	return new(int(math.Round(n * 100))), new(int(math.Round(n * pitch)))
}

func firstLine(n float64) *indent {
	i := &indent{}
	i.FirstLineChars, i.FirstLine = chars(n)
	return i
}

var off = &number{0}

// builtIn and own make paragraph styles; own ones bear a Chinese name.
func builtIn(id, name, alias string, p *paraProps, r *runProps) style {
	s := style{Type: "paragraph", ID: id, Name: valued{name}, Based: &valued{"Normal"}, Quick: &present{}, Para: p, Run: r}
	if alias != "" {
		s.Aliases = &valued{alias}
	}
	return s
}

func own(id, name string, p *paraProps, r *runProps) style {
	s := builtIn(id, name, "", p, r)
	s.Custom = "1"
	return s
}

func (s style) then(next string) style {
	s.Next = &valued{next}
	return s
}

// outlined is a level of the outline: what the navigation pane lists.
func outlined(level int, alias, font string) style {
	return builtIn(headingStyle(level), "heading "+itoa(level), alias,
		&paraProps{KeepNext: &present{}, KeepLines: &present{}, Indent: firstLine(2), Outline: &number{level - 1}},
		letters(font, 16)).then(styleBody)
}

func centre() *valued { return &valued{"center"} }

// styles is the sheet: 正文 3号 仿宋 on 28.95 points, titles 2号 小标宋, levels 黑体 and
// 楷体 (GB/T 9704-2012, 7.3).
func styles() styleSheet {
	normal := style{Type: "paragraph", Default: "1", ID: "Normal", Name: valued{"Normal"}, Quick: &present{},
		Para: &paraProps{Overflow: off, AutoLatin: off, AutoNumber: off, AdjustRight: off, SnapToGrid: off, Spacing: exact(lead, 0, 0), Align: &valued{"both"}},
		// The character grid counts from the size of this very style.
		Run: letters(fangSong, 16)}
	list := []style{normal,
		builtIn(styleBody, "Normal Indent", "公文正文", &paraProps{Indent: firstLine(2)}, nil),
		builtIn(styleTitle, "Title", "公文标题", &paraProps{KeepNext: &present{}, KeepLines: &present{}, Spacing: exact(titleLead, 0, lead), Align: centre()}, letters(biaoSong, 22)).then(styleBody),
		outlined(1, "一级标题", heiTi), outlined(2, "二级标题", kaiTi), outlined(3, "三级标题", fangSong), outlined(4, "四级标题", fangSong),
		own(styleFlush, "正文顶格", nil, nil),
		own(styleCorner, "份号密级紧急程度", nil, letters(heiTi, 16)),
		own(styleMasthead, "发文机关标志", &paraProps{KeepNext: &present{}, Align: centre()}, coloured(red, letters(biaoSong, 52))),
		own(styleDocNo, "发文字号", &paraProps{KeepNext: &present{}, Align: centre()}, nil),
		own(styleRule, "红线", &paraProps{KeepNext: &present{}}, nil),
		own(styleRecipient, "主送机关", nil, nil).then(styleBody),
		own(styleAnnexList, "附件说明", &paraProps{KeepNext: &present{}, KeepLines: &present{}}, nil),
		own(styleSigned, "署名", &paraProps{KeepNext: &present{}, KeepLines: &present{}, Spacing: exact(lead, lead, 0), Align: &valued{"right"}}, nil),
		own(styleDated, "成文日期", &paraProps{KeepLines: &present{}, Align: &valued{"right"}}, nil),
		own(styleAnnexMark, "附件", &paraProps{KeepNext: &present{}, Spacing: exact(lead, 0, lead)}, letters(heiTi, 16)),
		own(styleAnnexName, "附件标题", &paraProps{KeepNext: &present{}, KeepLines: &present{}, Spacing: exact(titleLead, 0, lead/2), Align: centre(), Outline: &number{0}}, letters(biaoSong, 22)).then(styleBody),
		own(styleTableName, "表题", &paraProps{KeepNext: &present{}, KeepLines: &present{}, Spacing: exact(lead*9/10, lead/6, 0), Align: centre()}, letters(heiTi, 14)),
		own(styleTableUnit, "表单位", &paraProps{KeepNext: &present{}, Spacing: exact(noteLead, 0, 0), Align: &valued{"right"}}, letters(fangSong, 12)),
		own(styleTableNote, "表注", &paraProps{Spacing: exact(noteLead, 0, 0)}, letters(fangSong, 12)),
		own(styleCaption, "栏名", &paraProps{Spacing: exact(formLead, 0, 0), Align: centre()}, letters(heiTi, 12)),
		own(styleFigure, "图", &paraProps{Spacing: &spacing{Before: new(lead / 4), After: new(lead / 2), Line: new(240), Rule: "auto"}, Align: centre()}, nil),
		own(styleGap, "间隔", &paraProps{Spacing: exact(lead/2, 0, 0)}, letters(fangSong, 5)),
		own(styleImprint, "版记", &paraProps{Spacing: exact(imprintLead, 0, 0)}, letters(fangSong, 14)),
		builtIn(styleHeader, "header", "", &paraProps{Spacing: exact(markLead, 0, 0), Align: &valued{"left"}}, coloured(grey, letters(heiTi, 16))),
		builtIn(styleFooter, "footer", "", &paraProps{Spacing: exact(markLead, 0, 0)}, letters(songTi, 14)),
	}
	list = append(list, tableStyles()...)
	return styleSheet{W: nsWord, Styles: list, Defaults: docDefaults{
		Run: &runProps{Fonts: face(fangSong), Kern: &number{0}, Size: sized(16), SizeCS: sized(16), Language: &langTag{"en-US", "zh-CN"}}, Para: &paraProps{}}}
}

// tableSizes are the sizes reports/typeset sets tables in, in points, with their names.
var tableSizes = []struct {
	size float64
	name string
}{{12, ""}, {10.5, "五号"}, {9, "小五"}, {7.5, "六号"}}

// sizedStyle is the id of the style of table text or heads of a size.
func sizedStyle(base string, size float64) string {
	if size == tableSizes[0].size {
		return base
	}
	return base + itoa(int(size*10))
}

func tableStyles() []style {
	var out []style
	for _, t := range tableSizes {
		line := exact(tableLead(t.size), 0, 0)
		out = append(out,
			own(sizedStyle(styleTableText, t.size), "表格"+t.name, &paraProps{Spacing: line, Align: &valued{"left"}}, letters(fangSong, t.size)),
			own(sizedStyle(styleTableHead, t.size), "表头"+t.name, &paraProps{KeepNext: &present{}, Spacing: line, Align: centre()}, letters(heiTi, t.size)))
	}
	thin := border{Val: "single", Size: 4, Color: "000000"}
	return append(out,
		style{Type: "character", Custom: "1", ID: styleTotal, Name: valued{"合计"}, Quick: &present{},
			Run: &runProps{Fonts: face(heiTi), Bold: &number{1}, BoldCS: &number{1}}},
		style{Type: "table", Default: "1", ID: "TableNormal", Name: valued{"Normal Table"}, Order: &number{99},
			Table: &tableStyle{Margins: padded(0, 0)}},
		style{Type: "table", ID: styleGrid, Name: valued{"Table Grid"}, Based: &valued{"TableNormal"}, Order: &number{39},
			Table: &tableStyle{Borders: &tableBorders{thin, thin, thin, thin, thin, thin}, Margins: padded(60, 60)}})
}

func padded(upright, sideways int) *cellMargins {
	v, h := measure{upright, "dxa"}, measure{sideways, "dxa"}
	return &cellMargins{Top: v, Left: h, Bottom: v, Right: h}
}

// tableLead is the line height of table text of a size in points, as in the PDF.
func tableLead(size float64) int { return int(math.Round(size*1.4*2) * 10) }
