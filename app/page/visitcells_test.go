package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// visitOf is the visit of a firm.
func (r *room) visitOf(firm string) (out *data.Visit) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		key := data.Normalise(firm)
		found, err := v.EnterprisesNamed([]string{key})
		if err != nil || len(found[key]) == 0 {
			return err
		}
		list, err := v.VisitsOfEnterprise(found[key][0].ID, 1)
		if err == nil && len(list) > 0 {
			out = list[0]
		}
		return err
	})
	if err != nil || out == nil {
		r.Fatalf("没有走访 %s：%v", firm, err)
	}
	return out
}

func TestVisitCellsPutFactsRight(t *testing.T) {
	for name, c := range map[string]struct {
		firm string
		fact data.Fact
		text string
		err  string
		is   func(*data.Visit) bool
	}{
		"answer":                {"零报告厂", data.FactVisitAnswer, "基本满意", "", func(v *data.Visit) bool { return v.Satisfaction == data.FairlySatisfied }},
		"no such answer":        {"零报告厂", data.FactVisitAnswer, "还行", "没有“还行”这种满意度", nil},
		"day":                   {"零报告厂", data.FactVisitOn, "2026-11-03", "", func(v *data.Visit) bool { return v.On == day("2026-11-03") }},
		"day to come":           {"零报告厂", data.FactVisitOn, "2027-01-03", "在今天之后", nil},
		"no day":                {"零报告厂", data.FactVisitOn, "某天", "走访日期应写成", nil},
		"no unit":               {"零报告厂", data.FactVisitUnit, "", "走访单位不能空着", nil},
		"no firm":               {"零报告厂", data.FactVisitEnterprise, "", "企业不能空着", nil},
		"another firm":          {"零报告厂", data.FactVisitEnterprise, "甲陶瓷厂", "", func(v *data.Visit) bool { return v.On == day("2026-11-02") }},
		"of one with problems":  {"甲陶瓷厂", data.FactVisitOn, "2026-11-03", "连同问题一起改", nil},
		"answer with problems":  {"甲陶瓷厂", data.FactVisitAnswer, "满意", "", func(v *data.Visit) bool { return v.Satisfaction == data.Satisfied }},
		"a visit that is known": {"零报告厂", data.FactVisitOn, "2026-11-05", "记录已经有了", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "", "")
			for _, on := range []string{"2026-11-05", "2026-11-02"} {
				if _, err := r.office.Actions.SaveVisit(r.office.Context, page.VisitInput{On: day(on), Unit: "甲县纪委监委", Enterprise: "零报告厂"}); err != nil {
					t.Fatal(err)
				}
			}
			visit := r.visitOf(c.firm)
			if c.firm == "零报告厂" { // the later one is the newest
				visit = r.visitOfOn("零报告厂", "2026-11-02")
			}
			err := r.office.Actions.SaveCells(r.office.Context, page.CellsInput{Visits: true, Cells: []page.CellInput{{Problem: visit.ID, Fact: c.fact, Text: c.text}}})
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("错误 %v，应提到“%s”", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !c.is(r.visitWith(visit.ID)) {
				t.Errorf("成了 %+v", r.visitWith(visit.ID))
			}
			r.office.Undo()
			if got := r.visitWith(visit.ID); got.On != visit.On || got.Satisfaction != visit.Satisfaction || got.EnterpriseID != visit.EnterpriseID {
				t.Errorf("撤销后 %+v", got)
			}
		})
	}
}

func (r *room) visitWith(id data.ID) (out *data.Visit) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		out, err = v.Visit(id)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

func (r *room) visitOfOn(firm, on string) (out *data.Visit) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.VisitsOfEnterprise(r.visitOf(firm).EnterpriseID, 9)
		for _, x := range list {
			if x.On == day(on) {
				out = x
			}
		}
		return err
	})
	if err != nil || out == nil {
		r.Fatalf("%s 没有走访：%v", on, err)
	}
	return out
}

func TestVisitsAreTypedIntoAndPasted(t *testing.T) {
	r, _, _ := visited(t)
	r.visitCell("2026-10-12", "满意度")
	r.key(fyne.KeyF2)
	r.key(fyne.KeyDown)
	r.key(fyne.KeyReturn)
	if got := r.visitWith(r.visitOfOn("安溪茶叶店", "2026-10-12").ID).Satisfaction; got != data.FairlySatisfied {
		t.Errorf("满意度 %v", got)
	}
	r.visitCell("2026-10-12", "走访日期")
	for _, x := range "10.13" {
		r.win.Canvas().Focused().TypedRune(x)
	}
	r.key(fyne.KeyReturn)
	r.visitOfOn("安溪茶叶店", "2026-10-13")
	if got := r.days(); got != "2026-11-18 2026-11-02 2026-10-13" {
		t.Errorf("列出 %s", got)
	}
	r.visitCell("2026-11-02", "企业")
	r.key(fyne.KeyF2)
	if told := r.visitGrid().Told(); !strings.Contains(told, "修改走访") {
		t.Errorf("有问题的走访，说“%s”", told)
	}
	r.visitCell("2026-11-02", "问题")
	r.key(fyne.KeyF2)
	if told := r.visitGrid().Told(); !strings.Contains(told, "不能直接修改") {
		t.Errorf("问题一列，说“%s”", told)
	}
	fyne.CurrentApp().Clipboard().SetContent("走访日期\t走访单位\t企业名称\t反映问题\n2026-11-12\t甲县纪委监委\t丁纸业厂\t\n")
	r.visitGrid().TypedShortcut(&fyne.ShortcutPaste{})
	r.press("写入 1 条")
	r.visitOfOn("丁纸业厂", "2026-11-12")
}

type visitTable = widget.DataTable[store.VisitRow]

// visitGrid is the table of visits on show.
func (r *room) visitGrid() (out *visitTable) {
	r.Helper()
	r.each(func(o fyne.CanvasObject) bool {
		if t, ok := o.(*visitTable); ok {
			out = t
		}
		return out == nil
	})
	if out == nil {
		r.Fatal("没有走访列表")
	}
	return out
}

// visitCell puts the cursor on a cell of the visit of a day.
func (r *room) visitCell(on, title string) {
	r.Helper()
	for i, row := range r.rows() {
		if row == on {
			r.visitGrid().ChooseCell(i, title)
			r.win.Canvas().Focus(r.visitGrid())
			return
		}
	}
	r.Fatalf("没有 %s 的走访", on)
}
