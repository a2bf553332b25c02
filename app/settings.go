package app

import (
	"context"
	"maps"
	"slices"

	"qinqing/data"
	"qinqing/data/store"
)

// SaveSettings keeps settings as one step, or none of them.
func (a *actions) SaveSettings(ctx context.Context, values map[string]string) error {
	keys := slices.Sorted(maps.Keys(values))
	checked := map[string]string{}
	for _, k := range keys {
		value, err := data.CheckSetting(k, values[k])
		if err == nil {
			err = checkBackupSettings(k, value)
		}
		if err != nil {
			return err
		}
		checked[k] = value
	}
	_, err := a.store.Do(ctx, data.Op{Name: "修改设置"}, func(tx *store.Tx) error {
		for _, k := range keys {
			if k == "office.region" {
				if _, err := tx.RegionNamed(checked[k]); err != nil {
					return &data.Error{Code: data.Invalid, Field: k, Message: err.Error(), Cause: err}
				}
			}
			if err := tx.SetSetting(k, checked[k]); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
