package page

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// visitForm is 登记走访: a visit, and the problems found on it if there were any.
type visitForm struct {
	office *Office
	words  choices
	edit   *data.Visit // the visit that is put right, nil for a new one
	form   *widget.Form
	sheet  *widget.Sheet
	title  string

	date         *widget.DateEntry
	in           map[string]*widget.Picker
	visitors     *widget.Entry
	reply, note  *widget.Entry
	satisfaction *widget.Select
	files        *widget.FilesInput
	blocks       []*problemBlock
	serial       int             // of the last block
	answered     map[string]bool // questions that were answered with going on
}

const (
	visitTitle    = "登记走访"
	notRegistered = "没有登记成功"
	// longestText is how much may be written into one field of several lines.
	longestText = 2000
)

// ShowVisitForm opens the form 登记走访.
func ShowVisitForm(o *Office) { showVisitForm(o, nil) }

// ShowVisitLikeLast opens it with the day, unit and region of the visit entered last.
func ShowVisitLikeLast(o *Office) { showVisitForm(o, (*visitForm).likeLast) }

func showVisitForm(o *Office, then func(*visitForm)) {
	if o.refuses() {
		return
	}
	o.withChoices(func(c choices) {
		f := newVisitForm(o, c, nil)
		f.open()
		if then != nil {
			typed := f.form.Touched() // a half-typed one that came back
			then(f)
			if !typed {
				f.form.Settle() // what the program filled in is nothing to be asked about
			}
		}
	})
}

func newVisitForm(o *Office, c choices, edit *data.Visit) *visitForm {
	f := &visitForm{office: o, words: c, edit: edit, title: visitTitle, in: map[string]*widget.Picker{}, answered: map[string]bool{}}
	f.date = o.pastDay("走访日期")
	f.date.SetText(o.Ledger.Today().String())
	do := visitTitle
	if edit != nil {
		do = "保存修改"
	}
	f.form = widget.NewForm(do,
		&widget.Field{Key: "date", Label: "走访日期", Required: true, Input: f.date},
		&widget.Field{Key: "unit", Label: "走访单位", Required: true, Input: f.pick("unit", "走访单位", "输入几个字或拼音首字母，按 ↓ 列出", offering(c.visiting()))},
		&widget.Field{Key: "enterprise", Label: "企业名称", Required: true, Input: f.pick("enterprise", "企业名称", "名称、拼音首字母或信用代码", o.enterprises)},
		&widget.Field{Key: "region", Label: "所在地", Input: f.pick("region", "所在地", "县（市、区）或乡镇（街道），按 ↓ 列出", offering(c.regions))})
	if edit == nil {
		f.addBlock()
	}
	f.form.Add(f.rest())
	f.form.OnSubmit = f.submit
	f.form.OnRestore = f.makeBlocks
	f.watchUnit("unit", f.in["unit"])
	o.tellClosed(f.form, "date", f.date)
	tellNewFirm(o, f.form, "enterprise", f.in["enterprise"])
	f.in["enterprise"].OnPicked = f.placeOf
	if edit == nil {
		f.form.OnMore = f.moreProblems
		f.form.Beside(widget.NewButton("关闭", f.form.Close), widget.NewButton("填上次的日期和单位", f.likeLast))
	}
	return f
}

func (f *visitForm) open() {
	var record data.ID
	if f.edit != nil {
		record = f.edit.ID
	}
	f.sheet = f.office.showFormOf(f.title, record, f.form, f.in["unit"])
}

func (f *visitForm) pick(key, name, hint string, of func(string) []string) *widget.Picker {
	p := widget.NewPicker(name, hint, of)
	f.in[key] = p
	return p
}

// rest is what seldom needs to be said of a visit, folded away, and the way to one more
// problem.
func (f *visitForm) rest() *widget.Group {
	f.visitors = widget.NewEntry("走访人员", "几个人的，用顿号分开")
	f.reply = widget.NewTextArea("现场答复", "当场答复了企业什么", 2)
	f.note = widget.NewTextArea("备注", "", 2)
	f.satisfaction = widget.NewSelect("走访满意度", append([]string{"（没有问）"}, data.SatisfactionNames[1:]...), func(int) {})
	fields := []*widget.Field{
		{Key: "joint", Label: "联合走访", Input: f.pick("joint", "联合走访单位", "一同走访的单位，用顿号分开", several(offering(f.words.units)))},
		{Key: "visitors", Label: "走访人员", Input: f.visitors},
		{Key: "satisfaction", Label: "走访满意度", Input: f.satisfaction, Hint: "对走访的，不是对问题办理的"},
		{Key: "reply", Label: "现场答复", Input: f.reply, Most: longestText},
		{Key: "note", Label: "备注", Input: f.note, Most: longestText},
	}
	var files *widget.Field
	f.files, files = f.office.filesField()
	if f.edit != nil {
		return &widget.Group{Fields: append(fields, files)}
	}
	return &widget.Group{Fields: []*widget.Field{files}, More: fields, Fold: "更多：联合走访单位、人员、现场答复、满意度、备注", Tools: []*widget.Button{widget.NewButton("再加一个问题", f.moreProblems)}}
}

// watchUnit tells beside a field that its unit would be added.
func (f *visitForm) watchUnit(key string, p *widget.Picker) { tellNewUnit(f.form, key, p, f.words) }

// placeOf fills in where a picked firm is, if nothing was said of it.
func (f *visitForm) placeOf(name string) {
	if strings.TrimSpace(f.in["region"].Text) != "" {
		return
	}
	if place := f.office.placeOf(name); place != "" {
		f.in["region"].SetText(place)
	}
}

// likeLast fills in day, unit and region of the visit entered last.
func (f *visitForm) likeLast() {
	var last *data.Visit
	var unit, region string
	err := f.office.View(f.office.Context, func(v *store.View) (err error) {
		if last, err = v.LastVisit(); err != nil || last == nil {
			return err
		}
		units, err := v.NamesByID(data.ByVisiting)
		if err != nil {
			return err
		}
		regions, err := v.NamesByID(data.ByRegion)
		unit, region = units[last.Unit], regions[last.Region]
		return err
	})
	if err != nil || last == nil {
		f.office.Toasts.Show("还没有登记过走访，没有可以照填的。", "", nil)
		return
	}
	f.date.SetText(last.On.String())
	f.in["unit"].SetText(unit)
	f.in["region"].SetText(region)
	f.office.Window.Canvas().Focus(f.in["enterprise"])
}

func (f *visitForm) input() (in VisitInput, err error) {
	word := func(key string) string { return pickedOf(f.in[key]) }
	in = VisitInput{Unit: word("unit"), Enterprise: word("enterprise"), Region: word("region"), Joint: severalNames(word("joint")), Visitors: textOf(f.visitors),
		Reply: textOf(f.reply), Note: textOf(f.note), Satisfaction: data.Satisfaction(max(0, f.satisfaction.SelectedIndex())), Paths: pathsIn(f.files)}
	if f.edit != nil {
		in.ID, in.Version = f.edit.ID, f.edit.Version
	}
	for _, b := range f.blocks {
		if p := b.input(); !p.empty() {
			in.Problems = append(in.Problems, p)
		}
	}
	in.On, err = f.office.dayIn("date", f.date)
	return in, err
}

// submit looks the input over, asks what has to be asked, and saves.
func (f *visitForm) submit() {
	in, err := f.input()
	if err != nil {
		f.form.Fail(fieldOf(err), err.Error())
		return
	}
	var found Check
	f.office.submit(f.form, "", notRegistered, func(ctx context.Context) (err error) {
		found, err = f.office.Actions.CheckVisit(ctx, in)
		return err
	}, func() {
		f.office.settle(append(f.clues(found, in), found.doubts("登记")...), f.answered, func() { f.save(in) })
	})
}

// clues are the questions about contents that smell of one.
func (f *visitForm) clues(found Check, in VisitInput) (out []doubt) {
	for _, p := range in.Problems {
		if !slices.Contains(found.Clues, p.Key) {
			continue
		}
		i := slices.IndexFunc(f.blocks, func(b *problemBlock) bool { return b.key == p.Key })
		if i < 0 {
			continue
		}
		b := f.blocks[i]
		move := widget.Option{Text: "只登记移送", Primary: true, Do: func() { showTransferForm(f.office, in.On, func() { f.forget(b) }) }}
		out = append(out, doubt{title: "这像是问题线索", text: "问题内容：" + cut(p.Content, 60) + "\n属于违纪违法线索的，不得在台账里留存，只登记移送的编号、日期和接收部门；不是线索的，可以登记为问题。",
			yes: "登记为问题", instead: move})
	}
	return out
}

// forget drops all that was typed about a problem: a clue leaves no trace. The visit
// itself may still be registered.
func (f *visitForm) forget(b *problemBlock) {
	b.clear()
	f.office.forgetTyped(f.form)
	f.form.Hint("content"+b.key, "移送已登记，这里的内容已清除；走访可以照常登记")
	f.office.Window.Canvas().Focus(b.content)
}

func (f *visitForm) save(in VisitInput) {
	var codes string
	f.office.submit(f.form, "正在登记", notRegistered, func(ctx context.Context) (err error) {
		if f.edit != nil {
			return f.office.Actions.ChangeVisit(ctx, in)
		}
		codes, err = f.office.Actions.SaveVisit(ctx, in)
		return err
	}, func() {
		f.sheet.Close()
		f.office.Saved(savedWords(in, codes))
	})
}

func savedWords(in VisitInput, codes string) string {
	firm := cut(in.Enterprise, 30)
	switch {
	case in.ID != 0:
		return "已修改走访：" + firm
	case codes == "":
		return "已登记走访：" + firm
	}
	text := "已登记走访：" + firm + "，问题 " + codes
	if n := strings.Count(codes, "、"); n > 2 {
		text = "已登记走访：" + firm + "，" + strconv.Itoa(n+1) + " 个问题"
	}
	return text
}
