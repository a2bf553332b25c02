package store

import (
	"fmt"
	"strings"

	"qinqing/data"
)

// NumberUse says what a 发文字号 stands on already, in whatever brackets and spaces; "" if
// on nothing. What it stands on about the problem again doesn't count: a letter may be
// printed twice; 0 lets nothing off. The office's own register of numbers knows more:
// this finds doubles only among what the ledger has.
func (v *View) NumberUse(number string, again data.ID) (what string, err error) {
	want := data.Normalise(number)
	if want == "" {
		return "", nil
	}
	issues, err := v.Issues()
	if err != nil {
		return "", err
	}
	for _, x := range issues {
		if data.Normalise(x.DocNumber) == want {
			return "《" + x.Title + "》", nil
		}
	}
	err = v.c.each("SELECT "+recordColumns+" FROM record WHERE kind = ? AND gone = 0 ORDER BY id", []any{string(data.RecSupervision)}, func(r *rows) error {
		x, err := scanRecord(r)
		if err != nil {
			return err
		}
		var s data.Supervision
		if what != "" || again != 0 && x.Rec.Ref == again || x.Rec.Decode(&s) != nil || data.Normalise(s.Number) != want {
			return nil // an unreadable one has no number to compare
		}
		what = fmt.Sprintf("%s的%s", x.Rec.On, s.Form)
		return nil
	})
	return what, err
}

// VetNumber refuses a 发文字号 that NumberUse finds.
func (v *View) VetNumber(number string, again data.ID) error {
	used, err := v.NumberUse(number, again)
	if err == nil && used != "" {
		err = data.Errorf(data.Conflict, "number", "发文字号“%s”已用于%s；没有改动任何内容，请核对单位的发文登记。", strings.TrimSpace(number), used)
	}
	return err
}

// MaySupervise says why Supervise would fail.
func (v *View) MaySupervise(problem data.ID, on data.Date, s data.Supervision) error {
	_, _, err := v.supervised(problem, on, s)
	return err
}

// supervised is the problem after a letter about it, and the letter's entry.
func (v *View) supervised(problem data.ID, on data.Date, s data.Supervision) (*data.Problem, data.Record, error) {
	if s.Number = strings.TrimSpace(s.Number); s.Number != "" {
		if err := v.VetNumber(s.Number, 0); err != nil {
			return nil, data.Record{}, err
		}
	}
	p, err := v.Problem(problem)
	if err != nil {
		return nil, data.Record{}, err
	}
	clock, err := v.Clock()
	if err != nil {
		return nil, data.Record{}, err
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return nil, data.Record{}, err
	}
	if s.Unit == 0 {
		s.Unit = tl.Now.Lead
	}
	if s.Grade != "" {
		e := data.Event{Kind: data.Supervise, On: on, Basis: data.Real, Origin: data.FromWindow, Grade: s.Grade, Note: strings.TrimSpace(s.Form + " " + s.Number)}
		if err := p.Apply(e, clock); err != nil {
			return nil, data.Record{}, err
		}
	}
	rec, err := data.NewRecord(data.RecSupervision, on, problem, s)
	return p, rec, err
}

// Supervise registers a letter of 督办 about a problem: its entry in the register and,
// where it bears a grade, the event on the problem. It fails with Conflict for a number
// used before and for a problem that can't be supervised now.
func (tx *Tx) Supervise(problem data.ID, on data.Date, s data.Supervision) error {
	if err := tx.need(data.MayRecord); err != nil {
		return err
	}
	p, rec, err := tx.supervised(problem, on, s)
	if err != nil {
		return err
	}
	if s.Grade != "" {
		if err := tx.SaveProblem(p); err != nil {
			return err
		}
	}
	return tx.SaveRecord(&rec)
}
