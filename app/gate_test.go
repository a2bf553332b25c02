package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

const clerkWord, adminWord = "jingban-1-1", "guanli-1-1"

// mannedRunner is a runner over a ledger with accounts: 钱系统, 孙保密, 李审计, a clerk 周经办
// and a leader 陈领导.
func mannedRunner(t *testing.T) *runner {
	t.Helper()
	r, _ := runnerOver(t, false)
	st := openedRunner(t, r).store
	a := Actions(st)
	if _, err := a.SwitchOn(r.ctx, store.Founding{System: store.Founder{Name: "钱系统", Password: adminWord}, Secrecy: store.Founder{Name: "孙保密", Password: adminWord}, Auditor: store.Founder{Name: "李审计", Password: adminWord}}); err != nil {
		t.Fatal(err)
	}
	as := func(name string) context.Context {
		who, err := st.SignIn(r.ctx, name, adminWord)
		if err != nil {
			t.Fatal(err)
		}
		return data.WithActor(r.ctx, who)
	}
	sys, sec := as("钱系统"), as("孙保密")
	for name, role := range map[string]data.Role{"周经办": data.ClerkRole, "陈领导": data.LeaderRole} {
		if err := a.AddPerson(sys, name, clerkWord); err != nil {
			t.Fatal(err)
		}
		if err := a.SetRoles(sec, name, []data.Role{role}); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// entryOf is the field of that name that can be seen, on top first.
func entryOf(t *testing.T, w fyne.Window, name string) *widget.Entry {
	t.Helper()
	top := w.Canvas().Overlays().Top()
	if top == nil {
		top = w.Content()
	}
	for _, o := range test.LaidOutObjects(top) {
		if e, ok := o.(*widget.Entry); ok && e.Name == name {
			return e
		}
	}
	t.Fatalf("没有字段“%s”", name)
	return nil
}

// signInto fills the gate of a window and gives the window that comes in its place.
func signInto(t *testing.T, r *runner, w fyne.Window, name, password string) fyne.Window {
	t.Helper()
	n := entryOf(t, w, "姓名")
	n.SetText(name)
	n.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p := entryOf(t, w, "密码")
	p.SetText(password)
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	all := r.app.Driver().AllWindows()
	return all[len(all)-1]
}

// windowFor is the window of a person who signed in, without the gate before it.
func windowFor(t *testing.T, r *runner, name, password string) *window {
	t.Helper()
	who, err := r.store.SignIn(r.ctx, name, password)
	if err != nil {
		t.Fatal(err)
	}
	return windowIn(t, r, data.WithActor(r.ctx, who))
}

// navNames are the screens in the navigation.
func navNames(w fyne.Window) (out []string) {
	for _, o := range test.LaidOutObjects(w.Content()) {
		if n, ok := o.(*widget.NavItem); ok {
			out = append(out, n.Text)
		}
	}
	return out
}

// The first window is where people sign in; a wrong password says so and nothing is shown;
// what is in the navigation is what a person may see.
func TestPeopleSignIn(t *testing.T) {
	r := mannedRunner(t)
	gate, err := r.over(r.store)
	if err != nil {
		t.Fatal(err)
	}
	if got := signInto(t, r, gate, "周经办", "wrong-1-1-1"); got != gate || !strings.Contains(texts(gate), "姓名或密码不对") || entryOf(t, gate, "密码").Text != "" {
		t.Errorf("wrong: %s", texts(gate))
	}
	if w := signInto(t, r, gate, "周经办", ""); w != gate || !strings.Contains(texts(gate), "请填写密码") {
		t.Errorf("none: %s", texts(gate))
	}
	w := signInto(t, r, gate, "周经办", clerkWord)
	if w == gate || !strings.Contains(w.Title(), "周经办") {
		t.Fatalf("the window is %q", w.Title())
	}
	if nav := strings.Join(navNames(w), " "); !strings.Contains(nav, "问题") || !strings.Contains(nav, "导入") {
		t.Errorf("a clerk sees %s", nav)
	}
	next, err := r.over(r.store)
	if err != nil {
		t.Fatal(err)
	}
	if entryOf(t, next, "姓名").Text == "" {
		t.Error("no name is remembered")
	}
	w = signInto(t, r, next, "李审计", adminWord)
	if nav := strings.Join(navNames(w), " "); strings.Contains(nav, "问题") || strings.Contains(nav, "通报") || !strings.Contains(nav, "操作记录") || !strings.Contains(nav, "设置") {
		t.Errorf("an auditor sees %s", nav)
	}
	if s := texts(w); strings.Contains(s, "读不出") || !strings.Contains(s, "账号 周经办") {
		t.Errorf("the auditor's page: %s", s)
	}
}

// A leader's forms say why they don't open; so do an administrator's settings of records.
func TestWhatIsNotAllowedSaysWhy(t *testing.T) {
	r := mannedRunner(t)
	w := signInto(t, r, must(t)(r.over(r.store)), "陈领导", clerkWord)
	if strings.Contains(strings.Join(navNames(w), " "), "导入") {
		t.Errorf("a leader sees %v", navNames(w))
	}
	inner := windowFor(t, r, "陈领导", clerkWord)
	page.ShowVisitForm(inner.office)
	if s := texts(inner.win); !strings.Contains(s, "没有权限") || !strings.Contains(s, "经办") || strings.Contains(s, "走访单位 *") {
		t.Errorf("says %s", s)
	}
}

func must(t *testing.T) func(w fyne.Window, err error) fyne.Window {
	return func(w fyne.Window, err error) fyne.Window {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
}

// A window nobody touches locks itself; what was half typed is there when it is unlocked,
// Esc and the keys of the menu reach nothing below, and nobody else gets in.
func TestTheWindowLocks(t *testing.T) {
	r := mannedRunner(t)
	w := windowFor(t, r, "周经办", clerkWord)
	before := w.office.Context
	page.ShowVisitForm(w.office)
	var half *widget.Picker
	for _, o := range test.LaidOutObjects(w.win.Canvas().Overlays().Top()) {
		if x, ok := o.(*widget.Picker); ok {
			if name, _ := x.Held(); name == "企业名称" {
				half = x
			}
		}
	}
	if half == nil {
		t.Fatalf("没有字段“企业名称”：%s", texts(w.win))
	}
	half.SetText("写了一半的厂")
	w.touched = time.Now()
	w.idle(w.touched.Add(usualLock - time.Second))
	if w.locked != nil {
		t.Fatal("locked too soon")
	}
	w.idle(w.touched.Add(usualLock))
	if w.locked == nil || !strings.Contains(texts(w.win), "已锁定") {
		t.Fatal("not locked")
	}
	w.lock() // again
	w.save()
	if f := w.win.Canvas().OnTypedKey(); f != nil {
		f(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	p := entryOf(t, w.win, "密码")
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if n := len(w.win.Canvas().Overlays().List()); n != 2 || w.locked == nil {
		t.Fatalf("%d overlays", n)
	}
	if !entryOf(t, w.win, "姓名").Disabled() {
		t.Error("another name can be typed")
	}
	p.SetText("wrong-1-1-1")
	press(t, w.win, "解锁")
	if w.locked == nil || !strings.Contains(texts(w.win), "不对") {
		t.Fatal("a wrong password unlocks")
	}
	p.SetText(clerkWord)
	press(t, w.win, "解锁")
	if w.locked != nil || strings.Contains(texts(w.win), "已锁定") || !w.office.Unsaved() {
		t.Error("not as it was")
	}
	if _, text := half.Held(); text != "写了一半的厂" {
		t.Errorf("half typed: %q", text)
	}
	if err := r.store.View(before, func(*store.View) error { return nil }); data.CodeOf(err) != data.Denied {
		t.Errorf("the session before the lock still stands: %v", err)
	}
	if err := w.office.View(w.office.Context, func(*store.View) error { return nil }); err != nil {
		t.Errorf("after unlocking: %v", err)
	}
	w.lock()
	handed := false
	w.handOn = func(*window) { handed = true }
	press(t, w.win, "换人登录")
	if !handed || w.locked == nil || strings.Contains(texts(w.win), "继续填写") {
		t.Errorf("handed on %v; who stands at a locked window comes in: %s", handed, texts(w.win))
	}
}

// Without accounts nothing of all this is there, but for one section of the settings.
func TestSimpleModeHasNoGate(t *testing.T) {
	w := windowOver(t, false)
	w.lock()
	w.idle(time.Now().Add(100 * time.Hour))
	if w.locked != nil || strings.Contains(texts(w.win), "锁定") {
		t.Error("locked")
	}
	for _, m := range w.menu.main.Items {
		for _, i := range m.Items {
			if strings.Contains(i.Label, "锁定") || strings.Contains(i.Label, "换人") || strings.Contains(i.Label, "密码") {
				t.Errorf("the menu offers %s", i.Label)
			}
		}
	}
}

// Whoever runs the program and sees no records is told so before anything is typed: on the
// keys of the menu and where files are dropped as well.
func TestKeysOfClosedScreensSayWhy(t *testing.T) {
	r := mannedRunner(t)
	w := windowFor(t, r, "李审计", adminWord)
	for name, do := range map[string]func(){"Ctrl+O": items(w)["Ctrl+O"].Action, "Ctrl+F": items(w)["Ctrl+F"].Action,
		"a file": func() { w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI("/台账.xlsx")}) }} {
		do()
		if s := texts(w.win); w.on() == importScreen || !strings.Contains(s, "没有权限") || entriesOf(w.win)["查找"] {
			t.Errorf("%s, on %s: %s", name, w.on(), s)
		}
		for top := w.win.Canvas().Overlays().Top(); top != nil; top = w.win.Canvas().Overlays().Top() {
			w.win.Canvas().Overlays().Remove(top)
		}
	}
}

// entriesOf are the names of the fields on top.
func entriesOf(w fyne.Window) map[string]bool {
	out := map[string]bool{}
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		if e, ok := o.(*widget.Entry); ok {
			out[e.Name] = true
		}
	}
	return out
}

// The key that locks is told whole: Ctrl+L is another's.
func TestTheLockingKeyIsToldWhole(t *testing.T) {
	r := mannedRunner(t)
	w := windowFor(t, r, "周经办", clerkWord)
	w.showKeys()
	if s := texts(w.win); !strings.Contains(s, "Ctrl+Alt+L") {
		t.Errorf("says %s", s)
	}
	w.lock()
	if s := texts(w.win); !strings.Contains(s, secrecy) {
		t.Errorf("a locked window says %s", s)
	}
}

// Whoever signs in comes back to the screen they left, not to where another one was.
func TestEachComesBackToTheirOwnScreen(t *testing.T) {
	r := mannedRunner(t)
	is := func(name, password, want string) *window {
		t.Helper()
		w := windowFor(t, r, name, password)
		if w.on() != want {
			t.Errorf("%s comes to %s, want %s", name, w.on(), want)
		}
		return w
	}
	is("周经办", clerkWord, "工作台").showNamed("企业")
	is("陈领导", clerkWord, "工作台").showNamed("看板")
	is("李审计", adminWord, "操作记录").showNamed("设置")
	is("周经办", clerkWord, "企业")
	is("陈领导", clerkWord, "看板")
	is("李审计", adminWord, "设置")
}

// Whoever signs in is offered what they half typed themselves, and never what another did.
func TestEachIsOfferedTheirOwnHalfTypedForm(t *testing.T) {
	r := mannedRunner(t)
	as := func(name string) context.Context {
		t.Helper()
		who, err := r.store.SignIn(r.ctx, name, adminWord)
		if err != nil {
			t.Fatal(err)
		}
		return data.WithActor(r.ctx, who)
	}
	a := Actions(r.store)
	if err := errors.Join(a.AddPerson(as("钱系统"), "吴经办", clerkWord), a.SetRoles(as("孙保密"), "吴经办", []data.Role{data.ClerkRole})); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ who, offered, types string }{
		{"周经办", "", "甲处第一组"},
		{"吴经办", "", "乙处第二组"},
		{"周经办", "甲处第一组", ""},
		{"吴经办", "乙处第二组", ""},
		{"陈领导", "", ""},
	} {
		w := windowFor(t, r, c.who, clerkWord)
		if asked := strings.Contains(texts(w.win), "上次没有登记完的走访"); asked != (c.offered != "") {
			t.Errorf("%s is asked whether to go on: %v", c.who, asked)
			continue
		}
		if c.offered != "" {
			press(t, w.win, "继续填写")
			if s := texts(w.win); !strings.Contains(s, c.offered) {
				t.Errorf("%s goes on with %s", c.who, s)
			}
		}
		if c.types != "" {
			items(w)["Ctrl+N"].Action()
			if s := texts(w.win); strings.Contains(s, "上次没有填完") {
				t.Errorf("%s is told %s", c.who, s)
			}
			test.Type(w.win.Canvas().Focused(), c.types)
			w.office.LeaveTyped(true, func() {})
		}
	}
}
