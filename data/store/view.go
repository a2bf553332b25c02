package store

import (
	"context"
	"strconv"
	"time"

	"qinqing/data"
	"qinqing/data/workday"
)

// View reads one consistent snapshot. It is valid inside the function it was given
// to and for one goroutine.
type View struct {
	s     *Store
	c     *conn
	ctx   context.Context
	actor data.Actor
	now   time.Time

	person *person // who is signed in; nil without accounts, and of what the program does by itself

	cut      data.Cutoff // of the month table, once cutKnown
	cutKnown bool

	settle func() error // of a Tx: writes out what it keeps back
}

// View runs fn on a snapshot; ctx must carry a data.Actor (data.Invalid otherwise), where
// accounts are on one that signed in (data.Denied). Whoever may not see records gets a
// view that fails with data.Denied where one would be read.
func (s *Store) View(ctx context.Context, fn func(*View) error) error {
	actor, ok := data.ActorOf(ctx)
	if !ok {
		return data.Errorf(data.Invalid, "actor", "没有说明由谁操作，不能读取台账；请先在设置里填写经办人。")
	}
	c, err := s.takeReader(ctx)
	if err != nil {
		return err
	}
	defer s.giveReader(c)
	return c.snapshot(func() error {
		v := &View{s: s, c: c, ctx: ctx, actor: actor, now: s.now().UTC()}
		if err := v.admit(); err != nil {
			return err
		}
		if v.narrowed() {
			c.guard = narrow
			defer func() { c.guard = nil }()
		}
		return wrap(fn(v))
	})
}

// Today is the day the snapshot was taken, where the office is.
func (v *View) Today() data.Date { return today(v.now) }

func today(t time.Time) data.Date { return workday.FromTime(t.Local()) }

// midnight is when a day begins where the office is.
func midnight(d data.Date) time.Time {
	y, m, n := d.YMD()
	return time.Date(y, time.Month(m), n, 0, 0, 0, 0, time.Local)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func unstamp(s string) time.Time {
	t, err := time.Parse("2006-01-02T15:04:05.000Z", s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Setting is the office's setting, "" if it is not set.
func (v *View) Setting(key string) (string, error) {
	var value string
	_, err := v.c.one("SELECT value FROM setting WHERE key = ?", []any{key}, &value)
	return value, err
}

// Settings is every setting.
func (v *View) Settings() (map[string]string, error) {
	out := map[string]string{}
	err := v.c.each("SELECT key, value FROM setting", nil, func(r *rows) error {
		var k, value string
		if err := r.Scan(&k, &value); err != nil {
			return err
		}
		out[k] = value
		return nil
	})
	return out, err
}

// Demo says whether the ledger holds sample data and must say so everywhere.
func (v *View) Demo() bool {
	s, err := v.Setting("demo")
	return err == nil && s != ""
}

// Clock is the office's calendar and rules.
func (v *View) Clock() (data.Clock, error) {
	var mark string
	if _, err := v.c.one("SELECT value FROM meta WHERE key = 'clock'", nil, &mark); err != nil {
		return data.Clock{}, err
	}
	v.s.clockMu.Lock()
	defer v.s.clockMu.Unlock()
	if mark != "" && mark == v.s.clockStamp {
		return v.s.clock, nil
	}
	c, err := v.readClock()
	if err == nil {
		v.s.clock, v.s.clockStamp = c, mark
	}
	return c, err
}

func (v *View) readClock() (data.Clock, error) {
	var notices []workday.Notice
	err := v.c.each("SELECT body FROM holiday_notice ORDER BY year", nil, func(r *rows) error {
		var body []byte
		if err := r.Scan(&body); err != nil {
			return err
		}
		list, err := workday.ParseNotices(body)
		if err != nil {
			return corrupt(err, "放假安排")
		}
		notices = append(notices, list...)
		return nil
	})
	if err != nil {
		return data.Clock{}, err
	}
	set, err := v.Settings()
	if err != nil {
		return data.Clock{}, err
	}
	days, _ := strconv.Atoi(set["rule.support_days"]) // vetted when it was set; 0 is the usual one
	on := func(key string) bool { return set[key] != "" && set[key] != "0" }
	return data.Clock{Calendar: workday.New(notices), Rules: data.Rules{
		ImmediateNextDay: on("rule.immediate_next_day"), KeepOffDays: on("rule.keep_off_days"),
		NeedSign: on("rule.need_sign"), NeedFeedback: on("rule.need_feedback"), NeedApprover: on("rule.need_approver"),
		SupportDays: days,
	}}, nil
}
