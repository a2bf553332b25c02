package store

import (
	"time"

	"qinqing/data"
)

var regionKind *kind[data.Region]

func init() {
	regionKind = &kind[data.Region]{
		entity: data.EntityRegion, word: "地区",
		head: func(r *data.Region) head { return head{id: &r.ID, version: &r.Version} },
		load: loadRegion, write: writeRegion,
		free: func(v *View, r *data.Region) error {
			return v.unused("地区", r.ID,
				"SELECT 1 FROM region WHERE parent = ? AND gone = 0", "SELECT 1 FROM unit WHERE region = ? AND gone = 0",
				"SELECT 1 FROM enterprise WHERE region = ? AND gone = 0", "SELECT 1 FROM visit WHERE region = ? AND gone = 0",
				"SELECT 1 FROM problem WHERE region = ? AND gone = 0",
				"SELECT 1 FROM record WHERE kind = 'coverage_list' AND body ->> 'region' = ? AND gone = 0")
		},
		vet: func(v *View, was row[data.Region], r *data.Region) error {
			if err := v.mustStand(regionRests(was.alive()), regionRests(r)); err != nil {
				return err
			}
			if err := v.vetRing("地区", "SELECT parent FROM region WHERE id = ?", r.ID, r.Parent); err != nil {
				return err
			}
			if err := v.vetCode("地区", "SELECT 1 FROM region WHERE code = ? AND id <> ? AND gone = 0", r.Code, r.ID); err != nil {
				return err
			}
			return named(r.Name, "地区")
		},
	}
}

func named(name, word string) error {
	if data.Normalise(name) == "" {
		return data.Errorf(data.Invalid, "name", "请填写%s的名称。", word)
	}
	return nil
}

// unused refuses when one of the queries finds a live record that rests on id.
func (v *View) unused(word string, id data.ID, queries ...string) error {
	for _, q := range queries {
		var n int
		found, err := v.c.one(q+" LIMIT 1", []any{int64(id)}, &n)
		if err != nil {
			return err
		}
		if found {
			return data.Errorf(data.Conflict, "id", "还有记录用到这条%s，没有删除；请先改掉或删除那些记录。", word)
		}
	}
	return nil
}

func (v *View) vetCode(word, query, code string, id data.ID) error {
	if code == "" {
		return nil
	}
	var n int
	found, err := v.c.one(query, []any{code, int64(id)}, &n)
	if err == nil && found {
		err = data.Errorf(data.Conflict, "code", "代码“%s”已经用于另一条%s，没有保存；请换一个代码。", code, word)
	}
	return err
}

// vetRing refuses a record above which, one step of the query at a time, it would stand
// itself.
func (v *View) vetRing(word, above string, id, next data.ID) error {
	seen := map[data.ID]bool{}
	for next != 0 && !seen[next] {
		if next == id {
			return data.Errorf(data.Conflict, "parent", "这样一来，这条%s的上级（或并入的单位）会绕回它自己，没有保存；请改选别的。", word)
		}
		seen[next] = true
		at := next
		next = 0
		if _, err := v.c.one(above, []any{int64(at)}, idCol{&next}); err != nil {
			return err
		}
	}
	return nil
}

const regionColumns = "id, code, name, aliases, parent, sort, version, gone"

func scanRegion(r *rows) (row[data.Region], error) {
	x := data.Region{}
	out := row[data.Region]{Rec: &x}
	err := r.Scan(&x.ID, textCol{&x.Code}, &x.Name, jsonCol{&x.Aliases}, idCol{&x.Parent}, &x.Sort, &x.Version, &out.Gone)
	return out, err
}

func loadRegion(v *View, id data.ID) (out row[data.Region], err error) {
	err = v.c.each("SELECT "+regionColumns+" FROM region WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanRegion(r)
		return err
	})
	return out, err
}

func writeRegion(tx *Tx, was, now row[data.Region]) error {
	x := now.Rec
	aliases, err := listText(x.Aliases)
	if err != nil {
		return err
	}
	_, err = tx.c.exec(`INSERT INTO region(id, code, name, aliases, parent, sort, version, gone, deleted_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET code = excluded.code, name = excluded.name, aliases = excluded.aliases, parent = excluded.parent, sort = excluded.sort,
		version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), text(x.Code), x.Name, aliases, ref(x.Parent), x.Sort, x.Version, now.Gone, deletedText(now.Gone, time.Time{}, tx.now))
	return err
}

// SaveRegion inserts or updates a region.
func (tx *Tx) SaveRegion(r *data.Region) error { return regionKind.save(tx, r) }

// Regions lists the live regions in printed order.
func (v *View) Regions() ([]data.Region, error) {
	var out []data.Region
	err := v.c.each("SELECT "+regionColumns+" FROM region WHERE gone = 0 ORDER BY sort, coalesce(code, ''), id", nil, func(r *rows) error {
		x, err := scanRegion(r)
		if err == nil {
			out = append(out, *x.Rec)
		}
		return err
	})
	return out, err
}

// regionTree is a region and everything below it.
func (v *View) regionTree(id data.ID) ([]int64, error) {
	var out []int64
	err := v.c.each(`WITH RECURSIVE t(id) AS (SELECT ?1 UNION SELECT r.id FROM region r JOIN t ON r.parent = t.id WHERE r.gone = 0)
		SELECT id FROM t`, []any{int64(id)}, func(r *rows) error {
		var n int64
		err := r.Scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}
