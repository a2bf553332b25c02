package app

import (
	"context"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// TakeAlias makes a name another name of a unit or an enterprise there is.
func (a *actions) TakeAlias(ctx context.Context, in page.AliasInput) error {
	_, err := a.store.Do(ctx, data.Op{Name: "登记别名 " + in.Name}, func(tx *store.Tx) error {
		if in.Entity == data.EntityEnterprise {
			return tx.AddFormer(in.ID, in.Name)
		}
		return tx.AddAlias(in.ID, in.Name)
	})
	return err
}
