package command

import (
	"qinqing/data"
	"qinqing/data/store"
)

type eventVoidCmd struct {
	Problem string `arg:"" name:"问题" help:"问题编号"`
	Seq     int    `arg:"" name:"第几条" help:"第几条（见 show）"`
	Reason  string `name:"reason" required:"" help:"原因" placeholder:"原因"`
	Stays   bool   `name:"stays" help:"作废的是分派协办：仍由它协办（不写，这个单位就不再协办）"`
}

func (c *eventVoidCmd) Run(r *run) error {
	return r.change(c.Problem, "作废", func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		given := p.HandedTo(c.Seq)
		if err := p.Void(c.Seq, r.actorName(), c.Reason, tx.Now(), clock); err != nil {
			return err
		}
		if !c.Stays {
			p.DropSupporting(given)
		}
		return nil
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
		return p.Correct(c.Seq, func(e *data.Event) error {
			if err := c.fill(tx, e); err != nil {
				return err
			}
			if c.Date != "" {
				e.Basis = data.Real
			}
			return nil
		}, r.actorName(), c.Reason, tx.Now(), clock)
	})
}
