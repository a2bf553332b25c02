package xlsx

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

// summarySheet always comes first; chartSheet holds charts and their data, last.
const (
	summarySheet = "汇总"
	chartSheet   = "图表"
)

// bookWriter is one workbook in the making.
type bookWriter struct {
	file     *excelize.File
	styles   *styleBook
	tree     *reports.Bulletin
	opt      Options
	warnings []reports.Warning
	sheets   int
}

func (b *bookWriter) warn(code, text string) {
	b.warnings = append(b.warnings, reports.Warning{Code: code, Text: text})
}

// marked puts 示例数据 and 送审稿 before a title.
func (b *bookWriter) marked(title string) string {
	return marks(b.tree.Demo, b.tree.Draft) + title
}

func marks(demo, draft bool) string {
	m := ""
	if demo {
		m += "【示例数据】"
	}
	if draft {
		m += "【送审稿】"
	}
	return m
}

func (b *bookWriter) madeOn() string {
	if b.opt.Created.IsZero() {
		return "制表日期："
	}
	return "制表日期：" + b.opt.Created.Format("2006年1月2日")
}

// Write writes every table of the body and the annexes that names a sheet, and
// every chart as a native chart on 图表, to w as one workbook. Nothing is written
// to w when an error is returned before the workbook is whole. Errors are in
// Chinese; warnings tell what could not be written as it stands in the tree.
func Write(w io.Writer, b *reports.Bulletin, opt Options) (ws []reports.Warning, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("生成工作簿时出错：%v。没有写出文件，台账数据没有变化", r)
		}
	}()
	order, groups, charts := collect(b)
	if len(order)+len(b.Ledger)+len(charts) == 0 {
		return nil, errors.New("没有可以写入工作簿的表格或图表")
	}
	f := excelize.NewFile(excelize.Options{TmpDir: opt.TmpDir})
	defer func() { err = errors.Join(err, f.Close()) }()
	bw := &bookWriter{file: f, styles: newStyleBook(f), tree: b, opt: opt}
	used := map[string]bool{}
	for i, want := range order {
		if i == listsAt(order) {
			if err := bw.writeLists(b.Ledger, used); err != nil {
				return bw.warnings, err
			}
		}
		name, err := bw.newSheet(want, used)
		if err != nil {
			return bw.warnings, err
		}
		s := &sheetWriter{book: bw, name: name}
		if err := s.writeTables(groups[want]); err != nil {
			return bw.warnings, err
		}
	}
	if listsAt(order) == len(order) {
		if err := bw.writeLists(b.Ledger, used); err != nil {
			return bw.warnings, err
		}
	}
	if len(charts) > 0 {
		name, err := bw.newSheet(chartSheet, used)
		if err != nil {
			return bw.warnings, err
		}
		if err := (&sheetWriter{book: bw, name: name}).writeCharts(charts); err != nil {
			return bw.warnings, err
		}
	}
	f.SetActiveSheet(0)
	if err := setProperties(f, bw.marked(b.Title), b.Mark, opt.Created); err != nil {
		return bw.warnings, err
	}
	if len(b.Ledger) > 0 {
		return bw.warnings, save(w, f, opt.TmpDir, bw.sheets)
	}
	tidy(f)
	if err := f.Write(w); err != nil {
		return bw.warnings, fmt.Errorf("写出工作簿时出错：%w", err)
	}
	return bw.warnings, nil
}

// listsAt is where among the sheets the long lists stand: before the overdue list and
// the definitions, or last.
func listsAt(order []string) int {
	for i, name := range order {
		if name == "逾期清单" || name == "口径说明" {
			return i
		}
	}
	return len(order)
}

func (b *bookWriter) writeLists(lists []reports.Table, used map[string]bool) error {
	for i := range lists {
		name, err := b.newSheet(cmp.Or(lists[i].Sheet, lists[i].Title), used)
		if err != nil {
			return err
		}
		if err := b.writeList(name, &lists[i]); err != nil {
			return err
		}
	}
	return nil
}

// collect lists sheets in order (汇总 first), their tables, and all charts.
func collect(b *reports.Bulletin) (order []string, groups map[string][]*reports.Table, charts []*reports.Chart) {
	groups = map[string][]*reports.Table{}
	take := func(blocks []reports.Block) {
		for _, bl := range blocks {
			if bl.Chart != nil {
				charts = append(charts, bl.Chart)
			}
			t := bl.Table
			if t == nil || t.Sheet == "" {
				continue
			}
			if _, known := groups[t.Sheet]; !known {
				if t.Sheet == summarySheet {
					order = append([]string{t.Sheet}, order...)
				} else {
					order = append(order, t.Sheet)
				}
			}
			groups[t.Sheet] = append(groups[t.Sheet], t)
		}
	}
	take(b.Body)
	for _, a := range b.Annexes {
		take(a.Blocks)
	}
	return order, groups, charts
}

// newSheet adds a sheet, or names the one a new workbook already has.
func (b *bookWriter) newSheet(want string, used map[string]bool) (string, error) {
	name := sheetName(want, used)
	if name != want && !strings.EqualFold(want, chartSheet) {
		b.warn("sheet-name", "工作表名“"+want+"”不符合 Excel 要求，已改为“"+name+"”")
	}
	b.sheets++
	if err := addSheet(b.file, name, b.sheets == 1); err != nil {
		return "", err
	}
	return name, nil
}

func addSheet(f *excelize.File, name string, first bool) error {
	if first {
		return f.SetSheetName(f.GetSheetName(0), name)
	}
	_, err := f.NewSheet(name)
	return err
}
