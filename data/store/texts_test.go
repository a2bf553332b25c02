package store

import (
	"strings"
	"testing"

	"qinqing/data"
)

func TestProblemTexts(t *testing.T) {
	o := newOffice(t)
	long := strings.Repeat("道路积水，", 60)
	p := o.save(o.problem(long, "2026-10-08"))
	q := o.problem("态度生硬", "2026-10-08")
	q.Complaint, q.EnterpriseID = true, 0
	o.save(q)
	gone := o.save(o.problem("删掉的", "2026-10-08"))
	o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityProblem, gone.ID) })
	o.view(func(v *View) error {
		got, err := v.ProblemTexts([]data.ID{p.ID, q.ID, gone.ID})
		if len(got) != 2 || got[p.ID] != (ProblemText{long, o.firms[0], false}) || got[q.ID] != (ProblemText{"态度生硬", 0, true}) {
			t.Errorf("%+v", got)
		}
		return err
	})
}
