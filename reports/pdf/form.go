package pdf

import (
	"qinqing/reports"
	"qinqing/reports/internal/paper"
	"qinqing/reports/typeset"
)

var formHead = typeset.Style{Role: typeset.FangSong, Size: noteSize}

// formHeadLines sets what stands over a form at the left and at the right.
func (f *flow) formHeadLines(t *reports.Form) (left, right []typeset.Line) {
	_, w, _, _ := f.Area()
	if t.Head.Right != "" {
		right = f.fonts.Break(formHead, w, 0, t.Head.Right, false)
	}
	if t.Head.Left != "" {
		room := w
		if len(right) == 1 && f.fonts.Width(formHead.Role, formHead.Size, 0, typeset.Clean(t.Head.Left))+right[0].Width+noteSize <= w {
			room = w - right[0].Width - noteSize
		}
		left = f.fonts.Break(formHead, room, 0, t.Head.Left, false)
	}
	return left, right
}

// headHeight is the height of the line over a form: both parts share one where they fit.
func headHeight(left, right []typeset.Line, w float64) float64 {
	if sharing(left, right, w) {
		return noteLead
	}
	return noteLead * float64(len(left)+len(right))
}

func sharing(left, right []typeset.Line, w float64) bool {
	return len(left) == 1 && len(right) == 1 && left[0].Width+right[0].Width+noteSize <= w
}

// formStart is the height a form needs to begin with.
func (f *flow) formStart(t *reports.Form) float64 {
	_, w, _, _ := f.Area()
	left, right := f.formHeadLines(t)
	return headHeight(left, right, w) + f.fonts.LayForm(paper.Form(t), w).Start()
}

// form prints the line over the grid and the grid.
func (f *flow) form(t *reports.Form, tail float64) {
	_, w, _, _ := f.Area()
	laid := f.fonts.LayForm(paper.Form(t), w)
	left, right := f.formHeadLines(t)
	f.need(headHeight(left, right, w) + laid.Start())
	share := sharing(left, right, w)
	for _, ln := range left {
		x, _, y, _ := f.Area()
		f.Page().Set(formHead, x, typeset.Baseline(y, noteLead, noteSize), ln, typeset.Black)
		if !share {
			f.y += noteLead
		}
	}
	for _, ln := range right {
		x, w, y, _ := f.Area()
		f.Page().Set(formHead, x+w-ln.Width, typeset.Baseline(y, noteLead, noteSize), ln, typeset.Black)
		f.y += noteLead
	}
	if len(t.Rows) == 0 {
		return
	}
	laid.Draw(f)
	f.y += gridGap
	if tail > 0 {
		f.y += lead / 2
	}
}
