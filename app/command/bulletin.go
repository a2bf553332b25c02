package command

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"qinqing/data/store"
	"qinqing/reports"
)

type bulletinCmd struct {
	Make   bulletinMakeCmd   `cmd:"" help:"生成通报（PDF 和 Excel，可加 Word）"`
	Draft  bulletinDraftCmd  `cmd:"" help:"取出或放进通报稿：改写的段落、章节次序、选的典型、下步要求"`
	Issue  bulletinIssueCmd  `cmd:"" help:"签发：冻结正文、数字及其背后的记录和文件，以后不再改变"`
	List   bulletinListCmd   `cmd:"" help:"列出印发过的通报"`
	Verify bulletinVerifyCmd `cmd:"" help:"核对一个文件是哪期印发的、有没有改动"`
	Diff   bulletinDiffCmd   `cmd:"" help:"印发时的数字与现在的台账逐项对照"`
	Files  bulletinFilesCmd  `cmd:"" help:"从存档取出印发的文件"`
	Void   bulletinVoidCmd   `cmd:"" help:"登记一个作废的期号：不再使用"`
	Close  bulletinCloseCmd  `cmd:"" help:"封账：到某月末为止；以后补登的要注明"`
	Reopen bulletinReopenCmd `cmd:"" help:"启封：须写明原因"`
}

type bulletinMakeCmd struct {
	periodFlags
	documentFlags
	Tree string `name:"tree" help:"把文档树另存为 JSON" placeholder:"文件"`
	wordingFlags
	DocNo   string `name:"doc-no" help:"发文字号，如 ×纪办〔2026〕5号" placeholder:"文号"`
	Serial  string `name:"serial" help:"简报的期号，如 第3期（总第27期）" placeholder:"期号"`
	Urgency string `name:"urgency" help:"紧急程度：特急、加急" placeholder:"程度"`
	CopyNo  string `name:"copy-no" help:"份号，如 000012" placeholder:"份号"`
	Plain   bool   `name:"plain" help:"不用写在通报稿里的改动，只按模板"`
	Preview bool   `name:"preview" help:"列出隐去了什么、看得见什么，不生成文件"`
}

func (c *bulletinMakeCmd) Run(r *run) error {
	return c.open(r, c.Preview, func(ctx context.Context, s *store.Store) error {
		doc, err := c.compose(ctx, s)
		if err != nil {
			return err
		}
		if c.Preview {
			return c.preview(r, doc)
		}
		if err := c.logLift(ctx, s, doc.Bulletin.Title); err != nil {
			return err
		}
		paths, warnings, err := c.output().Write(doc.Bulletin, c.Out, r.now())
		if err != nil {
			return err
		}
		if c.Tree != "" {
			if err := writeFile(c.Tree, func(w io.Writer) error { return indented(w, doc.Bulletin) }); err != nil {
				return err
			}
			paths = append(paths, c.Tree)
		}
		return r.wrote(paths, slices.Concat(warnings, doc.Hints, doc.Mask.Warnings))
	})
}

func (c *bulletinMakeCmd) compose(ctx context.Context, s *store.Store) (doc *reports.Composition, err error) {
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	o.Today, o.DocNo, o.Serial, o.Urgency, o.CopyNo = s.Today(), c.DocNo, c.Serial, c.Urgency, c.CopyNo
	err = s.View(ctx, func(v *store.View) error {
		p, err := c.choice(v)
		if err != nil {
			return err
		}
		if err := c.wording(v, &o); err != nil {
			return err
		}
		if _, err = Complete(v, s.Path(), p, &o); err != nil {
			return err
		}
		if c.Plain {
			o.Script = reports.Script{}
		}
		doc, err = reports.ComposeAll(ctx, reports.Input{Source: v, Period: p, Options: o})
		return err
	})
	return doc, err
}

func (c *bulletinMakeCmd) preview(r *run, doc *reports.Composition) error {
	if r.args.JSON {
		return r.json(doc.Mask)
	}
	r.print("隐去：")
	for _, m := range doc.Mask.Masked {
		r.print("  %s  %s → %s（%d 处）", m.Kind, m.Original, m.Shown, m.Count)
	}
	r.print("看得见：")
	for _, s := range doc.Mask.Visible {
		r.print("  %s", s)
	}
	for _, w := range doc.Mask.Warnings {
		r.print("注意：%s", w.Text)
	}
	return nil
}

func indented(w io.Writer, v any) error {
	var buf bytes.Buffer
	if err := encode(&buf, v); err != nil {
		return fmt.Errorf("文档树写不成 JSON：%w", err)
	}
	_, err := w.Write(buf.Bytes())
	return err
}
