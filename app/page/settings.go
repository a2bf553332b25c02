package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// officeSetting is one setting of the page 设置.
type officeSetting struct {
	key, label, hint string
	yes              string // of a switch: what on is called
}

// officeSettings are those an office needs for its documents and figures; all others are
// set with the subcommand.
var officeSettings = []officeSetting{
	{key: "bulletin.issuer", label: "发文机关", hint: "印在红头、署名和版记，如 中共某县纪委办公室"},
	{key: "bulletin.recipient", label: "主送", hint: "主送机关，如 各乡镇纪委，各派驻纪检监察组"},
	{key: "bulletin.copy_to", label: "抄送", hint: "印在版记的抄送一栏"},
	{key: "bulletin.seal", label: "印章", hint: "加盖印章的，落款按盖章的位置排", yes: "加盖印章"},
	{key: "bulletin.brief_masthead", label: "简报名称", hint: "简报式的红头，如 亲清护企工作简报"},
	{key: "bulletin.report_to", label: "报", hint: "简报末页的“报”"},
	{key: "bulletin.send_to", label: "送", hint: "简报末页的“送”"},
	{key: "bulletin.issue_to", label: "发", hint: "简报末页的“发”"},
	{key: "bulletin.copies", label: "份数", hint: "简报末页的“共印…份”"},
	{key: "office.region", label: "本级地区", hint: "本单位所在的县（市、区），如 惠安县"},
	{key: "stats.start", label: "累计起算日", hint: "累计数从这一天算起；不填是当年 1 月 1 日"},
	{key: "stats.cutoff", label: "月度截止日", hint: "如 25：10 月是 9 月 26 日到 10 月 25 日；不填是自然月"},
	{key: "stats.floor", label: "排名基数下限", hint: "分母少于这个数的单位不排名；不填是 5"},
}

// Settings is the page 设置: what the office's documents bear and how its figures count.
type Settings struct {
	Content fyne.CanvasObject

	office *Office
	form   *widget.Form
	inputs map[string]widget.Input
	kept   map[string]string
}

// NewSettings makes the page; Refresh fills it.
func NewSettings(o *Office) *Settings {
	p := &Settings{office: o, inputs: map[string]widget.Input{}, kept: map[string]string{}}
	var fields []*widget.Field
	for _, s := range officeSettings {
		var in widget.Input = widget.NewEntry(s.label, "")
		switch {
		case s.yes != "":
			in = widget.NewSelect(s.label, []string{"不" + s.yes, s.yes}, func(int) {})
		case s.key == "office.region":
			in = widget.NewPicker(s.label, "按 ↓ 列出", o.regions)
		}
		p.inputs[s.key] = in
		fields = append(fields, &widget.Field{Key: s.key, Label: s.label, Hint: s.hint, Input: in})
	}
	p.form = widget.NewForm("保存", fields...)
	p.form.OnSubmit = p.save
	p.form.Beside(widget.NewButton("还原", func() { p.read(true) }))
	p.Content = container.NewBorder(Bar("设置", nil), nil, nil, nil,
		container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), p.form.Content)))
	return p
}

// regions offers what matches a text.
func (o *Office) regions(text string) (out []string) {
	err := o.View(o.Context, func(v *store.View) error {
		c, err := choicesOf(v)
		out = offering(c.regions)(text)
		return err
	})
	if err != nil {
		o.log("regions: " + err.Error())
	}
	return out
}

// Refresh reads the settings anew unless somebody is changing them.
func (p *Settings) Refresh() {
	p.office.Tell("")
	p.read(false)
}

func (p *Settings) read(drop bool) {
	if !drop && p.form.Touched() {
		return
	}
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			p.kept, err = v.Settings()
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("读不出设置", err)
			return
		}
		for key, in := range p.inputs {
			put(in, p.kept[key])
		}
		p.form.Settle()
	})
}

func put(in widget.Input, value string) {
	switch in := in.(type) {
	case *widget.Entry:
		in.SetText(value)
	case *widget.Picker:
		in.SetText(value)
	case *widget.Select:
		i := 0
		if value == "1" {
			i = 1
		}
		in.SetSelectedIndex(i)
	}
}

// changes are the settings that hold something else than is kept.
func (p *Settings) changes() map[string]string {
	out := map[string]string{}
	for key, in := range p.inputs {
		value := ""
		switch in := in.(type) {
		case *widget.Entry:
			value = textOf(in)
		case *widget.Picker:
			value = pickedOf(in)
		case *widget.Select:
			if in.SelectedIndex() == 1 {
				value = "1"
			} else if p.kept[key] != "" {
				value = "0"
			}
		}
		if value != p.kept[key] {
			out[key] = value
		}
	}
	return out
}

func (p *Settings) save() {
	if p.office.refuses() {
		return
	}
	changes := p.changes()
	if len(changes) == 0 {
		p.office.Toasts.Show("没有改动", "", nil)
		return
	}
	p.form.Busy(true)
	p.office.Work("正在保存", func(ctx context.Context) error {
		return p.office.Actions.SaveSettings(ctx, changes)
	}, func(err error) {
		p.form.Busy(false)
		switch {
		case err != nil && faulty(err):
			p.form.Fail(fieldOf(err), plainSetting(err))
		case err != nil:
			p.office.Fail("没有保存设置", err)
		default:
			p.form.Settle()
			p.office.Saved("已保存设置")
		}
	})
}

// plainSetting is an error of the rules without the setting's key, which nobody at the
// window has seen.
func plainSetting(err error) string {
	switch key := fieldOf(err); {
	case key == "stats.start":
		return "应是日期，如 2026-01-01。没有保存。"
	case key == "stats.cutoff":
		return "应是 1 到 28 的数，不填即按自然月。没有保存。"
	case (key == "stats.floor" || key == "bulletin.copies") && data.CodeOf(err) == data.Invalid:
		return "应是不小于 0 的整数。没有保存。"
	}
	return err.Error()
}
