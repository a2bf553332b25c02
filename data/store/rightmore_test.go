package store

import (
	"strings"
	"testing"

	"qinqing/data"
)

// Who sees no records is not told by a refused undo what the last step was about either.
func TestRefusedUndoTellsAdministratorsNothing(t *testing.T) {
	o, as, _ := manned(t)
	o.ctx = as[data.ClerkRole]
	if _, err := o.Do(o.ctx, data.Op{Name: "登记走访 甲县某陶瓷厂"}, func(tx *Tx) error { return tx.SaveProblem(o.problem("用电不足", "2026-10-08")) }); err != nil {
		t.Fatal(err)
	}
	_, _, err := o.Undo(as[data.SystemAdmin])
	if data.CodeOf(err) != data.Denied || strings.Contains(err.Error(), "陶瓷厂") || strings.Contains(err.Error(), "周经办") {
		t.Errorf("a 系统管理员 is told %v", err)
	}
	if _, _, err := o.Undo(as[data.ReviewerRole]); data.CodeOf(err) != data.Denied || !strings.Contains(err.Error(), "陶瓷厂") {
		t.Errorf("a 审核 is told %v", err)
	}
}
