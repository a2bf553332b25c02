package store

import (
	"context"
	"encoding/json"
	"time"

	"qinqing/data"
)

// keptSteps bounds how far back Undo goes.
const keptSteps = 200

// Step is one entry of the undo menu.
type Step struct {
	Number int64
	Op     data.Op
	At     time.Time // UTC
	Actor  string
	Undone bool
	Final  bool // it can't be undone, nor what was done before it
}

// openStep makes the step and drops what can no longer be redone.
func (tx *Tx) openStep() error {
	if _, err := tx.c.exec("DELETE FROM undo_step WHERE undone = 1"); err != nil {
		return err
	}
	// Numbers of steps are never given twice, though undone steps go.
	_, err := tx.c.one(`INSERT INTO meta(key, value) VALUES('step', '1')
		ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING CAST(value AS INTEGER)`, nil, &tx.stepID)
	if err != nil {
		return err
	}
	_, err = tx.c.exec("INSERT INTO undo_step(id, name, note, at, actor, final) VALUES(?, ?, ?, ?, ?, ?)",
		tx.stepID, tx.op.Name, tx.op.Note, stamp(tx.now), tx.actor.Name, tx.final)
	if err != nil {
		return err
	}
	_, err = tx.c.exec("DELETE FROM undo_step WHERE id <= (SELECT id FROM undo_step ORDER BY id DESC LIMIT 1 OFFSET ?)", keptSteps)
	return err
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Undo takes the last step back: what it made is hidden, what it changed is as
// before; its events are voided, not deleted, and the log gets an entry of its own.
func (s *Store) Undo(ctx context.Context) (data.Op, data.Changes, error) {
	return s.turn(ctx, "undo")
}

// Redo does the last undone step again. A Do after an undo makes it impossible.
func (s *Store) Redo(ctx context.Context) (data.Op, data.Changes, error) {
	return s.turn(ctx, "redo")
}

func (s *Store) turn(ctx context.Context, action string) (data.Op, data.Changes, error) {
	var op data.Op
	changes, err := s.transact(ctx, data.Op{Name: turnNames[action]}, func(tx *Tx) (err error) {
		op, err = tx.turn(action)
		return err
	})
	if err != nil {
		op = data.Op{}
	}
	return op, changes, err
}

var turnNames = map[string]string{"undo": "撤销", "redo": "重做"}

// UndoTo takes back a step and all that were done after it, the last one first; all of
// them or none. It tells their names.
func (s *Store) UndoTo(ctx context.Context, step int64) (names []string, _ data.Changes, _ error) {
	changes, err := s.transact(ctx, data.Op{Name: turnNames["undo"]}, func(tx *Tx) error {
		names = nil
		found, err := tx.c.one("SELECT id FROM undo_step WHERE undone = 0 AND id = ?", []any{step}, new(int64))
		if err != nil {
			return err
		}
		if !found {
			return data.Errorf(data.NotFound, "step", "这一步已经撤销过，或者太早，不能再撤销；没有改动任何内容。")
		}
		for tx.stepID != step {
			op, err := tx.turn("undo")
			if err != nil {
				return err
			}
			names = append(names, op.Name)
		}
		return nil
	})
	if err != nil {
		names = nil
	}
	return names, changes, err
}

// turn undoes or redoes one step within a transaction.
func (tx *Tx) turn(action string) (op data.Op, err error) {
	if err := tx.need(data.MayRecord, data.MaySet); err != nil {
		return op, err
	}
	query, empty := "SELECT id, name, note, final, actor FROM undo_step WHERE undone = 0 ORDER BY id DESC LIMIT 1", "没有可以撤销的步骤。"
	if action == "redo" {
		query, empty = "SELECT id, name, note, final, actor FROM undo_step WHERE undone = 1 ORDER BY id LIMIT 1", "没有可以重做的步骤。"
	}
	var final int
	var by string
	found, err := tx.c.one(query, nil, &tx.stepID, &op.Name, &op.Note, &final, &by)
	switch {
	case err != nil:
		return op, err
	case !found:
		return op, data.Errorf(data.Conflict, "", "%s", empty)
	case final == finalClue:
		return op, data.Errorf(data.Conflict, "", "上一步“%s”移送了线索或者作废了移送，原文已经清除，不能撤销，它之前的步骤也不再撤销；移送登记错了，请作废那条“移送线索”，再补录问题内容；作废错了，请重新登记移送。", op.Name)
	case final == finalIssue:
		return op, data.Errorf(data.Conflict, "", "上一步“%s”印发了通报。已印发的通报不能撤销，它之前的步骤也不再撤销；有错请另发更正。", op.Name)
	}
	if by != tx.actor.Name && !tx.May(data.MayRead) {
		return op, data.Errorf(data.Denied, string(data.MayApprove), "上一步是别人做的，只能由本人或有“%s”角色的人%s；没有改动任何内容。", data.ApproverRole.Name(), turnNames[action])
	}
	if by != tx.actor.Name && !tx.May(data.MayApprove) {
		return op, data.Errorf(data.Denied, string(data.MayApprove), "上一步“%s”是%s做的，只能由本人或有“%s”角色的人%s；没有改动任何内容。", op.Name, by, data.ApproverRole.Name(), turnNames[action])
	}
	tx.op.Name = turnNames[action] + "“" + op.Name + "”"
	return op, tx.turnImages(action)
}

// imageRef is one record of a step.
type imageRef struct {
	n   int
	key touchKey
}

func (tx *Tx) turnImages(action string) error {
	query := "SELECT n, entity, id, key FROM undo_image WHERE step = ? ORDER BY n DESC"
	if action == "redo" {
		query = "SELECT n, entity, id, key FROM undo_image WHERE step = ? ORDER BY n"
	}
	var list []imageRef
	err := tx.c.each(query, []any{tx.stepID}, func(r *rows) error {
		var i imageRef
		err := r.Scan(&i.n, &i.key.entity, &i.key.id, &i.key.key)
		list = append(list, i)
		return err
	})
	if err != nil {
		return err
	}
	if action == "undo" {
		// All at once before the first goes back: an image must not show a step half undone.
		if err := tx.keepAfter(list); err != nil {
			return err
		}
	}
	touched := map[data.Entity]int{}
	for _, i := range list {
		touched[i.key.entity]++
		tx.changes.Add(i.key.entity, i.key.id)
	}
	if err := tx.turnEach(action, list); err != nil {
		return err
	}
	if _, err := tx.c.exec("UPDATE undo_step SET undone = ? WHERE id = ?", boolInt(action == "undo"), tx.stepID); err != nil {
		return err
	}
	tx.changes.Step = tx.stepID
	chain, err := tx.chainEnd()
	if err != nil {
		return err
	}
	diff, err := json.Marshal(touched)
	if err != nil {
		return wrap(err)
	}
	_, err = tx.log(chain, action, "undo_step", data.ID(tx.stepID), diff)
	return err
}

// turnEach turns the records of a step. One that may not stand yet, since what is its alone
// (a code, a day's visit) is still another's that turns after it, waits for that one.
func (tx *Tx) turnEach(action string, list []imageRef) error {
	for len(list) > 0 {
		var waiting []imageRef
		var taken error
		for _, i := range list {
			err := tx.turnImage(action, i)
			switch {
			case isTaken(err):
				waiting, taken = append(waiting, i), err
			case err != nil:
				return err
			}
		}
		if len(waiting) == len(list) {
			return taken
		}
		list = waiting
	}
	return nil
}

func (tx *Tx) keepAfter(list []imageRef) error {
	for _, i := range list {
		after, err := tx.imageOf(i.key)
		if err != nil {
			return err
		}
		if _, err := tx.c.exec("UPDATE undo_image SET after = ? WHERE step = ? AND n = ?", textOf(after), tx.stepID, i.n); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) imageOf(k touchKey) ([]byte, error) {
	switch k.entity {
	case data.EntitySetting:
		return tx.settingImage(k.key)
	case data.EntityNotice:
		return tx.noticeImage(k.id)
	}
	kp, err := keeperOf(k.entity)
	if err != nil {
		return nil, err
	}
	return kp.image(tx.View, k.id)
}

func (tx *Tx) turnImage(action string, i imageRef) error {
	query := "SELECT before FROM undo_image WHERE step = ? AND n = ?"
	if action == "redo" {
		query = "SELECT after FROM undo_image WHERE step = ? AND n = ?"
	}
	var image []byte
	if _, err := tx.c.one(query, []any{tx.stepID, i.n}, &image); err != nil {
		return err
	}
	switch i.key.entity {
	case data.EntitySetting:
		return tx.setSettingImage(i.key.key, image)
	case data.EntityNotice:
		return tx.setNoticeImage(i.key.id, image)
	}
	kp, err := keeperOf(i.key.entity)
	if err != nil {
		return err
	}
	return kp.set(tx, i.key.id, image)
}

// Steps lists the newest steps first, undone ones too.
func (s *Store) Steps(ctx context.Context, limit int) ([]Step, error) {
	var out []Step
	err := s.View(ctx, func(v *View) error {
		return v.c.each("SELECT id, name, note, at, actor, undone, final > 0 FROM undo_step ORDER BY id DESC LIMIT ?", []any{limit}, func(r *rows) error {
			var st Step
			err := r.Scan(&st.Number, &st.Op.Name, &st.Op.Note, timeCol{&st.At}, &st.Actor, &st.Undone, &st.Final)
			out = append(out, st)
			return err
		})
	})
	return out, err
}
