package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"qinqing/app/command"
	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// compose makes the bulletin that was asked for; nothing is written.
func (a *actions) compose(ctx context.Context, in page.BulletinInput) (doc *reports.Composition, err error) {
	err = a.store.View(ctx, func(v *store.View) error {
		p, err := command.PeriodOf(v, in.Kind, strings.TrimSpace(in.Period))
		if err != nil {
			return err
		}
		o, _, err := a.optionsOf(v, in, p)
		if err != nil {
			return err
		}
		doc, err = reports.ComposeAll(ctx, reports.Input{Source: v, Period: p, Options: o})
		return err
	})
	return doc, err
}

// MakeBulletin writes a bulletin as PDF and workbook, and as a draft to edit where asked
// for, into a folder.
func (a *actions) MakeBulletin(ctx context.Context, in page.BulletinInput) ([]page.Made, []string, error) {
	doc, err := a.compose(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	if err := makeFolder(in.Folder); err != nil {
		return nil, nil, err
	}
	paths, told, err := command.Output{Word: in.Word, Overprint: in.Overprint}.Write(doc.Bulletin, in.Folder, a.store.Now())
	if err != nil {
		return nil, nil, err
	}
	return madeOf(paths, "通报"), words(told, doc.Hints, doc.Mask.Warnings), nil
}

// PreviewBulletin tells what a bulletin hides and what it lets be seen.
func (a *actions) PreviewBulletin(ctx context.Context, in page.BulletinInput) (*page.MaskPreview, error) {
	doc, err := a.compose(ctx, in)
	if err != nil {
		return nil, err
	}
	out := &page.MaskPreview{Visible: doc.Mask.Visible, Notes: words(doc.Mask.Warnings)}
	for _, m := range doc.Mask.Masked {
		out.Masked = append(out.Masked, page.Masked{Kind: m.Kind, Original: m.Original, Shown: m.Shown, Count: m.Count, Only: m.Only})
	}
	return out, nil
}

func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return data.Wrap(data.ReadOnly, err, "建不了文件夹 %s，没有生成文件；请换一个位置。", dir)
	}
	return nil
}

func madeOf(paths []string, what string) (out []page.Made) {
	for _, p := range paths {
		out = append(out, page.Made{Path: p, What: map[string]string{".pdf": what, ".xlsx": "数据工作簿", ".docx": what + "（可修改）"}[filepath.Ext(p)]})
	}
	return out
}

// words are the texts of warnings, each once.
func words(lists ...[]reports.Warning) (out []string) {
	for _, list := range lists {
		for _, w := range list {
			if !slices.Contains(out, w.Text) {
				out = append(out, w.Text)
			}
		}
	}
	return out
}
