package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// officeSetting is one setting of the page 设置.
type officeSetting struct {
	section          string
	key, label, hint string
	yes, no          string // of a switch: what on and off are called
}

// The sections of the page, from left to right.
const (
	ownSection    = "本单位"
	figureSection = "通报与统计"
	ruleSection   = "办理规则"
	limitSection  = "办理期限"
	backupSection = "备份"
	peopleSection = "人员"
	screenSection = "页面"
	lookSection   = "显示"
)

// officeSettings are those an office needs for its documents, figures and limits; all
// others are set with the subcommand.
var officeSettings = []officeSetting{
	{section: ownSection, key: "office.name", label: "单位名称", hint: "本单位的名称，如 惠安县纪委监委；导入时用来认本单位的走访"},
	{section: ownSection, key: "office.region", label: "本级地区", hint: "本单位所在的县（市、区），如 惠安县"},
	{section: ownSection, key: ClerkSetting, label: "经办人", hint: "没有启用账号时，在这个窗口里登记的人，写进操作记录；不填是“本机用户”"},
	{section: figureSection, key: "bulletin.issuer", label: "发文机关", hint: "印在红头、署名和版记，如 中共某县纪委办公室"},
	{section: figureSection, key: "bulletin.recipient", label: "主送", hint: "主送机关，如 各乡镇纪委，各派驻纪检监察组"},
	{section: figureSection, key: "bulletin.copy_to", label: "抄送", hint: "印在版记的抄送一栏"},
	{section: figureSection, key: "bulletin.print_office", label: "印发机关", hint: "印在版记末行；不填就是发文机关"},
	{section: figureSection, key: "bulletin.seal", label: "印章", hint: "加盖印章的，落款按盖章的位置排", yes: "加盖印章", no: "不加盖印章"},
	{section: figureSection, key: "bulletin.brief_masthead", label: "简报名称", hint: "简报式的红头，如 亲清护企工作简报"},
	{section: figureSection, key: "bulletin.report_to", label: "报", hint: "简报末页的“报”"},
	{section: figureSection, key: "bulletin.send_to", label: "送", hint: "简报末页的“送”"},
	{section: figureSection, key: "bulletin.issue_to", label: "发", hint: "简报末页的“发”"},
	{section: figureSection, key: "bulletin.copies", label: "份数", hint: "简报末页的“共印…份”"},
	{section: figureSection, key: "stats.start", label: "累计起算日", hint: "累计数从这一天算起；不填是当年 1 月 1 日"},
	{section: figureSection, key: "stats.cutoff", label: "月度截止日", hint: "如 25：10 月是 9 月 26 日到 10 月 25 日；不填是自然月"},
	{section: figureSection, key: "stats.floor", label: "排名基数下限", hint: "分母少于这个数的单位不排名；不填是 5"},
	{section: backupSection, key: "backup.minutes", label: "每隔几分钟", hint: "有改动时，离上次备份满这么多分钟就自动备份；不填是 30，0 是不按时间"},
	{section: backupSection, key: "backup.changes", label: "每隔几步", hint: "登记、修改满这么多步就自动备份；不填是 50，0 是不按步数。退出时总会备份"},
	{section: backupSection, key: "backup.folder", label: "第二处", hint: "另一块硬盘或 U 盘上的文件夹，备份再存一份；不填就只放在台账旁边"},
	{section: backupSection, key: "backup.recipient", label: "加密公钥", hint: "填了，自动备份就是加密的（age1 开头；用 qinqing backup --new-key 生成）；密钥丢了就打不开"},
	{section: peopleSection, key: LockSetting, label: "几分钟不用就锁定", hint: "没有人按键、点鼠标满这么多分钟，窗口锁定，要本人输入密码；不填是 10，0 是不锁"},
	{section: ruleSection, key: "rule.immediate_next_day", label: "立行立改", hint: "改了以后，没有办结的问题按新规则重算期限", yes: "下一个工作日到期", no: "当天到期"},
	{section: ruleSection, key: "rule.keep_off_days", label: "自然日期限", hint: "按自然日、按月算的期限落在休息日时怎么办；写明日期的期限不动", yes: "落在休息日不顺延", no: "顺延到下一个工作日"},
	{section: ruleSection, key: "rule.need_approver", label: "销号审批人", hint: "登记销号时要不要写明谁审批的", yes: "必须填写", no: "可以不填"},
	{section: ruleSection, key: "rule.need_feedback", label: "企业反馈", hint: "销号以前要不要先有回访", yes: "必须先回访", no: "可以没有"},
	{section: ruleSection, key: "rule.need_sign", label: "负责人签字", hint: "销号要不要主办单位主要负责人签字", yes: "必须有签字", no: "可以没有"},
	{section: limitSection, key: "deadline.lead", label: "主办（分办）", hint: "不填是 " + data.UsualLeadLimit + "；不要建议的写“不建议”"},
	{section: limitSection, key: "rule.support_days", label: "协办期限", hint: "没有写明期限的协办，几个工作日内办完；不填是 3。从台账导入的不推算"},
}

// Settings is the page 设置, in sections: what the office is, what its documents bear,
// how its figures and limits count, which screens it uses, and how the window looks.
type Settings struct {
	Content fyne.CanvasObject

	office *Office
	list   []officeSetting
	bar    *fyne.Container // a button for each section
	body   *fyne.Container
	forms  map[string]*widget.Form
	others map[string]func() fyne.CanvasObject // sections that are no form of settings
	inputs map[string]widget.Input
	kept   map[string]string
	typed  map[string]*typedForm // by section
	filled bool                  // has been read once
	at     string                // the section on show
}

// NewSettings makes the page; Refresh fills it.
func NewSettings(o *Office) *Settings {
	p := &Settings{office: o, inputs: map[string]widget.Input{}, kept: map[string]string{}, forms: map[string]*widget.Form{}, typed: map[string]*typedForm{}, bar: container.NewHBox(), body: container.NewStack()}
	p.list = append(slices.Clone(officeSettings), gradeSettings()...)
	p.list = append(p.list, o.categorySettings()...)
	for _, section := range []string{ownSection, figureSection, ruleSection, limitSection, backupSection, peopleSection} {
		p.forms[section] = p.form(section)
	}
	p.others = map[string]func() fyne.CanvasObject{peopleSection: p.people, screenSection: p.screens, lookSection: p.looks}
	if o.section == "" {
		o.section = ownSection
	}
	p.Content = container.NewBorder(container.NewVBox(Bar("设置", nil), container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), p.bar)), nil, nil, nil,
		container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), p.body)))
	p.Section(o.section)
	return p
}

// Section shows one section of the page.
func (p *Settings) Section(name string) {
	p.office.section, p.at = name, name
	p.bar.Objects = nil
	for _, s := range []string{ownSection, figureSection, ruleSection, limitSection, backupSection, peopleSection, screenSection, lookSection} {
		p.bar.Add(widget.NewTab(s, s == name, func() { p.Section(s) }))
	}
	var content fyne.CanvasObject
	if f := p.forms[name]; f != nil {
		content = f.Content
		if name == backupSection {
			content = container.NewVBox(p.keeping(), f.Content)
		}
		if name == peopleSection {
			content = p.people()
			if p.office.Allowed != nil { // without accounts nothing locks
				content = container.NewVBox(content, container.NewGridWrap(fyne.NewSize(1, 16)), f.Content)
			}
		}
		if name == limitSection {
			content = container.NewVBox(limitOrigin(), f.Content)
		}
	} else {
		content = p.others[name]()
	}
	p.body.Objects = []fyne.CanvasObject{content}
	p.body.Refresh()
	p.bar.Refresh()
}

// form makes the form of a section.
func (p *Settings) form(section string) *widget.Form {
	var fields []*widget.Field
	for _, s := range p.list {
		if s.section != section {
			continue
		}
		var in widget.Input = widget.NewEntry(s.label, "")
		switch {
		case s.yes != "":
			in = widget.NewSelect(s.label, []string{s.no, s.yes}, func(int) {})
		case strings.HasPrefix(s.key, "deadline."):
			told := "按 ↓ 列出"
			if strings.HasPrefix(s.key, data.CategoryLimits) {
				told = "同主办"
			}
			in = widget.NewPicker(s.label, told, widget.Matching(settableLimits))
		case s.key == "office.region":
			in = widget.NewPicker(s.label, "按 ↓ 列出", p.office.regions)
		}
		p.inputs[s.key] = in
		fields = append(fields, &widget.Field{Key: s.key, Label: s.label, Hint: s.hint, Input: in})
	}
	form := widget.NewForm("保存", fields...)
	form.OnSubmit = func() { p.save(section) }
	form.Beside(widget.NewButton("还原", func() { p.read(section) }))
	typed := p.office.stand(settingsTitle+section, settingsTitle+section, form)
	typed.only = true // another setting may have been changed elsewhere meanwhile
	p.typed[section] = typed
	return form
}

// settingsTitle begins the titles under which changed settings are kept.
const settingsTitle = "设置："

// resume brings back what was changed and not saved when the program ended.
func (p *Settings) resume() {
	var sections []string
	for section, typed := range p.typed {
		if typed.last != "" {
			typed.restore()
			sections = append(sections, section)
		}
	}
	if len(sections) > 0 {
		slices.Sort(sections)
		p.office.Toasts.Show("上次改了还没有保存的设置又填上了（"+strings.Join(sections, "、")+"）：按“保存”存下，按“还原”放弃", "", nil)
	}
}

// Save is Ctrl+S.
func (p *Settings) Save() {
	if f := p.forms[p.office.section]; f != nil {
		f.Submit()
	}
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

// Refresh reads the settings anew, those that somebody is changing excepted.
func (p *Settings) Refresh() {
	p.office.Tell("")
	p.followCategories()
	p.read("")
	if p.others[p.office.section] != nil || p.at != p.office.section {
		p.Section(p.office.section)
	}
}

// read fills the forms that nobody is changing, and the one named in any case.
func (p *Settings) read(drop string) {
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
		for section, form := range p.forms {
			if section != drop && form.Touched() {
				continue
			}
			for _, s := range p.list {
				if s.section == section {
					put(p.inputs[s.key], p.kept[s.key])
				}
			}
			form.Settle()
			if section == drop {
				p.typed[section].forget()
			}
		}
		if !p.filled {
			p.filled = true
			p.resume()
		}
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

// changes are the settings of a section that hold something else than is kept.
func (p *Settings) changes(section string) map[string]string {
	out := map[string]string{}
	for _, s := range p.list {
		if s.section != section {
			continue
		}
		key, value := s.key, ""
		switch in := p.inputs[key].(type) {
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

func (p *Settings) save(section string) {
	if p.office.refusesTo(data.MaySet) {
		return
	}
	changes := p.changes(section)
	if len(changes) == 0 {
		p.office.Toasts.Show("没有改动", "", nil)
		return
	}
	form := p.forms[section]
	tell := func(err error) (string, string) { return fieldOf(err), plainSetting(err) }
	p.office.submitAs(form, "正在保存", "没有保存设置", tell, func(ctx context.Context) error { return p.office.Actions.SaveSettings(ctx, changes) }, func() {
		form.Settle()
		p.typed[section].forget()
		p.office.Saved("已保存设置")
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
	case (key == "stats.floor" || key == "bulletin.copies" || key == "backup.minutes" || key == "backup.changes" || key == LockSetting) && data.CodeOf(err) == data.Invalid:
		return "应是不小于 0 的整数。没有保存。"
	case strings.HasPrefix(key, "deadline.") && data.CodeOf(err) == data.Invalid:
		return "应写成 7个工作日、15个自然日、1个月、立行立改，或“不建议”。没有保存。"
	}
	return err.Error()
}
