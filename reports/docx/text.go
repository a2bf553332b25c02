package docx

import (
	"slices"
	"strconv"
	"strings"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

func itoa(n int) string { return strconv.Itoa(n) }

// clean makes text that XML can hold and that hides nothing; damaged bytes are told of.
func (f *flow) clean(s string) string {
	s = typeset.Clean(s)
	if strings.ContainsRune(s, 0xfffd) {
		f.warn(DamagedText, "文字里有损坏的字符，Word 文件里显示为“\ufffd”。请核对原文")
	}
	return s
}

// oneLine is clean text without line ends.
func (f *flow) oneLine(s string) string { return strings.ReplaceAll(f.clean(s), "\n", " ") }

func (f *flow) warn(code, text string) {
	w := reports.Warning{Code: code, Text: text}
	if !slices.Contains(f.warnings, w) {
		f.warnings = append(f.warnings, w)
	}
}

// chineseDate turns yyyy-MM-dd into 2026年4月3日; anything else stays as it is.
func chineseDate(s string) string {
	p := strings.Split(s, "-")
	if len(p) != 3 {
		return s
	}
	var n [3]int
	for i := range p {
		v, err := strconv.Atoi(p[i])
		if err != nil {
			return s
		}
		n[i] = v
	}
	return itoa(n[0]) + "年" + itoa(n[1]) + "月" + itoa(n[2]) + "日"
}

// emptyText is the one row of an empty table: 本期无 and what the table lists.
func emptyText(title string) string {
	what := title
	for _, s := range []string{"统计表", "明细表", "一览表", "情况表", "清单", "名单", "台账", "表"} {
		if cut, ok := strings.CutSuffix(what, s); ok {
			what = cut
			break
		}
	}
	if what == "" {
		what = "记录"
	}
	return "本期无" + what
}

// mentions tells whether a remark stands in the blocks already.
func mentions(d *reports.Bulletin, note string) bool {
	all := [][]reports.Block{d.Body}
	for _, a := range d.Annexes {
		all = append(all, a.Blocks)
	}
	for _, b := range slices.Concat(all...) {
		if b.Para != nil && strings.Contains(b.Para.Text(), note) ||
			b.Table != nil && strings.Contains(strings.Join(b.Table.Notes, "\n"), note) {
			return true
		}
	}
	return false
}

// wideList tells whether a list without masthead is printed on its side.
func wideList(d *reports.Bulletin) bool {
	return d.Masthead == "" && slices.ContainsFunc(d.Body, func(b reports.Block) bool {
		return b.Table != nil && len(b.Table.Columns) > 8
	})
}
