package page

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
)

// names finds records by what a picker offers: names, with the place behind those that
// are not the only ones of their name.
type names struct {
	list []named
	id   map[string]data.ID
	text map[data.ID]string
}

func newNames() *names { return &names{id: map[string]data.ID{}, text: map[data.ID]string{}} }

func (n *names) add(id data.ID, name, place string, aliases []string) {
	text := name
	if _, taken := n.id[text]; taken && place != "" {
		text += "（" + place + "）"
	}
	for i := 2; n.id[text] != 0; i++ {
		text = name + "（" + strconv.Itoa(i) + "）"
	}
	n.id[text], n.text[id] = id, text
	n.list = append(n.list, newNamed(text, aliases))
}

// unitNames are the units in use but one.
func (r roll) unitNames(but data.ID) *names {
	n := newNames()
	for _, u := range r.units {
		if u.ID != but && (u.ValidTo == 0 || u.ValidTo >= r.today) {
			n.add(u.ID, u.Name, r.regionName(u.Region), u.Aliases)
		}
	}
	return n
}

// regionNames are the regions but one.
func (r roll) regionNames(but data.ID) *names {
	n := newNames()
	for _, g := range r.regions {
		if g.ID != but {
			n.add(g.ID, g.Name, r.regionName(g.Parent), g.Aliases)
		}
	}
	return n
}

func (n *names) picker(name, hint string, now data.ID) *widget.Picker {
	p := widget.NewPicker(name, hint, offering(n.list))
	p.SetText(n.text[now])
	return p
}

// picked is what a picker holds, 0 for nothing.
func (n *names) picked(p *widget.Picker) data.ID { return n.id[pickedOf(p)] }

// known is the Check of a picker: what it holds is called so. word is what the names are of.
func (n *names) known(p *widget.Picker, word string) func() string {
	return func() string {
		if text := pickedOf(p); text != "" && n.id[text] == 0 {
			return "没有叫这个名称的" + word + "，请从列表里选。"
		}
		return ""
	}
}

// aliasesIn are the names in a text, parted by any of the usual marks.
func aliasesIn(text string) (out []string) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// sortIn is the number in a field of order; nothing typed is 0.
func sortIn(e *widget.Entry) (n int, err error) {
	text := data.Normalise(textOf(e))
	if text == "" {
		return 0, nil
	}
	return strconv.Atoi(text)
}

// sortAmiss is the Check of a field of order.
func sortAmiss(e *widget.Entry) func() string {
	return func() string {
		if _, err := sortIn(e); err != nil {
			return "次序应是整数，小的排在前面。"
		}
		return ""
	}
}

// showUnitForm is the form of a unit; saved is told which.
func showUnitForm(o *Office, all roll, u *data.Unit, saved func(data.ID)) {
	if o.refuses() {
		return
	}
	var now data.Unit
	title, button := "新增单位", "新增"
	if u != nil {
		now, title, button = *u, "修改单位", "保存"
	}
	var kinds []string
	for _, k := range unitKinds {
		kinds = append(kinds, k.word)
	}
	name, code, aliases, order := widget.NewEntry("单位名称", "全称"), widget.NewEntry("单位代码", ""), widget.NewEntry("单位别名", "如 发改委、发改局"), widget.NewEntry("次序", "")
	name.SetText(now.Name)
	code.SetText(now.Code)
	aliases.SetText(strings.Join(now.Aliases, "、"))
	order.SetText(strconv.Itoa(now.Sort))
	kind := widget.NewSelect("单位种类", kinds, func(int) {})
	for i, k := range unitKinds {
		if k.kind == now.Kind {
			kind.SetSelectedIndex(i)
		}
	}
	parents, regions := all.unitNames(now.ID), all.regionNames(0)
	parent, region := parents.picker("上级单位", "可不填，按 ↓ 列出", now.Parent), regions.picker("单位所在地", "本级单位不填", now.Region)
	from, to := o.dateEntry("启用日期", true), o.dateEntry("停用日期", true)
	from.SetText(now.ValidFrom.String())
	to.SetText(now.ValidTo.String())
	form := widget.NewForm(button, &widget.Field{Key: "name", Label: "名称", Required: true, Missing: "请填写单位的名称。", Most: 100, Input: name, Hint: renameHint(u)},
		&widget.Field{Key: "kind", Label: "种类", Input: kind, Hint: "决定它列在哪张表里"},
		&widget.Field{Key: "aliases", Label: "别名", Input: aliases, Hint: "用顿号分开；输入和导入时都认得"},
		&widget.Field{Key: "region", Label: "所在地", Input: region, Check: regions.known(region, "地区")}, &widget.Field{Key: "parent", Label: "上级", Input: parent, Check: parents.known(parent, "单位")},
		&widget.Field{Key: "sort", Label: "次序", Input: order, Check: sortAmiss(order), Hint: "数小的排在前面，印在表里也按这个次序"},
		&widget.Field{Key: "code", Label: "代码", Input: code, Hint: "上下级之间交换台账时用，可不填"},
		&widget.Field{Key: "from", Label: "启用", Input: from, Hint: "不填即一直在用"}, &widget.Field{Key: "to", Label: "停用", Input: to, Hint: "最后在用的一天；以后不再列出供选"})
	sheet := o.showFormOf(title, now.ID, form, name)
	form.OnSubmit = func() {
		in := UnitInput{ID: now.ID, Version: now.Version, Name: textOf(name), Kind: unitKinds[max(kind.SelectedIndex(), 0)].kind, Code: textOf(code), Aliases: aliasesIn(aliases.Text)}
		in.Region, in.Parent = regions.picked(region), parents.picked(parent)
		in.Sort, _ = sortIn(order)
		for _, x := range []struct {
			key  string
			from *widget.DateEntry
			into *data.Date
		}{{"from", from, &in.From}, {"to", to, &in.To}} {
			day, err := o.dayIn(x.key, x.from)
			if err != nil {
				form.Fail(x.key, err.Error())
				return
			}
			*x.into = day
		}
		var id data.ID
		o.submit(form, "正在保存", "没有保存单位", func(ctx context.Context) (err error) {
			id, err = o.Actions.SaveUnit(ctx, in)
			return err
		}, func() {
			sheet.Close()
			saved(id)
			o.Saved(map[bool]string{true: "已新增单位：", false: "已修改单位："}[u == nil] + cut(in.Name, 30))
		})
	}
}

func renameHint(u *data.Unit) string {
	if u == nil {
		return ""
	}
	return "在这里改的是写错的名称；机构改名用“自某日起更名”"
}

// showRegionForm is the form of a region; saved is told which.
func showRegionForm(o *Office, all roll, g *data.Region, saved func(data.ID)) {
	if o.refuses() {
		return
	}
	var now data.Region
	title, button := "新增地区", "新增"
	if g != nil {
		now, title, button = *g, "修改地区", "保存"
	}
	name, code, aliases, order := widget.NewEntry("地区名称", "县（市、区）或乡镇（街道）"), widget.NewEntry("行政区划代码", "如 350521"), widget.NewEntry("地区别名", ""), widget.NewEntry("次序", "")
	name.SetText(now.Name)
	code.SetText(now.Code)
	aliases.SetText(strings.Join(now.Aliases, "、"))
	order.SetText(strconv.Itoa(now.Sort))
	parents := all.regionNames(now.ID)
	parent := parents.picker("上级地区", "可不填，按 ↓ 列出", now.Parent)
	form := widget.NewForm(button, &widget.Field{Key: "name", Label: "名称", Required: true, Most: 50, Input: name},
		&widget.Field{Key: "code", Label: "代码", Input: code, Hint: "行政区划代码，覆盖率和汇总按它归并"}, &widget.Field{Key: "parent", Label: "上级", Input: parent, Check: parents.known(parent, "地区")},
		&widget.Field{Key: "aliases", Label: "别名", Input: aliases, Hint: "用顿号分开；输入和导入时都认得"},
		&widget.Field{Key: "sort", Label: "次序", Input: order, Check: sortAmiss(order), Hint: "数小的排在前面"})
	sheet := o.showFormOf(title, now.ID, form, name)
	form.OnSubmit = func() {
		in := RegionInput{ID: now.ID, Version: now.Version, Name: textOf(name), Code: textOf(code), Aliases: aliasesIn(aliases.Text)}
		in.Parent = parents.picked(parent)
		in.Sort, _ = sortIn(order)
		var id data.ID
		o.submit(form, "正在保存", "没有保存地区", func(ctx context.Context) (err error) {
			id, err = o.Actions.SaveRegion(ctx, in)
			return err
		}, func() {
			sheet.Close()
			saved(id)
			o.Saved(map[bool]string{true: "已新增地区：", false: "已修改地区："}[g == nil] + cut(in.Name, 30))
		})
	}
}

// changeForm is one of the small forms that make something else of a unit: from a day on
// if day is true.
func (o *Office) changeForm(title, button, label, missing string, in widget.Input, day bool, hint string, do func(ctx context.Context, from data.Date) error, done func()) {
	if o.refuses() {
		return
	}
	date := o.dateEntry("自哪天起", false)
	date.SetText(o.Ledger.Today().String())
	fields := []*widget.Field{{Key: "name", Label: label, Required: true, Missing: missing, Input: in, Hint: hint}}
	if day {
		fields = append(fields, &widget.Field{Key: "from", Label: "自哪天起", Required: true, Input: date, Hint: "这天以前的照旧，从这天起的归新单位；在办的问题登记一次转办"})
	}
	form := widget.NewForm(button, fields...)
	sheet := o.showForm(title, form, in)
	form.OnSubmit = func() {
		from, err := o.dayIn("from", date)
		if err != nil {
			form.Fail("from", err.Error())
			return
		}
		o.submit(form, "正在改动", "没有改动", func(ctx context.Context) error { return do(ctx, from) }, func() {
			sheet.Close()
			done()
		})
	}
}

// leftWords tells of problems that could not be handed over.
func leftWords(left int) string {
	if left == 0 {
		return ""
	}
	return fmt.Sprintf("；有 %d 个问题正等审核或没有期限，没有自动转办，请在问题页办理", left)
}

func showRenameForm(o *Office, u *data.Unit, saved func(data.ID)) {
	name := widget.NewEntry("新名称", "")
	var next data.ID
	var left int
	o.changeForm("更名："+cut(u.Name, 30), "更名", "新名称", "请填写新名称。", name, true, "旧名称留作这天以前的单位", func(ctx context.Context, from data.Date) (err error) {
		next, left, err = o.Actions.RenameUnit(ctx, u.ID, textOf(name), from)
		return err
	}, func() {
		saved(next)
		o.Saved("已更名为“" + cut(textOf(name), 30) + "”" + leftWords(left))
	})
}

func showSucceedForm(o *Office, all roll, u *data.Unit, saved func(data.ID)) {
	others := all.unitNames(u.ID)
	into := others.picker("并入的单位", "按 ↓ 列出", 0)
	var next data.ID
	var left int
	o.changeForm("并入别的单位："+cut(u.Name, 30), "并入", "并入", "请从列表里选并入的单位。", into, true, "", func(ctx context.Context, from data.Date) (err error) {
		if next = others.id[pickedOf(into)]; next == 0 {
			return data.Errorf(data.Invalid, "name", "请从列表里选并入的单位。")
		}
		left, err = o.Actions.SucceedUnit(ctx, u.ID, next, from)
		return err
	}, func() {
		saved(next)
		o.Saved("已把“" + cut(u.Name, 20) + "”并入“" + cut(pickedOf(into), 20) + "”" + leftWords(left))
	})
}

func showAbsorbForm(o *Office, all roll, u *data.Unit, saved func(data.ID)) {
	others := all.unitNames(u.ID)
	into := others.picker("已有单位", "按 ↓ 列出", 0)
	var kept data.ID
	o.changeForm("“"+cut(u.Name, 30)+"”是哪个单位", "归到这个单位", "已有单位", "请从列表里选已有的单位。", into, false, "不论日期，用到“"+cut(u.Name, 12)+"”的记录都归到它，名称成为它的别名；可以撤销", func(ctx context.Context, _ data.Date) error {
		if kept = others.id[pickedOf(into)]; kept == 0 {
			return data.Errorf(data.Invalid, "name", "请从列表里选已有的单位。")
		}
		return o.Actions.AbsorbUnit(ctx, kept, u.ID)
	}, func() {
		saved(kept)
		o.Saved("“" + cut(u.Name, 20) + "”已成为“" + cut(pickedOf(into), 20) + "”的别名")
	})
}
