package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/reports"
)

// cases lists what is told of as examples: records, and paragraphs the office wrote.
func (v *sheetsView) cases() fyne.CanvasObject {
	box := container.NewVBox(container.NewHBox(widget.NewButton("从台账里选…", v.pickCase), widget.NewButton("自己写…", v.writeOwn)))
	list := v.sheets.Script.Cases
	if len(list)+len(v.sheets.Script.Own) == 0 {
		box.Add(quiet("还没有选典型。从台账里选的，企业和个人名称自动隐去，编号连着记录。"))
	}
	for i, x := range list {
		box.Add(plain(x.Kind + "　" + cut(v.printed(x), 60)))
		row := container.NewHBox(quietButton("改写", func() { v.rewriteCase(i) }), quietButton("打开记录", func() { v.page.jumpToProblem(x.Problem) }))
		if i > 0 {
			row.Add(quietButton("上移", func() { v.moveCase(i) }))
		}
		row.Add(quietButton("去掉", func() { v.dropCase(i) }))
		box.Add(row)
	}
	for _, text := range v.sheets.Script.Own {
		box.Add(plain("自己写的　" + cut(text, 60)))
	}
	return container.NewVScroll(box)
}

// printed is a case as it stands in the bulletin.
func (v *sheetsView) printed(x reports.Case) string {
	if found := v.sheets.Doc.CandidateOf(x.Problem); found != nil {
		if x.Text != "" {
			return found.Code + "　" + x.Text
		}
		return found.Code + "　" + found.Content
	}
	return "没有印：已经转出或删除，或者不在这一期"
}

func (v *sheetsView) setCases(form *widget.Form, sheet *widget.Sheet, list []reports.Case) {
	s := v.sheets.Script.Clone()
	s.Cases = list
	v.save(form, sheet, s)
}

func (v *sheetsView) moveCase(i int) {
	list := slices.Clone(v.sheets.Script.Cases)
	list[i-1], list[i] = list[i], list[i-1]
	v.setCases(nil, nil, list)
}

func (v *sheetsView) dropCase(i int) {
	v.setCases(nil, nil, slices.Delete(slices.Clone(v.sheets.Script.Cases), i, i+1))
}

func (v *sheetsView) rewriteCase(i int) {
	x := v.sheets.Script.Cases[i]
	kind := widget.NewSelect("种类", reports.CaseKinds, func(int) {})
	kind.SetSelected(x.Kind)
	text := widget.NewTextArea("正文", "不写就用问题的原文", 6)
	text.SetText(x.Text)
	if found := v.sheets.Doc.CandidateOf(x.Problem); x.Text == "" && found != nil {
		text.SetText(found.Content)
	}
	form := widget.NewForm("改好了", &widget.Field{Key: "kind", Label: "种类", Input: kind}, &widget.Field{Key: "text", Label: "正文", Input: text, Hint: "编号自动写在后面；名称自动隐去"})
	sheet := v.page.office.showForm("改写典型", form, text)
	form.OnSubmit = func() {
		list := slices.Clone(v.sheets.Script.Cases)
		list[i].Kind, list[i].Text = kind.Selected, strings.TrimSpace(text.Text)
		if found := v.sheets.Doc.CandidateOf(x.Problem); found != nil && found.Content == list[i].Text {
			list[i].Text = "" // the record speaks for itself, whatever is written in it later
		}
		v.setCases(form, sheet, list)
	}
}

func (v *sheetsView) writeOwn() {
	text := widget.NewTextArea("典型做法和典型问题", "一行一段；企业和个人名称自动隐去", 8)
	text.SetText(strings.Join(v.sheets.Script.Own, "\n"))
	form := widget.NewForm("写好了", &widget.Field{Key: "text", Label: "正文", Input: text})
	sheet := v.page.office.showForm("典型做法和典型问题", form, text)
	form.OnSubmit = func() {
		s := v.sheets.Script.Clone()
		s.Own = nil
		for _, line := range strings.Split(text.Text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				s.Own = append(s.Own, line)
			}
		}
		v.save(form, sheet, s)
	}
}

type candidateRows struct{ list []reports.Candidate }

func (r *candidateRows) Len() int                            { return len(r.list) }
func (r *candidateRows) Row(i int) (reports.Candidate, bool) { return r.list[i], true }

const mostCases = 200

// pickCase offers the problems of the period, as they would be printed.
func (v *sheetsView) pickCase() {
	if v.page.office.refuses() {
		return
	}
	rows := &candidateRows{}
	search := widget.NewEntry("找问题", "编号、内容、类别或主办单位")
	kind := widget.NewSelect("种类", reports.CaseKinds, func(int) {})
	table := widget.NewDataTable([]widget.Column[reports.Candidate]{
		{Title: "编号", Width: 120, Text: func(x reports.Candidate) string { return x.Code }},
		{Title: "问题（名称已隐去）", Width: 380, Text: func(x reports.Candidate) string { return x.Content }},
		{Title: "主办单位", Width: 140, Text: func(x reports.Candidate) string { return x.Lead }},
		{Title: "情况", Width: 90, Text: func(x reports.Candidate) string { return x.State }},
	}, rows)
	table.Name = "可选的问题"
	foot := quiet("")
	find := func(text string) {
		rows.list = v.sheets.Doc.Candidates(strings.TrimSpace(text), mostCases)
		table.Reset()
		foot.SetText("双击或按 Enter 选用；找问题时按 Enter 选第一条。")
		if len(rows.list) == 0 {
			foot.SetText("这一期没有这样的问题，换个说法再找。")
		}
	}
	search.OnChanged = find
	var sheet *widget.Sheet
	add := func(i int) {
		if i < 0 || i >= len(rows.list) {
			return
		}
		x := reports.Case{Problem: rows.list[i].ID, Kind: kind.Selected}
		if !slices.ContainsFunc(v.sheets.Script.Cases, func(y reports.Case) bool { return y.Problem == x.Problem }) {
			v.setCases(nil, sheet, append(slices.Clone(v.sheets.Script.Cases), x))
			return
		}
		sheet.Close()
	}
	table.OnOpen = add
	search.OnEnter = func() { add(0) }
	top := container.NewBorder(nil, nil, nil, container.NewHBox(second("作为"), kind), search)
	room := container.NewGridWrap(fyne.NewSize(780, 380), container.NewBorder(top, foot, nil, nil, table))
	sheet = widget.ShowSheet(v.page.office.Window, "从台账里选典型", room, search)
	table.OnEscape = sheet.Close
	find("")
}

// demands lists the office's phrase book; what is ticked is printed.
func (v *sheetsView) demands() fyne.CanvasObject {
	box := container.NewVBox(container.NewHBox(widget.NewButton("编辑用语…", v.editPhrases)))
	chosen := v.sheets.Script.Demands
	if len(v.sheets.Phrases)+len(chosen) == 0 {
		box.Add(quiet("用语库还是空的。点“编辑用语…”写上本单位常用的句子，一行一句；这里勾上的印在“下步要求”里。"))
	}
	all := slices.Clone(v.sheets.Phrases)
	for _, text := range chosen {
		if !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	for _, text := range all {
		tick := widget.NewCheck("")
		tick.Checked = slices.Contains(chosen, text)
		tick.OnChanged = func(on bool) { v.demand(text, on) }
		box.Add(container.NewBorder(nil, nil, container.NewVBox(tick), nil, plain(text)))
	}
	return container.NewVScroll(box)
}

func (v *sheetsView) demand(text string, on bool) {
	s := v.sheets.Script.Clone()
	s.Demands = slices.DeleteFunc(s.Demands, func(x string) bool { return x == text })
	if on {
		s.Demands = append(s.Demands, text)
	}
	v.save(nil, nil, s)
}

func (v *sheetsView) editPhrases() {
	o := v.page.office
	if o.refuses() {
		return
	}
	text := widget.NewTextArea("用语", "一行一句", 12)
	text.SetText(strings.Join(v.sheets.Phrases, "\n"))
	form := widget.NewForm("存好", &widget.Field{Key: "text", Label: "用语", Input: text, Hint: "一行一句；可以写字段，如 {期末逾期}，印时换成这一期的数"})
	sheet := o.showForm("下步要求用语", form, text)
	form.OnSubmit = func() {
		list := reports.Phrases(text.Text)
		for _, x := range list {
			if err := reports.CheckPhrase(x); err != nil {
				form.Fail("text", err.Error())
				return
			}
		}
		o.submit(form, "", "没有保存", func(ctx context.Context) error {
			return o.Actions.SaveSettings(ctx, map[string]string{data.PhraseSetting: strings.Join(list, "\n")})
		}, func() {
			sheet.Close()
			v.changed()
		})
	}
}
