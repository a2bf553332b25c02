package command

import (
	"context"
	"encoding/json"
	"strconv"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

type recordGone struct {
	ID data.ID `arg:"" name:"编号" help:"记录的编号（见 record list）"`
}

func (c *recordGone) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		_, err := s.Do(ctx, data.Op{Name: "删除登记簿记录"}, func(tx *store.Tx) error {
			return tx.Delete(data.EntityRecord, c.ID)
		})
		if err != nil {
			return err
		}
		return r.done("已删除：", "登记簿记录 "+strconv.FormatInt(int64(c.ID), 10))
	})
}

type recordListed struct {
	Kind string `arg:"" name:"登记簿" help:"coverage、activity、speed、policy、payment" enum:"coverage,activity,speed,policy,payment"`
}

var registers = map[string]data.RecordKind{"coverage": data.RecCoverageList, "activity": data.RecActivityCount, "speed": data.RecTimeLimitCut,
	"policy": data.RecPolicy, "payment": data.RecDisbursement}

type recordJSON struct {
	ID   data.ID         `json:"id"`
	On   string          `json:"on"`
	Body json.RawMessage `json:"body"`
}

func (c *recordListed) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			list, err := v.Records(registers[c.Kind], workday.Make(1, 1, 1), workday.Make(9999, 12, 31))
			if err != nil {
				return err
			}
			out := []recordJSON{}
			for _, x := range list {
				out = append(out, recordJSON{x.ID, x.On.String(), x.Body})
			}
			if r.args.JSON {
				return r.json(out)
			}
			for _, x := range out {
				r.print("%d  %s  %s", x.ID, x.On, x.Body)
			}
			return nil
		})
	})
}
