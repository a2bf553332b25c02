package store

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
)

// auditFindings checks a broken copy and gives the findings about the log.
func auditFindings(t *testing.T, path string) []string {
	t.Helper()
	s := openAt(t, path, nowAt("2026-10-30"))
	r, err := s.Check(actorCtx())
	if err != nil {
		t.Fatal(err, cause(err))
	}
	var out []string
	for _, f := range r.Problems {
		if f.Code == "audit" {
			out = append(out, f.Text)
		} else {
			t.Errorf("also %s: %s", f.Code, f.Text)
		}
	}
	return out
}

// Every column that says who did what, when and to what is held by the chain, at the
// log's start, middle and end.
func TestAuditChainHoldsEveryEntry(t *testing.T) {
	for name, how := range map[string]string{
		"when":               "UPDATE audit_log SET at = '2026-10-30T00:00:00.000Z' WHERE id = ID",
		"who":                "UPDATE audit_log SET actor = actor || '改' WHERE id = ID",
		"what":               "UPDATE audit_log SET action = CASE action WHEN 'create' THEN 'update' ELSE 'create' END WHERE id = ID",
		"to what kind":       "UPDATE audit_log SET entity = entity || 'x' WHERE id = ID",
		"to which record":    "UPDATE audit_log SET entity_id = entity_id + 1 WHERE id = ID",
		"old and new":        "UPDATE audit_log SET diff = diff || ' ' WHERE id = ID",
		"the salt":           "UPDATE audit_log SET salt = randomblob(16) WHERE id = ID",
		"the diff's hash":    "UPDATE audit_log SET diff_hash = randomblob(32) WHERE id = ID",
		"the hash before":    "UPDATE audit_log SET prev_hash = randomblob(32) WHERE id = ID",
		"the hash":           "UPDATE audit_log SET hash = randomblob(32) WHERE id = ID",
		"the whole entry":    "DELETE FROM audit_log WHERE id = ID",
		"erased half":        "UPDATE audit_log SET diff = NULL WHERE id = ID",
		"its place":          "UPDATE audit_log SET id = 1000000 - id WHERE id IN (ID, ID + 1)",
		"a forged one after": "INSERT INTO audit_log SELECT 1 + (SELECT max(id) FROM audit_log), at, actor, action, entity, entity_id, step, op, salt, diff, diff_hash, prev_hash, hash FROM audit_log WHERE id = ID",
	} {
		for place, id := range map[string]string{"first": "1", "middle": "40", "last": "(SELECT max(id) - 1 FROM audit_log)"} {
			if place != "middle" && name != "who" && name != "old and new" && name != "the whole entry" {
				continue
			}
			t.Run(name+", "+place, func(t *testing.T) {
				path := livedCopy(t)
				raw(t, path, strings.ReplaceAll(how, "ID", id))
				if len(auditFindings(t, path)) == 0 {
					t.Error("the checker is broken: the log passes as whole")
				}
			})
		}
	}
}

// Where secrecy demands that a diff goes, the chain stays whole; more can't be erased.
func TestErasingADiffKeepsTheChain(t *testing.T) {
	o := livedOffice(t)
	var last int64
	gone := map[int64]bool{} // those of transfers, erased before
	o.view(func(v *View) error {
		for _, x := range must(v.Log(1000, 0))(t) {
			last = max(last, x.ID)
			gone[x.ID] = len(x.Diff) == 0
		}
		return nil
	})
	if err := o.writer.script("UPDATE audit_log SET salt = NULL, diff = NULL WHERE id % 7 = 3"); err != nil {
		t.Fatal(err, cause(err))
	}
	o.sound()
	o.save(o.problem("以后", "2026-10-20"))
	o.sound()
	o.view(func(v *View) error {
		for _, x := range must(v.Log(1000, 0))(t) {
			if erased := x.ID <= last && x.ID%7 == 3 || gone[x.ID]; erased != (len(x.Diff) == 0) {
				t.Errorf("entry %d: diff %q", x.ID, x.Diff)
			}
		}
		return nil
	})
	for _, q := range []string{"UPDATE audit_log SET diff = '{}' WHERE id = 3", "UPDATE audit_log SET actor = 'x' WHERE id = 3", "DELETE FROM audit_log WHERE id = 3",
		"UPDATE audit_log SET diff = NULL, salt = NULL, at = 'x' WHERE id = 4"} {
		if err := o.writer.script(q); data.CodeOf(err) != data.Conflict || !chinese(err) {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// The log tells who did what when, and every changed field's old and new value.
func TestLogTellsOldAndNew(t *testing.T) {
	o := newOffice(t)
	p := o.problem("用电容量不足", "2026-10-08")
	v := data.Visit{On: on("2026-10-08"), Unit: o.units[0], EnterpriseID: o.firms[0], Reply: "尽快答复"}
	for _, x := range []struct {
		name, action string
		entity       data.Entity
		diff         map[string][2]string
		run          func(tx *Tx) error
	}{
		{"登记", "create", data.EntityProblem, map[string][2]string{"Content": {"null", `"用电容量不足"`}}, func(tx *Tx) error { return tx.SaveProblem(p) }},
		{"改内容", "update", data.EntityProblem, map[string][2]string{"Content": {`"用电容量不足"`, `"用气容量不足"`}}, func(tx *Tx) error { p.Content = "用气容量不足"; return tx.SaveProblem(p) }},
		{"走访", "create", data.EntityVisit, map[string][2]string{"Reply": {"null", `"尽快答复"`}}, func(tx *Tx) error { return tx.SaveVisit(&v) }},
		{"改走访", "update", data.EntityVisit, map[string][2]string{"Reply": {`"尽快答复"`, `""`}, "Satisfaction": {"0", "2"}},
			func(tx *Tx) error { v.Reply, v.Satisfaction = "", data.Satisfied; return tx.SaveVisit(&v) }},
		{"删", "delete", data.EntityVisit, nil, func(tx *Tx) error { return tx.Delete(data.EntityVisit, v.ID) }},
		{"恢复", "restore", data.EntityVisit, nil, func(tx *Tx) error { return tx.Restore(data.EntityVisit, v.ID) }},
		{"设置", "create", data.EntitySetting, map[string][2]string{"Value": {"null", `"示例市纪委监委"`}, "Key": {"null", `"office.name"`}},
			func(tx *Tx) error { return tx.SetSetting("office.name", "示例市纪委监委") }},
		{"改设置", "update", data.EntitySetting, map[string][2]string{"Value": {`"示例市纪委监委"`, `"示例县纪委监委"`}, "Key": {"null", `"office.name"`}}, func(tx *Tx) error { return tx.SetSetting("office.name", "示例县纪委监委") }},
		{"清设置", "delete", data.EntitySetting, map[string][2]string{"Value": {`"示例县纪委监委"`, "null"}}, func(tx *Tx) error { return tx.SetSetting("office.name", "") }},
		{"改了又改", "update", data.EntityProblem, map[string][2]string{"Content": {`"用气容量不足"`, `"用水容量不足"`}}, func(tx *Tx) error {
			p.Content = "中间"
			if err := tx.SaveProblem(p); err != nil {
				return err
			}
			p.Content = "用水容量不足"
			return tx.SaveProblem(p)
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			o.do(x.name, x.run)
			o.view(func(v *View) error {
				e := must(v.Log(1, 0))(t)[0]
				if e.Action != x.action || e.Entity != x.entity || e.Actor != "林文书" || e.Op != x.name || !e.At.Equal(noon("2026-10-30")) {
					t.Errorf("entry %+v", e)
				}
				var diff map[string][2]json.RawMessage
				if err := json.Unmarshal(e.Diff, &diff); err != nil {
					t.Fatal(err)
				}
				for field, want := range x.diff {
					if got := diff[field]; string(got[0]) != want[0] || string(got[1]) != want[1] {
						t.Errorf("%s: %s → %s, want %s → %s", field, got[0], got[1], want[0], want[1])
					}
				}
				if x.action == "update" && len(diff) != len(x.diff) {
					t.Errorf("also changed: %s", e.Diff)
				}
				return nil
			})
		})
	}
	o.sound()
}

// An event's entry tells that event, not the whole history again.
func TestLogTellsTheNewEvent(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电")
	o.happen(p, data.Event{Kind: data.Report, On: on("2026-10-15"), Note: "已增容"})
	o.view(func(v *View) error {
		e := must(v.Log(1, 0))(t)[0]
		var diff struct{ Events [2][]data.Event }
		if err := json.Unmarshal(e.Diff, &diff); err != nil {
			t.Fatal(err)
		}
		if len(diff.Events[0]) != 0 || len(diff.Events[1]) != 1 || diff.Events[1][0].Note != "已增容" {
			t.Errorf("events %+v", diff.Events)
		}
		return nil
	})
}

func TestLogPages(t *testing.T) {
	o := livedOffice(t)
	o.view(func(v *View) error {
		all := must(v.Log(10_000, 0))(t)
		var got []LogEntry
		for before := int64(0); ; before = got[len(got)-1].ID {
			page := must(v.Log(37, before))(t)
			if len(page) == 0 {
				break
			}
			got = append(got, page...)
		}
		if !slices.EqualFunc(all, got, func(a, b LogEntry) bool { return a.ID == b.ID }) || len(all) < 200 || all[len(all)-1].ID != 1 {
			t.Errorf("%d entries in pages, %d at once", len(got), len(all))
		}
		return nil
	})
}

// The parts of an entry can't pass into each other.
func TestChainHashSeparatesItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("a林")), 0, 4, -1)
		a := [4]string{s.Draw(t, "at"), s.Draw(t, "actor"), s.Draw(t, "action"), s.Draw(t, "entity")}
		// The same letters, cut elsewhere.
		whole := []rune(strings.Join(a[:], ""))
		var b [4]string
		at := 0
		for i := range 3 {
			end := rapid.IntRange(at, len(whole)).Draw(t, "cut")
			b[i], at = string(whole[at:end]), end
		}
		b[3] = string(whole[at:])
		x, y := chainHash([]byte{1}, a[0], a[1], a[2], a[3], 1, nil), chainHash([]byte{1}, b[0], b[1], b[2], b[3], 1, nil)
		if (a == b) != slices.Equal(x, y) {
			t.Errorf("%q and %q", a, b)
		}
		if slices.Equal(x, chainHash([]byte{2}, a[0], a[1], a[2], a[3], 1, nil)) {
			t.Error("what came before is not in the hash")
		}
	})
}
