// Package docx writes a bulletin as a Word document, the draft an office goes on
// revising in WPS or Word: real styles, the field's fonts by name, GB/T 9704-2012
// geometry, page numbers as fields.
//
// It composes nothing, computes no figure and masks nothing: every word comes from
// the tree it is given, but for 附件, 抄送, 印发, page numbers and marks like 示例数据.
// It breaks no lines but those of titles: the word processor does. Titles and columns
// are measured by reports/typeset, so that they look as in the PDF. It is called by
// app/command.
//
// Lengths are in twips (1/20 point) unless a name says otherwise.
package docx

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/typeset"
)

// Options of writing. The zero value is usable.
type Options struct {
	// Created is written into the document properties; equal trees and equal times
	// give equal bytes. Zero: 2000-01-01, so that files compare equal by default.
	Created time.Time
	// Overprint leaves out the red parts, for paper that has them already (套打).
	Overprint bool
	// Chart draws a chart as PNG for a place width points wide; its height follows
	// from the picture's proportions. Nil: the chart's values stand in a table instead.
	Chart func(c reports.Chart, width float64) (png []byte, err error)
}

// Codes of the warnings Write gives.
const (
	DamagedText = "damaged-text" // bytes that are no UTF-8: U+FFFD is written
	WideCell    = "wide-cell"    // a table's columns don't fit: words are broken anywhere
	ChartFailed = "chart-failed" // a chart could not be drawn: its values are in a table
)

// Write writes the bulletin to w. Nothing is written where an error is returned. The
// warnings are to be shown to the user.
func Write(w io.Writer, b *reports.Bulletin, opt Options) (warnings []reports.Warning, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("生成 Word 文件时出错，文件未生成，台账没有变动。请把这句话告诉维护人员：%v", p)
		}
	}()
	if b == nil {
		return nil, fmt.Errorf("没有可以生成的文件内容，台账没有变动")
	}
	if opt.Created.IsZero() {
		opt.Created = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	f := &flow{
		doc: b, draw: opt.Chart, overprint: opt.Overprint, landscape: b.WideList(),
		// No folder is searched: the measures must not hang on what a machine has.
		fonts: typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, nil),
	}
	f.head()
	f.blocks(b.Body, f.ends())
	f.closing()
	f.annexes()
	f.remarks()
	f.imprint()
	f.lastSection()
	if err := f.fonts.Err(); err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := f.pack(&file, opt.Created); err != nil {
		return f.warnings, fmt.Errorf("生成 Word 文件时出错，文件未生成，台账没有变动：%w", err)
	}
	if _, err := w.Write(file.Bytes()); err != nil {
		return f.warnings, fmt.Errorf("这份 Word 文件没有写完，原有文件和台账没有变动。请检查磁盘空间后重试：%w", err)
	}
	return f.warnings, nil
}
