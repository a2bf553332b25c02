package page

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

const (
	usualWording = "按期间的"
	noPreset     = "—"
)

// preset is a named set of what is chosen for a bulletin.
type preset struct {
	Name      string `json:"-"`
	Kind      string `json:"kind"`
	Layout    string `json:"layout"`
	Wording   string `json:"wording,omitempty"`
	Topic     string `json:"topic,omitempty"`
	Word      bool   `json:"word,omitempty"`
	Overprint bool   `json:"overprint,omitempty"`
	Folder    string `json:"folder,omitempty"`
}

// usualPresets are there from the first day.
var usualPresets = []preset{
	{Name: "月度通报·公文式", Kind: "月", Layout: "A"}, {Name: "月度通报·简报式", Kind: "月", Layout: "B"},
	{Name: "季度通报·公文式", Kind: "季度", Layout: "A"}, {Name: "季度通报·简报式", Kind: "季度", Layout: "B"}, {Name: "年度通报·公文式", Kind: "年", Layout: "A"},
}

// readChoices fills in what can be chosen: wordings and presets.
func (p *Bulletins) readChoices() {
	var list []Wording
	var kept string
	o := p.office
	o.Work("", func(ctx context.Context) (err error) {
		if list, err = o.Actions.Wordings(ctx); err != nil {
			return err
		}
		return o.View(ctx, func(v *store.View) (err error) {
			kept, err = v.Setting(data.PresetSetting)
			return err
		})
	}, func(err error) {
		if err != nil {
			o.log("通报的选项：" + err.Error())
			return
		}
		was := p.wording.Selected
		p.names, p.wording.Options = []string{""}, []string{usualWording}
		for _, x := range list {
			p.names, p.wording.Options = append(p.names, x.Name), append(p.wording.Options, x.called())
		}
		if !slices.Contains(p.wording.Options, was) {
			p.wording.SetSelectedIndex(0)
		}
		p.presets = slices.Concat(usualPresets, readPresets(kept))
		p.preset.Options = []string{noPreset}
		for _, x := range p.presets {
			p.preset.Options = append(p.preset.Options, x.Name)
		}
	})
}

func readPresets(kept string) (out []preset) {
	var all map[string]string
	if json.Unmarshal([]byte(kept), &all) != nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		x := preset{Name: name}
		if json.Unmarshal([]byte(all[name]), &x) == nil {
			out = append(out, x)
		}
	}
	return out
}

// usePreset fills in the form; the period stays the proposed one of its kind.
func (p *Bulletins) usePreset(i int) {
	if i < 1 || i > len(p.presets) {
		return
	}
	x := p.presets[i-1]
	for i, s := range spans {
		if s.kind == x.Kind {
			p.span.SetSelectedIndex(i)
		}
	}
	for i, l := range layouts {
		if l.code == x.Layout {
			p.layout.SetSelectedIndex(i)
		}
	}
	p.wording.SetSelectedIndex(max(0, slices.Index(p.names, x.Wording)))
	p.topic.SetText(x.Topic)
	p.word.SetSelectedIndex(secondIf(x.Word))
	p.over.SetSelectedIndex(secondIf(x.Overprint))
	if x.Folder != "" {
		p.folder.SetText(x.Folder)
	}
}

// secondIf is the place of the second of two choices if it is on.
func secondIf(on bool) int {
	if on {
		return 1
	}
	return 0
}

// keepPreset keeps what is chosen under a name; the empty set of options takes it away.
func (p *Bulletins) keepPreset() {
	o := p.office
	in, ok := p.input()
	if !ok || o.refuses() {
		return
	}
	name := widget.NewEntry("名称", "如 月度通报·公文式·套打")
	form := widget.NewForm("存好", &widget.Field{Key: "name", Label: "名称", Required: true, Input: name, Hint: "同名的被替换"})
	sheet := o.showForm("存为常用设置", form, name)
	form.OnSubmit = func() {
		called := textOf(name)
		if called == "" || slices.ContainsFunc(usualPresets, func(x preset) bool { return x.Name == called }) {
			form.Fail("name", "请写一个名称，不与自带的相同。")
			return
		}
		o.submit(form, "", "没有保存", func(ctx context.Context) error {
			return p.savePreset(ctx, called, preset{Kind: in.Kind, Layout: in.Layout, Wording: in.Wording, Topic: in.Topic, Word: in.Word, Overprint: in.Overprint, Folder: in.Folder})
		}, func() {
			sheet.Close()
			p.readChoices()
			o.Saved("已存为常用设置：" + called)
		})
	}
}

func (p *Bulletins) savePreset(ctx context.Context, name string, x preset) error {
	all := map[string]string{}
	err := p.office.View(ctx, func(v *store.View) error {
		kept, err := v.Setting(data.PresetSetting)
		if err == nil && kept != "" {
			err = json.Unmarshal([]byte(kept), &all)
		}
		return err
	})
	if err != nil {
		return err
	}
	one, err := json.Marshal(x)
	if err != nil {
		return err
	}
	all[name] = string(one)
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return p.office.Actions.SaveSettings(ctx, map[string]string{data.PresetSetting: string(text)})
}

// topics offers what matches a text.
func (p *Bulletins) topics(text string) []string {
	list, err := p.office.Actions.Topics(p.office.Context)
	if err != nil {
		p.office.log("topics: " + err.Error())
	}
	var all []named
	for _, x := range list {
		all = append(all, newNamed(x, nil))
	}
	return offering(all)(text)
}
