package page_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/data"
)

// supervised shows the page 整改督办 over the problems of heaps.
func supervised(t *testing.T) (r *room, p *page.Supervise, asked *[]page.Filter) {
	r = newRoom(t)
	heaps(r)
	late := r.register("2026-10-12", "午厂", "等审核很久的", "财政局", "2026-12-31")
	r.event(late, page.EventInput{Kind: data.Report, On: day("2026-11-12")})
	r.register("2026-10-09", "未厂", "财政局逾期的", "财政局", "2026-11-06")
	asked = &[]page.Filter{}
	p = page.NewSupervise(r.office, func(f page.Filter, _ data.ID) { *asked = append(*asked, f) })
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	return r, p, asked
}

// tables are the parts of every table on show, by their names.
func (r *room) tables() (out []parted) {
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(parted); ok {
			out = append(out, x)
		}
		return true
	})
	return out
}

func rowsOf(t parted) (out []string) {
	for _, p := range t.Parts() {
		if name, ok := strings.CutPrefix(p.Name, "row:"); ok {
			out = append(out, name)
		}
	}
	return out
}

// clickRow presses the n-th row of a table, with the keys held.
func clickRow(tb parted, n int, held fyne.KeyModifier) {
	i := 0
	for _, p := range tb.Parts() {
		if !strings.HasPrefix(p.Name, "row:") {
			continue
		}
		if i == n {
			e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: held}
			e.Position = fyne.NewPos(p.X+60, p.Y+10)
			tb.MouseDown(e)
			tb.MouseUp(e)
			return
		}
		i++
	}
}

func TestSuperviseCountsAndListsByUnit(t *testing.T) {
	r, _, _ := supervised(t)
	for word, n := range map[string]string{"逾期": "3", "审核滞留": "1", "应复查未复查": "5", "待回访": "4"} {
		if got := tilesOf(r)[word].Number; got != n {
			t.Errorf("%s %s 个，应为 %s", word, got, n)
		}
	}
	both := r.tables()
	if len(both) != 2 || !slices.Equal(rowsOf(both[0]), []string{"全部单位", "商务局", "财政局"}) || len(rowsOf(both[1])) != 3 {
		t.Fatalf("列出 %v", rowsOf(both[0]))
	}
	clickRow(both[0], 2, 0)
	r.must("财政局：1 个")
	if got := rowsOf(r.tables()[1]); len(got) != 1 {
		t.Errorf("财政局的列出 %v", got)
	}
	clickRow(r.tables()[0], 0, 0)
	if got := rowsOf(r.tables()[1]); len(got) != 3 {
		t.Errorf("全部单位的列出 %v", got)
	}
}

// Several at once, each by one grade, in one step with one undo.
func TestSeveralProblemsAreEscalatedInOneStep(t *testing.T) {
	r, _, _ := supervised(t)
	list := r.tables()[1]
	codes := rowsOf(list)
	r.event(codes[0], page.EventInput{Kind: data.Supervise, Grade: "蓝"})
	clickRow(list, 0, 0)
	clickRow(list, 2, fyne.KeyModifierShift)
	r.press("升级督办")
	r.must("升级督办　3 个问题", "升为蓝 2 个", "升为橙 1 个")
	r.fill("日期", "2026-11-21")
	r.press("升级督办")
	r.must("还没有发生的事不能登记")
	r.fill("日期", today)
	r.fill("说明", "主要领导批示")
	r.press("升级督办")
	if r.covered() {
		t.Fatalf("没有存成：%v", r.words())
	}
	grade := func() (out []string) {
		for _, c := range codes {
			out = append(out, r.account(c).Timeline.Grade)
		}
		return out
	}
	if got := grade(); !slices.Equal(got, []string{"橙", "蓝", "蓝"}) {
		t.Errorf("升成了 %v", got)
	}
	for _, c := range codes {
		list := r.problem(c).Events
		if e := list[len(list)-1]; e.Kind != data.Supervise || e.Note != "主要领导批示" || e.On != day(today) {
			t.Errorf("%s 记成 %+v", c, e)
		}
	}
	r.office.Undo()
	if got := grade(); !slices.Equal(got, []string{"蓝", "", ""}) {
		t.Errorf("撤销以后是 %v", got)
	}
}

func TestTheGravestGradeIsNotRaised(t *testing.T) {
	r, p, _ := supervised(t)
	for _, c := range rowsOf(r.tables()[1]) {
		r.event(c, page.EventInput{Kind: data.Supervise, Grade: "红"})
	}
	p.Refresh()
	clickRow(r.tables()[1], 0, 0)
	r.press("升级督办")
	r.must("督办等级都已是红")
}

func TestSuperviseLeadsToWhatIsToBeDone(t *testing.T) {
	r, _, asked := supervised(t)
	test.Tap(tilesOf(r)["审核滞留"])
	list := r.tables()[0]
	r.must("个，请审核通过或退回重办")
	code := rowsOf(list)[0]
	clickRow(list, 0, 0)
	r.press("审核")
	r.press("退回重办")
	r.fill("说明", "佐证不全")
	r.press("退回重办")
	if s := r.state(code); s != data.Working {
		t.Errorf("退回以后是%s", s)
	}
	r.must("现在没有")
	test.Tap(tilesOf(r)["应复查未复查"])
	list = r.tables()[0]
	clickRow(list, 0, 0)
	r.press("登记复查")
	r.fill("说明", "仍在坚持")
	r.press("长期复查")
	if got := tilesOf(r)["应复查未复查"].Number; got != "4" {
		t.Errorf("复查以后还有 %s 个", got)
	}
	r.win.Canvas().Focus(r.tables()[0].(fyne.Focusable))
	r.key(fyne.KeyReturn)
	if len(*asked) != 1 {
		t.Errorf("打开了 %v", *asked)
	}
}

// Return visits are entered row by row: satisfied, not solved, not reached.
func TestReturnVisitsAreEnteredRowByRow(t *testing.T) {
	r, _, _ := supervised(t)
	test.Tap(tilesOf(r)["待回访"])
	codes := rowsOf(r.tables()[0])
	if len(codes) != 4 {
		t.Fatalf("待回访 %v", codes)
	}
	r.must("个；在右边登记", codes[0])
	r.press("登记，下一个")
	r.must("请填写回访结果")
	r.fill("满意度", "满意")
	r.press("登记，下一个")
	if got := r.account(codes[0]).Timeline.Satisfaction; got != data.Satisfied {
		t.Errorf("记成了%s", got)
	}
	if got := rowsOf(r.tables()[0]); !slices.Equal(got, codes[1:]) {
		t.Fatalf("还列着 %v", got)
	}
	r.fillAll(map[string]string{"满意度": "不满意", "是否解决": "没有解决，退回办理"})
	r.press("登记，下一个")
	r.must("没有解决的，请写明情况")
	r.fill("情况说明", "贷款仍未到账")
	r.press("登记，下一个")
	if s := r.state(codes[1]); s != data.Working {
		t.Errorf("没有解决的是%s", s)
	}
	r.fill("无法回访原因", "企业已停业")
	r.press("登记，下一个")
	p := r.problem(codes[2])
	if e := p.Events[len(p.Events)-1]; e.Kind != data.ReturnVisit || e.Unreachable != "企业已停业" {
		t.Errorf("记成了 %+v", e)
	}
	if got := tilesOf(r)["待回访"].Number; got != "1" {
		t.Errorf("还有 %s 个", got)
	}
	r.office.Undo()
	if got := tilesOf(r)["待回访"].Number; got != "2" {
		t.Errorf("撤销以后 %s 个", got)
	}
}

func TestSuperviseOfAnEmptyLedger(t *testing.T) {
	r := newRoom(t)
	p := page.NewSupervise(r.office, func(page.Filter, data.ID) {})
	r.put(p.Content)
	p.Refresh()
	for word, says := range map[string]string{"逾期": "现在没有逾期的", "审核滞留": "责任在审核方", "应复查未复查": "每季度复查一次", "待回访": "还没有回访的问题"} {
		test.Tap(tilesOf(r)[word])
		r.must(says)
	}
	if p.Content.MinSize().Width > 1024-176 {
		t.Errorf("最窄 %v", p.Content.MinSize().Width)
	}
}
