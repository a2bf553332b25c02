package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// ProblemInput is a problem's facts as they were typed; Version is what the form was
// opened on. Names that are empty mean none.
type ProblemInput struct {
	Problem     data.ID
	Version     int
	Content     string
	Enterprise  string
	Region      string
	Category    string
	Nature      string
	Measure     string
	Source      string
	Visiting    string
	Supervising string
	Supporting  []string
	Complained  string
	Complaint   bool
	RealName    bool
}

// factsForm changes what a problem says, all in one step.
type factsForm struct {
	office  *Office
	problem *data.Problem
	form    *widget.Form
	sheet   *widget.Sheet
	content *widget.Entry
	in      map[string]*widget.Picker

	complaint *widget.Select
	realName  *widget.Select
	answered  map[string]bool
}

// ShowFactsForm opens the form on a problem as it is now.
func ShowFactsForm(o *Office, id data.ID) {
	if o.refuses() {
		return
	}
	var c choices
	var a *store.Account
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			if c, err = choicesOf(v); err != nil {
				return err
			}
			a, err = v.Account(id)
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出这个问题", err)
			return
		}
		newFactsForm(o, a, c)
	})
}

func newFactsForm(o *Office, a *store.Account, c choices) {
	p := a.Problem
	f := &factsForm{office: o, problem: p, in: map[string]*widget.Picker{}, answered: map[string]bool{}}
	l := &fieldsOf{}
	f.content = widget.NewTextArea("问题内容", "", 4)
	f.content.SetText(p.Content)
	l.list = append(l.list, &widget.Field{Key: "content", Label: "问题内容", Required: true, Input: f.content, Wide: true, Most: longestText})
	pick := func(key, label, is string, of func(string) []string, hint string) {
		in := widget.NewPicker(label, "可不填，按 ↓ 列出", of)
		in.SetText(is)
		f.in[key] = in
		l.add(key, label, false, in, hint)
	}
	pick("enterprise", "企业名称", a.Enterprise, o.enterprises, "")
	pick("region", "所在地", a.Region(p.Region), offering(c.regions), "")
	now := a.Timeline.Now
	moved := ""
	if p.Category != 0 {
		moved = "改了就从今天起计入新的类别，经过里留下改类"
	}
	pick("category", "问题类别", a.Category(now.Category), offering(c.categories), moved)
	pick("nature", "问题性质", a.Nature(now.Nature), offering(c.natures), "")
	pick("measure", "措施条目", a.Measure(now.Measure), offering(c.measures), "")
	pick("source", "问题来源", a.Source(p.Source), offering(c.sources), "")
	pick("visiting", "走访单位", a.Unit(p.Visiting), offering(c.visiting()), "")
	pick("supervising", "监督单位", a.Unit(p.Supervising), offering(c.units), "")
	var supporting []string
	for _, u := range p.Supporting {
		supporting = append(supporting, a.Unit(u))
	}
	pick("supporting", "协办单位", strings.Join(supporting, "、"), offeringList(c.leads), "几个单位用顿号隔开")
	pick("complained", "被反映单位", a.Unit(p.ComplainedUnit), offering(c.leads), "")
	f.complaint = widget.NewSelect("涉及作风", []string{"否", "是，反映工作人员的行为"}, func(int) {})
	f.realName = widget.NewSelect("实名转办", []string{"企业没有同意", "企业同意实名转办"}, func(int) {})
	for _, x := range []struct {
		in *widget.Select
		on bool
	}{{f.complaint, p.Complaint}, {f.realName, p.RealNameOK}} {
		if x.on {
			x.in.SetSelectedIndex(1)
		}
	}
	l.add("complaint", "涉及作风", false, f.complaint, "涉及的，任何材料里都隐去企业名称")
	l.add("realName", "实名转办", false, f.realName, "没有同意的，转办时隐去企业名称")
	f.form = widget.NewForm("保存", l.list...)
	f.form.OnSubmit = f.submit
	for _, key := range []string{"visiting", "supervising", "complained"} {
		tellNewUnit(f.form, key, f.in[key], c)
	}
	f.sheet = o.showFormOf("修改问题　"+p.Code, p.ID, f.form, f.content)
}

// offeringList offers names for the last of several that are typed with marks between them.
func offeringList(list []named) func(string) []string {
	one := offering(list)
	return func(text string) (out []string) {
		i := strings.LastIndexAny(text, "、，,；;")
		head := ""
		if i >= 0 {
			_, size := firstRune(text[i:])
			head, text = text[:i+size], text[i+size:]
		}
		for _, name := range one(text) {
			out = append(out, head+name)
		}
		return out
	}
}

func firstRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

// listed are the names that marks part.
func listed(text string) (out []string) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (f *factsForm) input() ProblemInput {
	word := func(key string) string { return strings.TrimSpace(f.in[key].Text) }
	return ProblemInput{Problem: f.problem.ID, Version: f.problem.Version, Content: strings.TrimSpace(f.content.Text), Enterprise: word("enterprise"),
		Region: word("region"), Category: word("category"), Nature: word("nature"), Measure: word("measure"), Source: word("source"),
		Visiting: word("visiting"), Supervising: word("supervising"), Supporting: listed(word("supporting")), Complained: word("complained"),
		Complaint: f.complaint.SelectedIndex() == 1, RealName: f.realName.SelectedIndex() == 1}
}

func (f *factsForm) submit() {
	in := f.input()
	if !f.form.Touched() {
		f.sheet.Close()
		return
	}
	var found Check
	f.office.submit(f.form, "", "没有保存", func(ctx context.Context) (err error) {
		found, err = f.office.Actions.CheckProblem(ctx, in)
		return err
	}, func() {
		doubts := found.doubts("保存")
		if found.Clue && in.Content != f.problem.Content {
			doubts = append([]doubt{{title: "这像是问题线索", text: "问题内容：" + cut(in.Content, 60) +
				"\n属于违纪违法线索的，不得在台账里留存，请返回删去，另办移送线索。不是线索的，可以保存。", yes: "仍然保存"}}, doubts...)
		}
		f.office.settle(doubts, f.answered, func() { f.save(in) })
	})
}

func (f *factsForm) save(in ProblemInput) {
	f.office.submit(f.form, "正在保存", "没有保存", func(ctx context.Context) error { return f.office.Actions.EditProblem(ctx, in) }, func() {
		f.sheet.Close()
		f.office.Saved("已修改：" + f.problem.Code)
	})
}

// deleteProblem asks, and puts a problem into the recycle bin.
func deleteProblem(o *Office, p *data.Problem) {
	if o.refuses() {
		return
	}
	widget.ShowQuestion(o.Window, "删除 "+p.Code, "问题和它的办理经过会移到回收站，统计里不再计入；可以撤销，也可以从回收站恢复。\n"+cut(p.Content, 60),
		widget.Option{Text: "不删除"}, widget.Option{Text: "删除", Do: func() {
			o.Work("正在删除", func(ctx context.Context) error { return o.Actions.DeleteProblem(ctx, p.ID) }, func(err error) {
				if err != nil {
					o.Fail("没有删除", err)
					return
				}
				o.Saved("已删除：" + p.Code)
			})
		}})
}
