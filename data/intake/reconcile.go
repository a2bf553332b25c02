package intake

import (
	"slices"
	"strings"

	"qinqing/data"
)

const voidReason = "导入更新"

// reconcile fits the events a changed row tells of into a problem's history: imported
// ones that differ are voided, missing ones appended, those made in the window kept.
// Where that can't be replayed all imported ones are told anew; where that can't be
// either, the error says why.
func reconcile(p *data.Problem, have, want []data.Event, actor string, c data.Clock) ([]data.Event, error) {
	want = withoutWindowed(have, want)
	fresh := slices.Clone(want)
	keep := map[int]bool{} // index in have
	var missing []data.Event
	for i := range want {
		at := slices.IndexFunc(have, func(e data.Event) bool { return imported(e) && same(e, want[i]) })
		for at >= 0 && keep[at] {
			next := slices.IndexFunc(have[at+1:], func(e data.Event) bool { return imported(e) && same(e, want[i]) })
			if next < 0 {
				at = -1
				break
			}
			at += 1 + next
		}
		if at < 0 {
			missing = append(missing, want[i])
			continue
		}
		keep[at] = true
		want[i].On, want[i].Basis = have[at].On, have[at].Basis
	}
	small := rewritten(p, have, missing, keep, actor)
	if err := replays(p, small, c); err == nil {
		return small, nil
	}
	whole := rewritten(p, have, want, nil, actor)
	if err := replays(p, whole, c); err == nil {
		return whole, nil
	}
	// A day now known may lie before one that was 推定: then those are concluded anew.
	anew := rewritten(p, have, fresh, nil, actor)
	if err := replays(p, anew, c); err != nil {
		return nil, err
	}
	return anew, nil
}

func imported(e data.Event) bool { return e.Origin == data.FromImport && !e.Voided() }

// withoutWindowed drops what somebody has meanwhile recorded in the window.
func withoutWindowed(have, want []data.Event) []data.Event {
	var out []data.Event
	for _, w := range want {
		done := slices.ContainsFunc(have, func(e data.Event) bool {
			return e.Kind == w.Kind && !e.Voided() && e.Origin != data.FromImport
		})
		if !done {
			out = append(out, w)
		}
	}
	return out
}

// same says that an event on record tells what the row tells. A day that is 推定 now
// changes nothing of a fact whose day is known or was 推定 before.
func same(e, w data.Event) bool {
	if e.Kind != w.Kind || e.Unit != w.Unit || e.Satisfaction != w.Satisfaction || e.Unreachable != w.Unreachable || !sameLimit(e.Deadline, w.Deadline) {
		return false
	}
	return w.Basis == data.Inferred || e.Basis == data.Real && e.On == w.On
}

func sameLimit(a, b data.Deadline) bool {
	return sameDay(a, b) || a.Kind == b.Kind && a.N == b.N && a.Date == b.Date && slices.Equal(a.Stages, b.Stages) && strings.TrimSpace(a.Text) == strings.TrimSpace(b.Text)
}

// rewritten is the history with imported events voided, except those kept, and more appended.
func rewritten(p *data.Problem, have, more []data.Event, keep map[int]bool, actor string) []data.Event {
	out := slices.Clone(have)
	for i := range out {
		if imported(out[i]) && !keep[i] {
			out[i].VoidedBy, out[i].VoidReason = actor, voidReason
		}
	}
	seq := 0
	for _, e := range out {
		seq = max(seq, e.Seq)
	}
	for _, e := range more {
		seq++
		e.Seq, e.ProblemID = seq, p.ID
		out = append(out, e)
	}
	return out
}

func replays(p *data.Problem, events []data.Event, c data.Clock) error {
	q := *p
	q.Events = events
	_, err := q.Timeline(c)
	return err
}
