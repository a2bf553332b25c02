package store

import (
	"time"

	"qinqing/data"
)

var entryKind *kind[data.Entry]

func init() {
	entryKind = &kind[data.Entry]{
		entity: data.EntityEntry, word: "字典条目",
		head: func(e *data.Entry) head { return head{id: &e.ID, version: &e.Version} },
		load: loadEntry, write: writeEntry,
		free: func(v *View, e *data.Entry) error {
			return v.unused("字典条目（可改为停用）", e.ID,
				"SELECT 1 FROM problem WHERE category = ? AND gone = 0", "SELECT 1 FROM problem WHERE nature = ? AND gone = 0",
				"SELECT 1 FROM problem WHERE measure = ? AND gone = 0", "SELECT 1 FROM problem WHERE source = ? AND gone = 0",
				"SELECT 1 FROM problem WHERE category_now = ? AND gone = 0",
				"SELECT 1 FROM problem_event WHERE ? IN (category, nature, measure)")
		},
		vet: func(v *View, was row[data.Entry], e *data.Entry) error {
			switch e.Kind {
			case data.DictCategory, data.DictNature, data.DictSource, data.DictMeasure:
			default:
				return data.Errorf(data.Invalid, "kind", "没有名为“%s”的字典。", string(e.Kind))
			}
			if was.Rec != nil && was.Rec.Kind != e.Kind {
				return data.Errorf(data.Invalid, "kind", "字典条目不能换到另一本字典里。")
			}
			var n int
			if e.Code != "" {
				found, err := v.c.one("SELECT 1 FROM dict_entry WHERE kind = ? AND code = ? AND id <> ? AND gone = 0",
					[]any{string(e.Kind), e.Code, int64(e.ID)}, &n)
				if err != nil {
					return err
				}
				if found {
					return data.Errorf(data.Conflict, "code", "代码“%s”已经用于另一个字典条目，没有保存；请换一个代码。", e.Code)
				}
			}
			return named(e.Name, "字典条目")
		},
	}
}

const entryColumns = "id, kind, code, name, aliases, note, sort, retired, version, gone"

func scanEntry(r *rows) (row[data.Entry], error) {
	x := data.Entry{}
	out := row[data.Entry]{Rec: &x}
	err := r.Scan(&x.ID, &x.Kind, textCol{&x.Code}, &x.Name, jsonCol{&x.Aliases}, &x.Note, &x.Sort, &x.Retired, &x.Version, &out.Gone)
	return out, err
}

func loadEntry(v *View, id data.ID) (out row[data.Entry], err error) {
	err = v.c.each("SELECT "+entryColumns+" FROM dict_entry WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanEntry(r)
		return err
	})
	return out, err
}

func writeEntry(tx *Tx, _, now row[data.Entry]) error {
	x := now.Rec
	aliases, err := listText(x.Aliases)
	if err != nil {
		return err
	}
	_, err = tx.c.exec(`INSERT INTO dict_entry(id, kind, code, name, aliases, note, sort, retired, version, gone, deleted_at)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET code = excluded.code, name = excluded.name, aliases = excluded.aliases, note = excluded.note,
		sort = excluded.sort, retired = excluded.retired, version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), string(x.Kind), text(x.Code), x.Name, aliases, x.Note, x.Sort, boolInt(x.Retired), x.Version, now.Gone,
		deletedText(now.Gone, time.Time{}, tx.now))
	return err
}

// SaveEntry inserts or updates a word of a dictionary.
func (tx *Tx) SaveEntry(e *data.Entry) error { return entryKind.save(tx, e) }

// Entries lists a dictionary in printed order, retired words too.
func (v *View) Entries(kind data.EntryKind) ([]data.Entry, error) {
	var out []data.Entry
	err := v.c.each("SELECT "+entryColumns+" FROM dict_entry WHERE kind = ? AND gone = 0 ORDER BY sort, id", []any{string(kind)}, func(r *rows) error {
		x, err := scanEntry(r)
		if err == nil {
			out = append(out, *x.Rec)
		}
		return err
	})
	return out, err
}
