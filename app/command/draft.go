package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// draftKind begins the kind of the drafts that keep what the office wrote into a bulletin.
const draftKind = "通报稿 "

// draftName tells apart the drafts of one period: each layout, wording and topic has its own.
func draftName(o reports.Options) string {
	name := draftKind + o.Layout
	if o.Template != "" {
		name += " " + o.Template
	}
	if o.Topic.Set() {
		name += fmt.Sprintf(" %s %d", data.DimNames[o.Topic.By].Code, o.Topic.Key)
	}
	return name
}

// draftOf finds what the office has written into the bulletin of a period in a layout;
// nil: nothing.
func draftOf(v *store.View, p stats.Period, o reports.Options) (*store.Draft, error) {
	list, err := v.Drafts()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(d store.Draft) bool {
		return d.Kind == draftName(o) && d.From == p.From && d.To == p.To && d.Issue == 0
	})
	if i < 0 {
		return nil, nil
	}
	return v.Draft(list[i].ID)
}

// Complete fills in what the bulletin of a period takes from the ledger besides its
// figures: the office's wordings, what it wrote into it, and what was issued before.
// The draft is nil where nothing was written.
func Complete(v *store.View, ledger string, p stats.Period, o *reports.Options) (draft *store.Draft, err error) {
	if o.Templates, err = Wordings(v, ledger); err != nil {
		return nil, err
	}
	if o.Before, o.Late, err = TakenUp(v, p); err != nil {
		return nil, err
	}
	if o.Topic.Set() {
		o.Before = nil
	}
	o.Script = reports.Script{}
	if draft, err = draftOf(v, p, *o); err != nil || draft == nil {
		return nil, err
	}
	if err := json.Unmarshal(draft.Tree, &o.Script); err != nil {
		return nil, data.Wrap(data.Corrupt, err, "这一期通报的稿子读不出来；台账和印发过的通报不受影响。")
	}
	return draft, nil
}

// TakeUpScript begins the correction of an issue with what the office wrote into that: a
// new draft, unless there is one. It returns the layout of it, "" where nothing was
// written.
func TakeUpScript(tx *store.Tx, issue data.ID) (layout string, err error) {
	list, err := tx.Drafts()
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(list, func(d store.Draft) bool { return d.Issue == issue })
	if i < 0 {
		return "", nil
	}
	old, err := tx.Draft(list[i].ID)
	if err != nil {
		return "", err
	}
	if words := strings.Fields(strings.TrimPrefix(old.Kind, draftKind)); len(words) > 0 {
		layout = words[0]
	}
	if slices.ContainsFunc(list, func(d store.Draft) bool {
		return d.Issue == 0 && d.Kind == old.Kind && d.From == old.From && d.To == old.To
	}) {
		return layout, nil
	}
	return layout, tx.SaveDraft(&store.Draft{Kind: old.Kind, From: old.From, To: old.To, Title: old.Title, Tree: old.Tree})
}

// SaveScript keeps what the office wrote into the bulletin of a period.
func SaveScript(tx *store.Tx, p stats.Period, o reports.Options) error {
	tree, err := json.Marshal(o.Script)
	if err != nil {
		return data.Wrap(data.Internal, err, "稿子不能写成文本，没有保存。")
	}
	draft, err := draftOf(tx.View, p, o)
	if err != nil {
		return err
	}
	if draft == nil {
		draft = &store.Draft{Kind: draftName(o), From: p.From, To: p.To, Title: p.Name() + "通报稿"}
	}
	draft.Tree = tree
	return tx.SaveDraft(draft)
}

// bulletinDraftCmd takes out or puts in what the window writes into a bulletin.
type bulletinDraftCmd struct {
	periodFlags
	wordingFlags
	Set string `name:"set" help:"放进这个 JSON 文件里的稿子（写法见取出的）" placeholder:"文件"`
}

// draftJSON is what the command prints: what was written, and what can be written about.
type draftJSON struct {
	Script     reports.Script `json:"script"`
	Parts      []partJSON     `json:"parts"`
	Paragraphs []textJSON     `json:"paragraphs"`
}

type partJSON struct {
	Key    string `json:"key"`
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Hidden bool   `json:"hidden"`
}

type textJSON struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

func (c *bulletinDraftCmd) Run(r *run) error {
	if c.Set != "" {
		return c.set(r)
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		var doc *reports.Composition
		o := reports.Options{Today: s.Today()}
		err := s.View(ctx, func(v *store.View) error {
			p, err := c.choice(v)
			if err != nil {
				return err
			}
			if err := c.wording(v, &o); err != nil {
				return err
			}
			if _, err := Complete(v, s.Path(), p, &o); err != nil {
				return err
			}
			doc, err = reports.ComposeAll(ctx, reports.Input{Source: v, Period: p, Options: o})
			return err
		})
		if err != nil {
			return err
		}
		out := draftJSON{Script: o.Script, Parts: []partJSON{}, Paragraphs: []textJSON{}}
		for _, x := range doc.Outline {
			out.Parts = append(out.Parts, partJSON{x.Key, string(x.Kind), x.Title, x.Hidden})
		}
		for _, x := range doc.Bulletin.Paragraphs() {
			out.Paragraphs = append(out.Paragraphs, textJSON{x.Key, x.Text})
		}
		return r.json(out)
	})
}

func (c *bulletinDraftCmd) set(r *run) error {
	src, err := os.ReadFile(c.Set)
	if err != nil {
		return codedError{exitUnreadable, data.Wrap(data.NotFound, err, "读不了文件 %s。", c.Set)}
	}
	var in draftJSON
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return data.Wrap(data.Invalid, err, "文件 %s 不是通报稿，没有放进去：%v。写法见 bulletin draft 取出的。", c.Set, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return data.Errorf(data.Invalid, "set", "文件 %s 里多了内容，没有放进去。", c.Set)
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		_, err := s.Do(ctx, data.Op{Name: "修改通报稿"}, func(tx *store.Tx) error {
			p, err := c.choice(tx.View)
			if err != nil {
				return err
			}
			o := reports.Options{Script: in.Script}
			if err := c.wording(tx.View, &o); err != nil {
				return err
			}
			return SaveScript(tx, p, o)
		})
		if err == nil && !r.args.JSON {
			r.print("通报稿已放进台账。")
		}
		return err
	})
}
