package page

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// archive lists what was issued, which never changes, and compares it with today.
type archive struct {
	page    *Bulletins
	content fyne.CanvasObject
	list    *widget.DataTable[store.Issue]
	issues  []store.Issue
	side    *fyne.Container
	closed  *widget.Para
}

type issueRows struct{ a *archive }

func (r issueRows) Len() int                      { return len(r.a.issues) }
func (r issueRows) Row(i int) (store.Issue, bool) { return r.a.issues[i], true }

func newArchive(p *Bulletins) *archive {
	a := &archive{page: p, side: container.NewStack(), closed: quiet("")}
	a.list = widget.NewDataTable([]widget.Column[store.Issue]{
		{Title: "印发", Width: 100, Text: func(x store.Issue) string { return x.IssuedAt.Local().Format("2006-01-02") }},
		{Title: "文号或期号", Width: 160, Text: issueNumber},
		{Title: "标题", Width: 330, Least: 160, Grow: true, Text: func(x store.Issue) string { return x.Title }},
		{Title: "期间", Width: 180, Text: func(x store.Issue) string { return x.From.String() + " 至 " + x.To.String() }},
		{Title: "情况", Width: 90, Text: a.standing},
	}, issueRows{a})
	a.list.Name = "存档"
	a.list.OnChosen = func(i int) { a.choose(a.issues[i]) }
	a.list.OnEscape = p.list
	head := container.NewHBox(widget.NewButton("← 选项", p.list), widget.NewButton("登记作废期号…", a.void), widget.NewButton("封账…", a.close), widget.NewButton("启封…", a.reopen))
	split := container.NewHSplit(a.list, container.NewVScroll(padded(a.side)))
	split.Offset = 0.64
	a.content = container.NewBorder(padded(container.NewVBox(head, a.closed)), nil, nil, nil, split)
	return a
}

// issueNumber is the number an issue bears.
func issueNumber(x store.Issue) string {
	switch {
	case x.DocNumber != "":
		return x.DocNumber
	case x.Number > 0 && x.Total > 0:
		return fmt.Sprintf("第%d期（总第%d期）", x.Number, x.Total)
	case x.Number > 0:
		return fmt.Sprintf("第%d期", x.Number)
	}
	return "—"
}

// standing says whether an issue was corrected, or is a number that was never used.
func (a *archive) standing(x store.Issue) string {
	switch {
	case strings.HasPrefix(x.Title, "作废："):
		return "作废"
	case slices.ContainsFunc(a.issues, func(y store.Issue) bool { return y.Replaces == x.ID }):
		return "已更正"
	case x.Replaces != 0:
		return "更正件"
	}
	return ""
}

// read lists the issues anew.
func (a *archive) read() {
	var closing *data.Closing
	a.page.office.Work("", func(ctx context.Context) error {
		return a.page.office.View(ctx, func(v *store.View) (err error) {
			if a.issues, err = v.Issues(); err != nil {
				return err
			}
			closing, err = v.Closed()
			return err
		})
	}, func(err error) {
		if err != nil {
			a.page.office.Fail("读不出存档", err)
			return
		}
		a.closed.SetText("没有封账。")
		if closing != nil {
			a.closed.SetText(fmt.Sprintf("已封账到 %s（%s，%s）；以后补登的事项照样收，下期通报里注明。", closing.To, closing.By, closing.At.Local().Format("2006-01-02")))
		}
		a.list.Reset()
		a.side.Objects = []fyne.CanvasObject{quiet("在左边选一期，这里可以取出文件、与现在的台账对照、发更正。")}
		if len(a.issues) == 0 {
			a.side.Objects = []fyne.CanvasObject{quiet("还没有签发过通报。在“选项”里选好期间和版式，看过页面，点“签发…”。")}
		}
		a.side.Refresh()
		a.show()
	})
}

// show puts the list in place of what else the page shows.
func (a *archive) show() {
	a.page.whole(a.content)
	a.page.office.Tell("共 " + thousands(len(a.issues)) + " 期")
	a.page.paper = func() {
		printRows(a.page.office, rowsPrint[store.Issue]{title: "通报存档", columns: a.list.Shown(), rows: a.issues, hide: map[string]reports.Hide{"标题": reports.Texts}})
	}
}

func (a *archive) choose(x store.Issue) {
	box := container.NewVBox(plain(x.Title), quiet(issueNumber(x)+"　"+x.From.String()+" 至 "+x.To.String()))
	for _, role := range reports.SignRoles {
		if who := x.Signers[role]; who != "" {
			box.Add(quiet(role + "：" + who))
		}
	}
	if a.standing(x) != "作废" {
		box.Add(container.NewHBox(widget.NewButton("取出文件", func() { a.unpack(x) }), widget.NewButton("与现在对照", func() { a.compare(x) }), widget.NewButton("发更正…", func() { a.correct(x) })))
		box.Add(quiet("全文校验值 " + x.SHA256[:16] + "…"))
		a.tellLog(x, box)
	}
	a.side.Objects = []fyne.CanvasObject{box}
	a.side.Refresh()
}

// tellLog says where the log stood at the issue, and once it was looked up whether it still
// leads there.
func (a *archive) tellLog(x store.Issue, box *fyne.Container) {
	if x.Log.Head == "" {
		return
	}
	text := fmt.Sprintf("印发时操作记录 %s 条，链尾 %s…", thousands(int(x.Log.Entries)), x.Log.Head[:16])
	line := quiet(text)
	box.Add(line)
	stands := store.LogStanding("")
	o := a.page.office
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			stands, err = v.LogStands(x.Log)
			return err
		})
	}, func(err error) {
		switch {
		case err != nil:
			o.Fail("没有核对操作记录", err)
		case stands == store.LogWhole:
			line.SetText(text + "；" + stands.Words() + "。")
		default:
			box.Add(widget.NewPara(stands.Words()+"。请到“设置 → 备份”核验台账，并与备份清单里的链尾对照。", theme.Red, textSize, 0))
		}
	})
}

func (a *archive) unpack(x store.Issue) {
	var made []Made
	o := a.page.office
	o.Work("正在取出文件", func(ctx context.Context) (err error) {
		made, err = o.Actions.UnpackIssue(ctx, x.ID, o.Folder)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有取出文件", err)
			return
		}
		a.page.made, a.page.notes = made, nil
		a.page.list()
	})
}

// correct goes to the options with the issue's period and what was written into it, to be
// issued as its correction.
func (a *archive) correct(x store.Issue) {
	o, p := a.page.office, a.page
	if o.refuses() {
		return
	}
	layout := ""
	o.Work("", func(ctx context.Context) (err error) {
		layout, err = o.Actions.BeginCorrection(ctx, x.ID)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有起草更正", err)
			return
		}
		p.period.SetText(periodText(stats.Period{From: x.From, To: x.To}))
		p.setKind(stats.Period{From: x.From, To: x.To})
		for i, l := range layouts {
			if l.code == layout {
				p.layout.SetSelectedIndex(i)
			}
		}
		p.number.SetText("") // what stands there was meant for another
		p.correct(&x)
		p.list()
		o.Toasts.Show("改好选项和正文，再点“签发…”", "", nil)
	})
}

type driftRows []reports.Drift

func (d driftRows) Len() int                        { return len(d) }
func (d driftRows) Row(i int) (reports.Drift, bool) { return d[i], true }

// compare lists every figure of an issue that the ledger now gives otherwise.
func (a *archive) compare(x store.Issue) {
	var drifts []reports.Drift
	o := a.page.office
	o.Work("正在对照", func(ctx context.Context) (err error) {
		drifts, err = o.Actions.IssueDrifts(ctx, x.ID)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有对照成", err)
			return
		}
		a.showDrifts(x, drifts)
	})
}

func (a *archive) showDrifts(x store.Issue, drifts []reports.Drift) {
	back := a.show
	head := container.NewHBox(widget.NewButton("← 存档", back), container.NewCenter(section("《"+cut(x.Title, 40)+"》印发时 → 现在")))
	if len(drifts) == 0 {
		a.page.whole(container.NewBorder(padded(head), nil, nil, nil, widget.Empty("数字和背后的记录都与印发时一致。", "返回存档", back)))
		return
	}
	list := driftRows(drifts)
	said := quiet("选一行，这里列出增减的记录。")
	t := widget.NewDataTable([]widget.Column[reports.Drift]{
		{Title: "指标", Width: 150, Text: func(d reports.Drift) string { return d.Was.Name }},
		{Title: "口径", Width: 60, Text: func(d reports.Drift) string { return d.Was.Span }},
		{Title: "行", Width: 200, Least: 100, Grow: true, Text: func(d reports.Drift) string { return d.Was.Key }},
		{Title: "印发时", Width: 100, Right: true, Text: func(d reports.Drift) string { return d.Was.Text() }},
		{Title: "现在", Width: 100, Right: true, Text: func(d reports.Drift) string { return d.Now.Text() },
			Color: func(d reports.Drift) fyne.ThemeColorName {
				if d.Now.Text() != d.Was.Text() {
					return theme.Yellow
				}
				return ""
			}},
		{Title: "增", Width: 60, Right: true, Text: func(d reports.Drift) string { return thousands(len(d.Added)) }},
		{Title: "减", Width: 60, Right: true, Text: func(d reports.Drift) string { return thousands(len(d.Gone)) }},
	}, list)
	t.Name, t.OnEscape = "对照", back
	t.OnChosen = func(i int) { a.tellDrift(list[i], said) }
	a.page.whole(container.NewBorder(padded(head), highAs(84, padded(said)), nil, nil, t))
	a.page.paper = func() {
		printRows(a.page.office, rowsPrint[reports.Drift]{title: "印发时与现在对照", filter: cut(x.Title, 40) + "　" + issueNumber(x), columns: t.Shown(), rows: drifts})
	}
	a.page.office.Tell("共 " + thousands(len(drifts)) + " 个数字变了")
}

// tellDrift names the records that came and went.
func (a *archive) tellDrift(d reports.Drift, said *widget.Para) {
	var words []string
	o := a.page.office
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) error {
			bin, err := v.Bin()
			if err != nil {
				return err
			}
			for word, rows := range map[string][]stats.RowRef{"增": d.Added, "减": d.Gone} {
				for i, r := range rows {
					if i == 8 {
						words = append(words, word+" 等 "+thousands(len(rows))+" 条")
						break
					}
					name, err := driftRecord(v, bin, r)
					if err != nil {
						return err
					}
					words = append(words, word+" "+name+" "+r.On.String()+" "+r.What)
				}
			}
			return nil
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出增减的记录", err)
			return
		}
		slices.Sort(words)
		said.SetText(strings.Join(words, "；"))
	})
}

// driftRecord is what people call a record behind a number, one in the recycle bin too.
func driftRecord(v *store.View, bin []store.BinEntry, r stats.RowRef) (string, error) {
	x := boardRow{}
	if r.Entity == data.EntityProblem {
		p, err := v.Problem(r.ID)
		if gone(err) != nil {
			return "", err
		}
		if err == nil {
			x.code = p.Code
		}
	} else if err := otherRow(v, r, &x); err != nil {
		return "", err
	}
	if name := strings.TrimSpace(x.code + " " + x.hit.Title); name != "" {
		return name, nil
	}
	for _, e := range bin {
		if e.Entity == r.Entity && e.ID == r.ID {
			return e.Title + "（在回收站）", nil
		}
	}
	return "（已撤销的记录）", nil
}

// ask asks for one line and does something with it.
func (a *archive) ask(title, button, label, hint string, do func(ctx context.Context, text string) error, done string) {
	o := a.page.office
	if o.refusesTo(data.MayApprove) {
		return
	}
	in := widget.NewEntry(label, "")
	form := widget.NewForm(button, &widget.Field{Key: "text", Label: label, Required: true, Input: in, Hint: hint})
	sheet := o.showForm(title, form, in)
	form.OnSubmit = func() {
		text := textOf(in)
		o.submit(form, "", "没有登记", func(ctx context.Context) error { return do(ctx, text) }, func() {
			sheet.Close()
			o.Changed()
			o.Toasts.Show(done, "", nil)
			a.read()
		})
	}
}

func (a *archive) void() {
	a.ask("登记作废期号", "登记", "期号", "如 第4期（总第28期）：不再使用，号码保留", func(ctx context.Context, text string) error {
		return a.page.office.Actions.VoidNumber(ctx, text, "作废")
	}, "已登记作废期号")
}

func (a *archive) close() {
	a.ask("封账", "封账", "月份", "封到这个月的月末，写成 2026-10", func(ctx context.Context, text string) error {
		return a.page.office.Actions.CloseBooks(ctx, text)
	}, "已封账")
}

func (a *archive) reopen() {
	a.ask("启封", "启封", "原因", "记入操作记录", func(ctx context.Context, text string) error {
		return a.page.office.Actions.ReopenBooks(ctx, text)
	}, "已启封")
}
