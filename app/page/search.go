package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

const (
	searchMost     = 50 // of each kind
	searchLeading  = 5  // enterprises and units that stand before what is dated
	searchExamples = "可以输入问题和办理经过里的文字、企业名称或它的拼音首字母、编号、文号、信用代码、电话，也可以输入日期（如 11月3日），看那天发生了什么。"
	searchKeys     = "↑↓ 选择　Enter 打开　Esc 关闭"
)

// found is what a search found, as rows.
type found []store.Hit

func (f found) Len() int                    { return len(f) }
func (f found) Row(i int) (store.Hit, bool) { return f[i], true }

// search is the sheet 查找: all records of the ledger, as one types.
type search struct {
	office  *Office
	sheet   *widget.Sheet
	text    *widget.Entry
	table   *widget.DataTable[store.Hit]
	hits    found
	told    *widget.Para
	open    func(store.Hit)
	reading latest
}

// ShowSearch opens the sheet; open is told which record is to be brought to the front.
func ShowSearch(o *Office, open func(store.Hit)) *widget.Sheet {
	s := &search{office: o, open: open, told: widget.NewPara(searchExamples, theme.Second, theme.TextSmall, searchWidth)}
	s.text = widget.NewEntry("查找", "输入文字、拼音首字母、编号或日期")
	s.text.OnChanged = func(string) { s.find() }
	s.text.OnEnter = s.enter
	s.text.OnArrow = s.move
	s.table = widget.NewDataTable(hitColumns(), &s.hits)
	s.table.Name = "查找结果"
	s.table.OnOpen = s.choose
	list := container.NewStack(gapOf(searchWidth, 400), s.table)
	s.sheet = widget.ShowSheet(o.Window, "查找", container.NewBorder(container.NewVBox(s.text, s.told), nil, nil, nil, list), s.text)
	return s.sheet
}

const searchWidth float32 = 880

func hitColumns() []widget.Column[store.Hit] {
	type row = store.Hit
	return []widget.Column[row]{
		{Title: "编号、名称", Width: 260, Least: 160, Grow: true, Text: func(h row) string { return h.Title }},
		{Title: "种类", Width: 90, Text: row.Word},
		{Title: "内容", Width: 420, Least: 160, Grow: true, Text: func(h row) string { return h.Snippet }},
		{Title: "日期", Width: 96, Text: func(h row) string { return h.On.String() }},
	}
}

// find looks for what is typed now. While one search is under way the next waits, so
// that typing never piles them up.
func (s *search) find() {
	if !s.reading.begin() {
		return
	}
	text := s.text.Text
	var hits []store.Hit
	s.office.Work("", func(ctx context.Context) error {
		return s.office.View(ctx, func(v *store.View) (err error) {
			hits, err = v.Search(text, searchMost)
			return err
		})
	}, func(err error) {
		switch {
		case !s.reading.end(s.find):
		case !s.sheet.Showing():
		case err != nil:
			s.office.Fail("查找没有完成", err)
		default:
			s.show(text, hits)
		}
	})
}

func (s *search) show(text string, hits []store.Hit) {
	s.hits = namesFirst(hits)
	s.table.Reset()
	switch {
	case strings.TrimSpace(text) == "":
		s.told.SetText(searchExamples)
	case len(hits) == 0:
		s.told.SetText(notFound(text))
	default:
		s.told.SetText(searchKeys)
		s.table.Choose(0)
	}
}

// notFound says what was looked for in vain and what to try: letters find names only.
func notFound(text string) string {
	try := "可以少写几个字，或换成企业、单位名称的拼音首字母。"
	if t := strings.TrimSpace(text); strings.IndexFunc(t, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) < 0 {
		try = "拼音首字母只查名称（企业、单位等）；问题里的文字请写汉字。"
	}
	return "没有找到含有“" + cut(text, 30) + "”的记录。" + try
}

// namesFirst puts the first enterprises and units, which have no day, before all else.
func namesFirst(hits []store.Hit) (out []store.Hit) {
	named := func(h store.Hit) bool { return h.Entity == data.EntityEnterprise || h.Entity == data.EntityUnit }
	var rest []store.Hit
	for _, h := range hits {
		if named(h) && len(out) < 2*searchLeading {
			out = append(out, h)
		} else {
			rest = append(rest, h)
		}
	}
	return slices.Concat(out, rest)
}

func (s *search) move(rows int) {
	if len(s.hits) > 0 {
		s.table.Choose(min(max(s.table.CursorRow()+rows, 0), len(s.hits)-1))
	}
}

func (s *search) enter() {
	if i := s.table.CursorRow(); i >= 0 && i < len(s.hits) {
		s.choose(i)
	}
}

func (s *search) choose(i int) {
	h := s.hits[i]
	s.sheet.Close()
	s.open(h)
}

// gapOf is an empty area of at least that size.
func gapOf(w, h float32) fyne.CanvasObject {
	g := container.NewGridWrap(fyne.NewSize(w, h))
	g.Add(gap(1))
	return g
}
