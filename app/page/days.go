package page

import (
	"strings"
	"time"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// dateEntry makes a field for a day, with the office's days off in its calendar. With
// past a day without a year is more likely one that has been.
func (o *Office) dateEntry(name string, past bool) *widget.DateEntry {
	e := widget.NewDateEntry(name, func() time.Time { return o.Ledger.Today().Time() })
	e.Past = past
	e.Mark = o.dayMark
	e.Amiss = func() string {
		if _, err := o.dayIn("", e); err != nil {
			return err.Error()
		}
		return ""
	}
	return e
}

// pastDay makes a field for the day something happened: one still to come is amiss.
func (o *Office) pastDay(name string) *widget.DateEntry {
	e := o.dateEntry(name, true)
	readable := e.Amiss
	e.Amiss = func() string {
		if d, err := o.dayIn("", e); err == nil && d > o.Ledger.Today() {
			return "日期在今天之后，还没有发生的事不能登记。"
		}
		return readable()
	}
	return e
}

// dayMark is 休 for a weekday off, 班 for a worked Saturday or Sunday.
func (o *Office) dayMark(t time.Time) (word string) {
	err := o.View(o.Context, func(v *store.View) error {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		d := workday.FromTime(t)
		switch weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday; {
		case weekend && clock.IsWorkday(d):
			word = "班"
		case !weekend && !clock.IsWorkday(d):
			word = "休"
		}
		return nil
	})
	if err != nil {
		o.log("calendar: " + err.Error())
	}
	return word
}

// dayIn is the day a field holds; nothing typed is no day.
func (o *Office) dayIn(field string, e *widget.DateEntry) (data.Date, error) {
	if e == nil || strings.TrimSpace(e.Text) == "" {
		return 0, nil
	}
	form, ok := e.Iso()
	return dateOf(field, form, ok, o.Ledger.Today())
}
