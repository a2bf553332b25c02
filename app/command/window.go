package command

import "qinqing/data"

type windowCmd struct{}

func (c *windowCmd) Run(r *run) error {
	if r.host.Window == nil {
		return data.Errorf(data.Invalid, "", "这个程序不带窗口，请用子命令；运行 qinqing --help 查看用法。")
	}
	path, err := r.dbPath()
	if err != nil {
		return err
	}
	return r.host.Window(r.actor(), Session{DB: path, Actor: r.args.Actor, Today: r.today})
}
