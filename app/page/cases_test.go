package page_test

import (
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// account is a problem with its time line.
func (r *room) account(code string) (a *store.Account) {
	r.Helper()
	id := r.problem(code).ID
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		a, err = v.Account(id)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return a
}

// openCase shows the page 问题 with one problem in its detail.
func (r *room) openCase(code string) *page.Problems {
	r.Helper()
	p := page.NewProblems(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	r.click("row:" + code)
	return p
}

// Every kind that a straight life and its side roads know can be entered with all it
// bears; what the rules want besides is refused in words beside the field.
func TestEventFormsTakeAllTheyBear(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-11-10；2026-11-30")
	r.run(code, []step{
		{button: "阶段完成", fill: map[string]string{"日期": "2026-11-09", "说明": "第一批已放款"}, state: data.Working, shown: "第一批已放款"},
		{button: "异议", fill: map[string]string{"说明": "不是本部门职责"}, state: data.Working, shown: "异议应在交办后 1 个工作日内提出"},
		{button: "改类", told: "请选择新的类别", fill: map[string]string{"新的类别": "用工", "新的性质": "服务效能"}, state: data.Working, shown: "用工　服务效能"},
		{button: "转办", told: "请选择转办给哪个主办单位", fill: map[string]string{"主办单位": "商务局", "期限": "2026-12-31", "说明": "职责已划转"}, state: data.Assigned, shown: "职责已划转"},
		{button: "延期", told: "延期须写明新的期限", fill: map[string]string{"期限": "2027-01-15", "说明": "银行审批"}, state: data.Assigned, shown: "没有写明申请日、批准人、告知企业的日期"},
		{button: "转长期坚持", fill: map[string]string{"审批人": "示例甲"}, state: data.LongTerm, shown: "审批人 示例甲"},
		{button: "长期复查", fill: map[string]string{"说明": "每季走访"}, state: data.LongTerm, shown: "每季走访"},
		{button: "长期转回", fill: map[string]string{"期限": "10个工作日"}, state: data.Working, shown: "10个工作日"},
		{button: "督办", fill: map[string]string{"督办等级": "橙"}, state: data.Working, shown: "橙色督办"},
		{button: "反馈", fill: map[string]string{"说明": "已放款"}, state: data.Reported, shown: "已放款"},
		{button: "办结", state: data.Resolved, shown: "待销号"},
	})
	a := r.account(code)
	if a.Category(a.Timeline.Now.Category) != "用工" || a.Nature(a.Timeline.Now.Nature) != "服务效能" || a.Timeline.Grade != "橙" {
		t.Errorf("类别 %s 性质 %s 督办 %s", a.Category(a.Timeline.Now.Category), a.Nature(a.Timeline.Now.Nature), a.Timeline.Grade)
	}
}

// A return visit that says it is not solved goes back in the same step, and comes back
// with one undo.
func TestReturnVisitSaysItIsNotSolved(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-11-10")
	r.event(code, page.EventInput{Kind: data.Report, On: day("2026-11-09")})
	r.event(code, page.EventInput{Kind: data.Resolve, On: day("2026-11-10")})
	r.run(code, []step{{button: "回访", refused: map[string]string{"满意度": "不满意", "是否解决": "没有解决，退回办理"}, told: "办结后退回须写明原因",
		fill: map[string]string{"说明": "贷款仍未到账"}, state: data.Working, shown: "不满意"}})
	r.office.Undo()
	if s := r.state(code); s != data.Resolved || len(r.problem(code).Events) != 4 {
		t.Errorf("撤销以后是%s，%d 条", s, len(r.problem(code).Events))
	}
}

// Each paper that the office requires can be given, or be said not to be had.
func TestStrikeOffAsksForEachPaper(t *testing.T) {
	r := newRoom(t)
	if err := r.office.Actions.SaveSettings(r.office.Context, map[string]string{"rule.need_sign": "1", "rule.need_feedback": "1", "rule.need_approver": "1"}); err != nil {
		t.Fatal(err)
	}
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-11-10")
	r.event(code, page.EventInput{Kind: data.Report, On: day("2026-11-09")})
	r.event(code, page.EventInput{Kind: data.Resolve, On: day("2026-11-10")})
	r.run(code, []step{{button: "销号", told: "取不到的写 无法取得（原因）",
		fill:  map[string]string{"审批人": "示例甲", "签字人": "无法取得（单位已撤并）", "企业反馈": "企业已注销"},
		state: data.StruckOff, shown: "企业反馈无法取得（企业已注销）"}})
	if got := strings.Join(r.account(code).Timeline.Missing, "、"); got != "企业反馈、主要负责人签字" {
		t.Errorf("要件待补 %s", got)
	}
	r.must("企业反馈、主要负责人签字")
}

func TestFactsAreChangedInOneStep(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.openCase(code)
	r.press("修改")
	r.fill("问题内容", "")
	r.press("保存")
	r.must("请填写问题内容")
	r.fillAll(map[string]string{"问题内容": "贷款审批超过两个月", "企业名称": "乙陶瓷厂", "所在地": "惠安县", "问题类别": "用工", "问题性质": "服务效能", "问题来源": "自查",
		"监督单位": "驻财政局纪检监察组", "协办单位": "商务局、税务局", "被反映单位": "财政局", "涉及作风": "是，反映工作人员的行为", "实名转办": "企业同意实名转办"})
	r.press("保存")
	r.must("主办单位就是被反映的单位")
	r.press("仍然保存")
	r.press("保存并新增")
	if r.covered() {
		t.Fatalf("没有存成：%v", r.words())
	}
	a := r.account(code)
	p := a.Problem
	got := []string{p.Content, a.Enterprise, a.Region(p.Region), a.Category(p.Category), a.Category(a.Timeline.Now.Category), a.Nature(p.Nature), a.Source(p.Source),
		a.Unit(p.Supervising), a.Unit(p.Supporting[0]), a.Unit(p.Supporting[1]), a.Unit(p.ComplainedUnit)}
	want := "贷款审批超过两个月 乙陶瓷厂 惠安县 融资 用工 服务效能 自查 驻财政局纪检监察组 商务局 税务局 财政局"
	if strings.Join(got, " ") != want || !p.Complaint || !p.RealNameOK {
		t.Errorf("得到 %v %v %v", got, p.Complaint, p.RealNameOK)
	}
	if last := p.Events[len(p.Events)-1]; last.Kind != data.Recategorise {
		t.Errorf("类别改了，经过里却是%s", last.Kind.Name())
	}
	r.office.Undo()
	if p := r.problem(code); p.Content != "贷款批得慢" || p.Complaint || len(p.Events) != 2 || len(p.Supporting) != 0 {
		t.Errorf("撤销以后是 %+v", p)
	}
}

// Who changed the problem while the form was open is not overwritten.
func TestFactsChangedMeanwhileAreNotOverwritten(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.openCase(code)
	r.press("修改")
	r.event(code, page.EventInput{Kind: data.Accept})
	r.fill("问题内容", "改过的内容")
	r.press("保存")
	r.must("您的修改没有写入")
	if p := r.problem(code); p.Content != "贷款批得慢" {
		t.Errorf("写成了 %s", p.Content)
	}
}

func TestEventIsCorrected(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "10个工作日")
	r.openCase(code)
	r.press("更正") // the newest stands first: 交办
	r.must("更正 2026-11-02 交办")
	r.fill("日期", "2026-11-04")
	r.press("更正")
	r.must("请写明更正的原因")
	r.fill("更正原因", "查到交办单")
	r.press("更正")
	if r.covered() {
		t.Fatalf("没有存成：%v", r.words())
	}
	p := r.problem(code)
	e := p.Events[len(p.Events)-1]
	if e.On != day("2026-11-04") || e.Basis != data.Real || e.Replaces != 2 || !p.Events[1].Voided() {
		t.Errorf("更正成 %+v", e)
	}
	r.must("（已作废：查到交办单）", "2026-11-18")
	r.office.Undo()
	if p := r.problem(code); p.Events[1].Voided() || len(p.Events) != 2 {
		t.Errorf("撤销以后 %+v", p.Events)
	}
}

// TestWhatAnExtensionLacksIsOneLineAndCanBeAdded: four things missing are one line, and
// correcting the entry takes them in.
func TestWhatAnExtensionLacksIsOneLineAndCanBeAdded(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.event(code, page.EventInput{Kind: data.Extend, Due: "2027-01-15"})
	r.openCase(code)
	r.must("注意：" + today + "的延期没有写明申请日、理由、批准人、告知企业的日期")
	r.press("更正")
	r.fill("审批人", "示例甲")
	r.fill("申请日期", "2026-11-21")
	r.fill("更正原因", "查到审批表")
	r.press("更正")
	r.must("还没有发生的事不能登记")
	r.fill("申请日期", "2026-11-18")
	r.press("更正")
	if r.covered() {
		t.Fatalf("没有存成：%v", r.words())
	}
	p := r.problem(code)
	if e := p.Events[len(p.Events)-1]; e.Approver != "示例甲" || e.AppliedOn != day("2026-11-18") || e.ToldOn != 0 || e.Deadline.Date != day("2027-01-15") {
		t.Errorf("更正成 %+v", e)
	}
	r.must("没有写明理由、告知企业的日期")
	r.press("更正")
	r.fillAll(map[string]string{"说明": "银行审批", "告知企业日期": "2026-11-19", "更正原因": "查到通知"})
	r.press("更正")
	r.mustNot("没有写明")
	r.office.Undo()
	r.must("没有写明理由、告知企业的日期")
}

func TestProblemGoesToTheBinAndComesBack(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "10个工作日")
	r.openCase(code)
	r.press("删除")
	r.must("移到回收站")
	r.press("不删除")
	if r.count() != 1 {
		t.Fatal("没有回答删除就删了")
	}
	r.press("删除")
	r.press("删除")
	if r.count() != 0 {
		t.Fatal("没有删除")
	}
	r.must("已删除：" + code)
	r.office.Undo()
	if r.count() != 1 {
		t.Error("撤销以后没有回来")
	}
}

// TestAPartHandedOutByMistakeIsTakenBack: with the event the unit goes, unless it is to stay
// or had its part before.
func TestAPartHandedOutByMistakeIsTakenBack(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.openCase(code)
	give := func(button, limit string) {
		t.Helper()
		r.press(button)
		r.fillAll(map[string]string{"日期": "2026-11-16", "协办单位": "税务局", "期限": limit})
		r.press("分派协办")
		if r.covered() {
			t.Fatalf("没有存成：%v", r.words())
		}
	}
	void := func(stays string) int {
		t.Helper()
		r.press("作废") // the latest event comes first
		r.choose("协办单位", stays)
		r.fill("作废原因", "分派错了单位")
		r.press("作废这条记录")
		a := r.account(code)
		return len(a.Problem.SubTasks(a.Clock))
	}
	give("分派协办", "3个工作日")
	give("改期限", "5个工作日")
	if n := void("不再由它协办"); n != 1 {
		t.Errorf("只作废了改期限，协办单位剩 %d 个", n)
	}
	if n := void("仍由它协办"); n != 1 {
		t.Errorf("说了仍由它协办，剩 %d 个", n)
	}
	r.office.Undo()
	if n := void("不再由它协办"); n != 0 {
		t.Errorf("作废以后还有 %d 个协办单位", n)
	}
	r.office.Undo()
	if p := r.problem(code); len(p.Supporting) != 1 {
		t.Errorf("撤销以后协办单位是 %v", p.Supporting)
	}
}

func TestSupportIsHandedOutAndTickedOff(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.openCase(code)
	r.press("分派协办")
	r.press("分派协办")
	r.must("请选择协办单位")
	r.fillAll(map[string]string{"日期": "2026-11-16", "协办单位": "税务局"})
	r.press("分派协办")
	r.must("税务局", "2026-11-19（默认）", "逾期 1 天")
	r.press("改期限")
	r.fillAll(map[string]string{"期限": "2026-11-27"})
	r.press("分派协办")
	r.must("剩 5 个工作日")
	r.press("协办完成")
	r.press("协办完成")
	if r.covered() {
		t.Fatalf("没有存成：%v", r.words())
	}
	r.must("2026-11-20 完成")
	if s := r.state(code); s != data.Assigned {
		t.Errorf("协办把问题变成了%s", s)
	}
	a := r.account(code)
	if s := a.Problem.SubTasks(a.Clock); len(s) != 1 || s[0].DoneOn != day(today) || len(a.Problem.Supporting) != 1 {
		t.Errorf("协办 %+v", s)
	}
	for range 3 {
		r.office.Undo()
	}
	if p := r.problem(code); len(p.Supporting) != 0 || len(p.Events) != 2 {
		t.Errorf("撤销以后 %+v", p)
	}
}
