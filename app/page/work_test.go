package page_test

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// TestWorkCanBeCanceled presses the button while the work runs: nothing is written, and
// that is said without an alarm.
func TestWorkCanBeCanceled(t *testing.T) {
	r := newRoom(t)
	r.put(widget.Empty("", "", nil))
	var ended error
	r.office.Work("正在登记", func(ctx context.Context) error {
		_, err := r.office.Actions.SaveVisit(ctx, page.VisitInput{On: day(today), Unit: "甲县纪委监委", Enterprise: "甲厂"})
		if err != nil {
			return err
		}
		r.must("正在登记")
		r.press("取消")
		_, err = r.store.Do(ctx, data.Op{Name: "第二步"}, func(tx *store.Tx) error {
			return tx.SaveUnit(&data.Unit{Name: "不该有的单位"})
		})
		return err
	}, func(err error) {
		ended = err
		r.office.Fail("没有登记", err)
	})
	if !errors.Is(ended, context.Canceled) || r.covered() {
		t.Errorf("结束时是 %v，弹出提示 %v", ended, r.covered())
	}
	r.must("已取消：正在登记")
	r.mustNot("正在取消")
	if names := r.unitNames(); len(names) != 1 {
		t.Errorf("单位有 %v", names)
	}
}

func (r *room) unitNames() (names []string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		units, err := v.Units()
		for _, u := range units {
			names = append(names, u.Name)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return names
}

// TestWorkWithoutANameHasNoButton: reading for the screen shows that it goes on, and
// there is nothing to stop.
func TestWorkWithoutANameHasNoButton(t *testing.T) {
	r := newRoom(t)
	r.put(widget.Empty("", "", nil))
	r.office.Work("", func(context.Context) error {
		r.each(func(o fyne.CanvasObject) bool {
			if b, ok := o.(*widget.Button); ok && b.Text == "取消" {
				t.Error("没有名称的工作也能取消")
			}
			return true
		})
		r.must("请稍候")
		return nil
	}, func(error) {})
	r.mustNot("请稍候")
}

// TestLatePagesKeepOffTheStatusLine lets a page be left while it still counts: what it
// counted, and what it goes on to count, is not told below the page that is now on show.
func TestLatePagesKeepOffTheStatusLine(t *testing.T) {
	r := newRoom(t)
	first, other := canvas.NewText("先", nil), canvas.NewText("后", nil)
	count := func(leave, come bool) {
		r.office.Front = first
		r.office.Tell("")
		r.office.Work("", func(context.Context) error {
			if leave {
				r.office.Front = other
				r.office.Tell("后一页")
			}
			if come {
				r.office.Front = first
			}
			return nil
		}, func(error) {
			r.office.Tell("先一页")
			r.office.Work("", func(context.Context) error { return nil }, func(error) { r.office.Tell("先一页，又数") })
		})
	}
	for name, c := range map[string]struct {
		leave, come bool
		want        string
	}{"还在": {want: "先一页，又数"}, "离开了": {leave: true, want: "后一页"}, "回来了": {leave: true, come: true, want: "先一页，又数"}} {
		t.Run(name, func(t *testing.T) {
			count(c.leave, c.come)
			if got := r.office.Status.Text(); got != c.want {
				t.Errorf("写着 %q", got)
			}
			if r.office.Tell("随后"); r.office.Status.Text() != "随后" {
				t.Errorf("随后写着 %q", r.office.Status.Text())
			}
		})
	}
}
