package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// firmForm is the form of an enterprise, new or to be changed.
type firmForm struct {
	office   *Office
	form     *widget.Form
	sheet    *widget.Sheet
	firm     *data.Enterprise // nil: a new one
	in       map[string]*widget.Entry
	industry *widget.Picker
	region   *widget.Picker
	old      *widget.Select // what becomes of the old name; nil for a new one
	saved    func(data.ID)
	answered map[string]bool
}

const newFirmTitle = "新增企业"

// showFirmForm opens the form; saved is told which enterprise it is about.
func showFirmForm(o *Office, e *data.Enterprise, region string, saved func(data.ID)) {
	if o.refuses() {
		return
	}
	var industries []string
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			industries, err = v.Industries()
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出行业", err)
			return
		}
		newFirmForm(o, e, region, industries, saved)
	})
}

func newFirmForm(o *Office, e *data.Enterprise, region string, industries []string, saved func(data.ID)) {
	f := &firmForm{office: o, firm: e, in: map[string]*widget.Entry{}, saved: saved, answered: map[string]bool{}}
	entry := func(key, name, hint, text string) *widget.Entry {
		x := widget.NewEntry(name, hint)
		x.SetText(text)
		f.in[key] = x
		return x
	}
	var now data.Enterprise
	title, button := newFirmTitle, "新增"
	if e != nil {
		now, title, button = *e, "修改企业", "保存"
	}
	f.industry = widget.NewPicker("所属行业", "输入几个字，或按 ↓ 列出", widget.Matching(industries))
	f.industry.SetText(now.Industry)
	f.region = widget.NewPicker("所在地", "县（市、区）或乡镇（街道），按 ↓ 列出", o.regions)
	f.region.SetText(region)
	fields := []*widget.Field{{Key: "name", Label: "名称", Required: true, Missing: "请填写企业名称。", Most: 200, Input: entry("name", "名称", "营业执照上的全称", now.Name)}}
	if e != nil {
		f.old = widget.NewSelect("改名时", []string{"旧名称留作曾用名", "旧名称写错了，不保留"}, func(int) {})
		fields = append(fields, &widget.Field{Key: "old", Label: "改名时", Input: f.old, Hint: "留作曾用名，含旧名称的台账导入时还认得"})
	}
	fields = append(fields,
		&widget.Field{Key: "uscc", Label: "信用代码", Input: entry("uscc", "统一社会信用代码", "18 位", now.USCC)},
		&widget.Field{Key: "alias", Label: "化名", Input: entry("alias", "化名", "如 某石材企业A", now.Alias), Hint: "对外材料里用；不填则每份材料自动编"},
		&widget.Field{Key: "industry", Label: "所属行业", Input: f.industry},
		&widget.Field{Key: "region", Label: "所在地", Input: f.region},
		&widget.Field{Key: "contact", Label: "联系人", Input: entry("contact", "联系人", "", now.Contact)},
		&widget.Field{Key: "phone", Label: "电话", Input: entry("phone", "电话", "", now.Phone)})
	f.form = widget.NewForm(button, fields...)
	f.form.OnSubmit = f.submit
	f.form.Watch(f.watchCode, "uscc")
	if e == nil {
		f.form.Watch(f.watchName, "name")
	}
	f.sheet = o.showFormOf(title, now.ID, f.form, f.in["name"])
}

// watchCode says as it is typed what is wrong with a code that is long enough to tell.
func (f *firmForm) watchCode() {
	code := codeOf(f.in["uscc"].Text)
	switch n := len([]rune(code)); {
	case n == 0:
		f.form.Hint("uscc", "")
	case n < 18:
		f.form.Hint("uscc", "已输入 "+thousands(n)+" 位，共 18 位")
	default:
		if err := data.CheckUSCC(code); err != nil {
			f.form.Hint("uscc", err.Error())
			return
		}
		f.form.Hint("uscc", "校验位相符")
	}
}

// watchName says that a firm of that name is there already.
func (f *firmForm) watchName() {
	if name := textOf(f.in["name"]); name != "" && f.office.knowsFirm(name) {
		f.form.Hint("name", "台账里已有这个名称的企业")
		return
	}
	f.form.Hint("name", "")
}

// codeOf is a credit code as people type it: spaces, small and full-width letters.
func codeOf(text string) string { return data.Normalise(text) }

func (f *firmForm) submit() {
	in := FirmInput{Name: textOf(f.in["name"]), USCC: codeOf(f.in["uscc"].Text), Alias: textOf(f.in["alias"]), Industry: pickedOf(f.industry),
		Region: pickedOf(f.region), Contact: textOf(f.in["contact"]), Phone: textOf(f.in["phone"])}
	if f.firm != nil {
		in.ID, in.Version, in.KeepOld = f.firm.ID, f.firm.Version, f.old.SelectedIndex() == 0
	}
	var doubts []doubt
	if f.firm == nil && f.office.knowsFirm(in.Name) {
		doubts = append(doubts, doubt{title: "已有同名企业", text: "台账里已有“" + cut(in.Name, 40) + "”。是同一家的，请返回并在列表里选它；确实是另一家同名企业，可以新增。", yes: "仍然新增"})
	}
	f.office.settle(doubts, f.answered, func() { f.save(in) })
}

func (f *firmForm) save(in FirmInput) {
	var id data.ID
	f.office.submit(f.form, "正在保存", "没有保存企业", func(ctx context.Context) (err error) {
		id, err = f.office.Actions.SaveFirm(ctx, in)
		return err
	}, func() {
		f.sheet.Close()
		word := "已修改企业："
		if f.firm == nil {
			word = "已新增企业："
		}
		f.saved(id)
		f.office.Saved(word + cut(in.Name, 30))
	})
}

// showSupportForm is 一企一策、一事一议 for one enterprise.
func showSupportForm(o *Office, e *data.Enterprise) {
	if o.refuses() {
		return
	}
	date := o.dateEntry("日期", true)
	date.SetText(o.Ledger.Today().String())
	form := widget.NewSelect("方式", []string{"一企一策", "一事一议"}, func(int) {})
	title, number, who := widget.NewEntry("事项", "为这家企业办什么"), widget.NewEntry("文号", ""), widget.NewEntry("承办人", "")
	effect := widget.NewTextArea("成效", "", 2)
	sheet := widget.NewForm("登记", &widget.Field{Key: "form", Label: "方式", Input: form}, &widget.Field{Key: "date", Label: "日期", Required: true, Input: date},
		&widget.Field{Key: "title", Label: "事项", Required: true, Most: 200, Input: title},
		&widget.Field{Key: "who", Label: "由谁办", Input: who, Hint: "单位或负责人"}, &widget.Field{Key: "number", Label: "文号", Input: number, Hint: "会议纪要、方案的编号"},
		&widget.Field{Key: "effect", Label: "成效", Most: 500, Input: effect})
	open := o.showFormOf("一企一策、一事一议："+cut(e.Name, 20), e.ID, sheet, title)
	sheet.OnSubmit = func() {
		day, err := o.dayIn("date", date)
		if err != nil {
			sheet.Fail("date", err.Error())
			return
		}
		in := SupportInput{Form: form.Selected, Enterprise: e.ID, On: day, Title: textOf(title), Number: textOf(number), Who: textOf(who), Effect: strings.TrimSpace(effect.Text)}
		o.submit(sheet, "正在登记", "没有登记", func(ctx context.Context) error { return o.Actions.SaveSupport(ctx, in) }, func() {
			open.Close()
			o.Saved("已登记" + form.Selected + "：" + cut(in.Title, 30))
		})
	}
}
