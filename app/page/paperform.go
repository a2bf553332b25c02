package page

import (
	"context"
	"path/filepath"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/reports"
)

// PaperActions makes papers and lists. Each call makes all files that were asked for, or none.
type PaperActions interface {
	MakePaper(ctx context.Context, in PaperInput) (made []Made, notes []string, err error)
	MakeRegister(ctx context.Context, in RegisterInput) (made []Made, notes []string, err error)
	MakeList(ctx context.Context, in ListInput) (made []Made, notes []string, err error)
	CopyTemplates(ctx context.Context) (folder string, err error)
}

// fileChoices are the files a paper can be made as; which was chosen last is proposed again.
var fileChoices = []struct {
	word        string
	word2, xlsx bool
}{{"PDF", false, false}, {"PDF 和 Word 文件（可修改）", true, false}, {"PDF 和 Excel 文件", false, true}, {"PDF、Word 和 Excel 文件", true, true}}

// outputFields are the fields of every paper: which files, and who is named.
type outputFields struct {
	files  *widget.Select
	names  *widget.Select
	ways   []nameWay
	reason *widget.Entry
}

// nameWay is one way names are treated.
type nameWay struct {
	word              string
	outward, unmasked bool
}

var (
	letterNames = []nameWay{{word: "按规定隐去"}, {word: "不隐去（写明原因）", unmasked: true}}
	insideNames = []nameWay{{word: "内部存档，显示名称"}, {word: "送出本单位，隐去名称", outward: true}, {word: "送出本单位，不隐去（写明原因）", outward: true, unmasked: true}}
	listNames   = []nameWay{{word: "隐去企业和个人"}, {word: "不隐去，只供内部（写明原因）", unmasked: true}}
)

func (o *Office) newOutput(ways []nameWay) *outputFields {
	var files, names []string
	for _, c := range fileChoices {
		files = append(files, c.word)
	}
	for _, w := range ways {
		names = append(names, w.word)
	}
	x := &outputFields{ways: ways, reason: widget.NewEntry("不隐去的原因", "显示本来隐去的名称时必须写")}
	x.files = widget.NewSelect("文件", files, func(i int) { o.files = max(0, i) })
	x.files.SetSelectedIndex(o.files)
	x.names = widget.NewSelect("名称", names, func(int) {})
	return x
}

func (x *outputFields) fields() []*widget.Field {
	out := []*widget.Field{{Key: "files", Label: "文件", Input: x.files}}
	if len(x.ways) > 0 {
		out = append(out, &widget.Field{Key: "names", Label: "企业和个人", Input: x.names},
			&widget.Field{Key: "reason", Label: "原因", Input: x.reason, Hint: "记入操作记录"})
	}
	return out
}

func (x *outputFields) read(folder string) Output {
	c := fileChoices[max(0, x.files.SelectedIndex())]
	out := Output{PDF: true, Word: c.word2, Excel: c.xlsx, Folder: folder}
	if len(x.ways) > 0 {
		w := x.ways[max(0, x.names.SelectedIndex())]
		out.Outward, out.Unmasked, out.Reason = w.outward, w.unmasked, textOf(x.reason)
	}
	return out
}

// paperForm asks for what a paper bears.
type paperForm struct {
	office  *Office
	problem *data.Problem
	kind    reports.PaperKind
	form    *widget.Form
	sheet   *widget.Sheet

	number   *widget.Entry
	grade    *widget.Select
	grades   []string
	reply    *widget.DateEntry
	signed   *widget.DateEntry
	register *widget.Select
	out      *outputFields
}

// ShowPaperForm asks for what a paper about a problem bears and makes it. now is the
// grade of the letters before it.
func ShowPaperForm(o *Office, p *data.Problem, kind reports.PaperKind, now string) {
	f := &paperForm{office: o, problem: p, kind: kind}
	var fields []*widget.Field
	if kind.Letter {
		fields = f.letterFields(now)
		f.out = o.newOutput(letterNames)
	} else {
		f.out = o.newOutput(insideNames)
	}
	f.form = widget.NewForm("生成"+kind.Name, append(fields, f.out.fields()...)...)
	f.form.OnSubmit = f.submit
	f.sheet = o.showForm(kind.Name+"　"+p.Code, f.form, f.form.First())
}

func (f *paperForm) letterFields(now string) []*widget.Field {
	o := f.office
	f.number = widget.NewEntry("发文字号", "可不填")
	f.reply = o.dateEntry("答复期限", false)
	f.signed = o.dateEntry("成文日期", false)
	out := []*widget.Field{{Key: "number", Label: "发文字号", Input: f.number, Hint: "取自本单位的发文登记，如 ×纪办函〔2026〕3号；用过的会指出"}}
	switch {
	case f.kind.Graded:
		f.grades = reports.Grades
	case f.kind.Name == "督办函":
		f.grades = append([]string{""}, reports.Grades...)
	}
	if f.grades != nil {
		var words []string
		for _, g := range f.grades {
			words = append(words, map[bool]string{true: "不定级", false: g + "色"}[g == ""])
		}
		f.grade = widget.NewSelect("督办等级", words, func(int) {})
		hint := "还没有督办过"
		if now != "" {
			hint = "上次是" + now + "色"
		}
		if f.kind.Graded {
			f.grade.SetSelected(reports.NextGrade(now) + "色")
		}
		out = append(out, &widget.Field{Key: "grade", Label: "督办等级", Input: f.grade, Hint: hint})
	}
	f.register = widget.NewSelect("登记", []string{"生成后登记到督办", "只生成文件，不登记"}, func(int) {})
	if f.kind.Name == "交办单" || o.ReadOnly {
		f.register.SetSelectedIndex(1)
	}
	return append(out, &widget.Field{Key: "reply", Label: "答复期限", Input: f.reply},
		&widget.Field{Key: "signed", Label: "成文日期", Input: f.signed, Hint: "签发的那一天；不填印成送审稿"},
		&widget.Field{Key: "register", Label: "登记", Input: f.register, Hint: "一步登记，可以撤销；有等级的在问题上记一次督办"})
}

func (f *paperForm) input() (in PaperInput, err error) {
	in = PaperInput{Problem: f.problem.ID, Kind: f.kind.Name, Output: f.out.read(f.office.Papers)}
	if !f.kind.Letter {
		return in, nil
	}
	in.DocNo, in.Register = textOf(f.number), f.register.SelectedIndex() == 0
	if f.grade != nil {
		in.Grade = f.grades[max(0, f.grade.SelectedIndex())]
	}
	if in.ReplyBy, err = f.office.dayIn("reply", f.reply); err != nil {
		return in, err
	}
	in.SignedOn, err = f.office.dayIn("signed", f.signed)
	return in, err
}

func (f *paperForm) submit() {
	in, err := f.input()
	if err != nil {
		f.form.Fail(fieldOf(err), err.Error())
		return
	}
	o, name := f.office, f.kind.Name
	if in.Register && o.refuses() {
		return
	}
	var made []Made
	var notes []string
	o.submit(f.form, "正在生成"+name, "没有生成"+name, func(ctx context.Context) (err error) {
		made, notes, err = o.Actions.MakePaper(ctx, in)
		return err
	}, func() {
		f.sheet.Close()
		title := "已生成" + name
		if in.Register {
			title += "，已登记督办"
			o.Changed()
		}
		o.tellMade(title, made, notes)
	})
}

// tellMade tells which files were written and offers to open or print the first.
func (o *Office) tellMade(title string, made []Made, notes []string) {
	var lines []string
	for _, m := range made {
		lines = append(lines, m.What+"　"+filepath.Base(m.Path))
	}
	for _, n := range notes {
		if !strings.HasPrefix(n, "已隐去") {
			n = "请留意：" + n
		}
		lines = append(lines, n)
	}
	ways := []widget.Option{{Text: "打开", Primary: true, Do: func() { o.open(made[0].Path) }}}
	if filepath.Ext(made[0].Path) == ".pdf" {
		ways = append(ways, widget.Option{Text: "打印", Do: func() { o.print(made[0].Path) }})
	}
	ways = append(ways, widget.Option{Text: "打开所在文件夹", Do: func() { o.open(filepath.Dir(made[0].Path)) }})
	widget.ShowQuestion(o.Window, title, strings.Join(lines, "\n"), widget.Option{Text: "知道了"}, ways...)
}
