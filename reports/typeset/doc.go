// Package typeset sets Chinese documents on pages: faces with coverage and
// fallback, line breaking by 避头尾, balanced titles, tables that run over pages,
// and a list of drawing operations per page that is turned into PDF bytes.
//
// It is not a writer of bulletins (reports/pdf is) and knows no document tree. It
// measures with its own reading of the fonts and uses gofpdf only as a pen, at the
// very end, with fonts already cut down to the characters used. It is called by
// reports/pdf and, to measure, by reports/docx. All lengths are in points, y grows
// downwards.
package typeset

// MM is one millimetre in points.
const MM = 72 / 25.4
