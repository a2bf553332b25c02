// Package pdf writes a bulletin as a PDF: GB/T 9704-2012 geometry for 公文式, and
// the plain form of lists (台账) that have no masthead.
//
// It composes nothing and computes no figure: every word comes from the tree it is
// given, but for 附件, 抄送, 印发, page numbers and marks like 示例数据. Lines and
// tables are set by reports/typeset, charts by reports/chart. It is called by
// app/command.
package pdf

import (
	"fmt"
	"io"
	"time"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/typeset"
)

// Options of writing.
type Options struct {
	// Created is the time written into the file; the same tree, fonts and time give
	// the same bytes. Zero: 2000-01-01, so that files compare equal by default.
	Created time.Time
	// FontDirs are the folders searched for 仿宋 and the office's own fonts; nil:
	// typeset.FontDirs.
	FontDirs []string
	// Overprint leaves out the red parts, for paper that has them already (套打).
	Overprint bool
}

// Codes of the warnings Write gives.
const (
	MissingGlyph = "missing-glyph" // no font has a character: 〓 is printed
	MissingFont  = "missing-font"  // a font was not found or can't be used: another took its place
	WideCell     = "wide-cell"     // a table's columns don't fit: text overlaps its cell or is broken anywhere
)

// Write prints the bulletin to w. Nothing is written where an error is returned.
// The warnings are to be shown to the user.
func Write(w io.Writer, b *reports.Bulletin, opt Options) (warnings []reports.Warning, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("生成 PDF 时出错，文件未生成，台账没有变动。请把这句话告诉维护人员：%v", p)
		}
	}()
	if b == nil {
		return nil, fmt.Errorf("没有可以生成的文件内容，台账没有变动")
	}
	if opt.FontDirs == nil {
		opt.FontDirs = typeset.FontDirs()
	}
	if opt.Created.IsZero() {
		opt.Created = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, opt.FontDirs)
	pages, warnings := layout(b, fonts, opt.Overprint)
	file, err := fonts.Render(pages, typeset.Meta{Title: b.Title, Subject: b.Subject(), Mark: b.Mark, Created: opt.Created.UTC()})
	if err != nil {
		return warnings, err
	}
	if _, err := w.Write(file); err != nil {
		return warnings, fmt.Errorf("PDF 没有写完，原有文件和台账没有变动。请检查磁盘空间后重试：%w", err)
	}
	return warnings, nil
}

// layout sets the whole document. Where a long list of recipients would leave the first
// page without body text, it moves to 版记 (GB/T 9704-2012, 7.3.2 and 7.4.2).
func layout(b *reports.Bulletin, fonts *typeset.Fonts, overprint bool) ([]*typeset.Page, []reports.Warning) {
	f := begin(b, fonts, overprint, false)
	if b.Recipient != "" && (len(f.pages) > 1 || f.y+lead > top+height) && b.Template != "B" && b.Template != "C" {
		f = begin(b, fonts, overprint, true)
	}
	f.body()
	f.annexes()
	f.notes()
	f.imprint()
	f.pageNumbers()
	return f.pages, append(f.warnings, fontWarnings(fonts)...)
}

func begin(b *reports.Bulletin, fonts *typeset.Fonts, overprint, moved bool) *flow {
	f := &flow{fonts: fonts, doc: b, landscape: b.WideList(), filled: b.IsForm(), laid: map[layKey]*typeset.Laid{}, overprint: overprint, moved: moved}
	f.Next()
	f.head()
	f.headEnd = f.y
	return f
}

func fontWarnings(fonts *typeset.Fonts) []reports.Warning {
	var out []reports.Warning
	for _, t := range fonts.Trouble() {
		out = append(out, reports.Warning{Code: MissingFont, Text: t})
	}
	for _, r := range fonts.Missing() {
		text := fmt.Sprintf("“%c”（U+%04X）没有字体能印，已印作“〓”。请核对原文，或安装有这个字的字体", r, r)
		if r == 0xfffd {
			text = "文字里有损坏的字符，已印作“〓”。请核对原文"
		}
		out = append(out, reports.Warning{Code: MissingGlyph, Text: text})
	}
	return out
}
