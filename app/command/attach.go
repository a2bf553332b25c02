package command

import (
	"context"
	"fmt"

	"qinqing/data"
	"qinqing/data/store"
)

type attachCmd struct {
	Problem string   `arg:"" name:"问题" help:"问题编号"`
	Files   []string `arg:"" name:"文件" help:"一个或几个文件"`
	Event   int      `name:"event" help:"附在第几条记录上（见 show）；不写附在问题上"`
}

// Run adds the files as one step: all of them or none.
func (c *attachCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		var files []data.Attachment
		for _, path := range c.Files {
			x, err := s.KeepFile(ctx, path)
			if err != nil {
				return err
			}
			files = append(files, x)
		}
		var id data.ID
		_, err := s.Do(ctx, data.Op{Name: fmt.Sprintf("添加 %d 个附件", len(files))}, func(tx *store.Tx) error {
			p, err := problemOf(tx.View, c.Problem)
			if err != nil {
				return err
			}
			id = p.ID
			for i := range files {
				x := &files[i]
				x.Entity, x.Ref, x.Seq = data.EntityProblem, p.ID, c.Event
				if err := tx.Attach(x); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return r.standing(ctx, s, id)
	})
}

// attachmentJSON is an attachment as show tells it.
type attachmentJSON struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	Event  int    `json:"event,omitempty"`
}

func attachmentsOf(v *store.View, problem data.ID) (out []attachmentJSON, err error) {
	list, err := v.Attachments(data.EntityProblem, problem)
	for _, x := range list {
		out = append(out, attachmentJSON{x.Name, x.Size, x.SHA256, x.Seq})
	}
	return out, err
}
