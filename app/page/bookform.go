package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// bookForm is the form of one register, made of its fields.
type bookForm struct {
	office   *Office
	book     *data.Book
	was      *bookLine // the entry that is changed; nil: a new one
	form     *widget.Form
	sheet    *widget.Sheet
	date     *widget.DateEntry
	inputs   map[string]widget.Input
	answered map[string]bool
	saved    func(data.ID)
}

// change opens the form on the chosen entry.
func (p *Books) change() {
	if x, ok := p.lines[p.keep]; ok {
		p.showForm(&x)
	}
}

func (p *Books) showForm(was *bookLine) {
	o, book := p.office, p.book
	if o.refuses() {
		return
	}
	o.withChoices(func(c choices) {
		showBookForm(o, book, was, c, func(id data.ID) { p.keep = id })
	})
}

func showBookForm(o *Office, book *data.Book, was *bookLine, c choices, saved func(data.ID)) {
	f := &bookForm{office: o, book: book, was: was, inputs: map[string]widget.Input{}, answered: map[string]bool{}, saved: saved}
	f.date = o.pastDay(book.Day)
	f.date.SetText(o.Ledger.Today().String())
	title, button := book.Save, book.Save
	if was != nil {
		f.date.SetText(was.On.String())
		title, button = "修改"+book.Name, "保存"
	}
	fields := []*widget.Field{{Key: "date", Label: book.Day, Required: true, Input: f.date}}
	var first fyne.Focusable
	for i := range book.Fields {
		x := &book.Fields[i]
		in := f.input(x, c)
		f.inputs[x.Key] = in
		if first == nil {
			first = in
		}
		if was != nil {
			hold(in, x, was.Texts[x.Key])
		}
		fields = append(fields, &widget.Field{Key: x.Key, Label: x.Word, Required: x.Required, Missing: missing(x), Input: in, Hint: f.hint(x), Most: most(x)})
	}
	f.form = widget.NewForm(button, fields...)
	f.form.OnSubmit = f.submit
	f.tell(c)
	var record data.ID
	if was != nil {
		record = was.ID
	}
	f.sheet = o.showFormOf(title, record, f.form, first)
}

// most is how many characters are counted beside a long text.
func most(x *data.BookField) int {
	if x.Kind == data.LongField {
		return data.MostLong
	}
	return 0
}

func (f *bookForm) hint(x *data.BookField) string {
	if x.Kind == data.FirmsField && f.was != nil && f.was.cells["standing"] == "逐户名单" {
		return "已有 " + f.was.cells["firms"] + " 家的名单；不填即保留，重新粘贴即替换"
	}
	if x.Hint == "" && x.Unit != "" {
		return x.Unit
	}
	return x.Hint
}

// missing says that a number is to be filled in, and in what; other fields say their hint.
func missing(x *data.BookField) string {
	if x.Hint != "" || x.Unit == "" {
		return ""
	}
	return "请填写" + x.Word + "（" + x.Unit + "）。"
}

const noChoice = "（不填）"

func (f *bookForm) input(x *data.BookField, c choices) widget.Input {
	o := f.office
	switch x.Kind {
	case data.LongField:
		return widget.NewTextArea(x.Word, "", 3)
	case data.CasesField, data.FirmsField:
		return widget.NewTextArea(x.Word, "", 4)
	case data.DayField:
		return o.dateEntry(x.Word, true)
	case data.MoneyField:
		return widget.NewMoneyEntry(x.Word, "万元")
	case data.CountField:
		return widget.NewNumberEntry(x.Word, "")
	case data.ChoiceField:
		var words []string
		for _, w := range x.Choices {
			if w == "" {
				w = noChoice
			}
			words = append(words, w)
		}
		return widget.NewSelect(x.Word, words, func(int) {})
	case data.UnitField:
		return widget.NewPicker(x.Word, "输入几个字或拼音首字母，按 ↓ 列出", offering(c.leads))
	case data.FirmField:
		return widget.NewPicker(x.Word, "名称或拼音首字母", o.enterprises)
	case data.RegionField:
		return widget.NewPicker(x.Word, "县（市、区）或乡镇（街道），按 ↓ 列出", offering(c.regions))
	case data.ProblemField:
		return widget.NewPicker(x.Word, "编号或问题里的文字", o.problemCodes)
	case data.PolicyField:
		return widget.NewPicker(x.Word, "按 ↓ 列出", f.wordsOf(data.RecPolicy, "title", nil))
	}
	if x.Again || len(x.Choices) > 0 {
		return widget.NewPicker(x.Word, "输入，或按 ↓ 列出", f.wordsOf(f.book.Kind, x.Key, x.Choices))
	}
	return widget.NewEntry(x.Word, "")
}

// wordsOf offers what a field of a register holds already, after the usual words.
func (f *bookForm) wordsOf(kind data.RecordKind, key string, usual []string) func(string) []string {
	var words []string
	read := false
	return func(text string) []string {
		if !read {
			read = true
			words = append(words, usual...)
			err := f.office.View(f.office.Context, func(v *store.View) error {
				known, err := v.BookWords(kind, key)
				for _, w := range known {
					if !slices.Contains(words, w) {
						words = append(words, w)
					}
				}
				return err
			})
			if err != nil {
				f.office.log("words: " + err.Error())
			}
		}
		return widget.Matching(words)(text)
	}
}

// problemCodes offers the codes of problems with the beginning of what they say.
func (o *Office) problemCodes(text string) (out []string) {
	err := o.View(o.Context, func(v *store.View) error {
		page, err := v.ProblemPage(store.ProblemQuery{Text: text, Today: o.Ledger.Today(), Limit: 20})
		for _, r := range page.Rows {
			out = append(out, r.Code+" "+cut(r.Content, 24))
		}
		return err
	})
	if err != nil {
		o.log("problems: " + err.Error())
	}
	return out
}

// hold puts what an entry holds into its field.
func hold(in widget.Input, x *data.BookField, text string) {
	switch in := in.(type) {
	case *widget.Select:
		if text == "" && slices.Contains(x.Choices, "") {
			text = noChoice
		}
		if text != "" {
			in.SetSelected(text)
		}
	case *widget.Picker:
		in.SetText(text)
	case interface{ SetText(string) }:
		in.SetText(text)
	}
}

// tell keeps the notes about new units and enterprises up to date.
func (f *bookForm) tell(c choices) {
	for i := range f.book.Fields {
		x := &f.book.Fields[i]
		p, ok := f.inputs[x.Key].(*widget.Picker)
		switch {
		case ok && x.Kind == data.UnitField:
			tellNewUnit(f.form, x.Key, p, c)
		case ok && x.Kind == data.FirmField:
			tellNewFirm(f.office, f.form, x.Key, p)
		}
	}
}

// read is the form as it was typed; ok is false where something can't be read.
func (f *bookForm) read() (in data.BookInput, ok bool) {
	in = data.BookInput{Kind: f.book.Kind, Values: map[string]string{}}
	if f.was != nil {
		in.ID, in.Version = f.was.ID, f.was.Version
	}
	ok = true
	fail := func(key string, err error) {
		f.form.Fail(key, err.Error())
		ok = false
	}
	var err error
	if in.On, err = f.office.dayIn("date", f.date); err != nil {
		fail("date", err)
	}
	for i := range f.book.Fields {
		x := &f.book.Fields[i]
		text, err := f.value(x)
		if err != nil {
			fail(x.Key, err)
		}
		in.Values[x.Key] = text
	}
	return in, ok
}

func (f *bookForm) value(x *data.BookField) (string, error) {
	switch in := f.inputs[x.Key].(type) {
	case *widget.DateEntry:
		d, err := f.office.dayIn(x.Key, in)
		return d.String(), err
	case *widget.MoneyEntry:
		fen, err := in.Fen()
		if in.Empty() || err != nil {
			return "", err
		}
		return data.FormatWan(fen), nil
	case *widget.Select:
		if in.Selected == noChoice {
			return "", nil
		}
		return in.Selected, nil
	case widget.Input:
		_, text := in.Held()
		if text = strings.TrimSpace(text); x.Kind == data.ProblemField {
			text, _, _ = strings.Cut(text, " ")
		}
		return text, nil
	}
	return "", nil
}

// submit looks the input over, asks what has to be asked, and saves.
func (f *bookForm) submit() {
	in, ok := f.read()
	if !ok {
		return
	}
	var found Check
	f.office.submit(f.form, "", "没有登记成功", func(ctx context.Context) (err error) {
		found, err = f.office.Actions.CheckBook(ctx, in)
		return err
	}, func() {
		verb := "登记"
		if f.was != nil {
			verb = "保存"
		}
		f.office.settle(append(f.clue(found, in), found.doubts(verb)...), f.answered, func() { f.save(in) })
	})
}

// clue is the question about a text that smells of one.
func (f *bookForm) clue(found Check, in data.BookInput) []doubt {
	if !found.Clue {
		return nil
	}
	move := widget.Option{Text: "只登记移送", Primary: true, Do: func() { showTransferForm(f.office, in.On, f.forget) }}
	return []doubt{{title: "这像是问题线索", text: "填写的文字像是违纪违法线索。线索不得在台账里留存，只登记移送的编号、日期和接收部门；不是线索的，可以照常登记。",
		yes: "照常登记", instead: move}}
}

// forget drops all that was typed freely: a clue leaves no trace.
func (f *bookForm) forget() {
	for i := range f.book.Fields {
		x := &f.book.Fields[i]
		if x.Kind == data.TextField || x.Kind == data.LongField {
			hold(f.inputs[x.Key], x, "")
		}
	}
}

func (f *bookForm) save(in data.BookInput) {
	var id data.ID
	f.office.submit(f.form, "正在登记", "没有登记成功", func(ctx context.Context) (err error) {
		id, err = f.office.Actions.SaveBook(ctx, in)
		return err
	}, func() {
		f.sheet.Close()
		f.saved(id)
		word := "已登记："
		if f.was != nil {
			word = "已修改："
		}
		f.office.Saved(word + f.book.Name)
	})
}
