package store

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"testing"

	"qinqing/data"
)

func (o *office) remember(key, value string) {
	o.t.Helper()
	if c := o.do("记住", func(tx *Tx) error { return tx.Remember(key, value) }); c.Step != 0 {
		o.t.Errorf("remembering %s is a step to undo", key)
	}
}

func TestMemo(t *testing.T) {
	o := newOffice(t)
	o.remember("columns.problems", "甲")
	o.remember("columns.problems", "乙")
	o.remember("columns.visits", "丙")
	o.remember("view.mine", "丁")
	o.remember("view.mine", "")
	o.remember("never.there", "")
	var one, none string
	var all map[string]string
	o.view(func(v *View) error {
		one, none = must(v.Remembered("columns.problems"))(t), must(v.Remembered("view.mine"))(t)
		all = must(v.RememberedAll("columns."))(t)
		return nil
	})
	if want := map[string]string{"columns.problems": "乙", "columns.visits": "丙"}; one != "乙" || none != "" || !maps.Equal(all, want) {
		t.Errorf("remembered %q, %q, %v", one, none, all)
	}
	steps := must(o.Steps(o.ctx, 10))(t)
	if len(steps) > 0 && steps[0].Op.Name == "记住" {
		t.Error("it stands in the steps")
	}
	if _, err := o.Do(o.ctx, data.Op{Name: "记住"}, func(tx *Tx) error { return tx.Remember("", "x") }); data.CodeOf(err) != data.Internal {
		t.Errorf("no key: %v", err)
	}
}

// inFiles says whether a text stands anywhere in the ledger's files.
func (o *office) inFiles(text string) (found bool) {
	o.t.Helper()
	for _, tail := range []string{"", "-wal"} {
		found = found || bytes.Contains(must(os.ReadFile(o.Path()+tail))(o.t), []byte(text))
	}
	return found
}

// What was half typed may have been a clue: forgotten, it is nowhere in the files.
func TestForgottenFormLeavesNoTrace(t *testing.T) {
	const secret = "股长收受购物卡的半句话"
	t.Run("forgotten", func(t *testing.T) {
		o := newOffice(t)
		o.remember(HalfTyped+"visit", secret)
		if !o.inFiles(secret) {
			t.Fatal("the test looks at the wrong files")
		}
		o.remember(HalfTyped+"visit", "")
		if o.inFiles(secret) {
			t.Error("it is still in the files")
		}
	})
	t.Run("a problem becomes a transfer", func(t *testing.T) {
		o := newOffice(t)
		p := o.handled("线索")
		o.remember(HalfTyped+"visit", secret)
		o.happen(p, data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "移送 2026-1 号 第一室"})
		if o.inFiles(secret) {
			t.Error("it is still in the files")
		}
	})
}

// Where people sign in, each meets what they half typed themselves and nobody else's.
func TestHalfTypedFormsAreEachPersonsOwn(t *testing.T) {
	const title = HalfTyped + "登记走访"
	// kept is what stands under the title for whoever acts, one way and the other.
	kept := func(t *testing.T, o *office, ctx context.Context) (text string) {
		t.Helper()
		if err := o.View(ctx, func(v *View) error {
			text = must(v.Remembered(title))(t)
			all := must(v.RememberedAll(HalfTyped))(t)
			if len(all) > 1 || all[title] != text {
				t.Errorf("one reads %q, all of them %v", text, all)
			}
			return nil
		}); err != nil {
			t.Fatal(err, cause(err))
		}
		return text
	}
	keep := func(text string) func(*Tx) error {
		return func(tx *Tx) error { return tx.Remember(title, text) }
	}
	for name, c := range map[string]struct {
		do             func(t *testing.T, o *office, as map[data.Role]context.Context)
		clerk, another string // what each is offered after both half typed something
		left           int    // kept in the file
	}{
		"two people": {nil, "经办写的", "审核写的", 2},
		"one forgets it": {func(t *testing.T, o *office, as map[data.Role]context.Context) {
			mustDo(t, o, as[data.ClerkRole], keep(""))
		}, "", "审核写的", 1},
		"one goes on": {func(t *testing.T, o *office, as map[data.Role]context.Context) {
			mustDo(t, o, as[data.ClerkRole], keep("经办又写的"))
		}, "经办又写的", "审核写的", 2},
		"a problem becomes a transfer": {func(_ *testing.T, o *office, _ map[data.Role]context.Context) {
			o.happen(o.handled("线索"), data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "移送 2026-1 号 第一室"})
		}, "", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			o, as, _ := manned(t)
			if text := kept(t, o, as[data.ReviewerRole]); text != "" {
				t.Fatalf("before anybody typed: %q", text)
			}
			mustDo(t, o, as[data.ClerkRole], keep("经办写的"))
			if text := kept(t, o, as[data.ReviewerRole]); text != "" {
				t.Errorf("another one is offered %q", text)
			}
			mustDo(t, o, as[data.ReviewerRole], keep("审核写的"))
			if c.do != nil {
				c.do(t, o, as)
			}
			if clerk, another := kept(t, o, as[data.ClerkRole]), kept(t, o, as[data.ReviewerRole]); clerk != c.clerk || another != c.another {
				t.Errorf("offered %q and %q, want %q and %q", clerk, another, c.clerk, c.another)
			}
			if n := o.halfTyped(); n != c.left {
				t.Errorf("%d in the file, want %d", n, c.left)
			}
		})
	}
}

// halfTyped counts the half-typed forms in the file, whosever they are.
func (o *office) halfTyped() (n int) {
	o.t.Helper()
	o.view(func(v *View) error {
		_, err := v.c.one("SELECT count(*) FROM memo WHERE substr(key, 1, length(?1)) = ?1", []any{HalfTyped}, &n)
		return err
	})
	return n
}

// What was half typed without accounts, and by an account no longer in use, is offered to
// nobody else; it waits, and a transfer reaches it like all others.
func TestHalfTypedFormsWaitForTheirOwners(t *testing.T) {
	const title, secret = HalfTyped + "登记走访", "股长收受购物卡的半句话"
	type stage struct {
		*office
		as   map[data.Role]context.Context
		code string
	}
	offered := func(t *testing.T, s *stage, ctx context.Context) bool {
		t.Helper()
		text, all := "", map[string]string(nil)
		if err := s.View(ctx, func(v *View) error {
			text, all = must(v.Remembered(title))(t), must(v.RememberedAll(HalfTyped))(t)
			return nil
		}); err != nil {
			t.Fatal(err, cause(err))
		}
		if (text != "") != (len(all) > 0) {
			t.Errorf("one reads %q, all of them %v", text, all)
		}
		return text != ""
	}
	disable := func(off bool) func(*Tx) error {
		return func(tx *Tx) error { return tx.DisablePerson("周经办", off) }
	}
	for name, c := range map[string]struct {
		away, back func(t *testing.T, s *stage) // the owner can't come to it; comes to it again
		owner      func(t *testing.T, s *stage) context.Context
	}{
		"without accounts": {func(*testing.T, *stage) {}, func(t *testing.T, s *stage) {
			if err := s.SwitchOff(actorCtx(), s.code); err != nil {
				t.Fatal(err, cause(err))
			}
		}, func(*testing.T, *stage) context.Context { return actorCtx() }},
		"an account out of use": {func(t *testing.T, s *stage) { mustDo(t, s.office, s.as[data.SystemAdmin], disable(true)) },
			func(t *testing.T, s *stage) { mustDo(t, s.office, s.as[data.SystemAdmin], disable(false)) },
			func(t *testing.T, s *stage) context.Context {
				return data.WithActor(context.Background(), must(s.SignIn(context.Background(), "周经办", word))(t))
			}},
		"of an account, without accounts": {func(t *testing.T, s *stage) {
			if err := s.SwitchOff(actorCtx(), s.code); err != nil {
				t.Fatal(err, cause(err))
			}
			if s.ctx = actorCtx(); offered(t, s, s.ctx) {
				t.Error("whoever opens the ledger is offered it")
			}
		}, func(t *testing.T, s *stage) {
			must(s.SwitchOn(actorCtx(), founders))(t)
		}, func(t *testing.T, s *stage) context.Context {
			return data.WithActor(context.Background(), must(s.SignIn(context.Background(), "周经办", word))(t))
		}},
	} {
		for _, transfer := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, transfer %v", name, transfer), func(t *testing.T) {
				var s stage
				if name == "without accounts" {
					before := newOffice(t)
					before.remember(title, secret)
					s.office, s.as, s.code = mannedIn(t, before)
				} else {
					s.office, s.as, s.code = manned(t)
					mustDo(t, s.office, s.as[data.ClerkRole], func(tx *Tx) error { return tx.Remember(title, secret) })
				}
				c.away(t, &s)
				if on := must(s.Accounts(context.Background()))(t); on && offered(t, &s, s.as[data.ReviewerRole]) {
					t.Error("another one is offered it")
				}
				if transfer {
					s.happen(s.handled("线索"), data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "移送 2026-1 号 第一室"})
					if n := s.halfTyped(); n != 0 || s.inFiles(secret) {
						t.Errorf("the transfer left %d in the file", n)
					}
				} else if !s.inFiles(secret) {
					t.Error("it is lost")
				}
				c.back(t, &s)
				if ctx := c.owner(t, &s); offered(t, &s, ctx) == transfer {
					t.Errorf("its owner is offered it: %v", !transfer)
				}
			})
		}
	}
}
