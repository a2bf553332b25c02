package intake

import (
	"encoding/json"
	"time"

	"qinqing/data"
)

// eventText is one event as the export writes it: names instead of IDs, short keys,
// what is empty left out.
type eventText struct {
	Seq          int               `json:"n"`
	Kind         data.Kind         `json:"k"`
	On           data.Date         `json:"d"`
	Inferred     bool              `json:"i,omitempty"`
	Origin       data.Origin       `json:"o,omitempty"`
	RecordedAt   string            `json:"t,omitempty"`
	Actor        string            `json:"a,omitempty"`
	Unit         string            `json:"u,omitempty"`
	Deadline     *data.Deadline    `json:"l,omitempty"`
	Category     string            `json:"c,omitempty"`
	Nature       string            `json:"x,omitempty"`
	Measure      string            `json:"m,omitempty"`
	Satisfaction data.Satisfaction `json:"s,omitempty"`
	Unreachable  string            `json:"r,omitempty"`
	AppliedOn    data.Date         `json:"y,omitempty"`
	Approver     string            `json:"p,omitempty"`
	Grade        string            `json:"g,omitempty"`
	Support      data.SupportStep  `json:"h,omitempty"`
	Note         string            `json:"z,omitempty"`
	SignedBy     string            `json:"sb,omitempty"`
	SignedOn     data.Date         `json:"sd,omitempty"`
	ToldOn       data.Date         `json:"w,omitempty"`
	Missing      []string          `json:"q,omitempty"`
	Replaces     int               `json:"e,omitempty"`
	VoidedBy     string            `json:"vb,omitempty"`
	VoidedAt     string            `json:"vt,omitempty"`
	VoidReason   string            `json:"vr,omitempty"`
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func unstamp(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

func writeEvent(e data.Event, n Names) eventText {
	t := eventText{Seq: e.Seq, Kind: e.Kind, On: e.On, Inferred: e.Basis == data.Inferred, Origin: e.Origin, RecordedAt: stamp(e.RecordedAt),
		Actor: e.Actor, Unit: n.unit(e.Unit), Category: n.entry(e.Category), Nature: n.entry(e.Nature), Measure: n.entry(e.Measure),
		Satisfaction: e.Satisfaction, Unreachable: e.Unreachable, AppliedOn: e.AppliedOn, Approver: e.Approver, Grade: e.Grade, Support: e.Support, Note: e.Note,
		SignedBy: e.SignedBy, SignedOn: e.SignedOn, ToldOn: e.ToldOn, Missing: e.Missing, Replaces: e.Replaces, VoidedBy: e.VoidedBy, VoidedAt: stamp(e.VoidedAt), VoidReason: e.VoidReason}
	if d := e.Deadline; d.Kind != data.NoDeadline || d.Text != "" {
		t.Deadline = &d
	}
	return t
}

// eventsText is a problem's whole history in one cell.
func eventsText(events []data.Event, n Names) string {
	list := make([]eventText, 0, len(events))
	for _, e := range events {
		list = append(list, writeEvent(e, n))
	}
	b, err := json.Marshal(list)
	if err != nil { // only a date that is no day can fail
		return ""
	}
	return string(b)
}

// readEvents reads what eventsText wrote.
func (b *builder) readEvents(text string) ([]data.Event, error) {
	var list []eventText
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, data.Wrap(data.Invalid, err, "事件记录读不出来，可能被改动过或被截断")
	}
	var out []data.Event
	for i, t := range list {
		if _, ok := data.KindNamed(string(t.Kind)); !ok || t.On.IsZero() {
			return nil, data.Errorf(data.Invalid, "events", "事件记录第 %d 项的事项或日期不对", i+1)
		}
		e := data.Event{Seq: t.Seq, Kind: t.Kind, On: t.On, Basis: data.Real, Origin: t.Origin, RecordedAt: unstamp(t.RecordedAt), Actor: t.Actor,
			Unit: b.exactUnit(t.Unit), Category: b.category.exactly(t.Category, b.next), Nature: b.nature.exactly(t.Nature, b.next),
			Measure: b.measure.exactly(t.Measure, b.next), Satisfaction: t.Satisfaction, Unreachable: t.Unreachable, AppliedOn: t.AppliedOn,
			Approver: t.Approver, Grade: t.Grade, Support: t.Support, Note: t.Note, SignedBy: t.SignedBy, SignedOn: t.SignedOn, ToldOn: t.ToldOn, Missing: t.Missing,
			Replaces: t.Replaces, VoidedBy: t.VoidedBy, VoidedAt: unstamp(t.VoidedAt), VoidReason: t.VoidReason}
		if t.Inferred {
			e.Basis = data.Inferred
		}
		if t.Deadline != nil {
			e.Deadline = *t.Deadline
		}
		out = append(out, e)
	}
	return out, nil
}
