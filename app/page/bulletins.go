package page

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
)

// Bulletins is the page 通报: a month becomes a PDF and a workbook in a folder.
type Bulletins struct {
	Content fyne.CanvasObject

	office *Office
	month  *widget.Entry
	folder *widget.Entry
	begin  *widget.Button
	body   *fyne.Container
	made   []Made
	notes  []string
}

// NewBulletins makes the page; the month before today's is proposed.
func NewBulletins(o *Office) *Bulletins {
	p := &Bulletins{office: o, body: container.NewVBox()}
	last := o.Ledger.Today().MonthStart().AddDays(-1)
	p.month = widget.NewEntry("月份", "如 2026-10")
	p.month.SetText(last.String()[:7])
	p.month.OnEnter = p.make
	p.folder = widget.NewEntry("存放文件夹", "生成的文件放在哪里")
	p.folder.SetText(o.Folder)
	p.folder.OnEnter = p.make
	p.begin = widget.NewPrimary("生成通报", p.make)
	bar := Bar("通报", p.begin, second("月份"), sized(110, p.month), second("放在"), container.New(elastic{420, 140}, p.folder))
	p.Content = container.NewBorder(bar, nil, nil, nil, container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), p.body)))
	p.list()
	return p
}

// readMonth reads 2026-10, 2026年10月, 202610.
func readMonth(s string) (year, month int, err error) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "月")
	s = strings.NewReplacer("年", "-", ".", "-", "/", "-").Replace(s)
	if len(s) == 6 && !strings.Contains(s, "-") {
		s = s[:4] + "-" + s[4:]
	}
	y, m, ok := strings.Cut(s, "-")
	year, err1 := strconv.Atoi(y)
	month, err2 := strconv.Atoi(m)
	if !ok || err1 != nil || err2 != nil || len(y) != 4 || month < 1 || month > 12 {
		return 0, 0, data.Errorf(data.Invalid, "month", "月份应写成 2026-10。")
	}
	return year, month, nil
}

func (p *Bulletins) make() {
	if p.begin.Disabled() {
		return // the last one is still being made
	}
	year, month, err := readMonth(p.month.Text)
	if err != nil {
		p.office.Fail("没有生成", err)
		return
	}
	dir := strings.TrimSpace(p.folder.Text)
	if dir == "" {
		dir = p.office.Folder
	}
	p.begin.Disable()
	var made []Made
	var notes []string
	p.office.Work("正在生成通报", func(ctx context.Context) (err error) {
		made, notes, err = p.office.Actions.MakeBulletin(ctx, year, month, dir)
		return err
	}, func(err error) {
		p.begin.Enable()
		if err != nil {
			p.office.Fail("没有生成通报，台账没有变动", err)
			return
		}
		p.made, p.notes = made, notes
		p.list()
		p.office.Toasts.Show(fmt.Sprintf("已生成 %d 年 %d 月的通报", year, month), "", nil)
	})
}

func (p *Bulletins) list() {
	if len(p.made) == 0 {
		p.body.Objects = []fyne.CanvasObject{gap(80), widget.Empty("选好月份，生成这个月的通报（PDF）和数据工作簿（xlsx）。企业名称在文件里用化名。", "", nil)}
		p.body.Refresh()
		return
	}
	p.body.Objects = nil
	for _, m := range p.made {
		open := widget.NewButton("打开", func() { p.office.open(m.Path) })
		where := widget.NewButton("打开所在文件夹", func() { p.office.open(filepath.Dir(m.Path)) })
		text := container.New(layout.NewCustomPaddedLayout(8, 8, 0, 8), plain(m.What+"　"+filepath.Base(m.Path)))
		p.body.Add(container.NewBorder(nil, nil, nil, container.NewHBox(open, where), text))
	}
	if len(p.notes) > 0 {
		p.body.Add(section("请留意"))
		for _, n := range p.notes {
			p.body.Add(plain("· " + n))
		}
	}
	p.body.Refresh()
}
