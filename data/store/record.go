package store

import "qinqing/data"

var recordKind *kind[data.Record]

func init() {
	recordKind = &kind[data.Record]{
		entity: data.EntityRecord, word: "登记簿记录",
		head: func(x *data.Record) head { return head{&x.ID, &x.Version, &x.DeletedAt} },
		load: loadRecord, write: writeRecord,
		free: func(v *View, x *data.Record) error {
			return v.unused("登记簿记录", x.ID, "SELECT 1 FROM record WHERE kind = 'disbursement' AND body ->> 'policy' = ? AND gone = 0")
		},
		vet: func(v *View, was row[data.Record], x *data.Record) error {
			if len(x.Body) == 0 {
				return data.Errorf(data.Invalid, "body", "这条登记簿记录没有内容，没有保存。")
			}
			now, err := recordRests(x)
			if err != nil {
				return err
			}
			var before rests
			if old := was.alive(); old != nil {
				if before, err = recordRests(old); err != nil {
					before = nil // an unreadable one may be put right
				}
			}
			return v.mustStand(before, now)
		},
	}
}

const recordColumns = "id, kind, day, ref, body, version, gone, deleted_at"

func scanRecord(r *rows) (row[data.Record], error) {
	x := data.Record{}
	out := row[data.Record]{Rec: &x}
	err := r.Scan(&x.ID, &x.Kind, &x.On, &x.Ref, &x.Body, &x.Version, &out.Gone, timeCol{&x.DeletedAt})
	return out, err
}

func loadRecord(v *View, id data.ID) (out row[data.Record], err error) {
	err = v.c.each("SELECT "+recordColumns+" FROM record WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanRecord(r)
		return err
	})
	return out, err
}

func writeRecord(tx *Tx, _, now row[data.Record]) error {
	x := now.Rec
	_, err := tx.c.exec(`INSERT INTO record(id, kind, day, ref, body, version, gone, deleted_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, day = excluded.day, ref = excluded.ref, body = excluded.body,
		version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), string(x.Kind), x.On, int64(x.Ref), string(x.Body), x.Version, now.Gone, deletedText(now.Gone, x.DeletedAt, tx.now))
	return err
}

// SaveRecord inserts or updates an entry of a lesser register.
func (tx *Tx) SaveRecord(x *data.Record) error { return recordKind.save(tx, x) }

// Record is a live entry of a lesser register by its id.
func (v *View) Record(id data.ID) (*data.Record, error) {
	r, err := recordKind.current(v, id)
	return r.Rec, err
}
