package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// logFlaw is what is wrong with an entry of the log.
type logFlaw int

const (
	flawGap   logFlaw = iota // entries before it are missing
	flawChain                // it does not continue the one before, or is another than was hashed
	flawText                 // old and new values are others than were hashed
)

func (f logFlaw) words() string {
	switch f {
	case flawGap:
		return "操作日志第 %d 条前缺了记录"
	case flawText:
		return "操作日志第 %d 条的内容被改动过"
	}
	return "操作日志第 %d 条与前一条接不上，日志被改动过"
}

// walkLog goes along the log's chain up to an entry and tells of each that does not hold.
// Entries whose diff was erased still hold it together.
func (v *View) walkLog(last int64, flawed func(id int64, flaw logFlaw)) error {
	prev, next := make([]byte, sha256.Size), int64(1)
	return v.c.each(`SELECT id, at, actor, action, entity, entity_id, salt, diff, diff_hash, prev_hash, hash FROM audit_log WHERE id <= ? ORDER BY id`, []any{last},
		func(r *rows) error {
			var id, record int64
			var at, actor, action, entity string
			var salt, diff, sum, before, hash []byte
			if err := r.Scan(&id, &at, &actor, &action, &entity, &record, &salt, &diff, &sum, &before, &hash); err != nil {
				return err
			}
			switch {
			case id != next:
				flawed(id, flawGap)
			case !bytes.Equal(before, prev), !bytes.Equal(hash, chainHash(before, at, actor, action, entity, record, sum)):
				flawed(id, flawChain)
			case salt != nil && !bytes.Equal(sum, diffHash(salt, diff)):
				flawed(id, flawText)
			}
			prev, next = bytes.Clone(hash), id+1
			return nil
		})
}

// LogStanding is how the log stands to a place that was noted outside of it.
type LogStanding string

// How it stands.
const (
	LogUntold    LogStanding = "untold"    // nothing was noted
	LogWhole     LogStanding = "whole"     // what led there is as it was
	LogCut       LogStanding = "cut"       // it ends before
	LogRewritten LogStanding = "rewritten" // it leads elsewhere, or an entry is another
)

// Words tells it, with where the log stood then.
func (x LogStanding) Words() string {
	switch x {
	case LogWhole:
		return "操作记录从头到印发时完整，没有被截断或改写"
	case LogCut:
		return "印发以后操作记录被截断：印发时已有的记录现在没有了"
	case LogRewritten:
		return "印发以后操作记录被改写：与印发时的链尾接不上"
	}
	return "印发时没有记下操作记录的链尾"
}

// LogStands follows the log from its beginning to a place noted earlier.
func (v *View) LogStands(then Chain) (LogStanding, error) {
	if then.Head == "" || then.Entries < 1 {
		return LogUntold, nil
	}
	whole := true
	if err := v.walkLog(then.Entries, func(int64, logFlaw) { whole = false }); err != nil {
		return "", err
	}
	var hash []byte
	found, err := v.c.one("SELECT hash FROM audit_log WHERE id = ?", []any{then.Entries}, &hash)
	switch {
	case err != nil:
		return "", err
	case !found:
		return LogCut, nil
	case !whole, hex.EncodeToString(hash) != then.Head:
		return LogRewritten, nil
	}
	return LogWhole, nil
}
