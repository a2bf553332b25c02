package store

import (
	"regexp"
	"time"

	"qinqing/data"
)

var attachmentKind *kind[data.Attachment]

func init() {
	attachmentKind = &kind[data.Attachment]{
		entity: data.EntityAttachment, word: "附件",
		head: func(x *data.Attachment) head { return head{&x.ID, &x.Version, &x.DeletedAt} },
		load: loadAttachment, write: writeAttachment, vet: vetAttachment,
	}
}

var wholeSum = regexp.MustCompile("^[0-9a-f]{64}$")

func vetAttachment(v *View, was row[data.Attachment], x *data.Attachment) error {
	if x.Entity != data.EntityVisit && x.Entity != data.EntityProblem {
		return data.Errorf(data.Invalid, "entity", "附件只能附在走访或问题上，没有保存。")
	}
	if !wholeSum.MatchString(x.SHA256) {
		return data.Errorf(data.Internal, "sha256", "附件没有存好，没有登记；请重新添加。")
	}
	if x.Name = data.FileName(x.Name); x.Name == "" {
		return data.Errorf(data.Invalid, "name", "附件没有名称，没有保存。")
	}
	now := rests{baseVisit: {x.Ref}}
	if x.Entity == data.EntityProblem {
		now = rests{baseProblem: {x.Ref}}
	}
	if was.alive() == nil {
		if err := v.mustStand(nil, now); err != nil {
			return err
		}
	}
	if err := v.notTransferred(x); err != nil {
		return err
	}
	var same string
	found, err := v.c.one("SELECT name FROM attachment WHERE entity = ? AND ref = ? AND seq = ? AND sha256 = ? AND gone = 0 AND id <> ? LIMIT 1",
		[]any{string(x.Entity), int64(x.Ref), x.Seq, x.SHA256, int64(x.ID)}, &same)
	if err == nil && found {
		err = data.Errorf(data.Conflict, "file", "“%s”和已有的附件“%s”内容相同，没有重复添加。", x.Name, same)
	}
	return err
}

// notTransferred: of a problem turned into a transfer nothing is kept, no paper either.
func (v *View) notTransferred(x *data.Attachment) error {
	var n int
	if x.Entity != data.EntityProblem {
		return nil
	}
	found, err := v.c.one("SELECT 1 FROM problem WHERE id = ? AND state = ?", []any{int64(x.Ref), int(data.ClueMoved)}, &n)
	if err == nil && found {
		err = data.Errorf(data.Conflict, "file", "问题已移送线索，不得再留存材料，没有添加附件。")
	}
	return err
}

const attachmentColumns = "id, entity, ref, seq, name, size, sha256, type, added_at, added_by, version, gone, deleted_at"

func scanAttachment(r scanner) (row[data.Attachment], error) {
	x := data.Attachment{}
	out := row[data.Attachment]{Rec: &x}
	err := r.Scan(&x.ID, &x.Entity, &x.Ref, &x.Seq, &x.Name, &x.Size, &x.SHA256, &x.Type, timeCol{&x.AddedAt}, &x.AddedBy, &x.Version, &out.Gone, timeCol{&x.DeletedAt})
	return out, err
}

func loadAttachment(v *View, id data.ID) (out row[data.Attachment], err error) {
	err = v.c.each("SELECT "+attachmentColumns+" FROM attachment WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanAttachment(r)
		return err
	})
	return out, err
}

func writeAttachment(tx *Tx, _, now row[data.Attachment]) error {
	x := now.Rec
	_, err := tx.c.exec("INSERT INTO attachment("+attachmentColumns+`) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET entity = excluded.entity, ref = excluded.ref, seq = excluded.seq, name = excluded.name, size = excluded.size,
		sha256 = excluded.sha256, type = excluded.type, version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), string(x.Entity), int64(x.Ref), x.Seq, x.Name, x.Size, x.SHA256, x.Type, stamp(x.AddedAt), x.AddedBy, x.Version, now.Gone,
		deletedText(now.Gone, x.DeletedAt, tx.now))
	return err
}

// Attach registers a file that KeepFile has put beside the ledger.
func (tx *Tx) Attach(x *data.Attachment) error {
	if err := tx.need(data.MayRecord); err != nil {
		return err
	}
	if !exists(tx.s.attachmentPath(x.SHA256)) {
		return data.Errorf(data.Internal, "file", "附件“%s”没有存好，没有登记；请重新添加。", x.Name)
	}
	if x.AddedAt.IsZero() {
		x.AddedAt = tx.now.Truncate(time.Millisecond)
	}
	if x.AddedBy == "" {
		x.AddedBy = tx.actor.Name
	}
	return attachmentKind.save(tx, x)
}

// Attachment is a live attachment.
func (v *View) Attachment(id data.ID) (*data.Attachment, error) {
	r, err := attachmentKind.current(v, id)
	return r.Rec, err
}

// Attachments lists the live attachments of a record, in the order they were added.
func (v *View) Attachments(e data.Entity, ref data.ID) ([]data.Attachment, error) {
	var out []data.Attachment
	err := v.c.each("SELECT "+attachmentColumns+" FROM attachment WHERE entity = ? AND ref = ? AND gone = 0 ORDER BY seq, id", []any{string(e), int64(ref)}, func(r *rows) error {
		x, err := scanAttachment(r)
		out = append(out, *x.Rec)
		return err
	})
	return out, err
}

// eraseAttachments takes the names of a problem's attachments out of the ledger and marks
// the files that nothing else uses for erasing, once the step is written.
func (tx *Tx) eraseAttachments(problem data.ID) error {
	var ids []int64
	var sums []string
	err := tx.c.each("SELECT id, sha256 FROM attachment WHERE entity = 'problem' AND ref = ? AND sha256 <> ''", []any{int64(problem)}, func(r *rows) error {
		var id int64
		var sum string
		err := r.Scan(&id, &sum)
		ids, sums = append(ids, id), append(sums, sum)
		return err
	})
	for _, id := range ids {
		for _, q := range []string{
			"UPDATE attachment SET name = '（已移送）', size = 0, sha256 = '', type = '', gone = 2, deleted_at = NULL, version = version + 1 WHERE id = ?",
			"UPDATE audit_log SET salt = NULL, diff = NULL WHERE entity = 'attachment' AND entity_id = ? AND salt IS NOT NULL",
		} {
			if err == nil {
				_, err = tx.c.exec(q, id)
			}
		}
		tx.changes.Add(data.EntityAttachment, data.ID(id))
	}
	for _, sum := range sums {
		if err == nil {
			_, err = tx.c.exec("INSERT INTO meta(key, value) SELECT ?1, '' WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?2) ON CONFLICT DO NOTHING", doomed+sum, sum)
		}
	}
	return err
}

// doomed begins the keys of meta that name files to be erased.
const doomed = "erase.file."
