package store

import (
	"context"
	"slices"
	"strings"

	"qinqing/data"
)

// Founder is one of the three with whom accounts are switched on.
type Founder struct{ Name, Password string }

// Founding names 三员. System and Secrecy may be one person, Auditor is another.
type Founding struct{ System, Secrecy, Auditor Founder }

// recoveryKey is where meta keeps the recovery code, as passwords are kept.
const recoveryKey = "recovery"

// SwitchOn makes the three accounts and has everybody sign in from now on. It gives the
// recovery code, which is told once and kept nowhere.
func (s *Store) SwitchOn(ctx context.Context, f Founding) (code string, err error) {
	f.System.Name, f.Secrecy.Name, f.Auditor.Name = strings.TrimSpace(f.System.Name), strings.TrimSpace(f.Secrecy.Name), strings.TrimSpace(f.Auditor.Name)
	if f.Auditor.Name == f.System.Name || f.Auditor.Name == f.Secrecy.Name {
		return "", data.Errorf(data.Invalid, "auditor", "安全审计员不能与系统管理员、安全保密管理员是同一个人，没有启用账号。")
	}
	_, err = s.Do(ctx, data.Op{Name: "启用账号", Aside: true}, func(tx *Tx) (err error) {
		if on, err := tx.accounts(); err != nil || on {
			if err == nil {
				err = data.Errorf(data.Conflict, "", "账号已经启用。")
			}
			return err
		}
		if f.System.Name == f.Secrecy.Name {
			err = tx.found(f.System, data.SystemAdmin, data.SecrecyAdmin)
		} else if err = tx.found(f.System, data.SystemAdmin); err == nil {
			err = tx.found(f.Secrecy, data.SecrecyAdmin)
		}
		if err == nil {
			err = tx.found(f.Auditor, data.Auditor)
		}
		if err == nil {
			code, err = tx.renewCode()
		}
		if err != nil {
			return err
		}
		return tx.setAccounts(true)
	})
	if err != nil {
		return "", err
	}
	return code, nil
}

// found makes a founder's account, or gives one left from an earlier time this role and
// a new password.
func (tx *Tx) found(f Founder, roles ...data.Role) error {
	was, err := tx.personWhere("name = ?", f.Name)
	if err != nil {
		return err
	}
	if was == nil {
		_, err := tx.addPerson(f.Name, f.Password, roles)
		return err
	}
	if err := data.CheckPassword(f.Name, f.Password); err != nil {
		return err
	}
	now := *was
	now.Roles, now.Disabled, now.Failures, now.LockedTo = roles, false, 0, ""
	if now.word, err = conceal(f.Password); err != nil {
		return err
	}
	return tx.keepPerson(was, &now)
}

func (tx *Tx) renewCode() (string, error) {
	code, err := newCode()
	if err != nil {
		return "", err
	}
	x, err := conceal(readCode(code))
	if err != nil {
		return "", err
	}
	_, err = tx.c.exec("INSERT INTO meta(key, value) VALUES('"+recoveryKey+"', ?) ON CONFLICT DO UPDATE SET value = excluded.value", x.String())
	return code, err
}

// accountsImage is what the log keeps of the switch.
func accountsImage(on bool) []byte {
	if !on {
		return nil
	}
	return []byte(`{"Rec":{"Value":"on"},"Gone":0}`)
}

func (tx *Tx) setAccounts(on bool) error {
	query := "INSERT INTO meta(key, value) VALUES('" + accountsKey + "', 'on') ON CONFLICT DO NOTHING"
	if !on {
		query = "DELETE FROM meta WHERE key = '" + accountsKey + "'"
	}
	_, err := tx.c.exec(query)
	tx.note(touchKey{data.EntityPerson, 0, accountsKey}, accountsImage(!on), accountsImage(on))
	return err
}

// checkCode says whether a code is the recovery code; a wrong one is logged.
func (s *Store) checkCode(ctx context.Context, typed string) error {
	var kept string
	err := s.View(ctx, func(v *View) error {
		_, err := v.c.one("SELECT value FROM meta WHERE key = '"+recoveryKey+"'", nil, &kept)
		return err
	})
	if err != nil {
		return err
	}
	x, err := secretOf(kept)
	if err != nil {
		return err
	}
	right, err := x.opens(readCode(typed))
	if err != nil || right {
		return err
	}
	_, err = s.Do(ctx, data.Op{Name: "恢复码不对", Aside: true}, func(tx *Tx) error {
		tx.note(touchKey{data.EntityPerson, 0, ""}, nil, []byte(`{"Rec":{"Failures":1},"Gone":0}`))
		return nil
	})
	if err == nil {
		err = data.Errorf(data.Denied, "code", "恢复码不对，没有改动任何内容；恢复码是启用账号时显示的 20 个字母和数字。")
	}
	return err
}

// Recover gives one of 三员 a new password by the recovery code; name "" is the 系统管理员.
// The code is spent: it gives the next one.
func (s *Store) Recover(ctx context.Context, typed, name, password string) (who, code string, err error) {
	ctx = asProgram(ctx, "恢复码")
	if err := s.checkCode(ctx, typed); err != nil {
		return "", "", err
	}
	_, err = s.Do(ctx, data.Op{Name: "用恢复码重设密码", Aside: true}, func(tx *Tx) error {
		list, err := tx.persons("1")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(p *person) bool {
			if name = strings.TrimSpace(name); name != "" {
				return p.Name == name && slices.ContainsFunc(p.Roles, data.Role.Administers)
			}
			return slices.Contains(p.Roles, data.SystemAdmin) && !p.Disabled
		})
		if i < 0 {
			return data.Errorf(data.NotFound, "name", "恢复码只能重设系统管理员、安全保密管理员、安全审计员的密码，没有找到“%s”，没有改动任何内容。", name)
		}
		who = list[i].Name
		if err := tx.renewPassword(list[i], password); err != nil {
			return err
		}
		code, err = tx.renewCode()
		return err
	})
	if err != nil {
		return "", "", err
	}
	return who, code, nil
}

// SwitchOff goes back to the simple mode, in which whoever opens the ledger may
// everything: by the recovery code, or with 系统管理员 and 安全保密管理员 both signed in
// (one person may be both). The accounts stay, unused.
func (s *Store) SwitchOff(ctx context.Context, typed string, signed ...data.Actor) error {
	program := asProgram(ctx, "恢复码")
	by := "用恢复码"
	if typed != "" {
		if err := s.checkCode(program, typed); err != nil {
			return err
		}
	} else {
		by = ""
		var roles []data.Role
		for _, a := range signed {
			err := s.View(data.WithActor(ctx, a), func(v *View) error {
				if p := v.Self(); p != nil {
					roles = append(roles, p.Roles...)
				}
				return nil
			})
			if err != nil {
				return err
			}
			by += a.Name + "、"
		}
		if !slices.Contains(roles, data.SystemAdmin) || !slices.Contains(roles, data.SecrecyAdmin) {
			return data.Errorf(data.Denied, "", "停用账号要有恢复码，或者系统管理员和安全保密管理员都输入密码；账号没有停用。")
		}
		by = "由 " + strings.TrimSuffix(by, "、")
	}
	_, err := s.Do(program, data.Op{Name: "停用账号（" + by + "）", Aside: true}, func(tx *Tx) error {
		if on, err := tx.accounts(); err != nil || !on {
			if err == nil {
				err = data.Errorf(data.Conflict, "", "账号没有启用。")
			}
			return err
		}
		return tx.setAccounts(false)
	})
	return err
}
