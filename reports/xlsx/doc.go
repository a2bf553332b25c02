// Package xlsx writes document trees and ledgers as Excel workbooks, and marks
// refused cells in a copy of a workbook the user gave.
//
// It is not a reader of ledgers (data import is), computes no figure and masks
// nothing: what stands in the tree is what stands in the cells. It is called by
// app/command when a bulletin, a list or a refused import is to be saved.
package xlsx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

// program is what stands where Excel wants an application or an author: never a person.
const program = "亲清台账"

// Options say how a workbook is written. The zero value is usable.
type Options struct {
	// Created is 制表日期 and the creation date in the document properties; zero
	// leaves both blank. Equal input and equal Created give equal bytes.
	Created time.Time
	// TmpDir is a private folder for spill files of long ledgers; empty means the
	// system's. Nothing is left in it.
	TmpDir string
	// Preparer, Reviewer and Principal are printed at the foot after 填表人,
	// 审核人 and 单位负责人; empty leaves room to sign.
	Preparer, Reviewer, Principal string
	// Plain makes ledgers start with the header in row 1, without title rows, so
	// that the file can be imported again. Write ignores it.
	Plain bool
	// Demo marks ledgers as 示例数据 (Write takes it from the bulletin). With
	// Plain it shows in the page header only.
	Demo bool
	// Warn hears what a ledger could not hold as given (a text cut). May be nil.
	// Write returns its warnings instead.
	Warn func(reports.Warning)
}

// coreProperties is docProps/core.xml without any person in it.
type coreProperties struct {
	XMLName xml.Name `xml:"cp:coreProperties"`
	CP      string   `xml:"xmlns:cp,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Terms   string   `xml:"xmlns:dcterms,attr"`
	XSI     string   `xml:"xmlns:xsi,attr"`
	Title   string   `xml:"dc:title,omitempty"`
	Mark    string   `xml:"dc:identifier,omitempty"`
	Created *w3cDate `xml:"dcterms:created,omitempty"`
	Changed *w3cDate `xml:"dcterms:modified,omitempty"`
}

type w3cDate struct {
	Type string `xml:"xsi:type,attr"`
	Text string `xml:",chardata"`
}

// setProperties replaces both property parts: the library's own name an author
// and a date of 2006, and its setter cannot take them away.
func setProperties(f *excelize.File, title, mark string, created time.Time) error {
	p := coreProperties{
		CP:    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		DC:    "http://purl.org/dc/elements/1.1/",
		Terms: "http://purl.org/dc/terms/",
		XSI:   "http://www.w3.org/2001/XMLSchema-instance",
		Title: title, Mark: mark,
	}
	if !created.IsZero() {
		d := &w3cDate{Type: "dcterms:W3CDTF", Text: created.UTC().Format(time.RFC3339)}
		p.Created, p.Changed = d, d
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(p); err != nil {
		return fmt.Errorf("写入工作簿属性时出错：%w", err)
	}
	f.Pkg.Store("docProps/core.xml", b.Bytes())
	return f.SetAppProps(&excelize.AppProperties{Application: program})
}
