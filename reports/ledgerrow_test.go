package reports

import (
	"testing"

	"qinqing/data"
)

// The dates in the ledger follow the order events count in, not the one they were
// recorded in: a correction recorded last does not resolve what was sent back after it.
func TestRowDatesFollowTheOrderInForce(t *testing.T) {
	o := newOffice(1)
	p := o.problem(t, "2026-10-01", 0, data.Dims{Lead: 1}, "用电不足")
	o.event(t, p, data.Event{Kind: data.Report, On: on("2026-10-05")})
	o.event(t, p, data.Event{Kind: data.Resolve, On: on("2026-10-06")})
	o.event(t, p, data.Event{Kind: data.Rework, On: on("2026-10-08")})
	for i := range p.Events {
		if e := &p.Events[i]; e.Kind == data.Resolve {
			e.VoidedBy, e.VoidReason = "示例", "日期录错"
			fixed := data.Event{Seq: p.NextSeq(), Kind: data.Resolve, On: on("2026-10-07"), Basis: data.Real, Origin: data.FromWindow, Replaces: e.Seq}
			p.Events = append(p.Events, fixed)
			break
		}
	}
	tl, err := p.Timeline(o.clock)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := rowAt(p, tl, on("2026-10-31"))
	if !ok || r.resolvedOn != 0 || r.state != data.Working {
		t.Errorf("state %v, resolved on %v", r.state, r.resolvedOn)
	}
	if r, _ := rowAt(p, tl, on("2026-10-07")); r.resolvedOn != on("2026-10-07") {
		t.Errorf("a day before it was sent back: resolved on %v", r.resolvedOn)
	}
}
