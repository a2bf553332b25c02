package app

import (
	"context"
	"fmt"
	"strings"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// SaveFirm adds an enterprise or changes one.
func (a *actions) SaveFirm(ctx context.Context, in page.FirmInput) (id data.ID, err error) {
	name := "新增企业 " + in.Name
	if in.ID != 0 {
		name = "修改企业 " + in.Name
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		e := &data.Enterprise{}
		if in.ID != 0 {
			if e, err = tx.Enterprise(in.ID); err != nil {
				return err
			}
			e.Version = in.Version // of the one the form was filled from
		}
		if in.USCC != "" && in.USCC != e.USCC {
			if err := data.CheckUSCC(in.USCC); err != nil {
				return err
			}
		}
		region, err := regionOf(tx, in.Region, e.Region)
		if err != nil {
			return err
		}
		if in.KeepOld {
			e.Rename(in.Name)
		}
		e.Name, e.USCC, e.Alias, e.Industry, e.Region, e.Contact, e.Phone = in.Name, in.USCC, in.Alias, in.Industry, region, in.Contact, in.Phone
		err = tx.SaveEnterprise(e)
		id = e.ID
		return err
	})
	return id, err
}

// regionOf is the region a name means. It is the one that stood there if that is called
// so: two counties may have a town of one name.
func regionOf(tx *store.Tx, name string, was data.ID) (data.ID, error) {
	names, err := tx.NamesByID(data.ByRegion)
	if err != nil || was != 0 && names[was] == name {
		return was, err
	}
	return tx.RegionNamed(name)
}

// DeleteFirm puts an enterprise into the recycle bin unless something rests on it.
func (a *actions) DeleteFirm(ctx context.Context, id data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除企业"}, func(tx *store.Tx) error {
		rows, err := tx.EnterpriseRows([]data.ID{id})
		if err != nil {
			return err
		}
		records, err := tx.RecordsOfEnterprise(id)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			if why := restsOn(rows[0], len(records)); why != "" {
				return data.Errorf(data.Conflict, "id", "“%s”还有%s，没有删除。与另一家重复的，请用“合并重复”；确实要删的，先删除那些记录。", rows[0].Name, why)
			}
		}
		return tx.Delete(data.EntityEnterprise, id)
	})
	return err
}

// restsOn says what there is about an enterprise.
func restsOn(r store.EnterpriseRow, records int) string {
	var parts []string
	for _, x := range []struct {
		n    int
		form string
	}{{r.Visits, "走访 %d 次"}, {r.Problems, "问题 %d 个"}, {records, "登记簿记录 %d 条"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf(x.form, x.n))
		}
	}
	return strings.Join(parts, "、")
}

// MergeFirms makes one enterprise of two that are the same.
func (a *actions) MergeFirms(ctx context.Context, kept, lost data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "合并企业"}, func(tx *store.Tx) error { return tx.MergeEnterprises(kept, lost) })
	return err
}

// SaveSupport registers 一企一策、一事一议 for an enterprise.
func (a *actions) SaveSupport(ctx context.Context, in page.SupportInput) error {
	if in.Title == "" {
		return data.Errorf(data.Invalid, "title", "请填写事项。")
	}
	_, err := a.store.Do(ctx, data.Op{Name: "登记" + in.Form + " " + in.Title}, func(tx *store.Tx) error {
		if in.On > tx.Today() {
			return data.Errorf(data.Invalid, "date", "日期 %s 在今天之后，请核对。", in.On)
		}
		r, err := data.NewRecord(data.RecSupportMeasure, in.On, in.Enterprise, data.SupportMeasure{Form: in.Form, Enterprise: in.Enterprise, Title: in.Title,
			Number: in.Number, Who: in.Who, Effect: in.Effect})
		if err != nil {
			return err
		}
		return tx.SaveRecord(&r)
	})
	return err
}
