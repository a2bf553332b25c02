package store

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

// Whoever signs in to look, or fails to, stands in the log and is counted, beside a window
// that has the ledger open and without one.
func TestSignInsToLookAreLogged(t *testing.T) {
	for name, window := range map[string]bool{"alone": false, "beside a window": true} {
		t.Run(name, func(t *testing.T) {
			o, as, _ := manned(t)
			path := o.Path()
			if !window {
				if err := o.Close(); err != nil {
					t.Fatal(err)
				}
			}
			look := func(password string) error {
				s := must(Open(context.Background(), path, Options{ReadOnly: true, Now: func() time.Time { return *o.now }}))(t)
				defer func() {
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				}()
				a, err := s.SignIn(context.Background(), "周经办", password)
				if err == nil {
					err = s.View(data.WithActor(context.Background(), a), func(*View) error { return nil })
				}
				if s.Unlogged() {
					t.Error("unlogged")
				}
				return err
			}
			for i, words := range []string{"再输错 2 次", "再输错 1 次", "30 秒"} {
				if err := look("错"); data.CodeOf(err) != data.Denied || !strings.Contains(err.Error(), words) {
					t.Errorf("guess %d: %v", i, err)
				}
			}
			if err := look(word); data.CodeOf(err) != data.Denied {
				t.Errorf("the right one, locked: %v", err)
			}
			*o.now = o.now.Add(31 * time.Second)
			if err := look(word); err != nil {
				t.Error(err, cause(err))
			}
			if !window {
				if st, err := os.Stat(path + "-wal"); err == nil && st.Size() > 0 {
					t.Errorf("a log of changes of %d bytes is left", st.Size())
				}
				o.Store = openAt(t, path, func() time.Time { return *o.now })
				a := must(o.SignIn(context.Background(), "冯审批", word))(t)
				as[data.ApproverRole] = data.WithActor(context.Background(), a)
			}
			o.ctx = as[data.ApproverRole]
			said := ""
			o.view(func(v *View) error {
				for _, x := range must(v.Log(6, 0))(t) {
					said += x.Op + "\n"
				}
				return nil
			})
			if strings.Count(said, "登录失败") != 3 || !strings.Contains(said, "登录失败，暂停登录：周经办") || !strings.Contains(said, "登录：周经办") {
				t.Errorf("the log:\n%s", said)
			}
			o.save(o.problem("后来", "2026-10-08"))
			o.sound()
		})
	}
}

// Where nothing can be written, whoever signs in is let look, and it is said that no log
// tells of it; not a byte is written.
func TestSignInWhereNothingCanBeWritten(t *testing.T) {
	o, _, _ := manned(t)
	path := o.Path()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	before := must(os.ReadFile(path))(t)
	s := must(Open(context.Background(), path, Options{ReadOnly: true, Frozen: true, Now: func() time.Time { return *o.now }}))(t)
	defer func() { _ = s.Close() }()
	if _, err := s.SignIn(context.Background(), "周经办", "错"); data.CodeOf(err) != data.Denied {
		t.Error(err)
	}
	if _, err := s.SignIn(context.Background(), "周经办", word); err != nil || !s.Unlogged() {
		t.Errorf("%v, unlogged %v", err, s.Unlogged())
	}
	if string(must(os.ReadFile(path))(t)) != string(before) {
		t.Error("written to")
	}
}

// The old password guessed at a window left open counts as at the door.
func TestGuessingTheOldPasswordLocks(t *testing.T) {
	o, as, _ := manned(t)
	for i := range 3 {
		if err := o.ChangePassword(as[data.ClerkRole], "错", word+"9"); data.CodeOf(err) != data.Denied {
			t.Errorf("guess %d: %v", i, err)
		}
	}
	if err := o.ChangePassword(as[data.ClerkRole], word, word+"9"); data.CodeOf(err) != data.Denied {
		t.Errorf("not locked: %v", err)
	}
	*o.now = o.now.Add(time.Minute)
	if err := o.ChangePassword(as[data.ClerkRole], word, word+"9"); err != nil {
		t.Error(err)
	}
	o.ctx = as[data.ApproverRole]
	o.view(func(v *View) error {
		for _, x := range must(v.Log(9, 0))(t) {
			if text := must(v.LogText(x))(t); strings.Contains(text, "暂停登录到") && !strings.Contains(text, noon("2026-10-30").Local().Format("2006-01-02 15:0")) || strings.Contains(text, "Z”") {
				t.Errorf("not the time of the office: %s", text)
			}
		}
		return nil
	})
}
