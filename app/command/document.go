package command

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
	"qinqing/reports"
	"qinqing/reports/docx"
	"qinqing/reports/pdf"
	"qinqing/reports/xlsx"
)

// documentFlags are those of every command that makes a printed document.
type documentFlags struct {
	Out       string `name:"out" help:"放到哪个文件夹（默认当前文件夹）" default:"." placeholder:"文件夹"`
	Overprint bool   `name:"overprint" help:"套打：不印红色部分，用于已印好红头的纸"`
	Docx      bool   `name:"docx" help:"另存一份 Word 文件（.docx），供修改"`
	SignedOn  string `name:"signed-on" help:"成文日期（签发日）；不写为送审稿" placeholder:"日期"`
	PrintedOn string `name:"printed-on" help:"印发日期" placeholder:"日期"`
	Unmasked  bool   `name:"unmasked" help:"不隐去企业和个人名称（须写原因）"`
	Reason    string `name:"reason" help:"不隐去的原因，记入操作记录"`
}

func (f documentFlags) output() Output { return Output{Overprint: f.Overprint, Word: f.Docx} }

// open opens the ledger, for writing where it will have to be logged that names leave
// unmasked, and wants a reason for that.
func (f documentFlags) open(r *run, previewed bool, work func(context.Context, *store.Store) error) error {
	if err := checkLift(f.Unmasked, f.Reason); err != nil {
		return err
	}
	if f.Unmasked && !previewed {
		return r.write(work)
	}
	return r.read(work)
}

// options are what the flags ask of a document. With 成文日期 it is no draft any more.
func (f documentFlags) options() (o reports.Options, err error) {
	o = reports.Options{Unmasked: f.Unmasked, Reason: f.Reason, Issued: f.SignedOn != ""}
	for _, x := range []struct {
		word, text string
		into       *data.Date
	}{{"成文日期", f.SignedOn, &o.SignedOn}, {"印发日期", f.PrintedOn, &o.PrintedOn}} {
		if x.text == "" {
			continue
		}
		if *x.into, err = workday.Parse(x.text); err != nil {
			return o, data.Errorf(data.Invalid, "date", "%s应写成 2026-11-20 的样子，现在是“%s”。没有生成文件。", x.word, x.text)
		}
	}
	return o, nil
}

// logLift logs that names leave unmasked in what, if they do.
func (f documentFlags) logLift(ctx context.Context, s *store.Store, what string) error {
	if !f.Unmasked {
		return nil
	}
	return LogLift(ctx, s, what, f.Reason)
}

// wrote tells which files were made and what they could not hold as asked.
func (r *run) wrote(paths []string, warnings []reports.Warning) error {
	for _, w := range warnings {
		r.progress("注意：%s", w.Text)
	}
	if r.args.JSON {
		return r.json(map[string]any{"files": paths})
	}
	for _, p := range paths {
		r.print("%s", p)
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

// LogLift puts into the log that names left unmasked, and why. It takes the right to lift
// the mask, and is no step to undo: what left has left.
func LogLift(ctx context.Context, s *store.Store, what, reason string) error {
	_, err := s.Do(ctx, data.Op{Name: "不隐去名称导出：" + what, Note: reason, Aside: true}, func(tx *store.Tx) error {
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
	Excel     bool // of a paper: a sheet too, as .xlsx
	Private   bool // names are shown: nobody else on this machine may read it
	NoPDF     bool // of a list: not on paper
}

// rendering is one file of a document.
type rendering struct {
	path   string
	render func(io.Writer) ([]reports.Warning, error)
	spare  bool // a file of that name that somebody revised stays
}

// Write writes a document as PDF and workbook, and as .docx where asked for, into dir
// and returns their paths.
func (o Output) Write(b *reports.Bulletin, dir string, at time.Time) (paths []string, ws []reports.Warning, err error) {
	return writeAll(o.renderings(b, dir, at), o.Private)
}

// renderings are the files of a bulletin.
func (o Output) renderings(b *reports.Bulletin, dir string, at time.Time) []rendering {
	workbook := filepath.Join(dir, workbookName(b))
	return o.sheets(b, filepath.Join(dir, fileName(b.Title)), at, rendering{path: workbook, render: func(w io.Writer) ([]reports.Warning, error) {
		return xlsx.Write(w, b, xlsx.Options{Created: madeOn(at), TmpDir: spillDir()})
	}})
}

// workbookName is what the workbook of a bulletin is called. That of a topic or of a
// correction must not take the place of the whole period's, or the first issue's, beside it.
func workbookName(b *reports.Bulletin) string {
	what := b.Period.Name + "访企问需情况"
	if b.Kind == reports.TopicKind {
		what = strings.Replace(strings.TrimPrefix(b.Title, "关于"), "的通报", "", 1)
	} else if strings.HasSuffix(b.Title, reports.CorrectedMark) {
		what += reports.CorrectedMark
	}
	return fileName(b.Signature.Unit) + fileName(what) + "统计表.xlsx"
}

// madeOn is the time a file says it was made, without the hour: made twice on a day it
// is the same file. The day is the one where the office is.
func madeOn(at time.Time) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// printed writes stem.pdf, the files beside it and, where asked for, stem.docx.
func (o Output) printed(b *reports.Bulletin, stem string, at time.Time, beside ...rendering) ([]string, []reports.Warning, error) {
	return writeAll(o.sheets(b, stem, at, beside...), o.Private)
}

// sheets are stem.pdf, the files beside it and, where asked for, stem.docx.
func (o Output) sheets(b *reports.Bulletin, stem string, at time.Time, beside ...rendering) []rendering {
	files := append([]rendering{{path: stem + ".pdf", render: func(w io.Writer) ([]reports.Warning, error) {
		return pdf.Write(w, b, pdf.Options{Created: madeOn(at), Overprint: o.Overprint})
	}}}, beside...)
	if o.Word {
		files = append(files, rendering{spare: true, path: stem + ".docx", render: func(w io.Writer) ([]reports.Warning, error) {
			return docx.Write(w, b, docx.Options{Created: madeOn(at), Overprint: o.Overprint, Chart: picture})
		}})
	}
	return files
}

// writeAll writes files one after another and returns their paths. A Word draft that
// somebody has revised is not written over: the new one gets a number.
func writeAll(files []rendering, private bool) (paths []string, ws []reports.Warning, err error) {
	for _, f := range files {
		var buf bytes.Buffer
		got, err := f.render(&buf)
		if err != nil {
			return nil, nil, err
		}
		if f.spare {
			f.path = spared(f.path, buf.Bytes())
		}
		write := writeFile
		if private {
			write = writePrivate
		}
		err = write(f.path, func(w io.Writer) error {
			_, err := w.Write(buf.Bytes())
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
