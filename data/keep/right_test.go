package keep

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
)

const pass = "春风又绿江南岸呀"

// manned switches an office's accounts on and gives the contexts of three who signed in:
// 钱系统, 李审计 and a clerk 周经办.
func (o *office) manned() (system, auditor, clerk context.Context) {
	o.t.Helper()
	if _, err := o.SwitchOn(ctx, store.Founding{System: store.Founder{Name: "钱系统", Password: pass}, Secrecy: store.Founder{Name: "孙保密", Password: pass}, Auditor: store.Founder{Name: "李审计", Password: pass}}); err != nil {
		o.t.Fatal(err)
	}
	system = o.in("钱系统")
	for by, fn := range map[context.Context]func(tx *store.Tx) error{system: func(tx *store.Tx) error { return tx.AddPerson("周经办", pass) }} {
		if _, err := o.Do(by, data.Op{Name: "账号", Aside: true}, fn); err != nil {
			o.t.Fatal(err)
		}
	}
	if _, err := o.Do(o.in("孙保密"), data.Op{Name: "账号", Aside: true}, func(tx *store.Tx) error { return tx.SetRoles("周经办", []data.Role{data.ClerkRole}) }); err != nil {
		o.t.Fatal(err)
	}
	return system, o.in("李审计"), o.in("周经办")
}

func (o *office) in(name string) context.Context {
	o.t.Helper()
	a, err := o.SignIn(context.Background(), name, pass)
	if err != nil {
		o.t.Fatal(err)
	}
	return data.WithActor(context.Background(), a)
}

// The ledger is copied and put back only for those who may; the program makes its own
// backups whoever sits at it.
func TestBackupTakesItsRight(t *testing.T) {
	o := newOffice(t)
	system, auditor, clerk := o.manned()
	dir := t.TempDir()
	for name, by := range map[string]context.Context{"auditor": auditor, "nobody": ctx} {
		if _, err := Write(by, o.Store, filepath.Join(dir, name+".db"), nil); data.CodeOf(err) != data.Denied {
			t.Errorf("%s writes a backup: %v", name, err)
		}
		if _, err := o.Backup(by, filepath.Join(dir, name+".db")); data.CodeOf(err) != data.Denied {
			t.Errorf("%s copies the ledger: %v", name, err)
		}
		if _, err := Auto(by, o.Store, dir, nil); data.CodeOf(err) != data.Denied {
			t.Errorf("%s makes one of its own: %v", name, err)
		}
	}
	if made := names(t, dir); len(made) != 0 {
		t.Errorf("left %v", made)
	}
	for name, by := range map[string]context.Context{"system": system, "clerk": clerk} {
		if _, err := Write(by, o.Store, filepath.Join(dir, name+".db"), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, by := range []context.Context{auditor, ctx} {
		if made, err := NewGuard(o.Store, o.now).Last(by); err != nil || made.Path == "" {
			t.Errorf("the guard: %+v %v", made, err)
		}
		_ = o.in("周经办") // another entry of the log
	}
}

// Back to a backup goes who may; rid of the accounts only who manages them; and the log
// says so. Without a sign-in only a damaged ledger is replaced.
func TestGoingBackTakesItsRight(t *testing.T) {
	o := newOffice(t)
	before := auto(o, "", nil)
	system, auditor, clerk := o.manned()
	with, err := Write(clerk, o.Store, filepath.Join(t.TempDir(), "有账号.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := GoBack(auditor, o.Store, with.Path, nil, o.now); data.CodeOf(err) != data.Denied {
		t.Fatalf("the auditor: %v", err)
	}
	if on, err := o.Accounts(ctx); err != nil || !on {
		t.Fatalf("a refusal closes the ledger: %v", err)
	}
	if out, err := GoBack(clerk, o.Store, with.Path, nil, o.now); err != nil || out.Aside == "" {
		t.Fatalf("the clerk: %v", err)
	}
	o.open()
	var log []store.LogEntry
	if err := o.View(o.in("周经办"), func(v *store.View) (err error) { log, err = v.LogPage(store.LogQuery{Limit: 5}); return err }); err != nil {
		t.Fatal(err)
	}
	if len(log) < 2 || log[1].Op != "恢复到备份" || log[1].Actor != "周经办" || !strings.Contains(string(log[1].Diff), "有账号.db") {
		t.Errorf("the log says %+v", log)
	}
	o.close()
	o.open()
	if err := o.View(o.in("周经办"), func(v *store.View) (err error) {
		log, err = v.LogPage(store.LogQuery{Limit: 9, Text: "恢复到备份"})
		return err
	}); err != nil || len(log) != 1 {
		t.Errorf("logged %d times, %v", len(log), err)
	}
	if _, err := GoBack(o.in("周经办"), o.Store, before.Path, nil, o.now); data.CodeOf(err) != data.Denied || !strings.Contains(err.Error(), "系统管理员") {
		t.Errorf("a clerk gets rid of the accounts: %v", err)
	}
	if _, err := Restore(ctx, o.path, with.Path, nil, o.now); data.CodeOf(err) != data.Denied {
		t.Errorf("nobody: %v", err)
	}
	o.open()
	if _, err := GoBack(o.in("钱系统"), o.Store, before.Path, nil, o.now); err != nil {
		t.Errorf("the administrator: %v", err)
	}
	_ = system
	o.open()
	if on, err := o.Accounts(ctx); err != nil || on {
		t.Errorf("accounts are on %v, %v", on, err)
	}
	o.sound()
}

// A damaged ledger can ask nobody who they are.
func TestDamagedGoesBackWithoutSignIn(t *testing.T) {
	o := newOffice(t)
	_, _, clerk := o.manned()
	made, err := Write(clerk, o.Store, filepath.Join(t.TempDir(), "好.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	o.close()
	spoil(t, o.path)
	damaged := read(t, o.path)
	out, err := Restore(ctx, o.path, made.Path, nil, o.now)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(out.Aside); err != nil || string(b) != damaged {
		t.Error("the damaged file is not as it was")
	}
	o.open()
}

// Who took a copy, and where it went, stands in the log, and in the copy itself.
func TestBackupIsLogged(t *testing.T) {
	o := newOffice(t)
	_, _, clerk := o.manned()
	info, err := Write(clerk, o.Store, filepath.Join(t.TempDir(), "备份.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	err = o.View(clerk, func(v *store.View) error {
		chain, err := v.Chain()
		if err != nil {
			return err
		}
		if chain != info.Holds.Chain {
			t.Errorf("the log goes on to %v, the copy to %v", chain, info.Holds.Chain)
		}
		list, err := v.LogSince(chain.Entries-1, 1)
		if err != nil {
			return err
		}
		text, err := v.LogText(list[0])
		if list[0].Actor != "周经办" || list[0].Op != "备份台账" || !strings.Contains(text, info.Path) {
			t.Errorf("the log says %q by %q: %s", list[0].Op, list[0].Actor, text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
