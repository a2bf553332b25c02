package docx

import "encoding/xml"

// The elements of WordprocessingML this package writes. Readers refuse children out of
// order, so the fields of each stand in the order of ECMA-376, part 1, annex A.1.

type (
	valued struct {
		Val string `xml:"w:val,attr"`
	}
	number struct {
		Val int `xml:"w:val,attr"`
	}
	present struct{}
)

type paragraph struct {
	XMLName xml.Name   `xml:"w:p"`
	Props   *paraProps `xml:"w:pPr"`
	Content []any
}

type paraProps struct {
	Style       *valued    `xml:"w:pStyle"`
	KeepNext    *present   `xml:"w:keepNext"`
	KeepLines   *present   `xml:"w:keepLines"`
	PageBreak   *present   `xml:"w:pageBreakBefore"`
	Borders     *borders   `xml:"w:pBdr"`
	Tabs        *tabs      `xml:"w:tabs"`
	Kinsoku     *number    `xml:"w:kinsoku"`
	Overflow    *number    `xml:"w:overflowPunct"`
	AutoLatin   *number    `xml:"w:autoSpaceDE"`
	AutoNumber  *number    `xml:"w:autoSpaceDN"`
	AdjustRight *number    `xml:"w:adjustRightInd"`
	SnapToGrid  *number    `xml:"w:snapToGrid"`
	Spacing     *spacing   `xml:"w:spacing"`
	Indent      *indent    `xml:"w:ind"`
	Align       *valued    `xml:"w:jc"`
	Outline     *number    `xml:"w:outlineLvl"`
	Run         *runProps  `xml:"w:rPr"`
	Section     *sectProps `xml:"w:sectPr"`
}

type borders struct {
	Top    *border `xml:"w:top"`
	Bottom *border `xml:"w:bottom"`
}

// border has its size in eighths of a point, its space in points.
type border struct {
	Val   string `xml:"w:val,attr"`
	Size  int    `xml:"w:sz,attr"`
	Space int    `xml:"w:space,attr"`
	Color string `xml:"w:color,attr"`
}

type tabs struct {
	Stops []tabStop `xml:"w:tab"`
}

type tabStop struct {
	Val string `xml:"w:val,attr"`
	Pos int    `xml:"w:pos,attr"`
}

type spacing struct {
	Before *int   `xml:"w:before,attr"`
	After  *int   `xml:"w:after,attr"`
	Line   *int   `xml:"w:line,attr"`
	Rule   string `xml:"w:lineRule,attr,omitempty"`
}

// indent is given twice, in hundredths of a character, which follow the type when an
// office changes its size, and in twips for readers that don't know them.
type indent struct {
	LeftChars      *int `xml:"w:leftChars,attr"`
	Left           *int `xml:"w:left,attr"`
	RightChars     *int `xml:"w:rightChars,attr"`
	Right          *int `xml:"w:right,attr"`
	HangingChars   *int `xml:"w:hangingChars,attr"`
	Hanging        *int `xml:"w:hanging,attr"`
	FirstLineChars *int `xml:"w:firstLineChars,attr"`
	FirstLine      *int `xml:"w:firstLine,attr"`
}

type run struct {
	XMLName xml.Name  `xml:"w:r"`
	Props   *runProps `xml:"w:rPr"`
	Content []any
}

type runProps struct {
	Style    *valued  `xml:"w:rStyle"`
	Fonts    *fonts   `xml:"w:rFonts"`
	Bold     *number  `xml:"w:b"`
	BoldCS   *number  `xml:"w:bCs"`
	Color    *valued  `xml:"w:color"`
	Spacing  *number  `xml:"w:spacing"`
	Kern     *number  `xml:"w:kern"`
	Size     *number  `xml:"w:sz"`   // half points
	SizeCS   *number  `xml:"w:szCs"` // half points
	Language *langTag `xml:"w:lang"`
}

type fonts struct {
	Hint     string `xml:"w:hint,attr,omitempty"`
	ASCII    string `xml:"w:ascii,attr"`
	HAnsi    string `xml:"w:hAnsi,attr"`
	EastAsia string `xml:"w:eastAsia,attr"`
	CS       string `xml:"w:cs,attr"`
}

type langTag struct {
	Val      string `xml:"w:val,attr"`
	EastAsia string `xml:"w:eastAsia,attr"`
}

type text struct {
	XMLName xml.Name `xml:"w:t"`
	Space   string   `xml:"xml:space,attr"`
	Text    string   `xml:",chardata"`
}

type lineBreak struct {
	XMLName xml.Name `xml:"w:br"`
}

type tabMark struct {
	XMLName xml.Name `xml:"w:tab"`
}

// field is a value the word processor fills in.
type field struct {
	XMLName xml.Name `xml:"w:fldSimple"`
	Instr   string   `xml:"w:instr,attr"`
	Runs    []run
}

type grid struct {
	XMLName xml.Name   `xml:"w:tbl"`
	Props   tableProps `xml:"w:tblPr"`
	Columns gridCols   `xml:"w:tblGrid"`
	Rows    []gridRow  `xml:"w:tr"`
}

type tableProps struct {
	Style   *valued      `xml:"w:tblStyle"`
	Float   *floating    `xml:"w:tblpPr"`
	Width   measure      `xml:"w:tblW"`
	Align   *valued      `xml:"w:jc"`
	Layout  *layout      `xml:"w:tblLayout"`
	Margins *cellMargins `xml:"w:tblCellMar"`
	Caption *valued      `xml:"w:tblCaption"`
}

// floating places a table on the page, outside the flow.
type floating struct {
	VAnchor string `xml:"w:vertAnchor,attr"`
	HAnchor string `xml:"w:horzAnchor,attr"`
	X       int    `xml:"w:tblpX,attr,omitempty"`
	XAlign  string `xml:"w:tblpXSpec,attr,omitempty"`
	Y       int    `xml:"w:tblpY,attr,omitempty"`
	YAlign  string `xml:"w:tblpYSpec,attr,omitempty"`
}

type measure struct {
	W    int    `xml:"w:w,attr"`
	Type string `xml:"w:type,attr"`
}

type layout struct {
	Type string `xml:"w:type,attr"`
}

type cellMargins struct {
	Top    measure `xml:"w:top"`
	Left   measure `xml:"w:left"`
	Bottom measure `xml:"w:bottom"`
	Right  measure `xml:"w:right"`
}

type gridCols struct {
	Cols []gridCol `xml:"w:gridCol"`
}

type gridCol struct {
	W int `xml:"w:w,attr"`
}

type gridRow struct {
	Props *rowProps  `xml:"w:trPr"`
	Cells []gridCell `xml:"w:tc"`
}

type rowProps struct {
	CantSplit *present   `xml:"w:cantSplit"`
	Height    *rowHeight `xml:"w:trHeight"`
	Header    *present   `xml:"w:tblHeader"`
}

type rowHeight struct {
	Val  int    `xml:"w:val,attr"`
	Rule string `xml:"w:hRule,attr"`
}

type gridCell struct {
	Props cellProps `xml:"w:tcPr"`
	Paras []*paragraph
}

type cellProps struct {
	Width     measure  `xml:"w:tcW"`
	Span      *number  `xml:"w:gridSpan"`
	Merge     *valued  `xml:"w:vMerge"`
	Borders   *borders `xml:"w:tcBorders"`
	Direction *valued  `xml:"w:textDirection"`
	VAlign    *valued  `xml:"w:vAlign"`
}

type sectProps struct {
	Headers []partRef `xml:"w:headerReference"`
	Footers []partRef `xml:"w:footerReference"`
	Type    valued    `xml:"w:type"`
	Size    pageSize  `xml:"w:pgSz"`
	Margins margins   `xml:"w:pgMar"`
	TitlePg *present  `xml:"w:titlePg"`
	Grid    docGrid   `xml:"w:docGrid"`
}

type partRef struct {
	Type string `xml:"w:type,attr"`
	ID   string `xml:"r:id,attr"`
}

type pageSize struct {
	W      int    `xml:"w:w,attr"`
	H      int    `xml:"w:h,attr"`
	Orient string `xml:"w:orient,attr,omitempty"`
}

type margins struct {
	Top    int `xml:"w:top,attr"`
	Right  int `xml:"w:right,attr"`
	Bottom int `xml:"w:bottom,attr"`
	Left   int `xml:"w:left,attr"`
	Header int `xml:"w:header,attr"`
	Footer int `xml:"w:footer,attr"`
	Gutter int `xml:"w:gutter,attr"`
}

// docGrid has CharSpace in 1/4096 point, added to the size of style Normal.
type docGrid struct {
	Type      string `xml:"w:type,attr,omitempty"`
	LinePitch int    `xml:"w:linePitch,attr"`
	CharSpace int    `xml:"w:charSpace,attr,omitempty"`
}
