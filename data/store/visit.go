package store

import (
	"encoding/json"
	"slices"

	"qinqing/data"
	"qinqing/data/workday"
)

var visitKind *kind[data.Visit]

func init() {
	visitKind = &kind[data.Visit]{
		entity: data.EntityVisit, word: "走访",
		head: func(x *data.Visit) head { return head{&x.ID, &x.Version, &x.DeletedAt} },
		load: loadVisit, write: writeVisit,
		free: func(v *View, x *data.Visit) error {
			return v.unused("走访", x.ID, "SELECT 1 FROM problem WHERE visit = ? AND gone = 0")
		},
		vet: vetVisit,
	}
}

func vetVisit(v *View, was row[data.Visit], x *data.Visit) error {
	if x.On.IsZero() {
		return data.Errorf(data.Invalid, "on", "请填写走访日期。")
	}
	x.JoinUnits = slices.Clone(x.Units()[1:])
	if len(x.JoinUnits) == 0 {
		x.JoinUnits = nil
	}
	if err := v.mustStand(visitRests(was.alive()), visitRests(x)); err != nil {
		return err
	}
	if err := x.RefuseSecrets(was.Rec); err != nil {
		return err
	}
	other, err := v.FindVisit(x.On, x.Unit, x.EnterpriseID)
	if err == nil && other != nil && other.ID != x.ID && other.Unit == x.Unit {
		err = data.Errorf(data.Conflict, "on", "这家企业当天已有同一单位的走访记录，没有重复保存；请打开那条补充。")
	}
	return err
}

const visitColumns = "id, day, unit, enterprise, region, visitors, reply, satisfaction, note, fields, version, gone, deleted_at"

func scanVisit(r *rows) (row[data.Visit], error) {
	x := data.Visit{}
	out := row[data.Visit]{Rec: &x}
	err := r.Scan(&x.ID, &x.On, idCol{&x.Unit}, idCol{&x.EnterpriseID}, idCol{&x.Region}, &x.Visitors, &x.Reply, &x.Satisfaction,
		&x.Note, jsonCol{&x.Fields}, &x.Version, &out.Gone, timeCol{&x.DeletedAt})
	return out, err
}

// visitsWhere reads visits with their units. The condition is one of this file's constants.
func (v *View) visitsWhere(condition string, args []any) ([]row[data.Visit], error) {
	var out []row[data.Visit]
	err := v.c.each("SELECT "+visitColumns+" FROM visit "+condition, args, func(r *rows) error {
		x, err := scanVisit(r)
		out = append(out, x)
		return err
	})
	if err != nil {
		return nil, err
	}
	of := make(map[data.ID]*data.Visit, len(out))
	for _, x := range out {
		of[x.Rec.ID] = x.Rec
	}
	return out, v.joinUnits(of)
}

// joinUnits gives visits the units that joined in, all in one statement.
func (v *View) joinUnits(of map[data.ID]*data.Visit) error {
	if len(of) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(of))
	for id := range of {
		ids = append(ids, int64(id))
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return wrap(err)
	}
	return v.c.each("SELECT visit, unit FROM visit_unit WHERE visit IN (SELECT value FROM json_each(?)) AND place > 0 ORDER BY visit, place", []any{string(list)}, func(r *rows) error {
		var visit, unit data.ID
		err := r.Scan(&visit, &unit)
		if x := of[visit]; x != nil {
			x.JoinUnits = append(x.JoinUnits, unit)
		}
		return err
	})
}

func loadVisit(v *View, id data.ID) (row[data.Visit], error) {
	list, err := v.visitsWhere("WHERE id = ?", []any{int64(id)})
	if err != nil || len(list) == 0 {
		return row[data.Visit]{}, err
	}
	return list[0], nil
}

func writeVisit(tx *Tx, was, now row[data.Visit]) error {
	x := now.Rec
	fields, err := jsonText(x.Fields)
	if err != nil {
		return err
	}
	cut, err := tx.Cutoff()
	if err != nil {
		return err
	}
	spans := firmSpans(cut, was.alive(), now.alive())
	if err := tx.countFirms(spans, cut, -1); err != nil {
		return err
	}
	_, err = tx.c.exec(`INSERT INTO visit(id, day, unit, enterprise, region, visitors, reply, satisfaction, note, fields, version, gone, deleted_at)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET day = excluded.day, unit = excluded.unit, enterprise = excluded.enterprise, region = excluded.region,
		visitors = excluded.visitors, reply = excluded.reply, satisfaction = excluded.satisfaction, note = excluded.note, fields = excluded.fields,
		version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), x.On, ref(x.Unit), ref(x.EnterpriseID), ref(x.Region), x.Visitors, x.Reply, int(x.Satisfaction), x.Note, fields,
		x.Version, now.Gone, deletedText(now.Gone, x.DeletedAt, tx.now))
	if err != nil {
		return err
	}
	if err := tx.writeVisitUnits(was, x); err != nil {
		return err
	}
	if old := was.alive(); old != nil {
		old.AddCells(tx.cells, cut, -1)
	}
	if is := now.alive(); is != nil {
		is.AddCells(tx.cells, cut, 1)
	}
	if err := tx.countFirms(spans, cut, 1); err != nil {
		return err
	}
	return tx.indexVisit(now.alive(), x.ID)
}

// firmSpan is an enterprise and a calendar year, or a month of the office's own, over which
// its first visits are counted.
type firmSpan struct {
	firm     data.ID
	from, to data.Date
	own      bool
}

// firmSpans are the spans of enterprises that a changed visit touches.
func firmSpans(cut data.Cutoff, visits ...*data.Visit) []firmSpan {
	var out []firmSpan
	add := func(x firmSpan) {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	for _, x := range visits {
		if x == nil || x.EnterpriseID == 0 {
			continue
		}
		add(firmSpan{x.EnterpriseID, workday.Make(x.On.Year(), 1, 1), workday.Make(x.On.Year(), 12, 31), false})
		if cut != 0 {
			from, to := cut.Month(x.On)
			add(firmSpan{x.EnterpriseID, from, to, true})
		}
	}
	return out
}

// countFirms adds n for the first visits of those spans as they stand now.
func (tx *Tx) countFirms(spans []firmSpan, cut data.Cutoff, n int) error {
	for _, s := range spans {
		list, err := tx.visitsWhere("WHERE enterprise = ? AND gone = 0 AND day BETWEEN ? AND ? ORDER BY day, id", []any{int64(s.firm), s.from, s.to})
		if err != nil {
			return err
		}
		if s.own {
			data.AddOwnFirmCells(recs(list), tx.cells, cut, n)
		} else {
			data.AddFirmCells(recs(list), tx.cells, cut, n)
		}
	}
	return nil
}

func (tx *Tx) writeVisitUnits(was row[data.Visit], x *data.Visit) error {
	if was.Rec != nil {
		if slices.Equal(was.Rec.Units(), x.Units()) {
			return nil
		}
		if _, err := tx.c.exec("DELETE FROM visit_unit WHERE visit = ?", int64(x.ID)); err != nil {
			return err
		}
	}
	for place, u := range x.Units() {
		if u == 0 {
			continue
		}
		if _, err := tx.c.exec("INSERT INTO visit_unit(visit, place, unit) VALUES(?, ?, ?)", int64(x.ID), place, int64(u)); err != nil {
			return err
		}
	}
	return nil
}

// SaveVisit inserts or updates a visit. A second one of the same day, unit and
// enterprise is refused.
func (tx *Tx) SaveVisit(x *data.Visit) error { return visitKind.save(tx, x) }

// Visit is a live visit by its id.
func (v *View) Visit(id data.ID) (*data.Visit, error) {
	r, err := visitKind.current(v, id)
	return r.Rec, err
}

// FindVisit is the live visit of that day, unit and enterprise; nil, nil if there is
// none. A joint visit is each of its units' visit; one the unit made itself comes first.
func (v *View) FindVisit(on data.Date, unit, enterprise data.ID) (*data.Visit, error) {
	if unit == 0 || enterprise == 0 {
		return nil, nil
	}
	list, err := v.visitsWhere(`WHERE enterprise = ?1 AND day = ?2 AND gone = 0 AND EXISTS (SELECT 1 FROM visit_unit u WHERE u.visit = visit.id AND u.unit = ?3)
		ORDER BY unit IS NOT ?3, id LIMIT 1`, []any{int64(enterprise), on, int64(unit)})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0].Rec, nil
}

// VisitsOfEnterprise lists an enterprise's live visits, newest first.
func (v *View) VisitsOfEnterprise(id data.ID, limit int) ([]*data.Visit, error) {
	list, err := v.visitsWhere("WHERE enterprise = ? AND gone = 0 ORDER BY day DESC, id DESC LIMIT ?", []any{int64(id), limit})
	return recs(list), err
}

func recs[T any](list []row[T]) []*T {
	var out []*T
	for _, x := range list {
		out = append(out, x.Rec)
	}
	return out
}

// AllVisits yields every live visit by id.
func (v *View) AllVisits(yield func(*data.Visit) error) error {
	return v.visitBlocks("WHERE gone = 0 AND id > ?1 ORDER BY id LIMIT ?2", nil, func(x *data.Visit) []any { return []any{int64(x.ID)} }, []any{int64(0)}, yield)
}

// block is how many records a stream reads at a time.
const block = 512

// visitBlocks streams visits in blocks after a cursor, so that yield may use the
// connection itself.
func (v *View) visitBlocks(condition string, args []any, cursor func(*data.Visit) []any, after []any, yield func(*data.Visit) error) error {
	for {
		if err := v.ctx.Err(); err != nil {
			return wrap(err)
		}
		list, err := v.visitsWhere(condition, append(append(slices.Clone(after), block), args...))
		if err != nil {
			return err
		}
		for _, x := range list {
			if err := yield(x.Rec); err != nil {
				return err
			}
		}
		if len(list) < block {
			return nil
		}
		after = cursor(list[len(list)-1].Rec)
	}
}
