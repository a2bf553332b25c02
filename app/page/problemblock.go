package page

import (
	"slices"
	"strconv"
	"strings"

	"qinqing/app/widget"
)

// problemBlock is what the form 登记走访 asks about one problem. key is what the names of
// its fields end in, so that a block keeps its own when another is taken away.
type problemBlock struct {
	form  *visitForm
	key   string
	group *widget.Group

	content   *widget.Entry
	in        map[string]*widget.Picker
	complaint *widget.Select
	realName  *widget.Select
}

// blockKey is the key of the block with a serial number; the first has none.
func blockKey(serial int) string {
	if serial == 1 {
		return ""
	}
	return "." + strconv.Itoa(serial)
}

// addBlock puts one more block below the others.
func (f *visitForm) addBlock() *problemBlock {
	f.serial++
	b := &problemBlock{form: f, key: blockKey(f.serial), in: map[string]*widget.Picker{}}
	tail := strings.Replace(b.key, ".", " ", 1) // scripts tell the blocks apart by it
	pick := func(key, name, hint string, of func(string) []string) *widget.Picker {
		p := widget.NewPicker(name+tail, hint, of)
		b.in[key] = p
		return p
	}
	c := f.words
	b.content = widget.NewTextArea("问题内容"+tail, "没有发现问题就不填", 2)
	b.complaint = widget.NewSelect("涉及作风"+tail, []string{"否", "是，反映工作人员的行为"}, func(int) {})
	b.realName = widget.NewSelect("实名转办"+tail, []string{"企业没有同意", "企业同意实名转办"}, func(int) {})
	fields := []*widget.Field{
		{Key: "content", Label: "问题内容", Input: b.content, Wide: true, Most: longestText, Check: b.contentAmiss, Hint: "Tab 填下一项，Ctrl+Enter 登记，Ctrl+Shift+Enter 再加一个问题"},
		{Key: "category", Label: "问题类别", Input: pick("category", "问题类别", "输入几个字，或按 ↓ 列出", offering(c.categories))},
		{Key: "lead", Label: "主办单位", Input: pick("lead", "主办单位", "填了就同时交办，按 ↓ 列出", offering(c.leads)), Check: b.leadAmiss},
		{Key: "due", Label: "期限", Input: pick("due", "期限", "如 10个工作日、立行立改", c.offerLimits(b.category))},
	}
	more := []*widget.Field{
		{Key: "nature", Label: "问题性质", Input: pick("nature", "问题性质", "按 ↓ 列出", offering(c.natures))},
		{Key: "source", Label: "问题来源", Input: pick("source", "问题来源", "按 ↓ 列出", offering(c.sources))},
		{Key: "supporting", Label: "协办单位", Input: pick("supporting", "协办单位", "几个单位用顿号分开", several(offering(c.leads)))},
		{Key: "supervising", Label: "监督单位", Input: pick("supervising", "监督单位", "督促整改的单位", offering(c.units))},
		{Key: "complained", Label: "被反映单位", Input: pick("complained", "被反映单位", "企业反映的是哪个单位", offering(c.leads))},
		{Key: "complaint", Label: "涉及作风", Input: b.complaint, Hint: "涉及的，任何材料里都隐去企业名称"},
		{Key: "realName", Label: "实名转办", Input: b.realName, Hint: "没有同意的，转办时隐去企业名称"},
	}
	for _, x := range append(slices.Clone(fields), more...) {
		x.Key += b.key
	}
	b.group = &widget.Group{Title: "问题", Fields: fields, More: more, Fold: "更多：性质、来源、协办、监督、被反映单位、实名转办"}
	if b.key != "" {
		b.group.Tools = []*widget.Button{widget.NewButton("去掉这个问题", b.drop)}
	}
	f.form.Insert(1+len(f.blocks), b.group)
	f.blocks = append(f.blocks, b)
	f.number()
	f.watchDue(b)
	for _, key := range []string{"lead", "supervising", "complained"} {
		f.watchUnit(key+b.key, b.in[key])
	}
	return b
}

// number titles the blocks when there are several.
func (f *visitForm) number() {
	for i, b := range f.blocks {
		title := "问题"
		if len(f.blocks) > 1 {
			title += " " + strconv.Itoa(i+1)
		}
		b.group.Retitle(title)
	}
}

// moreProblems adds a block and goes there.
func (f *visitForm) moreProblems() {
	f.office.Window.Canvas().Focus(f.addBlock().content)
}

// makeBlocks adds the blocks that what was kept speaks of.
func (f *visitForm) makeBlocks(values map[string]string) {
	most := 1
	for k := range values {
		_, serial, _ := strings.Cut(k, ".")
		if n, err := strconv.Atoi(serial); err == nil && n <= 99 {
			most = max(most, n)
		}
	}
	for f.edit == nil && f.serial < most {
		f.addBlock()
	}
}

// drop takes the block away; what was typed into it is asked about first.
func (b *problemBlock) drop() {
	remove := func() {
		f := b.form
		i := slices.Index(f.blocks, b)
		f.form.Remove(b.group)
		f.blocks = slices.Delete(f.blocks, i, i+1)
		f.number()
		f.office.Window.Canvas().Focus(f.blocks[i-1].content)
	}
	if b.input().empty() {
		remove()
		return
	}
	widget.ShowQuestion(b.form.office.Window, "去掉这个问题", "这个问题已经填写的内容不会登记，也不留在表单里。", widget.Option{Text: "留着"}, widget.Option{Text: "去掉", Do: remove})
}

func (b *problemBlock) input() FoundInput {
	word := func(key string) string { return pickedOf(b.in[key]) }
	return FoundInput{Content: textOf(b.content), Category: word("category"), Nature: word("nature"), Source: word("source"), Lead: word("lead"), Due: word("due"),
		Supporting: severalNames(word("supporting")), Supervising: word("supervising"), Complained: word("complained"),
		Complaint: b.complaint.SelectedIndex() == 1, RealName: b.realName.SelectedIndex() == 1, Key: b.key}
}

func (b *problemBlock) contentAmiss() string {
	if p := b.input(); p.Content == "" && p.about() {
		return "填了问题的类别、单位、期限等，还须写明问题内容。"
	}
	return ""
}

func (b *problemBlock) leadAmiss() string {
	if p := b.input(); p.Due != "" && p.Lead == "" {
		return "写明期限时，须写明主办单位。"
	}
	return ""
}

func (b *problemBlock) clear() {
	b.content.SetText("")
	for _, p := range b.in {
		p.SetText("")
	}
	b.complaint.SetSelectedIndex(0)
	b.realName.SetSelectedIndex(0)
}

// watchDue shows the day the limit falls on beside it, as it is typed, or what is
// proposed once somebody is to handle the problem.
func (f *visitForm) watchDue(b *problemBlock) {
	f.form.Watch(func() { f.tellDue(b) }, "due"+b.key, "lead"+b.key, "category"+b.key, "date")
}

func (f *visitForm) tellDue(b *problemBlock) {
	on, err := f.office.dayIn("date", f.date)
	if err != nil {
		on = 0
	}
	f.form.Hint("due"+b.key, f.office.limitHint(b.in["due"].Text, f.words.proposal(b.category()), pickedOf(b.in["lead"]) != "", on))
}

func (b *problemBlock) category() string { return pickedOf(b.in["category"]) }
