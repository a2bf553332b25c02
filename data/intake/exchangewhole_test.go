package intake

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"qinqing/data"
)

// notExported are the fields an export leaves to the importing office: its own numbers,
// and what stands in other records.
var notExported = map[string][]string{
	"Problem": {"ID", "VisitID", "EnterpriseID", "Version", "DeletedAt", "Events"},
	"Event":   {"ID", "ProblemID"},
}

// whole is a problem in which every exported field says something, in an office whose
// units have the same numbers every time.
func whole(t *testing.T, m *memory) *data.Problem {
	t.Helper()
	var units []data.ID
	for _, n := range []string{"县纪委监委", "商务局", "财政局", "派驻第一纪检监察组", "税务所"} {
		u := data.Unit{Name: n}
		must(t, m.SaveUnit(&u))
		units = append(units, u.ID)
	}
	entries := map[data.EntryKind][]data.ID{}
	for _, e := range m.entries {
		entries[e.Kind] = append(entries[e.Kind], e.ID)
	}
	var regions []data.ID
	for id := range m.regions {
		regions = append(regions, id)
	}
	p := &data.Problem{Code: "WT-2026-0007", Region: slices.Min(regions), Source: entries[data.DictSource][0], Content: "窗口人员推诿", Category: entries[data.DictCategory][1],
		Nature: entries[data.DictNature][0], Measure: entries[data.DictMeasure][0], Visiting: units[0], Supervising: units[3], Supporting: []data.ID{units[2]},
		ComplainedUnit: units[4], Occurrence: 2, RealNameOK: true, Complaint: true, Fields: map[string]string{"自设": "一"}}
	on := func(d string, e data.Event) data.Event {
		e.On, e.Basis, e.Origin, e.Actor = day0(d), data.Real, data.FromWindow, "文书"
		e.RecordedAt = time.Date(2026, 11, 1, 2, 3, 4, 5, time.UTC)
		return e
	}
	for _, e := range []data.Event{
		on("2026-09-01", data.Event{Kind: data.Register}),
		on("2026-09-02", data.Event{Kind: data.Assign, Unit: units[1], Deadline: data.Deadline{Kind: data.ByDate, Date: day0("2026-09-30"), Text: "9月底前"}}),
		on("2026-09-03", data.Event{Kind: data.Recategorise, Category: entries[data.DictCategory][0], Nature: entries[data.DictNature][1], Measure: entries[data.DictMeasure][1]}),
		on("2026-09-04", data.Event{Kind: data.Supervise, Grade: "蓝", Note: "函一份"}),
		on("2026-09-08", data.Event{Kind: data.Progress, Unit: units[2], Support: data.SupportDone}),
		on("2026-09-20", data.Event{Kind: data.Extend, AppliedOn: day0("2026-09-18"), ToldOn: day0("2026-09-21"), Approver: "示例甲", Note: "工期", Deadline: data.Deadline{Kind: data.ByDate, Date: day0("2026-10-31")}}),
		on("2026-10-10", data.Event{Kind: data.Report, Note: "已整改"}),
		on("2026-10-12", data.Event{Kind: data.Resolve}),
		on("2026-10-14", data.Event{Kind: data.ReturnVisit, Unreachable: "企业停业"}),
		on("2026-10-15", data.Event{Kind: data.ReturnVisit, Satisfaction: data.Satisfied}),
		on("2026-10-20", data.Event{Kind: data.StrikeOff, SignedBy: "示例乙", SignedOn: day0("2026-10-19"), Approver: "示例丙", Missing: []string{data.PaperFeedback}}),
	} {
		must(t, p.Apply(e, m.clock))
	}
	must(t, p.Replace(4, on("2026-09-05", data.Event{Kind: data.Supervise, Grade: "橙", Note: "函二份"}), "文书", "日期录错", time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), m.clock))
	return p
}

// differing lists the fields, but those not exported, in which two records differ or of which
// the first says nothing.
func differing(kind string, was, is any, empty map[string]bool) (out []string) {
	a, b := reflect.ValueOf(was), reflect.ValueOf(is)
	for i := range a.NumField() {
		name := a.Type().Field(i).Name
		if slices.Contains(notExported[kind], name) {
			continue
		}
		if _, seen := empty[name]; !seen || !a.Field(i).IsZero() {
			empty[name] = a.Field(i).IsZero()
		}
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			out = append(out, name)
		}
	}
	return out
}

func TestEveryFieldSurvivesExportAndImport(t *testing.T) {
	m, other := newMemory(t), newMemory(t)
	p := whole(t, m)
	must(t, m.SaveProblem(p))
	other.entries = slices.Clone(m.entries) // their numbers differ from memory to memory
	whole(t, other)
	problems, _ := m.exported(t)
	check := func(name string) {
		t.Helper()
		was, _ := m.only(t)
		is, _ := other.only(t)
		empty := map[string]bool{}
		if bad := differing("Problem", *was, *is, empty); len(bad) > 0 {
			t.Errorf("%s: problem: %v differ", name, bad)
		}
		equal(t, name+": events", len(is.Events), len(was.Events))
		of := map[string]bool{}
		for i := range min(len(is.Events), len(was.Events)) {
			if bad := differing("Event", was.Events[i], is.Events[i], of); len(bad) > 0 {
				t.Errorf("%s: %s: %v differ", name, was.Events[i].Kind, bad)
			}
		}
		for _, fields := range []map[string]bool{empty, of} {
			for f, nothing := range fields {
				if nothing {
					t.Errorf("the sample says nothing of %s", f)
				}
			}
		}
	}
	other.load(t, Input{Name: "a.csv", Data: problems})
	check("first")
	if plan := other.load(t, Input{Name: "b.csv", Data: problems}); plan.Updated != 0 || plan.New != (Added{}) {
		t.Errorf("again: %+v", plan.Summary())
	}
	check("again")
	// What is added later keeps the place of what it replaces, under the numbers there.
	at := time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)
	was, _ := m.only(t)
	e := was.Events[0]
	e.On = day0("2026-08-31")
	must(t, was.Replace(1, e, "文书", "登记日录错", at, m.clock))
	must(t, m.SaveProblem(was))
	problems, _ = m.exported(t)
	other.load(t, Input{Name: "c.csv", Data: problems})
	check("corrected")
}
