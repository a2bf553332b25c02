package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// CheckBook tells what should be asked before an entry of a register is saved.
func (a *actions) CheckBook(ctx context.Context, in data.BookInput) (page.Check, error) {
	return a.check(ctx, func(k *checker) error {
		g := data.BookOf(in.Kind)
		for _, f := range g.Fields {
			text := strings.TrimSpace(in.Values[f.Key])
			if text == "" {
				continue
			}
			switch f.Kind {
			case data.UnitField:
				k.unit(text)
			case data.FirmField:
				if err := k.firm(text, ""); err != nil {
					return err
				}
			case data.FirmsField:
				if err := k.firms(text, in.Values["region"]); err != nil {
					return err
				}
			}
		}
		k.out.Clue = in.Kind != data.RecClue && slices.ContainsFunc(in.Prose(), data.SmellsOfClue)
		return nil
	})
}

// firms notes how many of a pasted list would be added.
func (k *checker) firms(list, region string) error {
	fresh := len(k.out.New)
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := k.firm(line, region); err != nil {
			return err
		}
	}
	if n := len(k.out.New) - fresh; n > 0 {
		k.out.New = k.out.New[:fresh]
		k.out.Warnings = append(k.out.Warnings, fmt.Sprintf("名单上有 %d 家台账里还没有，登记时会作为新企业加入台账。", n))
	}
	return nil
}

// SaveBook enters what was typed into a register, or changes an entry of it.
func (a *actions) SaveBook(ctx context.Context, in data.BookInput) (id data.ID, err error) {
	name := data.BookOf(in.Kind).Save
	if in.ID != 0 {
		name = "修改" + data.BookOf(in.Kind).Name
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) (err error) {
		id, err = tx.SaveBook(in)
		return err
	})
	return id, err
}

// DeleteBook puts entries of a register into the recycle bin.
func (a *actions) DeleteBook(ctx context.Context, kind data.RecordKind, ids []data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除" + data.BookOf(kind).Name + "记录"}, func(tx *store.Tx) error {
		for _, id := range ids {
			if err := tx.Delete(data.EntityRecord, id); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
