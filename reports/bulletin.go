// Package reports turns facts into document trees: it composes bulletins and
// lists, masks what must not leave the office, and holds the rules of issuing.
//
// It is not a writer of files (reports/pdf and reports/xlsx are), it computes no
// figure (reports/stats does), and it knows neither SQL nor the window. It is
// called by app/command and app/page.
package reports

import "qinqing/data"

// Bulletin is a document before it is a file: the one tree from which PDF,
// workbook and preview are all written. Every number in it that comes from the
// catalogue of figures is a field pointing into Figures.
type Bulletin struct {
	Kind     string `json:"kind"`     // 月度通报, 季度通报, 专题通报, 台账 …
	Template string `json:"template"` // "A" 公文式, "B" 简报式, "C" 信函格式
	Demo     bool   `json:"demo"`     // the database holds 示例数据: every page says so
	Draft    bool   `json:"draft"`    // not issued yet
	// Mark is written into the properties of every file of an issued document, so that a
	// file can be told from its like even where a byte of it was changed.
	Mark string `json:"mark,omitempty"`

	Caution   string    `json:"caution,omitempty"` // at the head of every page: 内部资料　注意保存
	CopyNo    string    `json:"copyNo,omitempty"`  // 份号, six digits; empty: none printed
	Secrecy   string    `json:"secrecy,omitempty"` // 密级和保密期限; never set by ComposeAll: this is no system for state secrets
	Urgency   string    `json:"urgency,omitempty"` // 紧急程度: 特急, 加急
	Serial    string    `json:"serial,omitempty"`  // 第N期（总第N期）, 简报式 only
	Masthead  string    `json:"masthead"`          // 发文机关标志; empty: none printed
	DocNo     string    `json:"docNo"`             // 发文字号, typed by the office, never invented
	Title     string    `json:"title"`             // without line breaks
	Recipient string    `json:"recipient"`         // 主送机关, without the colon; empty: none
	Body      []Block   `json:"body"`
	Signature Signature `json:"signature"`
	Remark    string    `json:"remark,omitempty"` // 附注, without its brackets
	Annexes   []Annex   `json:"annexes"`
	Imprint   Imprint   `json:"imprint"`
	Ledger    []Table   `json:"ledger,omitempty"` // only in the workbook: 问题台账, whole lists

	Period  PeriodInfo `json:"period"`
	Figures []Figure   `json:"figures"` // every figure used, by ID
	Notes   []string   `json:"notes"`   // data-quality remarks printed with the definitions
}

// PeriodInfo names the time a document is about. Dates are yyyy-MM-dd, both ends in.
type PeriodInfo struct {
	Name string `json:"name"` // 2026年10月
	From string `json:"from"`
	To   string `json:"to"`
}

// Block is one element of the body: exactly one pointer is set. Key names it among those
// the office may change or leave out, whatever else the period has to tell.
type Block struct {
	Key     string   `json:"key,omitempty"`
	Heading *Heading `json:"heading,omitempty"`
	Para    *Para    `json:"para,omitempty"`
	Table   *Table   `json:"table,omitempty"`
	Form    *Form    `json:"form,omitempty"`
	Chart   *Chart   `json:"chart,omitempty"`
}

// Heading has Level 1 (一、 黑体), 2 （（一） 楷体), 3 (1. 仿宋) or 4 （（1） 仿宋). Text
// includes its number.
type Heading struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
}

// Para is a paragraph, indented two characters unless Flush.
type Para struct {
	Spans []Span `json:"spans"`
	Flush bool   `json:"flush,omitempty"`
}

// Span is a run of text. With Figure set, Text is the printed value of that
// figure (Bulletin.Figures[].ID) and nothing else; with Problem set, it is the number of
// that problem.
type Span struct {
	Text    string  `json:"text"`
	Figure  string  `json:"figure,omitempty"`
	Problem data.ID `json:"problem,omitempty"`
}

// Text joins the spans of a paragraph.
func (p *Para) Text() string {
	n := 0
	for _, s := range p.Spans {
		n += len(s.Text)
	}
	b := make([]byte, 0, n)
	for _, s := range p.Spans {
		b = append(b, s.Text...)
	}
	return string(b)
}

// Align places text in a cell.
type Align string

// Alignments of a column.
const (
	Left   Align = "left"
	Center Align = "center"
	Right  Align = "right"
)

// Table is a grid with a header that may have merged cells and is repeated on
// each page. Header rows list their cells left to right, skipping places already
// taken by a cell above with RowSpan > 1.
type Table struct {
	Title   string         `json:"title"`
	Unit    string         `json:"unit,omitempty"` // "单位：个" printed above right
	Columns []Column       `json:"columns"`
	Header  [][]HeaderCell `json:"header"`
	Rows    []Row          `json:"rows"`
	Lines   int            `json:"lines,omitempty"` // least height of a row, where somebody signs in it; 0 is 1
	Notes   []string       `json:"notes,omitempty"` // printed under the table
	Sheet   string         `json:"sheet,omitempty"` // the workbook sheet this table fills; empty: not in the workbook
}

// Column says how a column's cells are set. Weight is its share of the width
// when content does not decide; 0 is 1.
type Column struct {
	Key    string  `json:"key"` // stable name, for workbook and tests
	Align  Align   `json:"align"`
	Weight float64 `json:"weight,omitempty"`
}

// HeaderCell is one cell of the header. ColSpan and RowSpan 0 mean 1.
type HeaderCell struct {
	Text    string `json:"text"`
	ColSpan int    `json:"colSpan,omitempty"`
	RowSpan int    `json:"rowSpan,omitempty"`
}

// Row is one row of cells, as many as there are columns. Total marks a 合计 row
// (bold).
type Row struct {
	Cells []Cell `json:"cells"`
	Total bool   `json:"total,omitempty"`
	Key   string `json:"key,omitempty"` // names it in its table, wherever it stands; empty: nothing in it can be typed over
}

// Cell is what is printed (Text) and, where it is a number, its value for the
// workbook. Kind is "" (text), "int", "percent" (Value 87.5 means 87.5 %), "decimal" or "date"
// (Text yyyy-MM-dd).
type Cell struct {
	Text    string   `json:"text"`
	Kind    string   `json:"kind,omitempty"`
	Value   *float64 `json:"value,omitempty"`
	Figure  string   `json:"figure,omitempty"`
	Over    string   `json:"over,omitempty"`    // the figure the office typed over, or LedgerNumber; empty: none
	Problem data.ID  `json:"problem,omitempty"` // whose number it is
	Note    string   `json:"note,omitempty"`    // why masked, 推定 …: a comment in the workbook
}

// Chart is drawn by the writers. Kind is "bar" (side by side), "stacked", "hbar" (a
// ranking, lying), "line", "pie", "ring" or "barline" (bars crossed by a line); an
// unknown one is drawn as "bar". Unit is that of the values, "%" for rates (87.5
// means 87.5 %).
type Chart struct {
	Kind       string        `json:"kind"`
	Title      string        `json:"title"`
	Unit       string        `json:"unit"`
	Categories []string      `json:"categories"`
	Series     []ChartSeries `json:"series"`
}

// ChartSeries is one row of values, as long as Categories. In a "barline" Kind says
// "bar" or "line"; where none says, the last series is the line. Unit is set where
// it is not the chart's. What counts (件次 beside 个) still stands against the one
// axis; any other (a rate beside numbers) is a line against a second.
type ChartSeries struct {
	Name   string    `json:"name"`
	Values []float64 `json:"values"`
	Kind   string    `json:"kind,omitempty"`
	Unit   string    `json:"unit,omitempty"`
}

// Signature is 署名 and 成文日期 (yyyy-MM-dd; empty while a draft).
// Sealed leaves the date where a seal will cover it and 署名.
type Signature struct {
	Unit   string `json:"unit"`
	Date   string `json:"date"`
	Sealed bool   `json:"sealed,omitempty"`
}

// Annex is 附件N, on a new page, landscape where its tables need it.
type Annex struct {
	No        int     `json:"no"`
	Title     string  `json:"title"`
	Landscape bool    `json:"landscape,omitempty"`
	Blocks    []Block `json:"blocks"`
}

// Imprint is 版记: 抄送, 印发机关, 印发日期 (yyyy-MM-dd). 简报式 has 报, 送, 发 and
// 共印N份 instead, 信函格式 only 抄送. Nothing in it: none printed.
type Imprint struct {
	CopyTo    string `json:"copyTo"`
	Office    string `json:"office"`
	PrintedOn string `json:"printedOn"`

	ReportTo string `json:"reportTo,omitempty"` // 报: offices above
	SendTo   string `json:"sendTo,omitempty"`   // 送: offices beside
	IssueTo  string `json:"issueTo,omitempty"`  // 发: offices below
	Copies   int    `json:"copies,omitempty"`   // 共印N份; 0: not printed
	// LastSide puts 版记 on the back of the last sheet of a paper printed on both sides.
	LastSide bool `json:"lastSide,omitempty"`
}

// Figure is one value of the catalogue as used in this document: Text is what is
// printed ("—" where there is no denominator), Value nil then. Query is what
// `qinqing stats` needs to list the rows behind it.
type Figure struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"` // as in the catalogue, e.g. 办结率
	Span        string   `json:"span"` // 本期 期初 期末 累计 环比 同比
	By          string   `json:"by"`   // all, lead, visiting …
	Key         string   `json:"key"`  // which row of that dimension; empty for all
	Unit        string   `json:"unit"`
	Text        string   `json:"text"`
	Value       *float64 `json:"value"`
	Numerator   *int64   `json:"numerator,omitempty"`
	Denominator *int64   `json:"denominator,omitempty"`
	Definition  string   `json:"definition"`
	Note        string   `json:"note,omitempty"`
	Query       string   `json:"query"`
}

// Warning is something a writer could not do as asked: a character no font has,
// a missing font. It is shown to the user, never swallowed.
type Warning struct {
	Code string `json:"code"` // missing-glyph, missing-font, wide-cell …
	Text string `json:"text"` // in Chinese
}
