package page_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// TestAccountsAreSwitchedOnInTheSettings: one sentence and a button before; three people;
// the recovery code once, which Esc doesn't take away; then it is for the gate.
func TestAccountsAreSwitchedOnInTheSettings(t *testing.T) {
	r := newRoom(t)
	out := 0
	r.office.SignOut = func() { out++ }
	p := page.NewSettings(r.office)
	r.put(p.Content)
	p.Section("人员")
	r.must("现在不用登录")
	r.mustNot("没填完的表单")
	page.ShowVisitForm(r.office)
	r.fill("企业名称", "写了一半的厂")
	r.crash()
	r.office.SignOut = func() { out++ }
	p = page.NewSettings(r.office)
	r.put(p.Content)
	p.Section("人员")
	r.must("没填完的表单：登记走访。\n启用账号以后谁也看不到它们")
	r.press("启用账号…")
	for _, f := range [][2]string{{"系统管理员", "钱系统"}, {"安全保密管理员", "孙保密"}, {"安全审计员", "钱系统"}, {"系统管理员的密码", "guanli-1-1"}, {"安全保密管理员的密码", "guanli-2-2"}, {"安全审计员的密码", "guanli-3-3"}} {
		r.fill(f[0], f[1])
	}
	r.press("启用账号")
	r.must("不能与系统管理员")
	r.fill("安全审计员", "李审计")
	r.press("启用账号")
	r.must("恢复码", "只显示这一次")
	r.key("Escape")
	r.must("只显示这一次")
	r.press("我已抄下恢复码")
	if out != 1 || r.covered() {
		t.Errorf("signed out %d times", out)
	}
	if on, err := r.store.Accounts(r.office.Context); !on || err != nil {
		t.Error(on, err)
	}
	if err := r.office.View(r.office.Context, func(*store.View) error { return nil }); data.CodeOf(err) != data.Denied {
		t.Errorf("still open: %v", err)
	}
}

// TestAdministratorsKeepAccounts: the system administrator adds, the secrecy administrator
// gives roles; what one may not do says why.
func TestAdministratorsKeepAccounts(t *testing.T) {
	r := newRoom(t)
	f := store.Founding{System: store.Founder{Name: "钱系统", Password: "guanli-1-1"}, Secrecy: store.Founder{Name: "孙保密", Password: "guanli-2-2"}, Auditor: store.Founder{Name: "李审计", Password: "guanli-3-3"}}
	if _, err := r.office.Actions.SwitchOn(r.office.Context, f); err != nil {
		t.Fatal(err)
	}
	as := func(name, password string, roles ...data.Role) *page.Settings {
		t.Helper()
		a, err := r.store.SignIn(r.office.Context, name, password)
		if err != nil {
			t.Fatal(err)
		}
		r.office.Context = data.WithActor(r.office.Context, a)
		r.office.Allowed = func(x data.Right) bool { return data.AnyMay(roles, x) }
		p := page.NewSettings(r.office)
		r.put(p.Content)
		p.Refresh()
		p.Section("人员")
		return p
	}
	as("钱系统", "guanli-1-1", data.SystemAdmin)
	r.must("钱系统", "李审计", "安全审计员")
	r.press("增加账号…")
	r.fill("姓名", "周经办")
	r.fill("密码", "zhou-1234-5")
	r.fill("再输一遍", "zhou-1234-6")
	r.press("增加账号")
	r.must("两次输入的不一样")
	r.fill("再输一遍", "zhou-1234-5")
	r.press("增加账号")
	r.must("周经办", "没有角色，什么也看不到")
	r.press("角色")
	r.must("没有权限", "安全保密管理员")
	r.key("Escape")
	as("孙保密", "guanli-2-2", data.SecrecyAdmin)
	r.press("增加账号…")
	r.must("没有权限", "系统管理员")
	r.key("Escape")
	var last *widget.Button
	r.each(func(o fyne.CanvasObject) bool {
		if b, ok := o.(*widget.Button); ok && b.Text == "角色" {
			last = b
		}
		return true
	})
	last.OnTapped()
	r.each(func(o fyne.CanvasObject) bool {
		if c, ok := o.(*widget.Check); ok && (c.Text == "经办" || c.Text == "安全审计员") {
			c.SetChecked(true)
		}
		return true
	})
	r.press("授予")
	r.must("不能兼经办")
	r.each(func(o fyne.CanvasObject) bool {
		if c, ok := o.(*widget.Check); ok && c.Text == "安全审计员" {
			c.SetChecked(false)
		}
		return true
	})
	r.press("授予")
	r.must("已授予 周经办 的角色", "经办")
	a, err := r.store.SignIn(r.office.Context, "周经办", "zhou-1234-5")
	if err != nil || a.Role != "经办" {
		t.Fatalf("%v %v", a, err)
	}
}

// TestTwoAdministratorsSwitchAccountsOff: the minutes after which a window locks are a field
// of the section; without the recovery code two go back to working without accounts, one
// alone does not.
func TestTwoAdministratorsSwitchAccountsOff(t *testing.T) {
	r := newRoom(t)
	f := store.Founding{System: store.Founder{Name: "钱系统", Password: "guanli-1-1"}, Secrecy: store.Founder{Name: "孙保密", Password: "guanli-2-2"}, Auditor: store.Founder{Name: "李审计", Password: "guanli-3-3"}}
	if _, err := r.office.Actions.SwitchOn(r.office.Context, f); err != nil {
		t.Fatal(err)
	}
	a, err := r.store.SignIn(r.office.Context, "钱系统", "guanli-1-1")
	if err != nil {
		t.Fatal(err)
	}
	out := 0
	r.office.SignOut = func() { out++ }
	r.office.Context = data.WithActor(r.office.Context, a)
	r.office.Allowed = func(x data.Right) bool { return data.SystemAdmin.May(x) }
	p := page.NewSettings(r.office)
	r.put(p.Content)
	p.Refresh()
	p.Section("人员")
	r.fill("几分钟不用就锁定", "很久")
	r.press("保存")
	r.must("不小于 0 的整数")
	r.fill("几分钟不用就锁定", "3")
	r.press("保存")
	set := ""
	if err := r.office.View(r.office.Context, func(v *store.View) (err error) { set, err = v.Setting(page.LockSetting); return err }); err != nil || set != "3" {
		t.Errorf("kept %q %v", set, err)
	}
	r.press("停用全部账号…")
	r.fill("系统管理员", "钱系统")
	r.fill("系统管理员的密码", "guanli-1-1")
	r.press("停用全部账号")
	r.must("都输入密码")
	r.fill("安全保密管理员", "李审计")
	r.fill("安全保密管理员的密码", "guanli-3-3")
	r.press("停用全部账号")
	if on, err := r.store.Accounts(r.office.Context); !on || err != nil {
		t.Fatal("the auditor switched accounts off", err)
	}
	r.fill("安全保密管理员", "孙保密")
	r.fill("安全保密管理员的密码", "guanli-2-2")
	r.press("停用全部账号")
	if on, err := r.store.Accounts(r.office.Context); on || err != nil || out != 1 {
		t.Errorf("on %v, %v, signed out %d times", on, err, out)
	}
}

// TestDetailOffersWhatOneMay: a step of another role is no button, and it says whose it is.
func TestDetailOffersWhatOneMay(t *testing.T) {
	r, _, c := list(t)
	r.office.Allowed = func(x data.Right) bool { return data.ClerkRole.May(x) }
	r.click("row:" + c[2])
	for b, want := range map[string]bool{"反馈": true, "督办": true, "延期": false, "转长期坚持": false} {
		if slices.Contains(r.buttons(), b) != want {
			t.Errorf("a clerk has %v", r.buttons())
		}
	}
	r.press("为什么没有其他事项？")
	r.must("延期：要由有“审批”角色的人来做")
	r.mustNot("反馈：要由")
}

// TestBackupIsEncryptedInTheWindow with a passphrase typed twice, and with the key of the
// settings where there is one.
func TestBackupIsEncryptedInTheWindow(t *testing.T) {
	r := newRoom(t)
	p := page.NewSettings(r.office)
	r.put(p.Content)
	p.Section("备份")
	r.press("加密备份…")
	r.fill("口令", "春风又绿江南岸")
	r.fill("再输一遍", "春风又绿江南岸")
	r.press("备份")
	r.must("至少要 8 个字符")
	r.fill("口令", "春风又绿江南岸呀")
	r.fill("再输一遍", "春风又绿江南岸呀")
	r.press("备份")
	if r.covered() {
		t.Fatal("the form is still open")
	}
	made := r.sealed()
	if len(made) != 1 || !strings.HasSuffix(made[0], ".db.age") {
		t.Fatalf("made %v", made)
	}
	if err := r.office.Actions.SaveSettings(r.office.Context, map[string]string{"backup.recipient": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"}); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(made[0]); err != nil { // the clock of the room stands still
		t.Fatal(err)
	}
	if path, _, err := r.office.Actions.Backup(r.office.Context); err != nil || !strings.HasSuffix(path, ".age") {
		t.Errorf("with a key in the settings: %s %v", path, err)
	}
}

// sealed are the encrypted backups beside the ledger.
func (r *room) sealed() (out []string) {
	r.Helper()
	out, err := filepath.Glob(filepath.Join(filepath.Dir(r.store.Path()), "*.age"))
	if err != nil {
		r.Fatal(err)
	}
	return out
}
