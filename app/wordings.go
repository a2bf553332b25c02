package app

import (
	"context"

	"qinqing/app/command"
	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// Wordings lists what bulletins can be worded by.
func (a *actions) Wordings(ctx context.Context) (out []page.Wording, err error) {
	err = a.store.View(ctx, func(v *store.View) error {
		list, err := command.BulletinWordings(v, a.store.Path())
		for _, x := range list {
			out = append(out, page.Wording(x))
		}
		return err
	})
	return out, err
}

// SaveWording keeps a wording in the ledger, as a step that can be undone.
func (a *actions) SaveWording(ctx context.Context, name, text string) error {
	key := data.WordingSetting + name
	value, err := data.CheckSetting(key, text)
	if err != nil {
		return err
	}
	step := "修改文字模板 " + name
	if value == "" {
		step = "恢复文字模板 " + name
	}
	_, err = a.store.Do(ctx, data.Op{Name: step}, func(tx *store.Tx) error { return tx.SetSetting(key, value) })
	return err
}

// Topics lists what a bulletin can be narrowed to.
func (a *actions) Topics(ctx context.Context) (out []string, err error) {
	err = a.store.View(ctx, func(v *store.View) (err error) {
		out, err = command.Topics(v)
		return err
	})
	return out, err
}
