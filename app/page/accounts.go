package page

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2/container"

	"qinqing/app/widget"
	"qinqing/data/store"
)

// showSwitchOn asks for the three administrators.
func showSwitchOn(o *Office) {
	if o.reading() {
		return
	}
	var fields []*widget.Field
	names, words := map[string]*widget.Entry{}, map[string]*widget.Entry{}
	for _, r := range []struct{ key, word, hint string }{
		{"system", "系统管理员", "增加账号、重设密码、修改设置"}, {"secrecy", "安全保密管理员", "授予角色；可以就是系统管理员"}, {"auditor", "安全审计员", "查看操作记录；须另有其人"},
	} {
		names[r.key], words[r.key] = widget.NewEntry(r.word, "姓名"), passwordEntry(r.word+"的密码")
		secret := secretField(r.key+"word", "密码", passwordHint, words[r.key])
		if r.key == "secrecy" { // one person with both duties has one password
			secret.Required, secret.Check, secret.Hint = false, secretUnlessOne(names, words), "同一人的不填"
		}
		fields = append(fields, &widget.Field{Key: r.key, Label: r.word, Required: true, Input: names[r.key], Hint: r.hint}, secret)
	}
	form := widget.NewForm("启用账号", fields...)
	code := ""
	o.personForm("启用账号：先定三员", "", form, func() { tellCode(o, "账号已启用", code) }, func(ctx context.Context) (err error) {
		who := func(key string) store.Founder {
			return store.Founder{Name: textOf(names[key]), Password: words[key].Text}
		}
		f := store.Founding{System: who("system"), Secrecy: who("secrecy"), Auditor: who("auditor")}
		if f.Secrecy.Name == f.System.Name {
			f.Secrecy.Password = f.System.Password
		}
		code, err = o.Actions.SwitchOn(ctx, f)
		return err
	})
}

func secretUnlessOne(names, words map[string]*widget.Entry) func() string {
	return func() string {
		if textOf(names["system"]) != textOf(names["secrecy"]) && words["secrecy"].Text == "" {
			return "请填写密码。" + passwordHint
		}
		return ""
	}
}

// tellCode shows the recovery code, once; then whoever goes on has to sign in.
func tellCode(o *Office, title, code string) {
	shown := widget.Heading(code)
	var sheet *widget.Sheet
	done := widget.NewPrimary("我已抄下恢复码", func() { sheet.Close() })
	sheet = widget.ShowSheet(o.Window, title, container.NewVBox(gapOf(520, 1),
		plain("这是恢复码，只显示这一次。请抄下来装进信封，交给不是管理员的人保管：\n管理员忘了密码时，只有用它才能重设。"), container.NewCenter(shown), gapOf(1, 8),
		container.NewHBox(done)), done)
	sheet.OnEscape = func() {} // not by a slip
	sheet.OnClosed = func() {
		if o.SignOut != nil {
			o.SignOut()
		}
	}
}

// showSwitchOff asks for the recovery code, or for two administrators.
func showSwitchOff(o *Office) {
	if o.reading() {
		return
	}
	code := passwordEntry("恢复码")
	names, words := [2]*widget.Entry{}, [2]*widget.Entry{}
	fields := []*widget.Field{{Key: "code", Label: "恢复码", Hint: "有恢复码的填它，下面都不用填；没有的，由两位管理员输入密码", Input: code}}
	for i, r := range []struct{ word, hint string }{{"系统管理员", "一个人兼两员的，只填这里"}, {"安全保密管理员", ""}} {
		names[i], words[i] = widget.NewEntry(r.word, "姓名"), passwordEntry(r.word+"的密码")
		fields = append(fields, &widget.Field{Key: fmt.Sprint("name", i), Label: r.word, Hint: r.hint, Input: names[i]}, &widget.Field{Key: fmt.Sprint("word", i), Label: "密码", Input: words[i]})
	}
	form := widget.NewForm("停用全部账号", fields...)
	o.personForm("停用全部账号：回到不用登录", "", form, func() {
		if o.SignOut != nil {
			o.SignOut()
		}
	}, func(ctx context.Context) error {
		if code.Text != "" {
			return o.Actions.SwitchOff(ctx, code.Text)
		}
		return o.Actions.SwitchOffBy(ctx, store.Founder{Name: textOf(names[0]), Password: words[0].Text}, store.Founder{Name: textOf(names[1]), Password: words[1].Text})
	})
}

// ShowRecover lets an administrator who forgot the password set a new one.
func ShowRecover(o *Office, then func()) {
	code, name, first, again := passwordEntry("恢复码"), widget.NewEntry("姓名", ""), passwordEntry("新密码"), passwordEntry("再输一遍")
	form := widget.NewForm("重设密码", secretField("code", "恢复码", "启用账号时显示的 20 个字母和数字", code),
		&widget.Field{Key: "name", Label: "管理员姓名", Input: name, Hint: "不填是系统管理员；其他人忘了密码，找系统管理员重设"}, secretField("password", "新密码", passwordHint, first), secretField("again", "再输一遍", "", again))
	next := ""
	o.personForm("用恢复码重设管理员的密码", "", form, func() {
		tellCode(o, "密码已重设，原来的恢复码已作废", next)
		then()
	}, func(ctx context.Context) (err error) {
		if err := twice(first, again); err != nil {
			return err
		}
		_, next, err = o.Actions.Recover(ctx, code.Text, textOf(name), first.Text)
		return err
	})
}
