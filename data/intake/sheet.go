package intake

import (
	"strings"
	"unicode"

	"qinqing/data"
)

// sheet is one table of cells as text, with the row numbers a user sees.
type sheet struct {
	name   string
	rows   []sheetRow // rows with content only, ascending
	merges []block
	hidden bool // not read
	plain  bool // text without merge information: CSV, pasted cells
	base04 bool // serial dates count from 1904
}

type sheetRow struct {
	number int
	cells  []string
}

// block is a merged range; rows and columns count from 1.
type block struct{ top, left, bottom, right int }

func (r sheetRow) cell(column int) string {
	if column < 1 || column > len(r.cells) {
		return ""
	}
	return r.cells[column-1]
}

// Limits of what is read. They are far above any real ledger.
const (
	maxFile       = 64 << 20  // bytes of the file itself
	maxUnpacked   = 200 << 20 // bytes of a workbook unpacked
	maxPart       = 16 << 20  // bytes of a part that is kept in memory
	maxRows       = 1_048_576
	maxFilledRows = 200_000 // rows with content
	maxColumns    = 256     // columns with content
	maxRowCells   = 16_384  // cells of a row, empty ones too: as many as a workbook has
	maxCells      = 3_000_000
	maxCellRunes  = 32_767  // what a cell of a workbook may hold
	maxTextCell   = 200_000 // runes of a cell of CSV, where a long history may stand
	maxTotalText  = 48 << 20
	maxSheets     = 64
	maxMerges     = 200_000
)

// tidy is a cell's text for reading: control characters dropped, white space at the
// ends and runs of blanks removed, lines kept.
func tidy(s string) string {
	clean := true
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7f {
			clean = false
			break
		}
	}
	if clean {
		return strings.TrimSpace(s)
	}
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return '\n'
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\uFFFE', r == '\uFFFF':
			return -1
		case r == '\u00a0':
			return ' '
		}
		return r
	}, s)
	if !strings.ContainsAny(s, "\n\t") {
		return strings.TrimSpace(s)
	}
	var lines []string
	for _, l := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\t' }) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// squeeze folds full-width forms and drops all white space: for words and dates.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u3000' {
			return -1
		}
		return r
	}, foldWidth(s))
}

// isNothing says that a cell only says that there is nothing: 无, —, /.
func isNothing(s string) bool {
	switch strings.Trim(squeeze(s), "。.．,，;；") {
	case "", "无", "没有", "暂无", "无问题", "没有问题", "暂无问题", "未发现问题", "未反映问题", "无反映问题", "暂未反映问题", "未反映",
		"无诉求", "暂无诉求", "无困难", "-", "--", "---", "—", "——", "———", "一", "/", "\\", "／", "N/A", "n/a", "NA", "0", "〇", "零", "零报告", "#N/A":
		return true
	}
	return false
}

// nameless says that a cell names nobody: nothing, or marks only.
func nameless(s string) bool { return isNothing(s) || data.Normalise(s) == "" }

// short cuts a text for a message.
func short(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	return string(r[:runes]) + "…"
}
