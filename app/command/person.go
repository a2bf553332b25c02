package command

import (
	"context"

	"qinqing/data"
	"qinqing/data/store"
)

type personCmd struct {
	List     personListCmd     `cmd:"" help:"列出账号"`
	Add      personAddCmd      `cmd:"" help:"增加账号（系统管理员）；角色由安全保密管理员授予"`
	Roles    personRolesCmd    `cmd:"" help:"授予角色（安全保密管理员）"`
	Disable  personDisableCmd  `cmd:"" help:"停用账号（系统管理员）"`
	Enable   personEnableCmd   `cmd:"" help:"重新启用账号（系统管理员）"`
	Password personPasswordCmd `cmd:"" help:"改自己的密码；或给忘了密码的人重设（系统管理员）"`
	On       personOnCmd       `cmd:"" help:"启用账号：从此要登录；显示一次恢复码"`
	Off      personOffCmd      `cmd:"" help:"停用全部账号，回到不用登录的简单方式"`
	Recover  personRecoverCmd  `cmd:"" help:"用恢复码重设管理员的密码"`
}

type personListCmd struct{}

func (c *personListCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		var list []data.Person
		err := s.View(ctx, func(v *store.View) (err error) {
			list, err = v.People()
			return err
		})
		if err != nil {
			return err
		}
		if r.args.JSON {
			return r.json(peopleJSON(list))
		}
		if len(list) == 0 {
			r.print("没有账号：台账是不用登录的简单方式。用 qinqing person on 启用账号。")
		}
		for _, p := range list {
			r.print("%s\t%s\t%s", p.Name, orDash(data.RoleNames(p.Roles)), p.Standing(r.now(), "2006-01-02"))
		}
		return nil
	})
}

type personJSON struct {
	Name     string      `json:"name"`
	Roles    []data.Role `json:"roles"`
	Disabled bool        `json:"disabled"`
	SignedIn string      `json:"signed_in,omitempty"`
	LockedTo string      `json:"locked_to,omitempty"`
}

func peopleJSON(list []data.Person) []personJSON {
	out := []personJSON{}
	for _, p := range list {
		out = append(out, personJSON{p.Name, append([]data.Role{}, p.Roles...), p.Disabled, p.SignedIn, p.LockedTo})
	}
	return out
}

// changePeople writes to accounts; it is logged and can't be undone.
func (r *run) changePeople(op, told string, fn func(*store.Tx) error) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		if _, err := s.Do(ctx, data.Op{Name: op, Aside: true}, fn); err != nil {
			return err
		}
		return r.done("", told)
	})
}

type personAddCmd struct {
	Name string `arg:"" name:"姓名" help:"登录用的姓名，也写进操作记录"`
}

func (c *personAddCmd) Run(r *run) error {
	password, err := r.newSecret(newPasswordVariable, c.Name+" 的新密码")
	if err != nil {
		return err
	}
	return r.changePeople("增加账号 "+c.Name, "已增加账号："+c.Name+"；请安全保密管理员授予角色（qinqing person roles）", func(tx *store.Tx) error { return tx.AddPerson(c.Name, password) })
}

type personRolesCmd struct {
	Name  string `arg:"" name:"姓名" help:"谁"`
	Roles string `arg:"" name:"角色" help:"经办、审核、审批、领导、解除脱敏、系统管理员、安全保密管理员、安全审计员；几个用、隔开，空串收回全部"`
}

func (c *personRolesCmd) Run(r *run) error {
	roles, err := data.RolesNamed(c.Roles)
	if err != nil {
		return err
	}
	return r.changePeople("授予角色 "+c.Name, c.Name+" 的角色："+orDash(data.RoleNames(roles)), func(tx *store.Tx) error { return tx.SetRoles(c.Name, roles) })
}

type personDisableCmd struct {
	Name string `arg:"" name:"姓名" help:"谁"`
}

func (c *personDisableCmd) Run(r *run) error {
	return r.changePeople("停用账号 "+c.Name, "已停用："+c.Name, func(tx *store.Tx) error { return tx.DisablePerson(c.Name, true) })
}

type personEnableCmd struct {
	Name string `arg:"" name:"姓名" help:"谁"`
}

func (c *personEnableCmd) Run(r *run) error {
	return r.changePeople("启用账号 "+c.Name, "已启用："+c.Name, func(tx *store.Tx) error { return tx.DisablePerson(c.Name, false) })
}

type personPasswordCmd struct {
	Name string `arg:"" optional:"" name:"姓名" help:"给谁重设；不写是改自己的"`
}

func (c *personPasswordCmd) Run(r *run) error {
	if c.Name != "" && c.Name != r.args.Actor {
		password, err := r.newSecret(newPasswordVariable, c.Name+" 的新密码")
		if err != nil {
			return err
		}
		return r.changePeople("重设密码 "+c.Name, "已重设 "+c.Name+" 的密码", func(tx *store.Tx) error { return tx.SetPassword(c.Name, password) })
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		old, err := r.secret(passwordVariable, "原来的密码")
		if err != nil {
			return err
		}
		next, err := r.newSecret(newPasswordVariable, "新密码")
		if err != nil {
			return err
		}
		if err := s.ChangePassword(ctx, old, next); err != nil {
			return err
		}
		return r.done("", "已改密码")
	})
}
