package page

import (
	"context"
	"slices"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// Printable is a page whose list can be made a document as it stands on screen (Ctrl+P).
type Printable interface{ Print() }

// printing says how the list of a grid is printed: what it is called, what narrows it in
// words, and who is named in which column.
type printing[K comparable, T any] struct {
	title, filter string
	hide          map[string]reports.Hide // by the title of a column; others are shown as they are
	// line adds to a row what its cells don't tell, and may change them; nil: nothing.
	line func(v *store.View, keys []K) (func(k K, titles []string, r *reports.ListRow), error)
}

// printedAtOnce is how many rows are read together.
const printedAtOnce = 500

// mostPrinted is how many rows a list may have.
const mostPrinted = 100_000

// print asks for title and files and makes a document of what the grid holds.
func (g *grid[K, T]) print(p printing[K, T]) {
	o := g.office
	switch n := g.rows.Len(); {
	case n == 0:
		o.Toasts.Show("列表是空的，没有可以打印的内容", "", nil)
		return
	case g.partial:
		o.Toasts.Show("列表还在读，请稍等再打印", "", nil)
		return
	case n > mostPrinted:
		o.Fail("没有打印", data.Errorf(data.Invalid, "", "列表有 %s 条，超过 %s 条。请先筛选，再打印。", thousands(n), thousands(mostPrinted)))
		return
	}
	keys := make([]K, g.rows.Len())
	for i := range keys {
		keys[i] = g.rows.Key(i)
	}
	columns := g.table.Shown()
	in := ListInput{Filter: p.filter, Unit: g.of.unit}
	var titles []string
	for _, c := range columns {
		titles = append(titles, c.Title)
		weight := float64(c.Width) / 100
		if p.hide[c.Title] == reports.Texts && c.Title == "问题" {
			weight *= 1.5 // on paper the whole text stands there
		}
		in.Columns = append(in.Columns, reports.ListColumn{Head: c.Title, Right: c.Right, Weight: weight, Hide: p.hide[c.Title]})
	}
	sums := g.sumsOf(columns)
	in.Sums = sums.texts
	in.Rows = func(ctx context.Context, v *store.View) ([]reports.ListRow, error) {
		clear(sums.values)
		return g.printedRows(ctx, v, p, keys, columns, sums)
	}
	o.showListForm(p.title, in, titles)
}

// printedRows reads the rows of a list, some at a time.
func (g *grid[K, T]) printedRows(ctx context.Context, v *store.View, p printing[K, T], keys []K, columns []widget.Column[T], sums *addition[T]) (out []reports.ListRow, err error) {
	var titles []string
	for _, c := range columns {
		titles = append(titles, c.Title)
	}
	add := func(K, []string, *reports.ListRow) {}
	for some := range slices.Chunk(keys, printedAtOnce) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		found, err := g.of.fetch(v, some)
		if err != nil {
			return nil, err
		}
		if p.line != nil {
			if add, err = p.line(v, some); err != nil {
				return nil, err
			}
		}
		for _, k := range some {
			row, ok := found[k]
			if !ok {
				continue // deleted meanwhile
			}
			var r reports.ListRow
			for _, c := range columns {
				r.Cells = append(r.Cells, c.Text(row))
			}
			sums.add(row)
			add(k, titles, &r)
			out = append(out, r)
		}
	}
	return out, nil
}

// addition adds up the columns that may be added up, as the rows go by; texts are filled then.
type addition[T any] struct {
	columns []widget.Column[T]
	values  []float64
	texts   []string // nil where nothing is added up
}

func (g *grid[K, T]) sumsOf(columns []widget.Column[T]) *addition[T] {
	s := &addition[T]{columns: columns, values: make([]float64, len(columns))}
	for _, c := range columns {
		if c.Sum != nil {
			s.texts = make([]string, len(columns))
		}
	}
	return s
}

func (s *addition[T]) add(row T) {
	for i, c := range s.columns {
		if c.Sum != nil {
			s.values[i] += c.Sum(row)
			s.texts[i] = number(s.values[i])
		}
	}
}

var listFiles = []struct {
	word            string
	pdf, docx, xlsx bool
}{{"PDF（打印用）", true, false, false}, {"Excel 文件", false, false, true}, {"PDF 和 Excel 文件", true, false, true}, {"Word 文件", false, true, false}}

// showListForm asks what the list is called and as which files it is made.
func (o *Office) showListForm(title string, in ListInput, titles []string) {
	name := widget.NewEntry("标题", "")
	name.SetText(title)
	out := o.newOutput(listNames)
	var words []string
	for _, f := range listFiles {
		words = append(words, f.word)
	}
	out.files = widget.NewSelect("文件", words, func(int) {})
	form := widget.NewForm("生成清单", append([]*widget.Field{{Key: "title", Label: "标题", Required: true, Missing: "请写清单的标题。", Input: name, Hint: o.listHint(in, titles)}}, out.fields()...)...)
	sheet := o.showForm("打印列表", form, name)
	form.OnSubmit = func() {
		in.Title = textOf(name)
		f := listFiles[max(0, out.files.SelectedIndex())]
		in.Output = out.read(o.Papers)
		in.PDF, in.Word, in.Excel = f.pdf, f.docx, f.xlsx
		var made []Made
		var notes []string
		o.submit(form, "正在生成清单", "没有生成清单", func(ctx context.Context) (err error) {
			made, notes, err = o.Actions.MakeList(ctx, in)
			return err
		}, func() {
			sheet.Close()
			o.tellMade("已生成清单", made, notes)
		})
	}
}

// listHint says what will be on the list.
func (o *Office) listHint(in ListInput, titles []string) string {
	filter := "全部"
	if in.Filter != "" {
		filter = in.Filter
	}
	return "范围：" + cut(filter, 60) + "。列：" + cut(strings.Join(titles, "、"), 80)
}
