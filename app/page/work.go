package page

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"qinqing/app/widget"
	"qinqing/data"
)

// soon is how long work may take before it is shown: what is done sooner would only flash.
const soon = 300 * time.Millisecond

// waiting is what is said of work that has no name of its own, such as reading for the
// screen, where it takes its time: a page that is empty meanwhile looks like an empty ledger.
const waiting = "请稍候"

// job is work under way. What has a name can be stopped.
type job struct {
	what    string // empty: it has none
	cancel  context.CancelFunc
	stopped bool
	seen    bool // it has taken long enough to be shown
}

// Work does something long off the window's goroutine; done is called on it. Where it
// takes a while a bar is shown, and if it has a name, a button that cancels its context.
func (o *Office) Work(what string, work func(ctx context.Context) error, done func(error)) {
	o.working++
	asker := o.Front
	if o.behind {
		asker = o.asker
	}
	ctx, cancel := context.WithCancel(o.Context)
	j := &job{what: what, cancel: cancel, seen: o.Inline}
	o.jobs = append(o.jobs, j)
	o.showJobs()
	var slow *time.Timer
	end := func(err error) {
		cancel()
		if slow != nil {
			slow.Stop()
		}
		o.working--
		o.jobs = slices.DeleteFunc(o.jobs, func(x *job) bool { return x == j })
		o.showJobs()
		if j.stopped && err != nil {
			err = data.Wrap(data.Internal, context.Canceled, "已取消，没有写入任何内容。")
			o.Toasts.Show("已取消："+what+"，没有写入任何内容", "", nil)
		}
		outer, behind := o.asker, o.behind
		o.asker, o.behind = asker, asker != o.Front
		done(err)
		o.asker, o.behind = outer, behind
	}
	if o.Inline {
		end(o.guardedIn(ctx, work))
		return
	}
	slow = time.AfterFunc(soon, func() {
		widget.Later(func() {
			j.seen = true
			o.showJobs()
		})
	})
	go func() {
		err := o.guardedIn(ctx, work)
		widget.Later(func() { end(err) })
	}()
}

// showJobs tells the status line what is under way: the newest that has taken a while.
func (o *Office) showJobs() {
	if o.Status == nil {
		return
	}
	for _, j := range slices.Backward(o.jobs) {
		if j.seen && j.what == "" {
			o.Status.Working(waiting)
			return
		}
		if j.seen {
			o.Status.Stoppable(j.what, func() {
				j.stopped = true
				j.cancel()
				o.Status.Working("正在取消")
			})
			return
		}
	}
	o.Status.Working("")
}

// guarded turns a panic of background work into an error, so that the window lives on.
func (o *Office) guarded(work func(ctx context.Context) error) error {
	return o.guardedIn(o.Context, work)
}

func (o *Office) guardedIn(ctx context.Context, work func(ctx context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			o.log(fmt.Sprintf("panic: %v\n%s", p, debug.Stack()))
			err = data.Wrap(data.Internal, fmt.Errorf("%v", p), "程序内部出错，这一步没有完成。已保存的内容没有丢失；可以再试一次，仍不行请把详细信息交给维护人员。")
		}
	}()
	return work(ctx)
}
