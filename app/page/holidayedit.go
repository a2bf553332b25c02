package page

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// dayKind is what a notice says of a day.
type dayKind int

const (
	dayPlain dayKind = iota
	dayOff
	dayOn
)

// noticeEdit is the form by which a notice is entered: its lines pasted, or its days
// pressed in the calendar below.
type noticeEdit struct {
	page    *Holidays
	content fyne.CanvasObject
	form    *widget.Form
	year    *widget.Entry
	source  *widget.Entry
	text    *widget.Entry
	grid    *widget.YearGrid
	told    *widget.Para
	days    map[data.Date]dayKind
	pressed bool // days were pressed in the calendar
	from    int  // the year that was on show before
	typed   *typedForm
}

func newNoticeEdit(p *Holidays, year int) *noticeEdit {
	e := &noticeEdit{page: p, days: map[data.Date]dayKind{}, from: p.year}
	e.year = widget.NewEntry("年份", "如 2027")
	e.source = widget.NewEntry("来源", "通知的名称")
	e.text = widget.NewTextArea("通知原文", "粘贴通知里逐条列出的放假安排；也可以在下面的日历里逐天点选", 4)
	e.form = widget.NewForm("预览影响",
		&widget.Field{Key: "year", Label: "年份", Required: true, Missing: "请写明年份，如 2027。", Input: e.year},
		&widget.Field{Key: "source", Label: "来源", Required: true, Missing: "请写明来源：通知的名称、文号。", Input: e.source, Hint: "通知的名称、文号"},
		&widget.Field{Key: "text", Label: "通知原文", Input: e.text})
	e.form.OnSubmit = e.preview
	e.form.Beside(widget.NewButton("放弃", func() { e.ask(e.from) }))
	e.form.Watch(func() { e.setYear(); e.read() }, "year")
	e.form.Watch(e.read, "text")
	e.grid = widget.NewYearGrid("点选日历", year)
	e.grid.Mark = func(d time.Time) (string, fyne.ThemeColorName) { return markOf(e.days[workday.FromTime(d)]) }
	e.grid.OnDay = func(d time.Time) { e.turn(workday.FromTime(d)) }
	e.told = widget.NewPara("", theme.Second, textSize, 0)
	e.year.SetText(strconv.Itoa(year))
	e.hold(p.notices[year])
	e.form.Settle()
	e.typed = p.office.stand(noticeTitle, noticeTitle, e.form)
	e.typed.beside, e.typed.putBeside = e.daysText, e.putDays
	e.content = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 16, 16, 16), container.NewVBox(e.form.Content, gap(4), e.told, e.grid)))
	return e
}

// hold shows the days of a notice that is there already.
func (e *noticeEdit) hold(n workday.Notice) {
	e.days, e.pressed = map[data.Date]dayKind{}, false
	for _, r := range n.Off {
		for d := r.From; d <= r.To; d++ {
			e.days[d] = dayOff
		}
	}
	for _, d := range n.On {
		e.days[d] = dayOn
	}
	source := n.Source
	if source == "" {
		source = fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知", e.grid.Year())
	}
	e.source.SetText(source)
	e.tell()
}

func (e *noticeEdit) setYear() {
	y := e.typedYear()
	if y == 0 || y == e.grid.Year() {
		return
	}
	e.grid.SetYear(y)
	e.page.follow(y)
	e.hold(e.page.notices[y])
}

// typedYear is the year that stands in its field, 0 if none does.
func (e *noticeEdit) typedYear() int {
	y, err := widget.ReadNumber(e.year.Text)
	if err != nil || y < 1991 || y > 2100 {
		return 0
	}
	return int(y)
}

// read takes the days from the text that was pasted.
func (e *noticeEdit) read() {
	text := strings.TrimSpace(e.text.Text)
	year := e.typedYear()
	if text == "" || year == 0 {
		e.form.Hint("text", "")
		return
	}
	n, rest, err := workday.ReadNotice(text, year)
	switch {
	case len(n.Off) == 0 && err != nil:
		e.form.Hint("text", err.Error())
		return
	case err != nil:
		e.form.Hint("text", err.Error()+"。已读到的标在下面")
	case len(rest) > 0:
		e.form.Hint("text", "没有用上：“"+cut(strings.Join(rest, "”“"), 60)+"”")
	default:
		e.form.Hint("text", fmt.Sprintf("读到放假 %d 段、上班 %d 天，请与下面的日历核对", len(n.Off), len(n.On)))
	}
	n.Source = strings.TrimSpace(e.source.Text)
	e.hold(n)
}

// turn goes on to what else a day can be: off or plain; a weekend day also worked.
func (e *noticeEdit) turn(d data.Date) {
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	switch k := e.days[d]; {
	case k == dayPlain && weekend:
		e.days[d] = dayOn
	case k == dayPlain || k == dayOn:
		e.days[d] = dayOff
	default:
		delete(e.days, d)
	}
	e.pressed = true
	e.tell()
	e.typed.keep()
}

// noticeTitle is under which a notice that is being entered is kept.
const noticeTitle = "录入放假安排"

// daysText writes the days down where some were pressed: 2027-01-01=1 for a day off, =2
// for a worked one.
func (e *noticeEdit) daysText() string {
	if !e.pressed {
		return ""
	}
	var out []string
	for _, d := range slices.Sorted(maps.Keys(e.days)) {
		out = append(out, fmt.Sprintf("%s=%d", d, e.days[d]))
	}
	return strings.Join(out, " ")
}

// putDays brings back what daysText wrote.
func (e *noticeEdit) putDays(text string) {
	days := map[data.Date]dayKind{}
	for _, x := range strings.Fields(text) {
		on, kind, _ := strings.Cut(x, "=")
		d, err := workday.Parse(on)
		n, err2 := strconv.Atoi(kind)
		if err != nil || err2 != nil {
			e.page.office.log("half typed: " + x)
			return
		}
		days[d] = dayKind(n)
	}
	e.days, e.pressed = days, true
	e.tell()
}

func (e *noticeEdit) tell() {
	e.told.SetText(noticeWords(e.notice()))
	e.grid.Refresh()
}

// notice is what the calendar says, days in a row as one stretch.
func (e *noticeEdit) notice() workday.Notice {
	n := workday.Notice{Year: e.typedYear(), Source: strings.TrimSpace(e.source.Text)}
	for _, d := range slices.Sorted(maps.Keys(e.days)) {
		last := len(n.Off) - 1
		switch {
		case e.days[d] == dayOn:
			n.On = append(n.On, d)
		case last >= 0 && n.Off[last].To == d-1:
			n.Off[last].To = d
		default:
			n.Off = append(n.Off, workday.Range{From: d, To: d})
		}
	}
	return n
}

// ask leaves the form for the calendar of a year; what was typed or pressed is given up only
// when somebody says so.
func (e *noticeEdit) ask(year int) {
	if !e.typed.touched() {
		e.leave(year)
		return
	}
	askUnsaved(e.page.office, func() { e.page.follow(e.page.year) }, func() { e.leave(year) })
}

func (e *noticeEdit) leave(year int) {
	e.done()
	e.page.left(year)
}

// done forgets what was typed.
func (e *noticeEdit) done() {
	e.page.office.unstand(noticeTitle)
	e.typed.forget()
}

// preview shows which deadlines the notice would move, before it is saved.
func (e *noticeEdit) preview() {
	n := e.notice()
	switch {
	case n.Year == 0:
		e.form.Fail("year", "请写明年份，如 2027。")
		return
	case len(n.Off) == 0:
		e.form.Fail("text", "还没有放假的日期：请粘贴通知原文，或在下面的日历里点选。")
		return
	}
	var moves []store.DueMove
	e.page.office.submit(e.form, "正在试算", "没有算出影响", func(ctx context.Context) (err error) {
		moves, err = e.page.office.Actions.TryNotice(ctx, n)
		return err
	}, func() { e.showMoves(n, moves) })
}

const movesWidth float32 = 860

// showMoves lists what would move and asks whether to save.
func (e *noticeEdit) showMoves(n workday.Notice, moves []store.DueMove) {
	o := e.page.office
	var sheet *widget.Sheet
	back := widget.NewButton("返回修改", func() { sheet.Close() })
	save := widget.NewPrimary("保存", nil)
	save.OnTapped = func() {
		save.Disable()
		o.Work("正在保存", func(ctx context.Context) error { return o.Actions.SaveNotice(ctx, n) }, func(err error) {
			sheet.Close()
			if err != nil {
				o.Fail("没有保存放假安排", err)
				return
			}
			e.done()
			e.page.left(n.Year)
			o.Saved(fmt.Sprintf("已录入%d年放假安排，%s", n.Year, movedWords(moves)))
		})
	}
	body := container.NewVBox(widget.NewPara(noticeWords(n), theme.Second, textSize, movesWidth), gap(4),
		widget.NewPara("保存以后，"+movedWords(moves)+"。", theme.Second, textSize, movesWidth))
	var middle fyne.CanvasObject = gap(1)
	if len(moves) > 0 {
		table := widget.NewDataTable(moveColumns(), widget.Slice[store.DueMove](moves))
		table.Name = "期限变动"
		middle = container.NewStack(gapOf(movesWidth, 300), table)
	}
	sheet = widget.ShowSheet(o.Window, fmt.Sprintf("%d年放假安排的影响", n.Year), container.NewBorder(body, container.NewHBox(save, back), nil, nil, middle), save)
}

// movedWords tells how many deadlines and lights change.
func movedWords(moves []store.DueMove) string {
	due, light, sure := 0, 0, 0
	for _, m := range moves {
		if m.Before.Due != m.After.Due {
			due++
		}
		if m.LightMoves() {
			light++
		}
		if m.Before.Uncertain != "" && m.After.Uncertain == "" {
			sure++
		}
	}
	if due+light+sure == 0 {
		return "没有问题的期限变动"
	}
	return fmt.Sprintf("%s 个问题的期限变动、%s 个的灯变色、%s 个的期限由不确定变为确定", thousands(due), thousands(light), thousands(sure))
}

func moveColumns() []widget.Column[store.DueMove] {
	type row = store.DueMove
	return []widget.Column[row]{
		{Title: "编号", Width: 116, Text: func(m row) string { return m.After.Code }},
		{Title: "问题", Width: 250, Least: 120, Grow: true, Text: func(m row) string { return m.After.Content }},
		{Title: "原期限", Width: 110, Text: func(m row) string { return dueText(m.Before) }},
		{Title: "新期限", Width: 110, Text: func(m row) string { return dueText(m.After) }},
		{Title: "原灯", Width: 120, Text: func(m row) string { return m.Before.LightWord }, Mark: func(m row) fyne.ThemeColorName { return colourOf(m.Before.Light) }},
		{Title: "新灯", Width: 120, Text: func(m row) string { return m.After.LightWord }, Mark: func(m row) fyne.ThemeColorName { return colourOf(m.After.Light) }},
	}
}
