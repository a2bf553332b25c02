package page

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// LockSetting is after how many minutes without a key or a click the window locks itself.
const LockSetting = "lock.minutes"

// PeopleActions is what the section 人员 lets be done. None of it is a step to undo.
type PeopleActions interface {
	// SwitchOn has everybody sign in from now on, and gives the recovery code.
	SwitchOn(ctx context.Context, f store.Founding) (code string, err error)
	// SwitchOff goes back to working without, by the recovery code.
	SwitchOff(ctx context.Context, code string) error
	// SwitchOffBy does so by the passwords of 系统管理员 and 安全保密管理员; one who is both says
	// it once, and the other stays empty.
	SwitchOffBy(ctx context.Context, both ...store.Founder) error
	// Recover gives an administrator a new password by the recovery code, and the next code.
	Recover(ctx context.Context, code, name, password string) (who, next string, err error)
	AddPerson(ctx context.Context, name, password string) error
	SetRoles(ctx context.Context, name string, roles []data.Role) error
	SetPassword(ctx context.Context, name, password string) error
	DisablePerson(ctx context.Context, name string, disabled bool) error
	ChangePassword(ctx context.Context, old, new string) error
}

// people is the section 人员: one line while there are no accounts, the accounts after.
func (p *Settings) people() fyne.CanvasObject {
	o := p.office
	if o.Allowed == nil {
		words := "现在不用登录：打开台账的人什么都能做，操作记录里写“经办人”的名字。几个人共用、要分清谁能做什么时，启用账号。"
		if half := o.HalfTyped(); len(half) > 0 {
			words += "\n有没填完的表单：" + cut(strings.Join(half, "、"), 40) + "。\n启用账号以后谁也看不到它们，停用全部账号才会再提起；还要的请先填完登记。"
		}
		return container.NewVBox(plain(words),
			container.NewHBox(widget.NewButton("启用账号…", func() { showSwitchOn(o) })))
	}
	var list []data.Person
	box := container.NewVBox()
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			list, err = v.People()
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出账号", err)
			return
		}
		for _, x := range list {
			box.Add(p.personRow(x))
		}
		box.Refresh()
	})
	buttons := container.NewHBox(widget.NewPrimary("增加账号…", func() { showAddPerson(o, p.Refresh) }), widget.NewButton("修改自己的密码…", func() { ShowOwnPassword(o) }),
		widget.NewButton("停用全部账号…", func() { showSwitchOff(o) }))
	return container.NewVBox(plain("系统管理员增加账号、重设密码；安全保密管理员授予角色；安全审计员查看操作记录。三员不看台账内容。"), buttons, box)
}

// Widths of a row of the list.
const personName, personRoles, personState float32 = 130, 250, 190

func (p *Settings) personRow(x data.Person) fyne.CanvasObject {
	o := p.office
	cell := func(text string, width float32, ink fyne.ThemeColorName) fyne.CanvasObject {
		t := canvas.NewText(cut(text, int(1.3*width/theme.TextTable)), theme.Of(ink))
		t.TextSize = theme.TextTable
		return container.NewStack(gapOf(width, 34), container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), t))
	}
	roles := data.RoleNames(x.Roles)
	if roles == "" {
		roles = "没有角色，什么也看不到"
	}
	turn, word := func() {
		o.changePerson("已停用 "+x.Name, p.Refresh, func(ctx context.Context) error { return o.Actions.DisablePerson(ctx, x.Name, true) })
	}, "停用"
	if x.Disabled {
		turn, word = func() {
			o.changePerson("已启用 "+x.Name, p.Refresh, func(ctx context.Context) error { return o.Actions.DisablePerson(ctx, x.Name, false) })
		}, "启用"
	}
	ink := fynetheme.ColorNameForeground
	if x.Disabled {
		ink = theme.Second
	}
	return container.NewHBox(cell(x.Name, personName, ink), cell(roles, personRoles, ink), cell(x.Standing(time.Now(), "01-02"), personState, theme.Second),
		widget.NewButton("角色", func() { showRoles(o, x, p.Refresh) }), widget.NewButton("重设密码", func() { showPassword(o, x.Name, p.Refresh) }), widget.NewButton(word, turn))
}

// changePerson does something to an account at once.
func (o *Office) changePerson(told string, then func(), do func(ctx context.Context) error) {
	o.Work("", do, func(err error) {
		if err != nil {
			o.Fail("没有改动账号", err)
			return
		}
		o.Toasts.Show(told, "", nil)
		then()
	})
}

// personForm asks for something about an account.
func (o *Office) personForm(title, told string, form *widget.Form, then func(), do func(ctx context.Context) error) {
	o.secretForm(title, told, "没有改动账号", "", form, then, do)
}

// secretForm asks for what nobody else may see. Nothing of it is kept half typed.
func (o *Office) secretForm(title, told, failed, busy string, form *widget.Form, then func(), do func(ctx context.Context) error) {
	form.Within(o.Window.Canvas().Size)
	sheet := widget.ShowSheet(o.Window, title, form.Content, form.First())
	form.OnClose = sheet.Close
	form.OnSubmit = func() {
		form.Busy(true)
		o.Work(busy, do, func(err error) {
			form.Busy(false)
			switch {
			case err != nil && (faulty(err) || data.CodeOf(err) == data.Denied):
				form.Fail(fieldOf(err), err.Error())
			case err != nil:
				o.Fail(failed, err)
			default:
				sheet.Close()
				if told != "" {
					o.Toasts.Show(told, "", nil)
				}
				then()
			}
		})
	}
}

func passwordEntry(name string) *widget.Entry {
	e := widget.NewEntry(name, "")
	e.Password = true
	return e
}

func secretField(key, label, hint string, in *widget.Entry) *widget.Field {
	return &widget.Field{Key: key, Label: label, Required: true, Hint: hint, Input: in}
}

const passwordHint = "至少 8 个字符；只有本人知道"

// twice refuses a new password that was typed differently the second time.
func twice(first, second *widget.Entry) error {
	if first.Text != second.Text {
		return data.Errorf(data.Invalid, "again", "两次输入的不一样。")
	}
	return nil
}

func showAddPerson(o *Office, then func()) {
	if o.refusesTo(data.MayPeople) {
		return
	}
	name, first, again := widget.NewEntry("姓名", ""), passwordEntry("密码"), passwordEntry("再输一遍")
	form := widget.NewForm("增加账号", &widget.Field{Key: "name", Label: "姓名", Required: true, Input: name, Hint: "登录用，也写进操作记录；以后不能改"},
		secretField("password", "密码", "至少 8 个字符；本人登录后可以自己改", first), secretField("again", "再输一遍", "", again))
	o.personForm("增加账号", "已增加账号；请安全保密管理员授予角色", form, then, func(ctx context.Context) error {
		if err := twice(first, again); err != nil {
			return err
		}
		return o.Actions.AddPerson(ctx, textOf(name), first.Text)
	})
}

func showPassword(o *Office, name string, then func()) {
	if o.refusesTo(data.MayPeople) {
		return
	}
	first, again := passwordEntry("新密码"), passwordEntry("再输一遍")
	form := widget.NewForm("重设密码", secretField("password", "新密码", "至少 8 个字符；请本人登录后自己改", first), secretField("again", "再输一遍", "", again))
	o.personForm("重设 "+name+" 的密码", "已重设 "+name+" 的密码", form, then, func(ctx context.Context) error {
		if err := twice(first, again); err != nil {
			return err
		}
		return o.Actions.SetPassword(ctx, name, first.Text)
	})
}

// ShowOwnPassword lets whoever is signed in change their password.
func ShowOwnPassword(o *Office) {
	if o.reading() {
		return
	}
	old, first, again := passwordEntry("原来的密码"), passwordEntry("新密码"), passwordEntry("再输一遍")
	form := widget.NewForm("修改密码", secretField("old", "原来的密码", "", old), secretField("password", "新密码", passwordHint, first), secretField("again", "再输一遍", "", again))
	o.personForm("修改自己的密码", "密码已改", form, func() {}, func(ctx context.Context) error {
		if err := twice(first, again); err != nil {
			return err
		}
		return o.Actions.ChangePassword(ctx, old.Text, first.Text)
	})
}

// showRoles ticks the roles of a person.
func showRoles(o *Office, x data.Person, then func()) {
	if o.refusesTo(data.MayGrant) {
		return
	}
	marks := map[data.Role]*widget.Check{}
	box := container.New(layout.NewGridLayoutWithColumns(4))
	for _, r := range data.Roles {
		c := widget.NewCheck(r.Name)
		c.SetChecked(strings.Contains(fmt.Sprint(x.Roles), string(r.Role)))
		marks[r.Role] = c
		box.Add(c)
	}
	told := widget.NewPara("", fynetheme.ColorNameError, theme.TextSmall, 560)
	var sheet *widget.Sheet
	save := widget.NewPrimary("授予", func() {
		var roles []data.Role
		for _, r := range data.Roles {
			if marks[r.Role].Checked {
				roles = append(roles, r.Role)
			}
		}
		o.Work("", func(ctx context.Context) error { return o.Actions.SetRoles(ctx, x.Name, roles) }, func(err error) {
			if err != nil {
				told.SetText(err.Error())
				return
			}
			sheet.Close()
			o.Toasts.Show("已授予 "+x.Name+" 的角色", "", nil)
			then()
		})
	})
	sheet = widget.ShowSheet(o.Window, x.Name+" 的角色", container.NewVBox(gapOf(560, 1),
		plain("经办登记、修改；审核办结、退回；审批销号、延期、签发、封账；领导只看。"), box, told,
		container.NewHBox(save, widget.NewButton("关闭", func() { sheet.Close() }))), marks[data.ClerkRole])
}
