package pdf

import (
	"fmt"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/internal/paper"
	"qinqing/reports/typeset"
)

// The kinds of zones on a page of the screen: a block of the tree by its key, a figure by
// its ID, a problem by its id; words in a table by the cell's name, which a number in one has too.
const (
	BlockZone   = paper.BlockZone
	FigureZone  = paper.FigureZone
	ProblemZone = paper.ProblemZone
	CellZone    = paper.CellZone
)

// Screen sets a bulletin page by page as Write does, to be drawn on the screen: what is
// seen is what will be printed.
func Screen(b *reports.Bulletin, opt Options) (s *typeset.Screen, warnings []reports.Warning, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("排不出页面，台账没有变动。请把这句话告诉维护人员：%v", p)
		}
	}()
	if b == nil {
		return nil, nil, fmt.Errorf("没有可以显示的文件内容，台账没有变动")
	}
	if opt.FontDirs == nil {
		opt.FontDirs = typeset.FontDirs()
	}
	fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, opt.FontDirs)
	pages, warnings := layout(b, fonts, opt.Overprint)
	s, err = fonts.Screen(pages)
	return s, warnings, err
}
