package page_test

import "testing"

func TestOfficeRemembers(t *testing.T) {
	r := newRoom(t)
	if got := r.office.Recall("columns.problems"); got != "" {
		t.Errorf("还没有记住什么，却想起 %q", got)
	}
	r.office.Remember("columns.problems", "一")
	if got := r.office.Recall("columns.problems"); got != "一" {
		t.Errorf("想起 %q", got)
	}
	r.office.ReadOnly = true
	r.office.Remember("columns.problems", "二")
	if got := r.office.Recall("columns.problems"); got != "一" || len(r.logged) > 0 {
		t.Errorf("只读时想起 %q，日志 %v", got, r.logged)
	}
}
