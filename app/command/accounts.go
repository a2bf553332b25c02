package command

import (
	"context"

	"qinqing/data"
	"qinqing/data/store"
)

type personOnCmd struct {
	System  string `name:"system" required:"" help:"系统管理员的姓名；密码放在 QINQING_SYSTEM_PASSWORD 或在终端输入" placeholder:"姓名"`
	Secrecy string `name:"secrecy" required:"" help:"安全保密管理员的姓名（可以就是系统管理员）；密码放在 QINQING_SECRECY_PASSWORD" placeholder:"姓名"`
	Auditor string `name:"auditor" required:"" help:"安全审计员的姓名（须另有其人）；密码放在 QINQING_AUDITOR_PASSWORD" placeholder:"姓名"`
}

func (c *personOnCmd) Run(r *run) error {
	f := store.Founding{System: store.Founder{Name: c.System}, Secrecy: store.Founder{Name: c.Secrecy}, Auditor: store.Founder{Name: c.Auditor}}
	for _, x := range []struct {
		who      *store.Founder
		variable string
	}{{&f.System, "QINQING_SYSTEM_PASSWORD"}, {&f.Secrecy, "QINQING_SECRECY_PASSWORD"}, {&f.Auditor, "QINQING_AUDITOR_PASSWORD"}} {
		if x.who == &f.Secrecy && c.Secrecy == c.System {
			x.who.Password = f.System.Password
			continue
		}
		var err error
		if x.who.Password, err = r.newSecret(x.variable, x.who.Name+" 的新密码"); err != nil {
			return err
		}
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		code, err := s.SwitchOn(ctx, f)
		if err != nil {
			return err
		}
		return r.tellCode("账号已启用，从此要登录。", code)
	})
}

// tellCode tells a recovery code, once.
func (r *run) tellCode(what, code string) error {
	if r.args.JSON {
		return r.json(map[string]string{"recovery_code": code})
	}
	r.print("%s", what)
	r.print("恢复码：%s", code)
	r.progress("恢复码只显示这一次。请抄下来装进信封，交给不是管理员的人保管：管理员忘了密码时只有它能重设。")
	return nil
}

type personOffCmd struct {
	Code   bool   `name:"code" help:"用恢复码（在终端输入或放在 QINQING_RECOVERY_CODE），不用登录"`
	Second string `name:"second" help:"另一位管理员：--actor 与他须是系统管理员和安全保密管理员；密码放在 QINQING_SECOND_PASSWORD" placeholder:"姓名"`
}

func (c *personOffCmd) Run(r *run) error {
	typed, err := "", error(nil)
	if c.Code {
		r.coded = true
		if typed, err = r.secret(codeVariable, "恢复码"); err != nil {
			return err
		}
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		var signed []data.Actor
		if a, ok := data.ActorOf(ctx); ok && !c.Code {
			signed = append(signed, a)
		}
		if c.Second != "" && !c.Code {
			password, err := r.secret("QINQING_SECOND_PASSWORD", c.Second+" 的密码")
			if err != nil {
				return err
			}
			a, err := s.SignIn(ctx, c.Second, password)
			if err != nil {
				return err
			}
			signed = append(signed, a)
		}
		if err := s.SwitchOff(ctx, typed, signed...); err != nil {
			return err
		}
		return r.done("", "账号已停用，回到不用登录的简单方式")
	})
}

type personRecoverCmd struct {
	Name string `name:"name" help:"重设谁的密码：系统管理员（不写时）、安全保密管理员或安全审计员" placeholder:"姓名"`
}

func (c *personRecoverCmd) Run(r *run) error {
	r.coded = true
	typed, err := r.secret(codeVariable, "恢复码")
	if err != nil {
		return err
	}
	password, err := r.newSecret(newPasswordVariable, "新密码")
	if err != nil {
		return err
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		who, code, err := s.Recover(ctx, typed, c.Name, password)
		if err != nil {
			return err
		}
		return r.tellCode("已重设 "+who+" 的密码。原来的恢复码已作废，这是新的一个。", code)
	})
}
