package xlsx

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits on an original. Opening a sheet fills every gap left of a row's last
// cell and above its last row in memory, so that a file of 27 KB could ask for
// gigabytes; rows without a number and merged ranges cost their square in time.
const (
	maxGridRows    = 300_000
	maxGridCells   = 2_000_000
	maxUnnumbered  = 10_000
	maxMergeRanges = 20_000
)

var errTooLarge = errors.New("原表的范围过大（可能整行整列设过格式），无法生成标注副本。原表没有改动；请删去多余的空行空列，另存后再试")

// vet walks every XML part of the archive and returns the number of rows of the
// longest sheet, or errTooLarge. Broken XML is left for the opener to report.
func vet(original []byte) (rows int, err error) {
	zr, err := openZip(original)
	if err != nil {
		return 0, err
	}
	for _, e := range zr.File {
		n, err := vetPart(e)
		if err != nil {
			return 0, err
		}
		rows = max(rows, n)
	}
	return rows, nil
}

func vetPart(e *zip.File) (rows int, err error) {
	rc, err := e.Open()
	if err != nil {
		return 0, errNotWorkbook
	}
	defer func() { _ = rc.Close() }()
	// The size in the directory may be a lie: the walk itself is bounded.
	r := bufio.NewReader(io.LimitReader(rc, maxUnpacked))
	if head, _ := r.Peek(64); !strings.HasPrefix(strings.TrimLeft(string(head), "\ufeff \t\r\n"), "<") {
		return 0, nil
	}
	dec := xml.NewDecoder(r)
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	g := grid{}
	for {
		tok, err := dec.RawToken()
		if err != nil {
			break
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if !g.take(start) {
			return 0, errTooLarge
		}
	}
	g.closeRow()
	if g.cells > maxGridCells {
		return 0, errTooLarge
	}
	return g.rows, nil
}

// grid counts what a sheet would take in memory.
type grid struct {
	rows, cells, unnumbered, merges int
	row, col                        int // the row being read and its last column
}

func (g *grid) closeRow() {
	g.rows = max(g.rows, g.row)
	g.cells += g.col
	g.col = 0
}

// take counts one element and tells whether the sheet is still within limits.
func (g *grid) take(e xml.StartElement) bool {
	switch e.Name.Local {
	case "row":
		g.closeRow()
		if n := number(attribute(e, "r")); n > 0 {
			g.row = n
		} else {
			g.row++
			g.unnumbered++
		}
	case "c":
		g.col++
		if col, row, err := excelize.CellNameToCoordinates(attribute(e, "r")); err == nil {
			g.col = max(g.col, col)
			g.row = max(g.row, row)
		}
	case "mergeCell":
		g.merges++
	}
	return g.row <= maxGridRows && g.cells <= maxGridCells && g.unnumbered <= maxUnnumbered && g.merges <= maxMergeRanges
}

func attribute(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// number is a whole number below ten million, or one past it: enough to refuse.
func number(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0
		}
		if n = n*10 + int(c-'0'); n > 10_000_000 {
			return n
		}
	}
	return n
}
