package store

import (
	"encoding/json"

	"qinqing/data"
)

var unitKind *kind[data.Unit]

func init() {
	unitKind = &kind[data.Unit]{
		entity: data.EntityUnit, word: "单位",
		head: func(u *data.Unit) head { return head{&u.ID, &u.Version, &u.DeletedAt} },
		load: loadUnit, write: writeUnit,
		free: func(v *View, u *data.Unit) error {
			return v.unused("单位", u.ID,
				"SELECT 1 FROM unit WHERE parent = ? AND gone = 0", "SELECT 1 FROM unit WHERE merged_to = ? AND gone = 0",
				"SELECT 1 FROM visit_unit u JOIN visit v ON v.id = u.visit WHERE u.unit = ? AND v.gone = 0",
				"SELECT 1 FROM problem WHERE visiting = ? AND gone = 0", "SELECT 1 FROM problem WHERE supervising = ? AND gone = 0",
				"SELECT 1 FROM problem WHERE lead = ? AND gone = 0", "SELECT 1 FROM problem WHERE complained = ? AND gone = 0",
				"SELECT 1 FROM problem_event e JOIN problem p ON p.id = e.problem WHERE e.unit = ? AND p.gone = 0 AND e.voided_by IS NULL",
				"SELECT 1 FROM problem p, json_each(p.supporting) j WHERE j.value = ? AND p.gone = 0",
				"SELECT 1 FROM record WHERE kind IN ('supervision', 'time_limit_cut') AND body ->> 'unit' = ? AND gone = 0")
		},
		vet: func(v *View, was row[data.Unit], u *data.Unit) error {
			if u.Kind == "" {
				u.Kind = data.OtherUnit
			}
			if err := v.vetCode("单位", "SELECT 1 FROM unit WHERE code = ? AND id <> ? AND gone = 0", u.Code, u.ID); err != nil {
				return err
			}
			if err := v.mustStand(unitRests(was.alive()), unitRests(u)); err != nil {
				return err
			}
			if err := v.vetRing("单位", "SELECT parent FROM unit WHERE id = ?", u.ID, u.Parent); err != nil {
				return err
			}
			if err := v.vetRing("单位", "SELECT merged_to FROM unit WHERE id = ?", u.ID, u.MergedTo); err != nil {
				return err
			}
			return named(u.Name, "单位")
		},
	}
}

const unitColumns = "id, code, name, aliases, kind, parent, region, sort, valid_from, valid_to, merged_to, version, gone, deleted_at"

func scanUnit(r *rows) (row[data.Unit], error) {
	x := data.Unit{}
	out := row[data.Unit]{Rec: &x}
	err := r.Scan(&x.ID, textCol{&x.Code}, &x.Name, jsonCol{&x.Aliases}, &x.Kind, idCol{&x.Parent}, idCol{&x.Region}, &x.Sort,
		&x.ValidFrom, &x.ValidTo, idCol{&x.MergedTo}, &x.Version, &out.Gone, timeCol{&x.DeletedAt})
	return out, err
}

func loadUnit(v *View, id data.ID) (out row[data.Unit], err error) {
	err = v.c.each("SELECT "+unitColumns+" FROM unit WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanUnit(r)
		return err
	})
	return out, err
}

func listText(list []string) (string, error) {
	if len(list) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(list)
	return string(b), wrap(err)
}

func writeUnit(tx *Tx, _, now row[data.Unit]) error {
	x := now.Rec
	aliases, err := listText(x.Aliases)
	if err != nil {
		return err
	}
	full, initials := pinyinOf(x.Name)
	_, err = tx.c.exec(`INSERT INTO unit(id, code, name, pinyin, initials, aliases, kind, parent, region, sort, valid_from, valid_to,
		merged_to, version, gone, deleted_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET code = excluded.code, name = excluded.name, pinyin = excluded.pinyin, initials = excluded.initials,
		aliases = excluded.aliases, kind = excluded.kind, parent = excluded.parent, region = excluded.region, sort = excluded.sort,
		valid_from = excluded.valid_from, valid_to = excluded.valid_to, merged_to = excluded.merged_to,
		version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), text(x.Code), x.Name, full, initials, aliases, string(x.Kind), ref(x.Parent), ref(x.Region), x.Sort,
		x.ValidFrom, x.ValidTo, ref(x.MergedTo), x.Version, now.Gone, deletedText(now.Gone, x.DeletedAt, tx.now))
	return err
}

// unitOrder is the printed order of units: as the office set it, then its own level
// before the regions in their order.
const unitOrder = `sort, coalesce((SELECT r.sort FROM region r WHERE r.id = unit.region), -1),
	coalesce((SELECT r.code FROM region r WHERE r.id = unit.region), ''), coalesce(code, ''), id`

// SaveUnit inserts or updates a unit.
func (tx *Tx) SaveUnit(u *data.Unit) error { return unitKind.save(tx, u) }

// Unit is a live unit by its id.
func (v *View) Unit(id data.ID) (*data.Unit, error) {
	r, err := unitKind.current(v, id)
	return r.Rec, err
}

// Units lists the live units in printed order.
func (v *View) Units() ([]data.Unit, error) {
	var out []data.Unit
	err := v.c.each("SELECT "+unitColumns+" FROM unit WHERE gone = 0 ORDER BY "+unitOrder, nil, func(r *rows) error {
		x, err := scanUnit(r)
		if err == nil {
			out = append(out, *x.Rec)
		}
		return err
	})
	return out, err
}
