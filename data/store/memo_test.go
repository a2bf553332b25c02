package store

import (
	"bytes"
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

// What was half typed may have been a clue: forgotten, it is nowhere in the files.
func TestForgottenFormLeavesNoTrace(t *testing.T) {
	const secret = "股长收受购物卡的半句话"
	in := func(o *office) (found bool) {
		for _, tail := range []string{"", "-wal"} {
			found = found || bytes.Contains(must(os.ReadFile(o.Path()+tail))(t), []byte(secret))
		}
		return found
	}
	t.Run("forgotten", func(t *testing.T) {
		o := newOffice(t)
		o.remember(HalfTyped+"visit", secret)
		if !in(o) {
			t.Fatal("the test looks at the wrong files")
		}
		o.remember(HalfTyped+"visit", "")
		if in(o) {
			t.Error("it is still in the files")
		}
	})
	t.Run("a problem becomes a transfer", func(t *testing.T) {
		o := newOffice(t)
		p := o.handled("线索")
		o.remember(HalfTyped+"visit", secret)
		o.happen(p, data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "移送 2026-1 号 第一室"})
		if in(o) {
			t.Error("it is still in the files")
		}
	})
}
