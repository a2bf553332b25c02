package app

import (
	"context"

	"qinqing/data"
	"qinqing/data/store"
)

// SwitchOn has everybody sign in from now on.
func (a *actions) SwitchOn(ctx context.Context, f store.Founding) (string, error) {
	return a.store.SwitchOn(ctx, f)
}

// SwitchOff goes back to working without accounts.
func (a *actions) SwitchOff(ctx context.Context, code string) error {
	return a.store.SwitchOff(ctx, code)
}

// SwitchOffBy does so by the passwords of two administrators.
func (a *actions) SwitchOffBy(ctx context.Context, both ...store.Founder) error {
	var signed []data.Actor
	for _, f := range both {
		if f.Name == "" {
			continue
		}
		who, err := a.store.SignIn(ctx, f.Name, f.Password)
		if err != nil {
			return err
		}
		defer a.store.SignOut(who)
		signed = append(signed, who)
	}
	return a.store.SwitchOff(ctx, "", signed...)
}

// Recover gives an administrator a new password.
func (a *actions) Recover(ctx context.Context, code, name, password string) (string, string, error) {
	return a.store.Recover(ctx, code, name, password)
}

// aside does what concerns accounts: logged, and no step to undo.
func (a *actions) aside(ctx context.Context, op string, fn func(*store.Tx) error) error {
	_, err := a.store.Do(ctx, data.Op{Name: op, Aside: true}, fn)
	return err
}

// AddPerson makes an account.
func (a *actions) AddPerson(ctx context.Context, name, password string) error {
	return a.aside(ctx, "增加账号 "+name, func(tx *store.Tx) error { return tx.AddPerson(name, password) })
}

// SetRoles gives a person roles.
func (a *actions) SetRoles(ctx context.Context, name string, roles []data.Role) error {
	return a.aside(ctx, "授予角色 "+name, func(tx *store.Tx) error { return tx.SetRoles(name, roles) })
}

// SetPassword gives a person who forgot it a new password.
func (a *actions) SetPassword(ctx context.Context, name, password string) error {
	return a.aside(ctx, "重设密码 "+name, func(tx *store.Tx) error { return tx.SetPassword(name, password) })
}

// DisablePerson takes an account out of use, or brings it back.
func (a *actions) DisablePerson(ctx context.Context, name string, disabled bool) error {
	op := "启用账号 "
	if disabled {
		op = "停用账号 "
	}
	return a.aside(ctx, op+name, func(tx *store.Tx) error { return tx.DisablePerson(name, disabled) })
}

// ChangePassword changes one's own.
func (a *actions) ChangePassword(ctx context.Context, old, new string) error {
	return a.store.ChangePassword(ctx, old, new)
}
