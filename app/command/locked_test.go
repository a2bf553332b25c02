package command

import (
	"context"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
)

// While a window has the ledger open, what only reads works beside it, and what
// writes is refused as code 3, saying who has it.
func TestBesideAnOpenWindow(t *testing.T) {
	o := newOffice(t)
	code := o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-02", "--unit", "人社局")
	s, err := store.Open(data.WithActor(context.Background(), data.Actor{Name: "办公室"}), o.db(), store.Options{Holder: "窗口"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, args := range [][]string{{"stats", "--month", "2026-10"}, {"show", code}, {"search", "用工"}, {"log"}, {"set"}, {"check"}, {"workday", "2026-01-01", "3"}, {"notice"},
		{"bulletin", "make", "--month", "2026-10", "--out", o.dir}, {"export", "--ledger", "visits", "--out", o.dir + "/visits.xlsx"}, {"backup"}} {
		o.must(args...)
	}
	for _, args := range [][]string{{"event", "add", code, "签收", "--date", "2026-10-03"}, {"visit", "add", "--unit", "甲区纪委监委", "--enterprise", "试验陶瓷厂"},
		{"problem", "add", "--content", "用地"}, {"undo"}, {"set", "office.name", "甲"}, {"import", o.sample("visits.xlsx")}} {
		out, errs, exit := o.run(args...)
		if exit != exitDatabase || out != "" || !strings.Contains(errs, "窗口") {
			t.Errorf("%v: exit %d %q %q", args, exit, out, errs)
		}
	}
}
