package app

import (
	"context"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// SaveUnit adds a unit or changes one.
func (a *actions) SaveUnit(ctx context.Context, in page.UnitInput) (id data.ID, err error) {
	name := "新增单位 " + in.Name
	if in.ID != 0 {
		name = "修改单位 " + in.Name
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		u := &data.Unit{}
		if in.ID != 0 {
			if u, err = tx.Unit(in.ID); err != nil {
				return err
			}
			u.Version = in.Version // of the one the form was filled from
		}
		if in.From != 0 && in.To != 0 && in.To < in.From {
			return data.Errorf(data.Invalid, "to", "停用日期 %s 早于启用日期 %s，没有保存。", in.To, in.From)
		}
		if u.MergedTo != 0 && in.To != u.ValidTo {
			return data.Errorf(data.Conflict, "to", "它已自 %s 起改为别的单位，停用日期不能另改，没有保存；要改的，请先撤销那一步。", u.ValidTo.AddDays(1))
		}
		u.Name, u.Kind, u.Code, u.Aliases, u.Parent, u.Region, u.Sort, u.ValidFrom, u.ValidTo = in.Name, in.Kind, in.Code, in.Aliases, in.Parent, in.Region, in.Sort, in.From, in.To
		err = tx.SaveUnit(u)
		id = u.ID
		return err
	})
	return id, err
}

// DeleteUnit puts a unit into the recycle bin unless something rests on it.
func (a *actions) DeleteUnit(ctx context.Context, id data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除单位"}, func(tx *store.Tx) error { return tx.Delete(data.EntityUnit, id) })
	return err
}

// RenameUnit gives a unit another name from a day on.
func (a *actions) RenameUnit(ctx context.Context, id data.ID, name string, from data.Date) (next data.ID, left int, err error) {
	_, err = a.store.Do(ctx, data.Op{Name: "单位更名 " + name}, func(tx *store.Tx) error {
		next, left, err = tx.RenameUnit(id, name, from)
		return err
	})
	return next, left, err
}

// SucceedUnit merges a unit into another from a day on.
func (a *actions) SucceedUnit(ctx context.Context, old, next data.ID, from data.Date) (left int, err error) {
	_, err = a.store.Do(ctx, data.Op{Name: "单位并入"}, func(tx *store.Tx) error {
		left, err = tx.SucceedUnit(old, next, from)
		return err
	})
	return left, err
}

// AbsorbUnit makes one of two units that always were the same.
func (a *actions) AbsorbUnit(ctx context.Context, kept, lost data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "归并同一单位"}, func(tx *store.Tx) error { return tx.AbsorbUnit(kept, lost) })
	return err
}

// SaveRegion adds a region or changes one.
func (a *actions) SaveRegion(ctx context.Context, in page.RegionInput) (id data.ID, err error) {
	name := "新增地区 " + in.Name
	if in.ID != 0 {
		name = "修改地区 " + in.Name
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		r := data.Region{ID: in.ID, Version: in.Version, Name: in.Name, Code: in.Code, Aliases: in.Aliases, Parent: in.Parent, Sort: in.Sort}
		err := tx.SaveRegion(&r)
		id = r.ID
		return err
	})
	return id, err
}

// DeleteRegion puts a region into the recycle bin unless something rests on it.
func (a *actions) DeleteRegion(ctx context.Context, id data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除地区"}, func(tx *store.Tx) error { return tx.Delete(data.EntityRegion, id) })
	return err
}

// unitOn is the unit a name meant on a day: one that was renamed or merged by then is
// the one that came after. A name nobody has is added.
func unitOn(tx *store.Tx, name string, kind data.UnitKind, on data.Date) (data.ID, error) {
	id, err := tx.EnsureUnit(name, kind)
	if err != nil || id == 0 {
		return id, err
	}
	return tx.UnitOn(id, on)
}
