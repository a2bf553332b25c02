package page

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"fyne.io/fyne/v2"

	"qinqing/app/widget"
	"qinqing/reports"
	"qinqing/reports/chart"
	"qinqing/reports/chart/raster"
)

// chartMenu is what can be done with a chart besides looking at it.
func (p *Board) chartMenu(c reports.Chart) []*fyne.MenuItem {
	return []*fyne.MenuItem{
		fyne.NewMenuItem("复制图片", func() { p.copyPicture(chartPicture(c), c.Title) }),
		fyne.NewMenuItem("复制数字", func() { p.copyText(chartText(c), "“"+c.Title+"”的数字") }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("存为图片（PNG）", func() { p.saveChart(c, "png") }),
		fyne.NewMenuItem("存为 PDF", func() { p.saveChart(c, "pdf") }),
		fyne.NewMenuItem("存为表格（xlsx）", func() { p.saveChart(c, "xlsx") }),
	}
}

// tileMenu is what can be done with a figure. Its picture is taken before the menu covers it.
func (p *Board) tileMenu(x *FigureTile) func() []*fyne.MenuItem {
	return func() []*fyne.MenuItem {
		seen := p.office.picture(x)
		t := x.Tile
		return []*fyne.MenuItem{
			fyne.NewMenuItem("复制图片", func() { p.copyPicture(seen, t.Name) }),
			fyne.NewMenuItem("复制数字", func() { p.copyText(t.Name+"\t"+t.Figure.Text(), "“"+t.Name+"”") }),
			fyne.NewMenuItem("列出明细", x.open),
		}
	}
}

// tableMenu is what can be done with a whole table.
func (p *Board) tableMenu(t reports.Table, shown fyne.CanvasObject) []*fyne.MenuItem {
	seen := p.office.picture(shown)
	return []*fyne.MenuItem{
		fyne.NewMenuItem("复制整张表", func() { p.copyText(tableText(t), "“"+t.Title+"”") }),
		fyne.NewMenuItem("复制图片", func() { p.copyPicture(seen, t.Title) }),
		fyne.NewMenuItem("整张表存为 PDF", func() { p.saveTable(t, "pdf") }),
		fyne.NewMenuItem("整张表存为表格（xlsx）", func() { p.saveTable(t, "xlsx") }),
	}
}

// picture is a part of the window as it is on show.
func (o *Office) picture(x fyne.CanvasObject) image.Image {
	c := o.Window.Canvas()
	whole := c.Capture()
	if whole == nil || c.Size().Width < 1 {
		return nil
	}
	by := float32(whole.Bounds().Dx()) / c.Size().Width
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(x), x.Size()
	part := image.Rect(int(at.X*by), int(at.Y*by), int((at.X+size.Width)*by), int((at.Y+size.Height)*by)).Intersect(whole.Bounds())
	out := image.NewNRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(out, out.Bounds(), whole, part.Min, draw.Src)
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = 255 // a window is told without how opaque it is
	}
	return out
}

// chartPicture is a chart for other programs: as large as on a page, black on white
// whatever the window wears.
func chartPicture(c reports.Chart) image.Image {
	fonts, err := chartFonts()
	if err != nil {
		return nil
	}
	const wide, high, scale, edge = 640, 360, 2, 24
	drawn, _ := raster.Draw(fonts, c, wide, high, scale, chart.Style{Size: 12, Ink: color.NRGBA{A: 255}, Grid: color.NRGBA{217, 217, 217, 255}, Paper: color.NRGBA{255, 255, 255, 255}})
	out := image.NewNRGBA(image.Rect(0, 0, drawn.Bounds().Dx()+2*edge, drawn.Bounds().Dy()+2*edge))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, drawn.Bounds().Add(image.Pt(edge, edge)), drawn, drawn.Bounds().Min, draw.Src)
	return out
}

func (p *Board) copyPicture(img image.Image, name string) {
	if img == nil || img.Bounds().Empty() {
		p.office.Toasts.Show("没有复制“"+name+"”：画不出图片，请用“存为图片”。", "", nil)
		return
	}
	if err := p.office.Actions.CopyPicture(img); err != nil {
		p.office.log("clipboard: " + err.Error())
		p.office.Toasts.Show("这个系统的剪贴板没有接受图片，没有复制；请用“存为图片”。", "", nil)
		return
	}
	p.office.Toasts.Show("已复制“"+name+"”的图片，可以粘贴到文档里", "", nil)
}

func (p *Board) copyText(text, what string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.office.Toasts.Show("已复制"+what, "", nil)
}

// chartText is a chart's numbers as a spreadsheet takes them.
func chartText(c reports.Chart) string {
	var b strings.Builder
	b.WriteString(widget.PastedCell(c.Title))
	for _, s := range c.Series {
		b.WriteString("\t" + widget.PastedCell(s.Name))
	}
	b.WriteString("\r\n")
	for i, name := range c.Categories {
		b.WriteString(widget.PastedCell(name))
		for _, s := range c.Series {
			b.WriteString("\t" + strings.ReplaceAll(number(s.Values[i]), ",", ""))
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// tableText is a table as a spreadsheet takes it.
func tableText(t reports.Table) string {
	var b strings.Builder
	for _, h := range t.Header {
		for i, c := range h {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(widget.PastedCell(c.Text))
		}
		b.WriteString("\r\n")
	}
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(widget.PastedCell(withoutThousands(c.Text)))
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// withoutThousands is a number without its commas; a text keeps them.
func withoutThousands(text string) string {
	if strings.Trim(text, "0123456789.,%-") != "" {
		return text
	}
	return strings.ReplaceAll(text, ",", "")
}

func (p *Board) saveChart(c reports.Chart, kind string) {
	p.save(func(ctx context.Context) (string, error) {
		return p.office.Actions.SaveChart(ctx, c, p.board.Period, kind, p.office.Charts)
	})
}

func (p *Board) saveTable(t reports.Table, kind string) {
	p.save(func(ctx context.Context) (string, error) {
		return p.office.Actions.SaveTable(ctx, t, p.board.Period, kind, p.office.Charts)
	})
}

func (p *Board) save(write func(context.Context) (string, error)) {
	var path string
	p.office.Work("正在保存", func(ctx context.Context) (err error) {
		path, err = write(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.office.Fail("没有保存成", err)
			return
		}
		p.office.Toasts.Show("已保存："+path, "打开", func() { p.office.open(path) })
	})
}

// saveSet writes all the files of the period on show into a folder of their own.
func (p *Board) saveSet() {
	if p.board == nil {
		return
	}
	period := p.board.Whole
	var into string
	var made []string
	p.office.Work("正在写本期全套文件", func(ctx context.Context) (err error) {
		into, made, err = p.office.Actions.SaveSet(ctx, period, p.office.Folder)
		return err
	}, func(err error) {
		if err != nil {
			p.office.Fail(period.Name()+"的全套文件没有写成", err)
			return
		}
		p.office.Toasts.Show("已写 "+number(float64(len(made)))+" 个文件："+into, "打开文件夹", func() { p.office.open(into) })
	})
}
