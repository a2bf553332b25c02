package app

import (
	"context"
	"encoding/json"
	"fmt"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// TryNotice tells which deadlines a holiday notice would move; nothing is written.
func (a *actions) TryNotice(ctx context.Context, n workday.Notice) ([]store.DueMove, error) {
	body, err := noticeBody(n)
	if err != nil {
		return nil, err
	}
	return a.store.TryNotice(ctx, body)
}

// SaveNotice enters a year's holiday notice in place of the one it had.
func (a *actions) SaveNotice(ctx context.Context, n workday.Notice) error {
	body, err := noticeBody(n)
	if err != nil {
		return err
	}
	_, err = a.store.Do(ctx, data.Op{Name: fmt.Sprintf("录入%d年放假安排", n.Year)}, func(tx *store.Tx) error { return tx.PutNotice(body) })
	return err
}

func noticeBody(n workday.Notice) ([]byte, error) {
	if n.Off == nil {
		n.Off = []workday.Range{}
	}
	if n.On == nil {
		n.On = []data.Date{}
	}
	body, err := json.Marshal(n)
	if err != nil {
		return nil, data.Wrap(data.Internal, err, "放假安排写不成文本，没有保存。")
	}
	return body, nil
}
