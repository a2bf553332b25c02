package command

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/docx"
	"qinqing/reports/pdf"
	"qinqing/reports/xlsx"
)

type bulletinCmd struct {
	Make bulletinMakeCmd `cmd:"" help:"生成通报（PDF 和 Excel，可加 Word）"`
}

type bulletinMakeCmd struct {
	periodFlags
	Out       string `name:"out" help:"放到哪个文件夹（默认当前文件夹）" default:"." placeholder:"文件夹"`
	Tree      string `name:"tree" help:"把文档树另存为 JSON" placeholder:"文件"`
	Template  string `name:"template" help:"版式：A 公文式、B 简报式、C 信函格式" default:"A" placeholder:"版式"`
	DocNo     string `name:"doc-no" help:"发文字号，如 ×纪办〔2026〕5号" placeholder:"文号"`
	Serial    string `name:"serial" help:"简报的期号，如 第3期（总第27期）" placeholder:"期号"`
	Urgency   string `name:"urgency" help:"紧急程度：特急、加急" placeholder:"程度"`
	CopyNo    string `name:"copy-no" help:"份号，如 000012" placeholder:"份号"`
	Overprint bool   `name:"overprint" help:"套打：不印红色部分，用于已印好红头的纸"`
	Docx      bool   `name:"docx" help:"另存一份 Word 文件（.docx），供修改"`
	Unmasked  bool   `name:"unmasked" help:"不隐去企业和个人名称（须写原因）"`
	Reason    string `name:"reason" help:"不隐去的原因，记入操作记录"`
	Preview   bool   `name:"preview" help:"列出隐去了什么、看得见什么，不生成文件"`
}

func (c *bulletinMakeCmd) Run(r *run) error {
	if err := checkLift(c.Unmasked, c.Reason); err != nil {
		return err
	}
	open := r.read
	if c.Unmasked && !c.Preview {
		open = r.write
	}
	return open(func(ctx context.Context, s *store.Store) error {
		doc, err := c.compose(ctx, s)
		if err != nil {
			return err
		}
		if c.Preview {
			return c.preview(r, doc)
		}
		if c.Unmasked {
			if err := logLift(ctx, s, doc.Bulletin.Title, c.Reason); err != nil {
				return err
			}
		}
		paths, warnings, err := Output{Overprint: c.Overprint, Word: c.Docx}.Write(doc.Bulletin, c.Out, r.now())
		if err != nil {
			return err
		}
		if c.Tree != "" {
			if err := writeFile(c.Tree, func(w io.Writer) error { return indented(w, doc.Bulletin) }); err != nil {
				return err
			}
			paths = append(paths, c.Tree)
		}
		for _, w := range append(warnings, doc.Mask.Warnings...) {
			r.progress("注意：%s", w.Text)
		}
		if r.args.JSON {
			return r.json(map[string]any{"files": paths})
		}
		for _, p := range paths {
			r.print("%s", p)
		}
		return nil
	})
}

func (c *bulletinMakeCmd) compose(ctx context.Context, s *store.Store) (doc *reports.Composition, err error) {
	err = s.View(ctx, func(v *store.View) error {
		p, err := c.choice(v)
		if err != nil {
			return err
		}
		doc, err = reports.ComposeAll(ctx, reports.Input{Source: v, Period: p,
			Options: reports.Options{Unmasked: c.Unmasked, Reason: c.Reason, Today: s.Today(), Layout: c.Template,
				DocNo: c.DocNo, Serial: c.Serial, Urgency: c.Urgency, CopyNo: c.CopyNo}})
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

// checkLift wants a reason whenever names are to leave unmasked.
func checkLift(unmasked bool, reason string) error {
	if unmasked && strings.TrimSpace(reason) == "" {
		return data.Errorf(data.Invalid, "reason", "不隐去企业和个人名称，须用 --reason 写明原因；原因会记入操作记录。")
	}
	return nil
}

// logLift puts into the log that names left unmasked, and why.
func logLift(ctx context.Context, s *store.Store, what, reason string) error {
	_, err := s.Do(ctx, data.Op{Name: "不隐去名称导出：" + what, Note: reason}, func(tx *store.Tx) error {
		return tx.SetSetting("mask.last_lift", tx.Now().Format(time.RFC3339)+" "+what+"："+reason)
	})
	return err
}

// WriteBulletin writes a document as PDF and workbook into dir and returns their paths.
func WriteBulletin(b *reports.Bulletin, dir string, at time.Time) (paths []string, ws []reports.Warning, err error) {
	return Output{}.Write(b, dir, at)
}

// Output says which files of a document are written and how.
type Output struct {
	Overprint bool // 套打: without the red parts
	Word      bool // the draft too, as .docx
}

// rendering is one file of a document.
type rendering struct {
	path   string
	render func(io.Writer) ([]reports.Warning, error)
}

// Write writes a document as PDF and workbook, and as .docx where asked for, into dir
// and returns their paths.
func (o Output) Write(b *reports.Bulletin, dir string, at time.Time) (paths []string, ws []reports.Warning, err error) {
	issuer := fileName(b.Signature.Unit)
	pdfPath := filepath.Join(dir, fileName(b.Title)+".pdf")
	xlsxPath := filepath.Join(dir, issuer+b.Period.Name+"访企问需情况统计表.xlsx")
	created := at.Truncate(24 * time.Hour)
	files := []rendering{
		{pdfPath, func(w io.Writer) ([]reports.Warning, error) {
			return pdf.Write(w, b, pdf.Options{Created: created, Overprint: o.Overprint})
		}},
		{xlsxPath, func(w io.Writer) ([]reports.Warning, error) { return xlsx.Write(w, b, xlsx.Options{Created: created}) }},
	}
	if o.Word {
		files = append(files, rendering{filepath.Join(dir, fileName(b.Title)+".docx"), func(w io.Writer) ([]reports.Warning, error) {
			return docx.Write(w, b, docx.Options{Created: created, Overprint: o.Overprint, Chart: picture})
		}})
	}
	return writeAll(files)
}

// writeAll writes files one after another and returns their paths.
func writeAll(files []rendering) (paths []string, ws []reports.Warning, err error) {
	for _, f := range files {
		var got []reports.Warning
		err := writeFile(f.path, func(w io.Writer) (err error) {
			got, err = f.render(w)
			return err
		})
		if err != nil {
			return nil, nil, err
		}
		paths, ws = append(paths, f.path), append(ws, got...)
	}
	return paths, ws, nil
}

// fileName drops what no file system takes in a name.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || r < 0x20 {
			return -1
		}
		return r
	}, s)
	if rs := []rune(s); len(rs) > 60 {
		s = string(rs[:60])
	}
	return strings.TrimSpace(s)
}

func indented(w io.Writer, v any) error {
	var buf bytes.Buffer
	if err := encode(&buf, v); err != nil {
		return fmt.Errorf("文档树写不成 JSON：%w", err)
	}
	_, err := w.Write(buf.Bytes())
	return err
}
