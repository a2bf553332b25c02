package page

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// HolidayActions enters holiday notices.
type HolidayActions interface {
	TryNotice(ctx context.Context, n workday.Notice) ([]store.DueMove, error)
	SaveNotice(ctx context.Context, n workday.Notice) error
}

// Holidays is the page 节假日: the years whose notice is known, the days of one, and the
// form by which a notice is entered.
type Holidays struct {
	Content fyne.CanvasObject

	office  *Office
	menu    *widget.DataTable[yearRow]
	years   []yearRow
	notices map[int]workday.Notice
	year    int
	warning *widget.Para
	words   *widget.Para
	sheet   *fyne.Container // words and grid
	grid    *widget.YearGrid
	edit    *noticeEdit // open, or nil
	middle  *fyne.Container
}

// yearRow is a year in the list of them.
type yearRow struct {
	year  int
	state string
}

// NewHolidays makes the page; Refresh fills it.
func NewHolidays(o *Office) *Holidays {
	p := &Holidays{office: o, year: o.Ledger.Today().Year()}
	p.menu = widget.NewDataTable([]widget.Column[yearRow]{
		{Title: "年份", Width: 68, Text: func(r yearRow) string { return fmt.Sprint(r.year) }},
		{Title: "放假安排", Width: 82, Text: func(r yearRow) string { return r.state }},
	}, widget.Slice[yearRow](nil))
	p.menu.Name = "年份"
	p.menu.OnChosen = func(i int) {
		if y := p.years[i].year; p.edit != nil && y != p.year {
			p.edit.ask(y)
		} else {
			p.year = y
			p.show()
		}
	}
	p.warning = widget.NewPara("", theme.Yellow, textSize, 0)
	p.words = widget.NewPara("", theme.Second, textSize, 0)
	p.grid = widget.NewYearGrid("日历", p.year)
	p.grid.Mark = func(d time.Time) (string, fyne.ThemeColorName) { return p.mark(workday.FromTime(d)) }
	p.sheet = container.NewVBox(p.words, p.grid)
	p.middle = container.NewStack()
	shelf := container.New(layout.NewGridWrapLayout(fyne.NewSize(shelfWidth, 10)))
	head := container.NewVBox(Bar("节假日", widget.NewPrimary("录入放假安排", p.enter)), container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), p.warning))
	p.Content = container.NewBorder(head, nil, container.NewStack(shelf, p.menu), nil, p.middle)
	p.look()
	return p
}

// look shows the chosen year.
func (p *Holidays) look() {
	p.edit = nil
	p.middle.Objects = []fyne.CanvasObject{container.NewVScroll(container.New(layout.NewCustomPaddedLayout(4, 16, 16, 16), p.sheet))}
	p.middle.Refresh()
}

// Open shows the notice of a year.
func (p *Holidays) Open(year data.ID) {
	p.year = int(year)
	p.Refresh()
}

// Refresh reads the notices anew.
func (p *Holidays) Refresh() {
	var list []workday.Notice
	var unsure map[int]int
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if list, err = v.Notices(); err != nil {
				return err
			}
			unsure, err = v.UncertainYears()
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("读不出放假安排", err)
			return
		}
		p.fill(list, unsure)
		if p.office.resume == noticeTitle {
			p.enter()
			p.office.resume = "" // even where it was open already
		}
	})
}

func (p *Holidays) fill(list []workday.Notice, unsure map[int]int) {
	p.notices = map[int]workday.Notice{}
	for _, n := range list {
		p.notices[n.Year] = n
	}
	missing := p.missing(unsure)
	p.warning.SetText(missingText(missing))
	p.Content.Refresh() // it may be higher now
	p.years = nil
	for _, y := range slices.Backward(slices.Sorted(maps.Keys(missing))) {
		p.years = append(p.years, yearRow{y, "未录入"})
	}
	for _, n := range slices.Backward(list) {
		p.years = append(p.years, yearRow{n.Year, "已录入"})
	}
	slices.SortFunc(p.years, func(a, b yearRow) int { return b.year - a.year })
	p.menu.SetRows(widget.Slice[yearRow](p.years))
	at := slices.IndexFunc(p.years, func(r yearRow) bool { return r.year == p.year })
	p.menu.Choose(max(at, 0))
	p.show()
	p.office.Tell(fmt.Sprintf("已录入 %d 年", len(list)))
}

// missing are the years that are counted with and have no notice, with the number of
// problems that are due in them. From November on the next year is one.
func (p *Holidays) missing(unsure map[int]int) map[int]int {
	out := map[int]int{}
	today := p.office.Ledger.Today()
	used := []int{today.Year()}
	if today.Month() >= 11 {
		used = append(used, today.Year()+1)
	}
	for _, y := range used {
		if _, known := p.notices[y]; !known {
			out[y] = 0
		}
	}
	for y, n := range unsure {
		if _, known := p.notices[y]; known {
			y++ // the days before New Year rest on the next year's notice
		}
		out[y] += n
	}
	return out
}

func missingText(missing map[int]int) string {
	var parts []string
	for _, y := range slices.Sorted(maps.Keys(missing)) {
		text := fmt.Sprintf("%d年的放假安排还没有录入", y)
		if n := missing[y]; n > 0 {
			text += fmt.Sprintf("：%s 个在办问题的期限靠它才能确定，现在按周末和固定的法定节假日推算，标为“不确定”", thousands(n))
		}
		parts = append(parts, text+"。")
	}
	if parts != nil {
		parts = append(parts, "国务院办公厅的通知一般在上一年的 10 月至 11 月发布，发布后请录入。")
	}
	return strings.Join(parts, "")
}

func (p *Holidays) show() {
	if p.edit != nil {
		return // somebody is entering a notice
	}
	p.grid.SetYear(p.year)
	defer p.sheet.Refresh() // the words may be higher now, and the year has to make room
	n, known := p.notices[p.year]
	if !known {
		p.words.SetText(fmt.Sprintf("%d年的放假安排没有录入。下面按周末和固定的法定节假日显示。", p.year))
		return
	}
	p.words.SetText("来源：" + n.Source + "\n" + noticeWords(n))
}

// noticeWords tells a notice in a line.
func noticeWords(n workday.Notice) string {
	var off, on []string
	for _, r := range n.Off {
		text := shortDay(r.From, n.Year)
		if r.To != r.From {
			text += "至" + shortDay(r.To, n.Year)
		}
		off = append(off, text)
	}
	for _, d := range n.On {
		on = append(on, shortDay(d, n.Year))
	}
	if len(off) == 0 {
		return "还没有放假的日期。"
	}
	out := "放假：" + strings.Join(off, "，")
	if len(on) > 0 {
		out += "\n上班：" + strings.Join(on, "，")
	}
	return out
}

// shortDay is a day without the notice's own year.
func shortDay(d data.Date, year int) string {
	y, m, n := d.YMD()
	if y != year {
		return fmt.Sprintf("%d年%d月%d日", y, m, n)
	}
	return fmt.Sprintf("%d月%d日", m, n)
}

// mark is 休 for a day off that is listed, 班 for a worked weekend day.
func (p *Holidays) mark(d data.Date) (string, fyne.ThemeColorName) {
	if p.edit != nil {
		return markOf(p.edit.days[d])
	}
	n := p.notices[p.year]
	for _, r := range n.Off {
		if d >= r.From && d <= r.To {
			return markOf(dayOff)
		}
	}
	if slices.Contains(n.On, d) {
		return markOf(dayOn)
	}
	return "", ""
}

func markOf(k dayKind) (string, fyne.ThemeColorName) {
	switch k {
	case dayOff:
		return "休", theme.Green
	case dayOn:
		return "班", fynetheme.ColorNamePrimary
	}
	return "", ""
}

// enter opens the form for the chosen year, or for the first that lacks a notice.
func (p *Holidays) enter() {
	if p.office.refuses() || p.edit != nil {
		return
	}
	year := p.year
	for _, r := range p.years {
		if r.state == "未录入" {
			year = r.year
		}
	}
	p.edit = newNoticeEdit(p, year)
	p.follow(year)
	p.middle.Objects = []fyne.CanvasObject{p.edit.content}
	p.middle.Refresh()
	p.office.Window.Canvas().Focus(p.edit.text)
	p.edit.typed.offer(noticeTitle)
}

// follow marks a year in the list, if it is there.
func (p *Holidays) follow(year int) {
	if at := slices.IndexFunc(p.years, func(r yearRow) bool { return r.year == year }); at >= 0 {
		p.year = year
		p.menu.Choose(at)
	}
}

// Escape gives up the notice that is being entered; false if none is.
func (p *Holidays) Escape() bool {
	if p.edit == nil {
		return false
	}
	p.edit.ask(p.edit.from)
	return true
}

// left goes back to the calendar, and to the list of years: the field that had the keys is gone.
func (p *Holidays) left(year int) {
	p.year = year
	p.look()
	p.Refresh()
	p.office.Window.Canvas().Focus(p.menu)
}
