package store

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"strings"

	"qinqing/data"
	"qinqing/data/workday"
)

// SetSetting sets an office's setting; "" removes it. A rule.* that moves deadlines
// recomputes every problem it touches.
func (tx *Tx) SetSetting(key, value string) error {
	if key == "" {
		return data.Errorf(data.Invalid, "key", "设置项没有名称，没有保存。")
	}
	if err := tx.need(settingRights(key)...); err != nil {
		return err
	}
	before, err := tx.settingImage(key)
	if err != nil {
		return err
	}
	after, err := settingJSON(value)
	if err != nil {
		return err
	}
	if bytes.Equal(before, after) {
		return nil
	}
	if err := tx.setSettingImage(key, after); err != nil {
		return err
	}
	tx.note(touchKey{data.EntitySetting, 0, key}, before, after)
	return nil
}

// settingRights are those of which one is needed to set a setting.
func settingRights(key string) []data.Right {
	switch {
	case strings.HasPrefix(key, data.ClosingSetting):
		return []data.Right{data.MayApprove}
	case strings.HasPrefix(key, "mask."):
		return []data.Right{data.MayUnmask}
	case strings.HasPrefix(key, "import."):
		return []data.Right{data.MayRecord, data.MaySet}
	}
	return []data.Right{data.MaySet}
}

func settingJSON(value string) ([]byte, error) {
	if value == "" {
		return nil, nil
	}
	b, err := json.Marshal(row[settingValue]{Rec: &settingValue{value}})
	return b, wrap(err)
}

type settingValue struct{ Value string }

func (v *View) settingImage(key string) ([]byte, error) {
	value, err := v.Setting(key)
	if err != nil {
		return nil, err
	}
	return settingJSON(value)
}

func (tx *Tx) setSettingImage(key string, image []byte) error {
	write := func() error {
		if image == nil {
			_, err := tx.c.exec("DELETE FROM setting WHERE key = ?", key)
			return err
		}
		var r row[settingValue]
		if err := json.Unmarshal(image, &r); err != nil || r.Rec == nil {
			return corrupt(err, "撤销记录")
		}
		_, err := tx.c.exec("INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, r.Rec.Value)
		return err
	}
	if key == cutoffKey {
		if err := write(); err != nil {
			return err
		}
		return tx.moveCutoff()
	}
	if !strings.HasPrefix(key, "rule.") {
		return write()
	}
	// What a strike-off needs is asked when it is entered, and never moves a deadline.
	moves := key == "rule.immediate_next_day" || key == "rule.keep_off_days"
	return tx.withNewClock(write, moves, "SELECT id FROM problem WHERE gone = 0 AND id > ?1 ORDER BY id LIMIT ?2")
}

// PutNotice enters one holiday notice or an array of them; each replaces the one
// of its year. Deadlines, histories and cells it moves are recomputed.
func (tx *Tx) PutNotice(body []byte) error {
	if err := tx.need(data.MaySet, data.MayRecord); err != nil {
		return err
	}
	list, err := workday.ParseNotices(body)
	if err != nil {
		return data.Wrap(data.Invalid, err, "%s", err.Error())
	}
	for _, n := range list {
		one, err := json.Marshal(n)
		if err != nil {
			return wrap(err)
		}
		before, err := tx.noticeImage(data.ID(n.Year))
		if err != nil {
			return err
		}
		if bytes.Equal(before, one) {
			continue
		}
		if err := tx.setNoticeImage(data.ID(n.Year), one); err != nil {
			return err
		}
		tx.note(touchKey{data.EntityNotice, data.ID(n.Year), ""}, noticeRow(before), noticeRow(one))
	}
	return nil
}

// noticeRow dresses a notice as an image with fields.
func noticeRow(body []byte) []byte {
	if body == nil {
		return nil
	}
	return append(append([]byte(`{"Rec":`), body...), []byte(`,"Gone":0}`)...)
}

func (v *View) noticeImage(year data.ID) ([]byte, error) {
	var body []byte
	_, err := v.c.one("SELECT body FROM holiday_notice WHERE year = ?", []any{int64(year)}, &body)
	return body, err
}

func (tx *Tx) setNoticeImage(year data.ID, body []byte) error {
	var wrapped struct{ Rec json.RawMessage }
	if json.Unmarshal(body, &wrapped) == nil && wrapped.Rec != nil {
		body = wrapped.Rec
	}
	write := func() error {
		if body == nil {
			_, err := tx.c.exec("DELETE FROM holiday_notice WHERE year = ?", int64(year))
			return err
		}
		_, err := tx.c.exec("INSERT INTO holiday_notice(year, body) VALUES(?, ?) ON CONFLICT DO UPDATE SET body = excluded.body", int64(year), string(body))
		return err
	}
	// A notice speaks of its year and of the December before: only problems that were
	// registered by its end and live on, happen or fall due in that time can move.
	first, last := workday.Make(int(year)-1, 12, 1), workday.Make(int(year), 12, 31)
	return tx.withNewClock(write, true, `SELECT id FROM problem p WHERE gone = 0 AND id > ?1 AND registered <= ?4 AND (stock IN ('O', 'L', 'R')
		OR EXISTS (SELECT 1 FROM problem_event e WHERE e.problem = p.id AND e.day >= ?3)
		OR EXISTS (SELECT 1 FROM problem_span s WHERE s.problem = p.id AND s.due >= ?3)) ORDER BY id LIMIT ?2`, first, last)
}

// withNewClock changes what the clock is made of and recomputes the problems that
// the query (after an id, at most so many) names.
func (tx *Tx) withNewClock(write func() error, moves bool, query string, args ...any) error {
	old, err := tx.Clock()
	if err != nil {
		return err
	}
	if err := write(); err != nil {
		return err
	}
	mark := make([]byte, 8)
	if _, err := rand.Read(mark); err != nil {
		return wrap(err)
	}
	if _, err := tx.c.exec("UPDATE meta SET value = ? WHERE key = 'clock'", hex.EncodeToString(mark)); err != nil {
		return err
	}
	if !moves {
		return nil
	}
	now, err := tx.Clock()
	if err != nil {
		return err
	}
	after := int64(0)
	for {
		ids, err := tx.ids64(query, append([]any{after, block}, args...))
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := tx.recompute(data.ID(id), old, now); err != nil {
				return err
			}
		}
		if len(ids) < block {
			return nil
		}
		after = ids[len(ids)-1]
	}
}

func (v *View) ids64(query string, args []any) ([]int64, error) {
	var out []int64
	err := v.c.each(query, args, func(r *rows) error {
		var n int64
		err := r.Scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}
