package page

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// firmMost is how many visits and problems of one enterprise are listed.
const firmMost = 60

// firmDetail shows one enterprise at the right: what is known of it, what may be done,
// and what there is about it.
type firmDetail struct {
	office *Office
	scroll *container.Scroll
	box    *fyne.Container
	open   func(store.Hit) // brings a record to the front
	choose func(data.ID)   // shows another enterprise
	shown  data.ID
	facts  *firmFacts
	first  fyne.Focusable
}

// firmFacts is one enterprise as the detail shows it.
type firmFacts struct {
	firm     *data.Enterprise
	row      store.EnterpriseRow
	visits   []firmLine
	problems []firmLine
	pays     []firmLine
	supports []firmLine
}

// firmLine is a record about an enterprise: the word on its button and what it says.
type firmLine struct {
	hit  store.Hit
	word string
	text string
}

func newFirmDetail(o *Office, open func(store.Hit), choose func(data.ID)) *firmDetail {
	d := &firmDetail{office: o, open: open, choose: choose, box: container.NewVBox()}
	d.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), d.box))
	d.hint(firmHint)
	return d
}

const firmHint = "在左边选一家企业，这里显示它的情况、走访和问题。"

func (d *firmDetail) hint(text string) {
	d.facts, d.first = nil, nil
	d.box.Objects = []fyne.CanvasObject{quiet(text)}
	d.box.Refresh()
}

func (d *firmDetail) focusFirst() {
	if d.first != nil {
		d.office.Window.Canvas().Focus(d.first)
	}
}

// show reads an enterprise and shows it; 0 shows none.
func (d *firmDetail) show(id data.ID) {
	pane[*firmFacts]{none: firmHint, gone: "这家企业已经不在台账里了。", failed: "读不出这家企业：",
		read: firmFactsOf, hint: d.hint, fill: d.fill}.show(d.office, d.scroll, &d.shown, id)
}

func firmFactsOf(v *store.View, id data.ID, today data.Date) (*firmFacts, error) {
	e, err := v.Enterprise(id)
	if err != nil {
		return nil, err
	}
	f := &firmFacts{firm: e}
	rows, err := v.EnterpriseRows([]data.ID{id})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	f.row = rows[0]
	if err := f.readVisits(v); err != nil {
		return nil, err
	}
	if err := f.readProblems(v, today); err != nil {
		return nil, err
	}
	return f, f.readRecords(v)
}

func (f *firmFacts) readVisits(v *store.View) error {
	units, err := v.NamesByID(data.ByVisiting)
	if err != nil {
		return err
	}
	list, err := v.VisitsOfEnterprise(f.firm.ID, firmMost)
	for _, x := range list {
		var names []string
		for _, u := range x.Units() {
			if u != 0 {
				names = append(names, units[u])
			}
		}
		text := strings.Join(names, "、")
		for _, s := range []string{x.Satisfaction.String(), cut(x.Reply, 40), cut(x.Note, 40)} {
			if s != "" {
				text += "　" + s
			}
		}
		f.visits = append(f.visits, firmLine{store.Hit{Entity: data.EntityVisit, ID: x.ID, Title: f.firm.Name}, x.On.String(), text})
	}
	return err
}

func (f *firmFacts) readProblems(v *store.View, today data.Date) error {
	ids, err := v.ProblemIDsOfEnterprise(f.firm.ID, firmMost)
	if err != nil {
		return err
	}
	rows, err := v.ProblemRows(ids, today)
	for _, r := range rows {
		word := r.State.String()
		if light := lightText(r); light != "" {
			word += "，" + light
		}
		f.problems = append(f.problems, firmLine{store.Hit{Entity: data.EntityProblem, ID: r.ID, Title: r.Code}, r.Code, cut(r.Content, 60) + "　" + word})
	}
	return err
}

func (f *firmFacts) readRecords(v *store.View) error {
	list, err := v.RecordsOfEnterprise(f.firm.ID)
	if err != nil {
		return err
	}
	for _, r := range list {
		line := firmLine{hit: store.Hit{Entity: data.EntityRecord, ID: r.ID, Kind: r.Kind}, word: r.On.String()}
		if r.Kind == data.RecSupportMeasure {
			var b data.SupportMeasure
			if err := r.Decode(&b); err != nil {
				return err
			}
			line.hit.Title = b.Title
			line.text = joined("　", b.Form, b.Title, b.Number, b.Who, withWord("成效：", b.Effect))
			f.supports = append(f.supports, line)
			continue
		}
		var b data.Disbursement
		if err := r.Decode(&b); err != nil {
			return err
		}
		title := ""
		if p, err := v.Record(b.Policy); err == nil {
			var policy data.Policy
			if err := p.Decode(&policy); err != nil {
				return err
			}
			title = policy.Title
		}
		line.hit.Title = title
		paid := "未兑现"
		if b.PaidOn != 0 {
			paid = "兑现 " + wan(b.PaidFen) + " 万元（" + b.PaidOn.String() + "）"
		}
		line.text = joined("　", title, "应兑 "+wan(b.DueFen)+" 万元", paid, withWord("未兑现原因：", b.WhyNot))
		f.pays = append(f.pays, line)
	}
	return nil
}

// wan writes an amount of 分 in 万元, without zeros at its end.
func wan(fen int64) string { return strconv.FormatFloat(float64(fen)/1_000_000, 'f', -1, 64) }

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, sep)
}

// withWord puts a word before a text that is not empty.
func withWord(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}

func (d *firmDetail) fill(f *firmFacts) {
	if reflect.DeepEqual(f, d.facts) {
		return // a button made anew under the pointer would miss the click it is getting
	}
	d.facts, d.first = f, nil
	e := f.firm
	d.box.Objects = []fyne.CanvasObject{widget.NewHeadPara(e.Name)}
	pairs := container.NewVBox()
	for _, x := range [][2]string{{"信用代码", e.USCC}, {"曾用名", strings.Join(e.Former, "、")}, {"化名", e.Alias}, {"行业", e.Industry}, {"所在地", f.row.Region},
		{"联系人", e.Contact}, {"电话", e.Phone}, {"走访", firmVisits(f.row)}, {"问题", firmProblems(f.row)}} {
		if x[1] != "" {
			pairs.Add(container.New(pairLayout{}, second(x[0]), plain(x[1])))
		}
	}
	d.box.Add(d.buttons(f)) // above all that may be long
	d.box.Add(pairs)
	d.list("问题", f.problems, f.row.Problems, "这家企业没有登记过问题。")
	d.list("走访", f.visits, f.row.Visits, "还没有走访过这家企业。")
	d.list("一企一策、一事一议", f.supports, 0, "没有。")
	d.list("惠企政策兑现", f.pays, 0, "没有。")
	d.box.Refresh()
}

func firmVisits(r store.EnterpriseRow) string {
	if r.Visits == 0 {
		return "0 次"
	}
	return fmt.Sprintf("%d 次，最近 %s", r.Visits, r.Last)
}

func firmProblems(r store.EnterpriseRow) string {
	if r.Problems == 0 {
		return "0 个"
	}
	return fmt.Sprintf("%d 个（在办 %d）", r.Problems, r.Open)
}

func (d *firmDetail) buttons(f *firmFacts) fyne.CanvasObject {
	o, e := d.office, f.firm
	grid := container.New(layout.NewGridWrapLayout(fyne.NewSize(104, 34)))
	edit := widget.NewButton("修改", func() { showFirmForm(o, e, f.row.Region, d.choose) })
	d.first = edit
	remove := quietButton("删除企业", func() { d.remove(e) })
	for _, b := range []fyne.CanvasObject{edit, widget.NewButton("添加一企一策", func() { showSupportForm(o, e) }),
		widget.NewButton("合并重复", func() { showMerge(o, e, d.choose) }), remove} {
		grid.Add(b)
	}
	return grid
}

func (d *firmDetail) list(title string, lines []firmLine, all int, none string) {
	if all > len(lines) {
		title += fmt.Sprintf("（最近 %d 条，共 %d 条）", len(lines), all)
	}
	d.box.Add(section(title))
	if len(lines) == 0 {
		d.box.Add(quiet(none))
	}
	for _, l := range lines {
		d.box.Add(recordLine(l.word, l.text, func() { d.open(l.hit) }))
	}
}

// recordLine is one record in a list: a button with its word, and beside it what it says.
func recordLine(word, text string, open func()) fyne.CanvasObject {
	b := widget.NewButton(word, open)
	b.Importance = fynewidget.LowImportance
	return container.NewBorder(nil, nil, container.NewVBox(b), nil, container.New(layout.NewCustomPaddedLayout(6, 2, 4, 0), plain(text)))
}

func (d *firmDetail) remove(e *data.Enterprise) {
	o := d.office
	if o.refuses() {
		return
	}
	o.Work("", func(ctx context.Context) error { return o.Actions.DeleteFirm(ctx, e.ID) }, func(err error) {
		if err != nil {
			o.Fail("没有删除", err)
			return
		}
		o.Saved("已删除企业：" + cut(e.Name, 30) + "，可以从回收站恢复")
	})
}
