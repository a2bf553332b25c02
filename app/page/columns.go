package page

import (
	"strings"

	"fyne.io/fyne/v2"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// problemFacts are the columns whose cells hold facts, which may be put right in place.
var problemFacts = map[string]data.Fact{"问题": data.FactContent, "企业": data.FactEnterprise, "类别": data.FactCategory, "所在地": data.FactRegion, "监督单位": data.FactSupervising,
	"性质": data.FactNature, "措施": data.FactMeasure, "来源": data.FactSource}

// problemFixed says of the other columns why their cells can't be typed into.
var problemFixed = map[string]string{
	"编号":   "编号由程序编定，不能修改。",
	"登记日":  "登记日是登记这件事发生的日期，不在格里修改；登记错了，请在右边的办理经过里作废、重新登记。",
	"主办单位": "主办单位由交办、转办形成，请在右边办理“交办”或“转办”。",
	"期限":   "期限由交办、延期等事项得出，不能直接修改；要改期限，请在右边办理“延期”。",
	"期限情况": "期限情况按期限和今天的日期推算，不能修改。",
	"状态":   "状态由办理经过得出，不能直接修改；请在右边办理相应的事项。",
	"走访单位": "走访单位随走访记录，走访登记错了，请更正走访记录。",
}

// problemColumns are the columns of the problems' grid. The content has most of the
// width; the light stands with its word.
func problemColumns(o *Office) []widget.Column[store.ProblemRow] {
	type row = store.ProblemRow
	columns := []widget.Column[row]{
		{Title: "编号", Key: "code", Width: 104, Text: func(r row) string { return r.Code }},
		{Title: "登记日", Key: "registered", Width: 100, Text: func(r row) string {
			if r.RegBasis == data.Inferred {
				return r.RegisteredOn.String() + "推"
			}
			return r.RegisteredOn.String()
		}},
		{Title: "问题", Key: "content", Width: 240, Least: 100, Grow: true, Text: func(r row) string { return r.Content }, Edit: &widget.Editing[row]{Long: true}},
		{Title: "企业", Key: "enterprise", Width: 150, Least: 72, Grow: true, Text: func(r row) string { return r.Enterprise }, Edit: &widget.Editing[row]{Choices: o.enterprises}},
		{Title: "主办单位", Key: "lead", Width: 104, Least: 70, Grow: true, Text: func(r row) string { return r.Lead }},
		{Title: "期限", Key: "due", Width: 102, Text: dueText, Color: func(r row) fyne.ThemeColorName {
			if r.Uncertain != "" {
				return theme.Yellow
			}
			return ""
		}},
		{Title: "期限情况", Width: 122, Text: lightText, Mark: func(r row) fyne.ThemeColorName {
			if lightText(r) == "" {
				return ""
			}
			return colourOf(r.Light)
		}},
		{Title: "状态", Key: "state", Width: 70, Text: func(r row) string {
			word, _, _ := strings.Cut(r.State.String(), "（")
			return word
		}},
		{Title: "类别", Key: "category", Width: 110, Text: func(r row) string { return r.Category }, Edit: wordCell(o, data.DictCategory)},
		{Title: "走访单位", Width: 120, Text: func(r row) string { return r.Visiting }},
		{Title: "所在地", Width: 90, Text: func(r row) string { return r.Region }, Edit: &widget.Editing[row]{Choices: o.offer(func(c choices) []named { return c.regions })}},
		{Title: "监督单位", Width: 120, Text: func(r row) string { return r.Supervising }, Edit: &widget.Editing[row]{Choices: o.offer(func(c choices) []named { return c.units })}},
		{Title: "性质", Width: 90, Text: func(r row) string { return r.Nature }, Edit: wordCell(o, data.DictNature)},
		{Title: "措施", Width: 160, Hidden: true, Text: func(r row) string { return r.Measure }, Edit: wordCell(o, data.DictMeasure)},
		{Title: "来源", Width: 120, Hidden: true, Text: func(r row) string { return r.Source }, Edit: wordCell(o, data.DictSource)},
	}
	for i := range columns {
		c := &columns[i]
		c.Fixed = problemFixed[c.Title]
		if c.Edit == nil {
			continue
		}
		fact := problemFacts[c.Title]
		c.Edit.Refuse = func(r row) string {
			return fact.Refusal(data.Standing{State: r.State, OnVisit: r.OnVisit, Recategorised: r.Moved})
		}
	}
	return columns
}

// wordCell is a cell that holds a word of a dictionary.
func wordCell(o *Office, kind data.EntryKind) *widget.Editing[store.ProblemRow] {
	return &widget.Editing[store.ProblemRow]{Choices: func(text string) (out []string) {
		err := o.View(o.Context, func(v *store.View) error {
			entries, err := v.Entries(kind)
			var list []named
			for _, e := range entries {
				if !e.Retired {
					list = append(list, newNamed(e.Name, e.Aliases))
				}
			}
			out = offering(list)(text)
			return err
		})
		if err != nil {
			o.log("choices: " + err.Error())
		}
		return out
	}}
}

// lightText is the light's word. Of what is closed it is empty: the state says it all.
func lightText(r store.ProblemRow) string {
	if r.Light == data.Grey || r.LightWord == r.State.String() {
		return ""
	}
	return r.LightWord
}

func dueText(r store.ProblemRow) string {
	text := r.Due.String()
	if r.Uncertain != "" && r.Due != 0 {
		text += "?"
	}
	if r.Extended {
		text += " 延"
	}
	return text
}
