package page

import (
	"context"

	"qinqing/app/widget"
	"qinqing/data"
)

// The registers of a period, by name.
const (
	ClueRegister     = "线索移送登记表"
	HandoverRegister = "交接登记表"
)

// ShowRegisterForm asks for the period, and of what was handed over the unit, and makes a
// register; taker is the unit that is proposed, "" for none.
func ShowRegisterForm(o *Office, kind, taker string) {
	o.showRegister(kind, taker, o.Ledger.Today().MonthStart())
}

// showRegister is ShowRegisterForm with the first day that is proposed.
func (o *Office) showRegister(kind, taker string, since data.Date) {
	o.withChoices(func(c choices) { newRegisterForm(o, kind, taker, since, c) })
}

func newRegisterForm(o *Office, kind, taker string, since data.Date, c choices) {
	from, to := o.dateEntry("起日", true), o.dateEntry("止日", true)
	from.SetText(since.String())
	to.SetText(o.Ledger.Today().String())
	var unit *widget.Picker
	fields := []*widget.Field{{Key: "from", Label: "起日", Required: true, Input: from}, {Key: "to", Label: "止日", Required: true, Input: to}}
	var ways []nameWay
	if kind == HandoverRegister {
		unit = widget.NewPicker("接收单位", "输入几个字或拼音首字母，按 ↓ 列出", offering(c.leads))
		unit.SetText(taker)
		fields = append([]*widget.Field{{Key: "unit", Label: "接收单位", Required: true, Missing: "请选择接收单位。", Input: unit}}, fields...)
		ways = letterNames
	}
	out := o.newOutput(ways)
	form := widget.NewForm("生成"+kind, append(fields, out.fields()...)...)
	sheet := o.showForm(kind, form, form.First())
	form.OnSubmit = func() {
		in := RegisterInput{Kind: kind, Unit: pickedOf(unit), Output: out.read(o.Papers)}
		var err error
		if in.From, err = o.dayIn("from", from); err == nil {
			in.To, err = o.dayIn("to", to)
		}
		if err == nil && in.To < in.From {
			err = data.Errorf(data.Invalid, "to", "止日早于起日，请核对。")
		}
		if err != nil {
			form.Fail(fieldOf(err), err.Error())
			return
		}
		var made []Made
		var notes []string
		o.submit(form, "正在生成"+kind, "没有生成"+kind, func(ctx context.Context) (err error) {
			made, notes, err = o.Actions.MakeRegister(ctx, in)
			return err
		}, func() {
			sheet.Close()
			o.tellMade("已生成"+kind, made, notes)
		})
	}
}
