package page

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

const mergeWidth float32 = 840

const mergeMost = 100

// showMerge lets one be chosen that is the same enterprise as e; merged is told which
// one stays.
func showMerge(o *Office, e *data.Enterprise, merged func(data.ID)) {
	if o.refuses() {
		return
	}
	var list widget.Slice[store.EnterpriseRow]
	var sheet *widget.Sheet
	table := widget.NewDataTable(firmColumns(), &list)
	table.Name = "合并对象"
	none := widget.NewPara("", theme.Second, textSize, mergeWidth)
	find := func(text string) {
		list = nil
		err := o.View(o.Context, func(v *store.View) error {
			ids, err := v.EnterpriseIDs(store.EnterpriseQuery{Text: text, Desc: true})
			if err != nil {
				return err
			}
			ids = slices.DeleteFunc(ids, func(id data.ID) bool { return id == e.ID })
			list, err = v.EnterpriseRows(ids[:min(mergeMost, len(ids))])
			return err
		})
		if err != nil {
			o.log("merge: " + err.Error())
		}
		table.Reset()
		none.SetText(noOther(text, len(list)))
	}
	choose := func(i int) {
		if i < 0 || i >= len(list) {
			if len(list) > 0 {
				none.SetText("请先在下面选中一家。")
			}
			return
		}
		none.SetText("")
		o.askMerge(e.ID, list[i].ID, sheet, merged, nil)
	}
	table.OnOpen = choose
	search := widget.NewEntry("查找另一家", "名称、拼音首字母、信用代码")
	search.OnChanged = find
	search.OnEnter = func() {
		if len(list) == 1 {
			choose(0)
			return
		}
		o.Window.Canvas().Focus(table)
		table.Choose(0)
	}
	head := widget.NewPara("“"+cut(e.Name, 60)+"”与哪一家是同一家企业？找到它，双击或按 Enter 选定，下一步核对后才合并。", theme.Second, theme.TextSmall, mergeWidth)
	foot := container.NewHBox(widget.NewPrimary("选定这一家", func() { choose(table.CursorRow()) }), widget.NewButton("关闭", func() { sheet.Close() }))
	sheet = widget.ShowSheet(o.Window, "合并重复企业", container.NewBorder(container.NewVBox(head, search, none), foot, nil, nil, container.NewStack(gapOf(mergeWidth, 300), table)), search)
	search.SetText(firmStem(e.Name))
}

// noOther says that no other enterprise was found and what to try, "" where some were.
func noOther(text string, found int) string {
	switch text = strings.TrimSpace(text); {
	case found > 0:
		return ""
	case text == "":
		return "台账里没有别的企业，没有可以合并的。"
	}
	return "没有名称、曾用名或信用代码含“" + cut(text, 30) + "”的别的企业。可以少写几个字；清空就列出其他企业。"
}

// firmStem is the part of a name a double most likely has too.
func firmStem(name string) string {
	r := []rune(name)
	return string(r[:min(4, len(r))])
}

// askMerge shows two enterprises side by side and asks which of them stays. apart, if not
// nil, is told that they are two.
func (o *Office) askMerge(a, b data.ID, over *widget.Sheet, merged func(data.ID), apart func()) {
	var firms [2]*firmFacts
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			for i, id := range []data.ID{a, b} {
				if firms[i], err = firmFactsOf(v, id, o.Ledger.Today()); err != nil {
					return err
				}
			}
			return nil
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出企业", err)
			return
		}
		keep := func(kept, lost *firmFacts) widget.Option {
			return widget.Option{Text: "保留“" + cut(kept.firm.Name, 12) + "”", Do: func() { o.merge(kept, lost, over, merged) }}
		}
		ways := []widget.Option{keep(firms[0], firms[1]), keep(firms[1], firms[0])}
		if ways[0].Text == ways[1].Text {
			ways[0].Text, ways[1].Text = "保留第一家", "保留第二家"
		}
		if apart != nil {
			ways = append(ways, widget.Option{Text: "不是同一家", Do: apart})
		}
		text := "一、" + firmSays(firms[0]) + "\n二、" + firmSays(firms[1]) +
			"\n\n保留哪一家？另一家的走访、问题、登记簿记录都归到保留的一家，它缺的资料也补上；另一家的名称留作曾用名，以后用那个名称导入还认得。同一天同一单位的两次走访并成一次。可以撤销。"
		widget.ShowQuestion(o.Window, "合并成一家", text, widget.Option{Text: "返回"}, ways...)
	})
}

// firmSays tells of an enterprise in one line.
func firmSays(f *firmFacts) string {
	return joined("，", cut(f.firm.Name, 60), f.firm.USCC, f.firm.Industry, f.row.Region, joined(" ", f.firm.Contact, f.firm.Phone),
		fmt.Sprintf("走访 %d 次、问题 %d 个（在办 %d）", f.row.Visits, f.row.Problems, f.row.Open))
}

func (o *Office) merge(kept, lost *firmFacts, over *widget.Sheet, merged func(data.ID)) {
	o.Work("正在合并", func(ctx context.Context) error { return o.Actions.MergeFirms(ctx, kept.firm.ID, lost.firm.ID) }, func(err error) {
		if err != nil {
			o.Fail("没有合并", err)
			return
		}
		over.Close()
		merged(kept.firm.ID)
		o.Saved("已把“" + cut(lost.firm.Name, 20) + "”并入“" + cut(kept.firm.Name, 20) + "”")
	})
}

// double is two enterprises that may be one, as a row.
type double struct {
	store.Double
	a, b store.EnterpriseRow
}

type doubleList = widget.Slice[double]

// apartMemo is where the pairs are remembered that somebody said are two.
const apartMemo = "firms.apart"

const doublesMost = 500

// showDoubles lists the enterprises that may be there twice.
func showDoubles(o *Office, merged func(data.ID)) {
	if o.refuses() {
		return
	}
	var list doubleList
	o.Work("正在查找重复企业", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			list, err = doublesOf(v)
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("没有查成重复企业", err)
			return
		}
		showDoubleList(o, list, merged)
	})
}

func doublesOf(v *store.View) (out doubleList, err error) {
	apart := apartPairs(v)
	pairs, err := v.LikelyDoubles(doublesMost)
	if err != nil {
		return nil, err
	}
	for _, d := range pairs {
		if slices.Contains(apart, [2]data.ID{d.A, d.B}) {
			continue
		}
		rows, err := v.EnterpriseRows([]data.ID{d.A, d.B})
		if err != nil {
			return nil, err
		}
		if len(rows) == 2 {
			out = append(out, double{d, rows[0], rows[1]})
		}
	}
	return out, nil
}

func apartPairs(v *store.View) (pairs [][2]data.ID) {
	text, err := v.Remembered(apartMemo)
	if err != nil || json.Unmarshal([]byte(text), &pairs) != nil {
		return nil // asked once more, no harm done
	}
	return pairs
}

func showDoubleList(o *Office, list doubleList, merged func(data.ID)) {
	if len(list) == 0 {
		widget.ShowNotice(o.Window, widget.Notice{Title: "没有疑似重复的企业", Text: "台账里没有名称相同或相近的企业。名称差别大而实为同一家的，可以在企业的“合并重复”里自己选。"})
		return
	}
	said := func(r store.EnterpriseRow) string {
		return fmt.Sprintf("%s（走访 %d、问题 %d）", r.Name, r.Visits, r.Problems)
	}
	table := widget.NewDataTable([]widget.Column[double]{
		{Title: "企业", Width: 330, Least: 160, Grow: true, Text: func(d double) string { return said(d.a) }},
		{Title: "疑似同一家", Width: 330, Least: 160, Grow: true, Text: func(d double) string { return said(d.b) }},
		{Title: "原因", Width: 170, Text: func(d double) string { return d.Why }},
	}, &list)
	table.Name = "疑似重复"
	var sheet *widget.Sheet
	choose := func(i int) {
		if i < 0 || i >= len(list) {
			return
		}
		d := list[i]
		o.askMerge(d.A, d.B, sheet, merged, func() {
			o.setApart(d.Double)
			list = slices.Delete(list, i, i+1)
			table.Reset()
		})
	}
	table.OnOpen = choose
	head := widget.NewPara(fmt.Sprintf("%d 对企业的名称相同或相近。双击或按 Enter 核对一对：是同一家的合并，不是的以后不再列出。", len(list)), theme.Second, theme.TextSmall, mergeWidth)
	foot := container.NewHBox(widget.NewPrimary("核对这一对", func() { choose(table.CursorRow()) }), widget.NewButton("关闭", func() { sheet.Close() }))
	sheet = widget.ShowSheet(o.Window, "疑似重复", container.NewBorder(head, foot, nil, nil, container.NewStack(gapOf(mergeWidth, 360), table)), table)
	table.Choose(0)
}

// setApart remembers that two enterprises are two.
func (o *Office) setApart(d store.Double) {
	var pairs [][2]data.ID
	err := o.View(o.Context, func(v *store.View) error { pairs = apartPairs(v); return nil })
	if err != nil {
		o.log("doubles: " + err.Error())
	}
	text, err := json.Marshal(append(pairs, [2]data.ID{d.A, d.B}))
	if err == nil {
		o.Remember(apartMemo, string(text))
	}
}
