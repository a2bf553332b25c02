package store

import (
	"bytes"

	"qinqing/data"
)

// keptTraces are the traces the file has of the problems from one id to another.
func (c *checker) keptTraces(from, to data.ID) (map[data.ID][]byte, error) {
	out := map[data.ID][]byte{}
	err := c.c.each("SELECT block, packed FROM trace WHERE block BETWEEN ? AND ?", []any{int64(from) >> traceBits, int64(to) >> traceBits}, func(r *rows) error {
		var block int64
		var packed []byte
		if err := r.Scan(&block, &packed); err != nil {
			return err
		}
		err := eachTrace(block, packed, func(raw []byte, t *trace) error {
			if t.id >= from && t.id <= to {
				out[t.id] = raw
			}
			return nil
		})
		if data.CodeOf(err) == data.Corrupt {
			return nil // the walk over all of them says so
		}
		return err
	})
	return out, err
}

// compareTrace compares what is kept of a problem with what its events give; tl is nil
// where there should be none.
func (c *checker) compareTrace(p *storedProblem, tl *data.Timeline) {
	var want []byte
	if tl != nil {
		want = packedTrace(p.Rec.ID, packTrace(p.Rec.ID, tl))
		c.traces++
	}
	switch {
	case bytes.Equal(p.trace, want):
	case want == nil:
		c.find("trace", "问题 %s 已删除或撤销，却还留有统计经过", p.Rec.Code)
	case p.trace == nil:
		c.find("trace", "问题 %s 缺少统计经过", p.Rec.Code)
	default:
		c.find("trace", "问题 %s 的统计经过与事项不符", p.Rec.Code)
	}
}

// walkTraces: every row of traces can be read and says from when to when it reaches, and
// there are no more than problems.
func (c *checker) walkTraces() error {
	have := 0
	err := c.c.each("SELECT block, first, last, packed FROM trace", nil, func(r *rows) error {
		var block int64
		var first, last string
		var packed []byte
		if err := r.Scan(&block, &first, &last, &packed); err != nil {
			return err
		}
		before := data.ID(0)
		err := eachTrace(block, packed, func(_ []byte, t *trace) error {
			if t.id <= before {
				return corrupt(nil, "统计经过")
			}
			before = t.id
			have++
			return nil
		})
		if err != nil {
			c.find("trace", "第 %d 组统计经过读不出来", block)
			return nil
		}
		if from, to, err := traceDays(block, packed); err != nil || from != first || to != last {
			c.find("trace", "第 %d 组统计经过的起止日期不符：应为 %s 至 %s，记着 %s 至 %s", block, from, to, first, last)
		}
		return nil
	})
	if err == nil && have != c.traces && c.found["trace"] == 0 {
		c.find("trace", "统计经过有 %d 份，问题是 %d 个", have, c.traces)
	}
	return err
}
