package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

const (
	paperButton float32 = 132
	paperWhy    float32 = 420
)

// ShowPapers lists the papers that can be made about a problem; those that can't be now
// say why.
func ShowPapers(o *Office, id data.ID) {
	var p *data.Problem
	var offers []reports.PaperOffer
	grade, lead := "", ""
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			if p, err = v.Problem(id); err != nil {
				return err
			}
			clock, err := v.Clock()
			if err != nil {
				return err
			}
			tl, err := p.Timeline(clock)
			if err != nil {
				return err
			}
			grade = tl.Grade
			if tl.AssignedOn != 0 {
				u, err := v.Unit(tl.Now.Lead)
				if err != nil {
					return err
				}
				lead = u.Name
			}
			offers, err = reports.PaperOffers(v, p)
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出这个问题", err)
			return
		}
		o.showPaperChoice(p, grade, lead, offers)
	})
}

func (o *Office) showPaperChoice(p *data.Problem, grade, lead string, offers []reports.PaperOffer) {
	var sheet *widget.Sheet
	var first fyne.Focusable
	rows := container.NewVBox(container.NewGridWrap(fyne.NewSize(paperButton+paperWhy+24, 1), gap(1)))
	for _, x := range offers {
		b := widget.NewButton(x.Kind.Name, func() {
			sheet.Close()
			ShowPaperForm(o, p, x.Kind, grade)
		})
		about := paperAbout(x.Kind)
		if x.Why != "" {
			b.Disable()
			about = x.Why
		} else if first == nil {
			first = b
		}
		rows.Add(container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(paperButton, 34), b), nil,
			container.NewPadded(widget.NewPara(about, theme.Second, theme.TextSmall, paperWhy))))
	}
	wording := widget.NewButton("修改文字模板", func() { o.showTemplates() })
	closing := widget.NewButton("关闭", func() { sheet.Close() })
	if first == nil {
		first = closing
	}
	handover := widget.NewButton("交接登记表…", func() {
		sheet.Close()
		ShowRegisterForm(o, HandoverRegister, lead)
	})
	rows.Add(container.NewHBox(closing, handover, wording))
	sheet = widget.ShowSheet(o.Window, "文书　"+p.Code, rows, first)
}

// paperAbout says in a few words what a paper is.
func paperAbout(k reports.PaperKind) string {
	switch {
	case k.Letter:
		return "信函格式，送主办单位；企业和个人按规定隐去"
	case k.Inside:
		return "表格，台账里有的先填好，其余留空手填；内部存档显示名称"
	}
	return "表格"
}

// showTemplates puts the wordings beside the ledger and opens their folder.
func (o *Office) showTemplates() {
	var dir string
	o.Work("", func(ctx context.Context) (err error) {
		dir, err = o.Actions.CopyTemplates(ctx)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有放进模板", err)
			return
		}
		widget.ShowQuestion(o.Window, "文字模板", "文书的文字模板在："+dir+"\n用记事本打开修改，另存为 UTF-8。这里的模板优先使用；写错了会指出第几行，并改用程序自带的。删去一个文件，就恢复程序自带的。",
			widget.Option{Text: "知道了"}, widget.Option{Text: "打开这个文件夹", Primary: true, Do: func() { o.open(dir) }})
	})
}
