package page

import (
	"context"
	"fmt"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// EscalateInput raises the grade of 督办 of some problems, each by one.
type EscalateInput struct {
	Problems []data.ID
	On       data.Date
	Note     string
}

// showEscalateForm says what will become of each and asks for day and words.
func showEscalateForm(o *Office, ids []data.ID) {
	if o.refuses() {
		return
	}
	raised, most := map[string]int{}, 0
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) error {
			rows, err := v.SuperviseRows(ids, o.Ledger.Today())
			for _, r := range rows {
				if next, ok := data.NextGrade(r.Grade); ok {
					raised[next]++
				} else {
					most++
				}
			}
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出这些问题", err)
			return
		}
		escalateForm(o, ids, raised, most)
	})
}

func escalateForm(o *Office, ids []data.ID, raised map[string]int, most int) {
	total, words := 0, ""
	for _, g := range data.Grades {
		if n := raised[g]; n > 0 {
			total += n
			words += fmt.Sprintf("升为%s %d 个；", g, n)
		}
	}
	if most > 0 {
		words += fmt.Sprintf("%d 个已是红，不再升", most)
	}
	if total == 0 {
		o.Fail("没有可以升级的", data.Errorf(data.Conflict, "", "选中的 %d 个问题督办等级都已是红，没有改动。请另行约谈或报告领导。", most))
		return
	}
	date, note := o.dateEntry("日期", true), widget.NewEntry("说明", "可不填")
	date.SetText(o.Ledger.Today().String())
	form := widget.NewForm("升级督办", &widget.Field{Key: "date", Label: "日期", Required: true, Input: date}, &widget.Field{Key: "note", Label: "说明", Input: note, Hint: words})
	sheet := o.showForm(fmt.Sprintf("升级督办　%d 个问题", total), form, note)
	form.OnSubmit = func() {
		in := EscalateInput{Problems: ids, Note: textOf(note)}
		var err error
		if in.On, err = o.dayIn("date", date); err != nil {
			form.Fail("date", err.Error())
			return
		}
		o.submit(form, "正在保存", "没有升级", func(ctx context.Context) error { return o.Actions.Escalate(ctx, in) }, func() {
			sheet.Close()
			o.Saved(fmt.Sprintf("已升级督办 %d 个", total))
		})
	}
}
