package command

import (
	"context"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"qinqing/data"
	"qinqing/data/store"
)

// Where a password comes from when nobody is there to type it.
const (
	passwordVariable    = "QINQING_PASSWORD"
	newPasswordVariable = "QINQING_NEW_PASSWORD"
	codeVariable        = "QINQING_RECOVERY_CODE"
)

// signIn is the context of whoever acts: where accounts are on, of --actor once the
// password was right.
func (r *run) signIn(s *store.Store) (context.Context, error) {
	on, err := s.Accounts(r.Context)
	if err != nil || !on || r.coded {
		return r.actor(), err
	}
	if r.args.Actor == "" {
		return nil, data.Errorf(data.Denied, "actor", "这个台账启用了账号：请用 --actor 写明姓名，密码在终端输入或放在环境变量 %s 里。没有读取，也没有写入任何内容。", passwordVariable)
	}
	password, err := r.secret(passwordVariable, r.args.Actor+" 的密码")
	if err != nil {
		return nil, err
	}
	a, err := s.SignIn(r.Context, r.args.Actor, password)
	if s.Unlogged() {
		r.progress("注意：台账写不进去，这次登录没有记入操作记录，输错也没有计数。")
	}
	return data.WithActor(r.Context, a), err
}

// secret is what the environment holds, or what is typed without being shown.
func (r *run) secret(variable, what string) (string, error) {
	if s := os.Getenv(variable); s != "" {
		return s, nil
	}
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", data.Errorf(data.Denied, "password", "要输入%s：请在终端里运行，或放在环境变量 %s 里。没有改动任何内容。", what, variable)
	}
	fmt.Fprintf(r.host.Err, "%s：", what)
	b, err := term.ReadPassword(in)
	fmt.Fprintln(r.host.Err)
	if err != nil {
		return "", data.Wrap(data.Internal, err, "密码没有读到，没有改动任何内容。")
	}
	return strings.TrimSpace(string(b)), nil
}

// newSecret is secret for what is set anew: typed twice, so that a slip locks nobody out.
func (r *run) newSecret(variable, what string) (string, error) {
	first, err := r.secret(variable, what)
	if err != nil || os.Getenv(variable) != "" {
		return first, err
	}
	again, err := r.secret(variable, "再输一遍")
	if err == nil && again != first {
		err = data.Errorf(data.Invalid, "password", "两次输入的不一样，没有改动任何内容。")
	}
	return first, err
}
