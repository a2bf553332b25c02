package page_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
)

// step is one form filled in: first what is refused, then what is saved.
type step struct {
	button  string
	refused map[string]string // typed first; nil: nothing is refused
	told    string            // the words of the refusal
	fill    map[string]string
	state   data.State
	shown   string // seen in the time line or beside the facts afterwards
}

func (r *room) fillAll(fields map[string]string) {
	r.Helper()
	for name, text := range fields {
		r.fill(name, text)
	}
}

// run takes a problem through steps, each by its own form.
func (r *room) run(code string, steps []step) {
	r.Helper()
	p := page.NewProblems(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	r.click("row:" + code)
	for _, s := range steps {
		before := len(r.problem(code).Events)
		r.press(s.button)
		r.must(s.button + "　" + code)
		if in, _ := r.field("日期"); !hasCalendar(in) {
			r.Fatalf("%s：日期旁边没有日历", s.button)
		}
		if s.told != "" {
			r.fillAll(s.refused)
			r.press(s.button)
			r.told(s.told)
			if len(r.problem(code).Events) != before || !r.covered() {
				r.Fatalf("%s：被拒绝的也写入了，或表单关了", s.button)
			}
		}
		r.fillAll(s.fill)
		r.press(s.button)
		if r.says("新单位：") {
			r.press(s.button + "并新增")
		}
		if r.covered() {
			r.Fatalf("%s：没有存成，表单还开着：%v", s.button, r.words())
		}
		if got := r.state(code); got != s.state {
			r.Fatalf("%s 之后是%s，应为%s", s.button, got, s.state)
		}
		r.must("已"+s.button+"：", s.shown)
	}
}

func hasCalendar(in fyne.Focusable) bool {
	_, ok := in.(*widget.DateEntry)
	return ok
}

// words is all that can be read, for messages.
func (r *room) words() (out []string) {
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(interface{ Text() string }); ok && x.Text() != "" {
			out = append(out, x.Text())
		}
		return true
	})
	return out
}

func TestEventFormsOfAStraightLife(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "", "")
	r.run(code, []step{
		{button: "交办", told: "请选择交办给哪个主办单位", fill: map[string]string{"日期": "2026-11-03", "主办单位": "财政局", "期限": "10个工作日"}, state: data.Assigned, shown: "2026-11-17（10个工作日）"},
		{button: "签收", refused: map[string]string{"日期": "2026-11-21"}, told: "还没有发生的事不能登记", fill: map[string]string{"日期": "2026-11-04"}, state: data.Working, shown: "2026-11-04　签收"},
		{button: "办理", refused: map[string]string{"日期": "十一月"}, told: "日期应写成", fill: map[string]string{"日期": "11-5", "说明": "约谈了银行"}, state: data.Working, shown: "约谈了银行"},
		{button: "延期", refused: map[string]string{"日期": "2026-11-06"}, told: "延期须写明新的期限", fill: map[string]string{"期限": "2026-11-30", "申请日期": "2026-11-05", "审批人": "赵某"}, state: data.Working, shown: "审批人 赵某"},
		{button: "督办", fill: map[string]string{"督办等级": "橙", "日期": "2026-11-06"}, state: data.Working, shown: "橙色督办"},
		{button: "改类", told: "请选择新的类别", fill: map[string]string{"新的类别": "用工", "日期": "2026-11-06"}, state: data.Working, shown: "用工"},
		{button: "反馈", fill: map[string]string{"日期": "2026-11-09"}, state: data.Reported, shown: "已反馈（待审核）"},
		{button: "退回重办", told: "须写明原因", fill: map[string]string{"日期": "2026-11-10", "说明": "材料不全"}, state: data.Working, shown: "材料不全"},
		{button: "反馈", fill: map[string]string{"日期": "2026-11-11"}, state: data.Reported, shown: "2026-11-11　反馈"},
		{button: "办结", fill: map[string]string{"日期": "2026-11-12", "审批人": "钱某"}, state: data.Resolved, shown: "审批人 钱某"},
		{button: "回访", refused: map[string]string{"日期": "2026-11-13"}, told: "请填写回访结果", fill: map[string]string{"满意度": "基本满意"}, state: data.Resolved, shown: "基本满意"},
		{button: "销号", fill: map[string]string{"日期": "2026-11-16", "签字人": "孙某", "签字日期": "2026-11-16"}, state: data.StruckOff, shown: "签字人 孙某"},
		{button: "重启", told: "须写明原因", fill: map[string]string{"日期": "2026-11-18", "说明": "又出现了", "期限": "5个工作日"}, state: data.Working, shown: "又出现了"},
	})
}

func TestEventFormsOfSideRoads(t *testing.T) {
	r := newRoom(t)
	long := r.register("2026-11-02", "甲厂", "环境长期要管", "财政局", "2026-12-31")
	declined := r.register("2026-11-04", "丙厂", "不归本级管", "财政局", "2026-12-31")
	again := r.register("2026-11-05", "丁厂", "没有真解决", "财政局", "2026-12-31")
	r.run(long, []step{
		{button: "异议", fill: map[string]string{"日期": "2026-11-03", "说明": "不是本单位职责"}, state: r.state(long), shown: "不是本单位职责"},
		{button: "转办", told: "请选择转办给哪个主办单位", fill: map[string]string{"主办单位": "商务局", "日期": "2026-11-04"}, state: data.Assigned, shown: "商务局"},
		{button: "转长期坚持", fill: map[string]string{"日期": "2026-11-05"}, state: data.LongTerm, shown: "转长期坚持"},
		{button: "长期复查", fill: map[string]string{"日期": "2026-11-06"}, state: data.LongTerm, shown: "长期复查"},
		{button: "长期转回", fill: map[string]string{"日期": "2026-11-09", "期限": "2026-12-31"}, state: data.Working, shown: "长期转回"},
	})
	r.run(declined, []step{{button: "不予受理", told: "须写明原因", fill: map[string]string{"说明": "属上级职权", "告知企业日期": "2026-11-19"}, state: data.Declined, shown: "告知企业 2026-11-19"}})
	r.event(again, page.EventInput{Kind: data.Report})
	r.event(again, page.EventInput{Kind: data.Resolve})
	r.run(again, []step{{button: "办结后退回", told: "须写明原因", fill: map[string]string{"说明": "企业说没有解决"}, state: data.Working, shown: "企业说没有解决"}})
}

func TestEventFormShowsTheDueDayWhileTyping(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "贷款", "", "")
	page.ShowEventForm(r.office, r.problem(code), data.Assign)
	for _, c := range []struct{ date, due, want string }{
		{"2026-11-02", "5个工作日", "到期日 2026-11-09"},
		{"2026-11-03", "5个工作日", "到期日 2026-11-10"},
		{"2026-11-03", "立行立改", "到期日 2026-11-03"},
		{"2026-11-03", "长期坚持", "没有具体日期"},
		{"2026-11-03", "尽快", "还看不懂"},
	} {
		r.fill("日期", c.date)
		r.fill("期限", c.due)
		r.must(c.want)
	}
	r.fill("日期", "2026-09-28")
	r.fill("期限", "7个工作日")
	r.must("到期日 2026-10-13（10月1日至7日放假、10月10日上班）")
	r.fill("期限", "5天")
	r.must("到期日 2026-10-08（2026-10-03 不上班，顺延）")
	r.fill("日期", "2026-11-03")
	r.fill("期限", "60个工作日")
	r.must("放假；不确定")
	if len(r.problem(code).Events) != 1 {
		t.Error("还没有提交就写入了")
	}
}

func TestEventFormDaysHaveACalendar(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "贷款", "财政局", "2026-12-31")
	page.ShowEventForm(r.office, r.problem(code), data.Extend)
	for _, name := range []string{"日期", "申请日期", "告知企业日期"} {
		in, _ := r.field(name)
		e, ok := in.(*widget.DateEntry)
		if !ok {
			t.Fatalf("“%s”没有日历：%T", name, in)
		}
		r.win.Canvas().Focus(e)
		r.key(fyne.KeyDown)
		if !e.Open() {
			t.Errorf("“%s”按 ↓ 没有打开日历", name)
		}
		r.key(fyne.KeyEscape)
	}
	r.fill("日期", "3.8")
	r.fill("期限", "2027-01-15")
	if _, text := r.field("日期"); text != "2026-03-08" {
		t.Errorf("没有写年份的“3.8”读成 %s，应为过去的一天", text)
	}
}

func TestEventFormErrorOfTheRulesStandsBesideItsField(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "贷款", "财政局", "2026-12-31")
	page.ShowEventForm(r.office, r.problem(code), data.Extend)
	r.fill("期限", "2026-12-01")
	r.fill("申请日期", "2027-01-01")
	r.press("延期")
	r.must("还没有发生的事不能登记")
	if in, _ := r.field("申请日期"); r.win.Canvas().Focused() != in {
		t.Error("光标没有到出错的申请日期")
	}
	r.fill("申请日期", "2026-11-18")
	r.mustNot("还没有发生的事不能登记")
	r.press("延期")
	r.must("不晚于现期限")
	if in, _ := r.field("期限"); r.win.Canvas().Focused() != in {
		t.Error("光标没有到出错的期限")
	}
	r.leave()
	page.ShowEventForm(r.office, r.problem(code), data.Progress)
	r.fill("日期", "2026-10-01") // before the registration
	r.press("办理")
	r.must("早于登记日期")
	if in, _ := r.field("日期"); r.win.Canvas().Focused() != in {
		t.Error("光标没有到出错的日期")
	}
}

func TestClueFormAsksForNoContent(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "反映作风", "财政局", "2026-12-31")
	r.put(page.NewProblems(r.office).Content)
	page.ShowEventForm(r.office, r.problem(code), data.MoveClue)
	r.must("编号、接收部门", "不得写线索内容")
	r.mustNot("审批人")
	path, _, err := r.office.Actions.Backup(r.office.Context)
	if err != nil {
		t.Fatal(err)
	}
	r.fill("说明", "移9号，交第一室")
	r.press("移送线索")
	r.must("移送以后不留原文", "不能撤销")
	if got := r.state(code); got == data.ClueMoved {
		t.Fatal("没有问就移送了")
	}
	r.press("移送并清除原文")
	r.must("这些备份里还有原文，请自行处理", path)
	r.key(fyne.KeyEscape)
	r.must("已移送线索，原文已清除")
	if p := r.problem(code); p.Content != data.Erased || r.state(code) != data.ClueMoved {
		t.Errorf("移送以后：%s，%s", p.Content, r.state(code))
	}
}

func TestVoidFormWantsAReasonAndKeepsTheEvent(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "贷款", "财政局", "2026-12-31")
	r.event(code, page.EventInput{Kind: data.Accept})
	p := page.NewProblems(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	r.click("row:" + code)
	r.press("作废") // the latest event comes first
	r.must("作废 2026-11-20 签收", "记录会保留")
	r.press("作废这条记录")
	r.must("请写明作废的原因")
	if got := r.state(code); got != data.Working {
		t.Fatalf("没有写原因就作废了：%s", got)
	}
	r.fill("作废原因", "登记错了")
	r.key(fyne.KeyReturn)
	if r.covered() || r.state(code) != data.Assigned {
		t.Fatalf("作废以后状态是%s，表单开着 %v", r.state(code), r.covered())
	}
	r.must("已作废 签收", "签收（已作废：登记错了）")
	r.office.Undo()
	if got := r.state(code); got != data.Working {
		t.Errorf("撤销作废以后状态是%s", got)
	}
}

// TestAnExtensionThatIsTurnedDownLeavesATrace: the limit stays, and the history tells who
// refused what.
func TestAnExtensionThatIsTurnedDownLeavesATrace(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "贷款", "财政局", "2026-12-31")
	r.openCase(code)
	r.press("延期")
	if in, _ := r.field("期限"); r.win.Canvas().Focused() != in {
		t.Error("光标没有在期限上")
	}
	r.fillAll(map[string]string{"审批结果": "没有批准", "期限": "2027-01-15", "申请日期": "2026-11-18", "审批人": "赵某", "说明": "银行已可放款"})
	r.press("延期")
	r.must("没有批准的延期不改期限")
	r.fill("期限", "")
	r.press("延期")
	if r.covered() {
		t.Fatalf("没有存成：%v", r.words())
	}
	r.must("已记下延期没有批准："+code, "延期申请没有批准：银行已可放款", "审批人 赵某", "申请 2026-11-18")
	a := r.account(code)
	if a.Timeline.Due != day("2026-12-31") || a.Timeline.Extended || slices.ContainsFunc(a.Timeline.Atoms, func(x data.Atom) bool { return x.Kind == data.AtomExtend }) {
		t.Errorf("期限 %s，延期 %v", a.Timeline.Due, a.Timeline.Extended)
	}
	r.press("延期")
	r.press("延期") // granted again as it is opened
	r.must("延期须写明新的期限")
	r.leave()
	r.event(code, page.EventInput{Kind: data.Report})
	page.ShowEventForm(r.office, r.problem(code), data.Extend)
	r.mustNot("审批结果") // a 办理 may not be told now
}
