package app

import (
	"context"
	"slices"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// SaveCommon makes a group of like problems or changes one.
func (a *actions) SaveCommon(ctx context.Context, in page.CommonInput) (id data.ID, err error) {
	if in.Title == "" {
		return 0, data.Errorf(data.Invalid, "title", "请填写组名。")
	}
	if data.MarkedSecret(in.Title) {
		return 0, data.Errorf(data.Invalid, "title", "录入的文字标有密级。%s，没有保存。请按保密规定处理。", data.NoSecrets)
	}
	name := "新建共性问题 " + in.Title
	if in.ID != 0 {
		name = "修改共性问题 " + in.Title
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		if in.On > tx.Today() {
			return data.Errorf(data.Invalid, "date", "日期 %s 在今天之后，请核对。", in.On)
		}
		var problems []data.ID
		for _, p := range in.Problems {
			if !slices.Contains(problems, p) {
				problems = append(problems, p)
			}
		}
		r, err := data.NewRecord(data.RecCommonProblem, in.On, 0, data.CommonProblem{Title: in.Title, Problems: problems})
		if err != nil {
			return err
		}
		r.ID, r.Version = in.ID, in.Version
		err = tx.SaveRecord(&r)
		id = r.ID
		return err
	})
	return id, err
}

// DeleteCommon dissolves a group; its problems stay.
func (a *actions) DeleteCommon(ctx context.Context, id data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除共性问题"}, func(tx *store.Tx) error { return tx.Delete(data.EntityRecord, id) })
	return err
}
