package page

import (
	"context"
	"path/filepath"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
)

// papers are what can be made about one problem for its lead unit.
var papers = []string{"督办函", "交办单"}

// ShowPaperForm asks for what a paper bears and makes it.
func ShowPaperForm(o *Office, p *data.Problem, kind string) {
	number, signed, printed := widget.NewEntry("发文字号", "可不填"), widget.NewEntry("成文日期", "不填是送审稿"), widget.NewEntry("印发日期", "可不填")
	word := widget.NewSelect("另存文字稿", []string{"不另存", "另存一份 Word 文件，供修改"}, func(i int) { o.paperWord = i == 1 })
	if o.paperWord {
		word.SetSelectedIndex(1)
	}
	form := widget.NewForm("生成"+kind,
		&widget.Field{Key: "number", Label: "发文字号", Input: number, Hint: "如 ×纪办函〔2026〕3号"},
		&widget.Field{Key: "signed", Label: "成文日期", Input: signed, Hint: "签发的那一天；不填印成送审稿"},
		&widget.Field{Key: "printed", Label: "印发日期", Input: printed},
		&widget.Field{Key: "word", Label: "文字稿", Input: word})
	sheet := o.showForm(kind+"　"+p.Code, form, number)
	form.OnSubmit = func() {
		in := PaperInput{Problem: p.ID, Kind: kind, DocNo: textOf(number), Word: word.SelectedIndex() == 1, Folder: o.Folder}
		var err error
		if in.SignedOn, err = o.optionalDay(form, "signed", signed); err != nil {
			return
		}
		if in.PrintedOn, err = o.optionalDay(form, "printed", printed); err != nil {
			return
		}
		var made []Made
		var notes []string
		o.submit(form, "正在生成"+kind, "没有生成"+kind, func(ctx context.Context) (err error) {
			made, notes, err = o.Actions.MakePaper(ctx, in)
			return err
		}, func() {
			sheet.Close()
			o.tellMade("已生成"+kind, made, notes)
		})
	}
}

// tellMade tells which files were written and offers to open the first.
func (o *Office) tellMade(title string, made []Made, notes []string) {
	var lines []string
	for _, m := range made {
		lines = append(lines, m.What+"　"+filepath.Base(m.Path))
	}
	for _, n := range notes {
		lines = append(lines, "请留意："+n)
	}
	widget.ShowQuestion(o.Window, title, strings.Join(lines, "\n"), widget.Option{Text: "知道了"},
		widget.Option{Text: "打开", Primary: true, Do: func() { o.open(made[0].Path) }},
		widget.Option{Text: "打开所在文件夹", Do: func() { o.open(filepath.Dir(made[0].Path)) }})
}
