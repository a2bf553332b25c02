package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"qinqing/data"
)

// What stands in the ledger is what the log says was written last, field by field, so that
// a row changed, deleted or added with another program is found even where everything
// derived from it was changed along. Of a record whose entries were erased with a clue only
// what was logged since can be compared; words and regions a ledger is made with, and what
// Load brought, are in no entry until they change.

// loggedBatch is how many records' entries are read at a time.
const loggedBatch = 500

// loggedTables are the tables whose rows have entries from their making on, by what is kept in them.
var loggedTables = []struct {
	entity  data.Entity
	planted bool // a new ledger has some that no entry tells of
}{
	{data.EntityUnit, false}, {data.EntityRegion, true}, {data.EntityEntry, true}, {data.EntityEnterprise, false}, {data.EntityVisit, false},
	{data.EntityProblem, false}, {data.EntityRecord, false}, {data.EntityDraft, false}, {data.EntityAttachment, false}, {data.EntityIssue, false},
}

// logged compares rows with the log.
func (c *checker) logged() error {
	turns, err := c.turnsOf()
	if err != nil {
		return err
	}
	for _, t := range loggedTables {
		if err := c.loggedRecords(t.entity, turns); err != nil {
			return err
		}
	}
	for _, e := range []data.Entity{data.EntitySetting, data.EntityNotice} {
		if err := c.loggedKeys(e, turns); err != nil {
			return err
		}
	}
	var loaded int
	found, err := c.c.one("SELECT 1 FROM audit_log WHERE action = 'seed' AND entity_id > 0 LIMIT 1", nil, &loaded)
	if err != nil || found {
		return err
	}
	return c.unlogged()
}

// unlogged are rows the log never heard of.
func (c *checker) unlogged() error {
	for _, t := range loggedTables {
		if t.planted {
			continue
		}
		ids, err := c.ids64("SELECT id FROM "+string(t.entity)+" x WHERE NOT EXISTS (SELECT 1 FROM audit_log WHERE entity = ? AND entity_id = x.id)", []any{string(t.entity)})
		if err != nil {
			return err
		}
		for _, id := range ids {
			name, err := c.loggedName(t.entity, data.ID(id), nil)
			if err != nil {
				return err
			}
			c.find("logged", "%s在操作记录里没有登记过，是用别的程序写进去的", name)
		}
	}
	return nil
}

// turn is an entry that took a step back or did it again.
type turn struct {
	entry int64
	undo  bool
}

// turnsOf are the turns of each step, in their order.
func (c *checker) turnsOf() (map[int64][]turn, error) {
	out := map[int64][]turn{}
	err := c.c.each("SELECT id, step, action FROM audit_log WHERE entity = 'undo_step' ORDER BY id", nil, func(r *rows) error {
		var id, step int64
		var action string
		err := r.Scan(&id, &step, &action)
		out[step] = append(out[step], turn{id, action == "undo"})
		return err
	})
	return out, err
}

// loggedEntry is what the log says of one record at one step.
type loggedEntry struct {
	id, step int64
	action   string
	erased   bool
	diff     map[string][2]json.RawMessage
}

func (c *checker) entriesOf(e data.Entity, first, last int64, take func(id int64, x loggedEntry)) error {
	return c.c.each(`SELECT id, entity_id, step, action, diff FROM audit_log WHERE entity = ? AND entity_id BETWEEN ? AND ? ORDER BY entity_id, id`,
		[]any{string(e), first, last}, func(r *rows) error {
			var record int64
			var raw []byte
			var x loggedEntry
			if err := r.Scan(&x.id, &record, &x.step, &x.action, &raw); err != nil {
				return err
			}
			x.erased = raw == nil || json.Unmarshal(raw, &x.diff) != nil // an unreadable one is the chain's affair
			take(record, x)
			return nil
		})
}

// loggedRecords compares the rows of one kind.
func (c *checker) loggedRecords(e data.Entity, turns map[int64][]turn) error {
	after := int64(0)
	for {
		if err := c.ctx.Err(); err != nil {
			return wrap(err)
		}
		ids, err := c.ids64("SELECT entity_id FROM audit_log WHERE entity = ? AND entity_id > ? GROUP BY entity_id ORDER BY entity_id LIMIT ?", []any{string(e), after, loggedBatch})
		if err != nil || len(ids) == 0 {
			return err
		}
		after = ids[len(ids)-1]
		entries := map[int64][]loggedEntry{}
		err = c.entriesOf(e, ids[0], after, func(id int64, x loggedEntry) { entries[id] = append(entries[id], x) })
		if err != nil {
			return err
		}
		for _, id := range ids {
			image, gone, err := c.standsAs(e, data.ID(id))
			if err != nil {
				return err
			}
			if err := c.compareLogged(e, data.ID(id), tell(e, entries[id], turns), image, gone); err != nil {
				return err
			}
		}
	}
}

// loggedKeys compares settings, which the log tells apart by their keys, or notices.
func (c *checker) loggedKeys(e data.Entity, turns map[int64][]turn) error {
	type place struct {
		id  int64
		key string
	}
	entries := map[place][]loggedEntry{}
	err := c.entriesOf(e, 0, 1<<62, func(id int64, x loggedEntry) {
		at := place{id: id}
		_ = json.Unmarshal(x.diff["Key"][1], &at.key)
		entries[at] = append(entries[at], x)
	})
	if err != nil {
		return err
	}
	for at, list := range entries {
		told := tell(e, list, turns)
		var image []byte
		if e == data.EntitySetting {
			image, err = c.settingImage(at.key)
		} else if image, err = c.noticeImage(data.ID(at.id)); err == nil {
			image = noticeRow(image)
		}
		if err != nil {
			return err
		}
		if err := c.compareLogged(e, data.ID(at.id), told, image, live); err != nil {
			return err
		}
	}
	return nil
}

// standsAs is a row as the log keeps it, nil if there is none.
func (c *checker) standsAs(e data.Entity, id data.ID) (image []byte, gone int, err error) {
	if e != data.EntityIssue {
		kp, err := keeperOf(e)
		if err != nil {
			return nil, 0, err
		}
		return kp.stands(c.View, id)
	}
	var x IssueInput
	var sum string
	found, err := c.c.one("SELECT title, doc_number, number, period_from, period_to, sha256, replaces FROM bulletin_issue WHERE id = ?", []any{int64(id)},
		&x.Title, &x.DocNumber, &x.Number, &x.From, &x.To, &sum, idCol{&x.Replaces})
	if err != nil || !found {
		return nil, 0, err
	}
	image, err = issueImage(x, sum)
	return image, live, err
}

// compareLogged tells of what is not as the log has it.
func (c *checker) compareLogged(e data.Entity, id data.ID, t told, image []byte, gone int) error {
	if e == data.EntityAttachment && t.erased {
		return nil // erased with its problem, and hidden by that
	}
	stands, err := fieldsOf(image)
	if err != nil {
		return err
	}
	keyed := e == data.EntitySetting || e == data.EntityNotice // its row goes with it
	say := func(format string, more ...any) error {
		name, err := c.loggedName(e, id, t.fields)
		if err == nil {
			c.find("logged", format, append([]any{name}, more...)...)
		}
		return err
	}
	switch {
	case keyed:
	case !t.there && image == nil:
		return nil // its making was undone
	case !t.there:
		return say("%s的登记在操作记录里已经撤销，现在却在台账里，是用别的程序改动的")
	case image == nil:
		return say("操作记录里的%s不见了，是用别的程序删除的")
	case t.sure && gone != t.gone && gone == binned:
		return say("%s在操作记录里没有删除，现在却在回收站，是用别的程序改动的")
	case t.sure && gone != t.gone:
		return say("%s在操作记录里已经删除，现在却在台账里，是用别的程序改动的")
	}
	if words := t.differs(stands); len(words) > 0 {
		return say("%s的%s与操作记录不符，是用别的程序改动的", strings.Join(words, "、"))
	}
	return nil
}

// loggedName is what people call a record, by what the log last knew of one that is gone.
func (c *checker) loggedName(e data.Entity, id data.ID, fields map[string]json.RawMessage) (string, error) {
	diff := map[string]json.RawMessage{}
	if key := fields["Key"]; key != nil {
		diff["Key"] = json.RawMessage("[null," + string(key) + "]")
	}
	name, err := c.recordName(LogEntry{Entity: e, Record: id}, diff)
	if err != nil {
		return "", err
	}
	for _, f := range []string{"Code", "Name", "Title"} {
		if name == "" && fields[f] != nil {
			_ = json.Unmarshal(fields[f], &name) // "" then
		}
	}
	if name == "" {
		name = fmt.Sprintf("（编号 %d）", id)
	}
	return entityWords[e] + "“" + name + "”", nil
}

// told is a record as its entries tell it.
type told struct {
	there  bool // it was made, and that not undone
	whole  bool // every entry from its making on can be read: what none names is empty
	erased bool
	gone   int
	sure   bool // of gone
	fields map[string]json.RawMessage
	events map[int]json.RawMessage // by place
}

// tell follows the entries of one record, and the turns of their steps, to what it is now.
func tell(e data.Entity, entries []loggedEntry, turns map[int64][]turn) told {
	type moment struct {
		entry int64
		to    told
	}
	now, todo := told{}, []moment{}
	for _, x := range entries {
		for len(todo) > 0 && todo[0].entry < x.id {
			now, todo = todo[0].to, todo[1:]
		}
		before := now
		now = now.with(e, x)
		if x.step == 0 {
			continue
		}
		for _, t := range turns[x.step] {
			to := now
			if t.undo {
				to = before
			}
			todo = append(todo, moment{t.entry, to})
		}
		slices.SortStableFunc(todo, func(a, b moment) int { return int(min(1, max(-1, a.entry-b.entry))) })
	}
	for _, m := range todo {
		now = m.to
	}
	return now
}

// with is what an entry makes of it.
func (t told) with(e data.Entity, x loggedEntry) told {
	dated := e != data.EntityRegion && e != data.EntityEntry // its fields say when it was deleted
	t.there = true
	switch x.action {
	case "create", "issue":
		// What a step made and deleted at once has one entry, its making.
		t = told{there: true, whole: true, sure: dated && !x.erased}
	case "delete":
		t.gone, t.sure = binned, true
	case "restore":
		t.gone, t.sure = live, true
	}
	if x.erased {
		t.erased, t.whole, t.fields, t.events = true, false, nil, nil
		return t
	}
	t.fields, t.events = copied(t.fields), copied(t.events)
	for name, pair := range x.diff {
		if name == "Events" {
			t.move(pair)
			continue
		}
		t.fields[name] = pair[1]
	}
	if at, said := x.diff["DeletedAt"]; said {
		t.gone = live
		if !emptyJSON(at[1]) {
			t.gone = binned
		}
	}
	return t
}

func copied[K comparable](m map[K]json.RawMessage) map[K]json.RawMessage {
	if m == nil {
		return map[K]json.RawMessage{}
	}
	return maps.Clone(m)
}

// move takes the events away that changed, and puts down what they are now.
func (t told) move(pair [2]json.RawMessage) {
	for side, raw := range pair {
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			continue
		}
		for _, e := range list {
			if side == 0 {
				delete(t.events, placeOf(e))
			} else {
				t.events[placeOf(e)] = e
			}
		}
	}
}

func placeOf(event json.RawMessage) int {
	var e struct{ Seq int }
	_ = json.Unmarshal(event, &e) // 0: it stands nowhere
	return e.Seq
}

// differs names the fields that are not as told.
func (t told) differs(stands map[string]json.RawMessage) (words []string) {
	names := map[string]bool{}
	for name := range t.fields {
		names[name] = true
	}
	for name := range stands {
		names[name] = names[name] || t.whole
	}
	if !t.sameEvents(stands["Events"]) {
		words = append(words, fieldWord("Events"))
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch word := fieldWord(name); {
		case !names[name], name == "Events", name == "Key", name == "Version", sameJSON(t.fields[name], stands[name]):
		case word == name: // nothing the screens name
			words = append(words, "其他内容")
		default:
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// sameEvents says whether those that are known to stand do, and of a history told whole no others.
func (t told) sameEvents(raw json.RawMessage) bool {
	var list []json.RawMessage
	_ = json.Unmarshal(raw, &list) // none
	found := 0
	for _, is := range list {
		was, known := t.events[placeOf(is)]
		if known && !sameJSON(was, is) || !known && t.whole {
			return false
		}
		if known {
			found++
		}
	}
	return found == len(t.events)
}

// sameJSON compares values whatever the order of their fields, empty ones left out: formats
// grow. An event's row is another after it was taken back and done again.
func sameJSON(a, b json.RawMessage) bool {
	return bytes.Equal(a, b) || emptyJSON(a) && emptyJSON(b) || reflect.DeepEqual(meaning(a), meaning(b))
}

func meaning(raw json.RawMessage) any {
	var v any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	return pruned(v)
}

// pruned is a value without its empty parts; nil if it is empty.
func pruned(v any) any {
	switch x := v.(type) {
	case map[string]any:
		_, event := x["Seq"]
		for k, part := range x {
			if x[k] = pruned(part); x[k] == nil || event && k == "ID" {
				delete(x, k)
			}
		}
		if len(x) == 0 {
			return nil
		}
	case []any:
		if len(x) == 0 {
			return nil
		}
	case string, json.Number, bool:
		if b, err := json.Marshal(x); err != nil || emptyJSON(b) {
			return nil
		}
	}
	return v
}
