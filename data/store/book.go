package store

import (
	"encoding/json"
	"slices"
	"strings"

	"qinqing/data"
)

// BookRow is one entry of a register as its list shows it.
type BookRow struct {
	data.Record
	Texts   map[string]string // by the keys of the fields
	Derived []data.Derived
}

// BookRows lists a register's live entries dated in [from, to], the newest first.
func (v *View) BookRows(kind data.RecordKind, from, to data.Date) ([]BookRow, error) {
	g := data.BookOf(kind)
	if g == nil {
		return nil, data.Errorf(data.Invalid, "kind", "没有名为“%s”的登记簿。", string(kind))
	}
	list, err := v.Records(kind, from, to)
	if err != nil {
		return nil, err
	}
	clock, err := v.Clock()
	if err != nil {
		return nil, err
	}
	names := &recordNamer{view: v}
	out := make([]BookRow, 0, len(list))
	for _, rec := range slices.Backward(list) {
		row := BookRow{Record: rec}
		if row.Texts, err = g.Texts(rec, names); err != nil {
			return nil, err
		}
		if row.Derived, err = g.Derive(rec, v.Today(), clock.Calendar); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, names.err
}

// BookCounts tells how many live entries each register has.
func (v *View) BookCounts() (map[data.RecordKind]int, error) {
	out := map[data.RecordKind]int{}
	err := v.c.each("SELECT kind, count(*) FROM record WHERE gone = 0 GROUP BY kind", nil, func(r *rows) error {
		var kind data.RecordKind
		var n int
		err := r.Scan(&kind, &n)
		out[kind] = n
		return err
	})
	return out, err
}

// BookWords are the words that a text field of a register holds already, the most used
// first, to be offered again.
func (v *View) BookWords(kind data.RecordKind, key string) (out []string, err error) {
	err = v.c.each(`SELECT body ->> ?2 AS w FROM record WHERE kind = ?1 AND gone = 0 AND w IS NOT NULL AND w <> ''
		GROUP BY w ORDER BY count(*) DESC, w LIMIT 200`, []any{string(kind), key}, func(r *rows) error {
		var w string
		err := r.Scan(&w)
		out = append(out, w)
		return err
	})
	return out, err
}

// SaveBook enters what was typed into a register, or changes an entry of it; units and
// enterprises nobody had are added.
func (tx *Tx) SaveBook(in data.BookInput) (data.ID, error) {
	if err := tx.need(data.MayRecord); err != nil {
		return 0, err
	}
	var was *data.Record
	if in.ID != 0 {
		var err error
		if was, err = tx.Record(in.ID); err != nil {
			return 0, err
		}
		if was.Kind != in.Kind {
			return 0, data.Errorf(data.Invalid, "kind", "登记簿的记录不能换到另一本登记簿里，没有保存。")
		}
	}
	rec, err := in.Entry(tx.Today(), txFinder{tx}, was)
	if err != nil {
		return 0, err
	}
	if err := tx.onlyOne(&rec, in.Values); err != nil {
		return 0, err
	}
	err = tx.SaveRecord(&rec)
	return rec.ID, err
}

// onlyOne refuses a number that another entry of the register has.
func (tx *Tx) onlyOne(rec *data.Record, values map[string]string) error {
	g := data.BookOf(rec.Kind)
	text := strings.TrimSpace(values[g.Unique])
	if g.Unique == "" || text == "" {
		return nil
	}
	var on data.Date
	found, err := tx.c.one("SELECT day FROM record WHERE kind = ? AND gone = 0 AND id <> ? AND body ->> ? = ?",
		[]any{string(rec.Kind), int64(rec.ID), g.Unique, text}, &on)
	if err == nil && found {
		err = data.Errorf(data.Conflict, g.Unique, "%s“%s”已经登记过（%s），没有重复登记；请核对编号。", g.Field(g.Unique).Word, text, on)
	}
	return err
}

// txFinder finds what entries of registers name, and adds units and enterprises.
type txFinder struct{ tx *Tx }

func (f txFinder) FindUnit(name string) (data.ID, error) {
	return f.tx.EnsureUnit(name, data.Department)
}

func (f txFinder) FindFirm(name string, region data.ID) (data.ID, error) {
	e, err := f.tx.EnsureEnterprise(name, region)
	if err != nil {
		return 0, err
	}
	return e.ID, nil
}

func (f txFinder) FindRegion(name string) (data.ID, error) { return f.tx.RegionNamed(name) }

func (f txFinder) FindProblem(code string) (data.ID, error) {
	p, err := f.tx.ProblemByCode(code)
	if err != nil {
		return 0, err
	}
	return p.ID, nil
}

func (f txFinder) FindPolicy(title string) (id data.ID, err error) {
	found, err := f.tx.c.one("SELECT id FROM record WHERE kind = ? AND gone = 0 AND body ->> 'title' = ? ORDER BY day DESC, id DESC LIMIT 1",
		[]any{string(data.RecPolicy), title}, &id)
	if err == nil && !found {
		err = data.Errorf(data.NotFound, "policy", "没有叫“%s”的惠企政策；请先在“惠企政策”里登记，或从列表里选。", title)
	}
	return id, err
}

// recordNamer tells what records are called, deleted ones too; each is looked up once.
type recordNamer struct {
	view  *View
	known map[data.FieldKind]map[data.ID]string
	err   error
}

var namerQueries = map[data.FieldKind]string{
	data.UnitField:    "SELECT name FROM unit WHERE id = ?",
	data.FirmField:    "SELECT name FROM enterprise WHERE id = ?",
	data.RegionField:  "SELECT name FROM region WHERE id = ?",
	data.ProblemField: "SELECT code FROM problem WHERE id = ?",
	data.PolicyField:  "SELECT body ->> 'title' FROM record WHERE id = ?",
}

// NameOf is "" for a record that was never there.
func (n *recordNamer) NameOf(kind data.FieldKind, id data.ID) string {
	if n.known == nil {
		n.known = map[data.FieldKind]map[data.ID]string{}
	}
	if n.known[kind] == nil {
		n.known[kind] = map[data.ID]string{}
	}
	name, ok := n.known[kind][id]
	if !ok {
		if _, err := n.view.c.one(namerQueries[kind], []any{int64(id)}, &name); err != nil {
			n.err = err
		}
		n.known[kind][id] = name
	}
	return name
}

// FirmsListed are the names on a 覆盖名单, in its order.
func (v *View) FirmsListed(rec *data.Record) ([]string, error) {
	var body data.CoverageList
	if err := json.Unmarshal(rec.Body, &body); err != nil {
		return nil, corrupt(err, "登记簿")
	}
	names := &recordNamer{view: v}
	out := make([]string, len(body.Enterprises))
	for i, id := range body.Enterprises {
		out[i] = names.NameOf(data.FirmField, id)
	}
	return out, names.err
}
