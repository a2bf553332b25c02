package command

import (
	"reflect"
	"slices"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

type eventVoidCmd struct {
	Problem string `arg:"" name:"问题" help:"问题编号"`
	Seq     int    `arg:"" name:"第几条" help:"第几条（见 show）"`
	Reason  string `name:"reason" required:"" help:"原因" placeholder:"原因"`
}

func (c *eventVoidCmd) Run(r *run) error {
	return r.change(c.Problem, "作废", func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		return p.Void(c.Seq, r.actorName(), c.Reason, tx.Now(), clock)
	})
}

type eventCorrectCmd struct {
	Problem string `arg:"" name:"问题" help:"问题编号"`
	Seq     int    `arg:"" name:"第几条" help:"第几条（见 show）"`
	Reason  string `name:"reason" required:"" help:"为什么更正，留在记录里" placeholder:"原因"`
	eventFields
}

// Run puts a corrected event in the place of the old one, which stays on record as
// voided. A date that is typed is 实录, whatever the old one was.
func (c *eventCorrectCmd) Run(r *run) error {
	return r.change(c.Problem, "更正", func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		i := slices.IndexFunc(p.Events, func(e data.Event) bool { return e.Seq == c.Seq })
		if i < 0 {
			return data.Errorf(data.NotFound, "seq", "没有第 %d 条记录。", c.Seq)
		}
		e := p.Events[i]
		if err := c.fill(tx, &e); err != nil {
			return err
		}
		if c.Date != "" {
			e.Basis = data.Real
		}
		if reflect.DeepEqual(e, p.Events[i]) {
			return data.Errorf(data.Invalid, "", "没有写明要改什么；请用 --date、--due、--unit、--note 等写明更正后的内容。")
		}
		// Recorded anew, now and by whoever corrects; where it came from stays, as what
		// paper ledgers are let off hangs on it.
		e.ID, e.Actor, e.RecordedAt = 0, "", time.Time{}
		return p.Replace(c.Seq, e, r.actorName(), c.Reason, tx.Now(), clock)
	})
}
