package store

import "qinqing/data"

// EntryUses tells how many live problems each word of a dictionary stands on now.
func (v *View) EntryUses(kind data.EntryKind) (map[data.ID]int, error) {
	column := map[data.EntryKind]string{data.DictCategory: "category_now", data.DictNature: "nature", data.DictSource: "source", data.DictMeasure: "measure"}[kind]
	if column == "" {
		return nil, data.Errorf(data.Invalid, "kind", "没有名为“%s”的字典。", string(kind))
	}
	out := map[data.ID]int{}
	err := v.c.each("SELECT "+column+", count(*) FROM problem WHERE gone = 0 AND "+column+" IS NOT NULL GROUP BY 1", nil, func(r *rows) error {
		var id data.ID
		var n int
		err := r.Scan(&id, &n)
		out[id] = n
		return err
	})
	return out, err
}
