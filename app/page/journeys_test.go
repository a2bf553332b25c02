package page_test

import (
	"slices"
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// picture is what the ledger says of its problems: how many, in which state, whose they
// are and when they are due.
func (r *room) picture() (out []string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		ids, err := v.ProblemIDs(store.ProblemQuery{Today: day(today), Sort: "code"})
		if err != nil {
			return err
		}
		rows, err := v.ProblemRows(ids, day(today))
		for _, x := range rows {
			out = append(out, strings.Join([]string{x.Code, x.State.String(), string(x.Stock), x.Lead, x.Due.String()}, " "))
		}
		slices.Sort(out)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

// TestALifeIsLivedAndTakenBackWhole: a visit with two problems, each step of one of them
// by its form, then undone step by step: every time the ledger is as it was before.
func TestALifeIsLivedAndTakenBackWhole(t *testing.T) {
	r := newRoom(t)
	was := [][]string{r.picture()}
	page.ShowVisitForm(r.office)
	for _, f := range [][2]string{{"走访日期", "2026-11-02"}, {"走访单位", "甲县纪委监委"}, {"企业名称", "某陶瓷厂"}, {"问题内容", "贷款批得慢"}, {"问题类别", "融资"}} {
		r.fill(f[0], f[1])
	}
	r.press("再加一个问题")
	r.fill("问题内容 2", "用电容量不足")
	r.fill("主办单位 2", "供电公司")
	r.fill("期限 2", "2026-12-31")
	r.press("登记走访")
	r.press("登记并新增")
	if r.covered() || r.count() != 2 {
		t.Fatalf("登记了 %d 个：%v", r.count(), r.words())
	}
	was = append(was, r.picture())
	code := "WT-2026-0001"
	for _, s := range []step{
		{button: "交办", fill: map[string]string{"日期": "2026-11-03", "主办单位": "财政局", "期限": "10个工作日"}, state: data.Assigned, shown: "2026-11-17"},
		{button: "签收", fill: map[string]string{"日期": "2026-11-04"}, state: data.Working},
		{button: "反馈", fill: map[string]string{"日期": "2026-11-09", "说明": "已放款"}, state: data.Reported},
		{button: "退回重办", fill: map[string]string{"日期": "2026-11-10", "说明": "没有放款凭证"}, state: data.Working},
		{button: "反馈", fill: map[string]string{"日期": "2026-11-11", "说明": "补了凭证"}, state: data.Reported},
		{button: "办结", fill: map[string]string{"日期": "2026-11-12"}, state: data.Resolved},
		{button: "回访", fill: map[string]string{"日期": "2026-11-13", "满意度": "满意"}, state: data.Resolved},
		{button: "销号", fill: map[string]string{"日期": "2026-11-16"}, state: data.StruckOff},
	} {
		r.run(code, []step{s})
		was = append(was, r.picture())
	}
	if got := r.problem(code).InForce(); len(got) != 9 || got[3].Kind != data.Report || got[7].Satisfaction == 0 {
		t.Errorf("经过是 %+v", got)
	}
	if want := code + " 已销号 X 财政局"; !strings.HasPrefix(was[len(was)-1][0], want) {
		t.Errorf("最后是 %v", was[len(was)-1])
	}
	for i := len(was) - 2; i >= 0; i-- {
		r.office.Undo()
		if got := r.picture(); !slices.Equal(got, was[i]) {
			t.Fatalf("撤销到第 %d 步是 %v，应为 %v", i, got, was[i])
		}
	}
	if r.firmCount() != 0 {
		t.Error("全部撤销以后企业还在")
	}
	for range was[1:] {
		r.office.Redo()
	}
	if got := r.picture(); !slices.Equal(got, was[len(was)-1]) {
		t.Errorf("全部恢复以后是 %v", got)
	}
}

func (r *room) firmCount() (n int) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		found, err := v.EnterprisePage("", 100)
		n = len(found)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return n
}

// TestAProblemIsHandedOver from one lead unit to the other; the deadline runs anew and
// what was overdue is no longer the first one's.
func TestAProblemIsHandedOver(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-08", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-10-30")
	r.register("2026-10-08", "乙陶瓷厂", "缺工", "人社局", "2026-12-30")
	overdue := func() (names []string) {
		err := r.store.View(r.office.Context, func(v *store.View) error {
			units, err := v.OverdueUnits(day(today))
			for _, u := range units {
				names = append(names, u.Name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	if got := overdue(); !slices.Equal(got, []string{"财政局"}) {
		t.Fatalf("逾期的单位是 %v", got)
	}
	r.run(code, []step{{button: "转办", told: "请选择转办给哪个主办单位", fill: map[string]string{"日期": "2026-11-19", "主办单位": "人社局", "期限": "7个工作日", "说明": "职责划转"}, state: data.Assigned, shown: "人社局"}})
	if got := r.picture()[0]; got != code+" 已交办 O 人社局 2026-11-30" {
		t.Errorf("转办以后是 %s", got)
	}
	if got := overdue(); len(got) != 0 {
		t.Errorf("转办以后逾期的单位还有 %v", got)
	}
	r.office.Undo()
	if got := overdue(); !slices.Equal(got, []string{"财政局"}) || !strings.Contains(r.picture()[0], "财政局 2026-10-30") {
		t.Errorf("撤销以后逾期的单位是 %v，问题是 %s", got, r.picture()[0])
	}
}

// TestAnExtensionAcrossSpringFestival counts its working days by the notice, the Saturday
// that is worked for one, and keeps the first deadline beside the new one.
func TestAnExtensionAcrossSpringFestival(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-02-02", "甲陶瓷厂", "贷款批得慢", "财政局", "8个工作日")
	if got := r.picture()[0]; !strings.HasSuffix(got, "2026-02-12") {
		t.Fatalf("原来的期限是 %s", got)
	}
	page.ShowEventForm(r.office, r.problem(code), data.Extend)
	r.fill("日期", "2026-02-12")
	r.fill("期限", "8个工作日")
	r.must("到期日 2026-03-02（2月14日上班、2月15日至23日放假、2月28日上班）") // off 2-15 to 2-23; 2-14 and 2-28, both Saturdays, are worked
	r.fill("申请日期", "2026-02-11")
	r.fill("审批人", "赵某")
	r.fill("说明", "春节停工")
	r.press("延期")
	if r.covered() {
		t.Fatalf("没有存成：%v", r.words())
	}
	if got := r.picture()[0]; !strings.HasSuffix(got, "2026-03-02") {
		t.Errorf("延期以后是 %s", got)
	}
	if e := r.problem(code).InForce(); e[1].Deadline.N != 8 || e[2].Kind != data.Extend || e[2].AppliedOn != day("2026-02-11") {
		t.Errorf("经过是 %+v", e)
	}
	r.openCase(code)
	r.must("2026-03-02（8个工作日；2月14日上班、2月15日至23日放假、2月28日上班；原期限 2026-02-12）")
	r.office.Undo()
	if got := r.picture()[0]; !strings.HasSuffix(got, "2026-02-12") {
		t.Errorf("撤销以后是 %s", got)
	}
}

// TestATransferErases what was written about the problem: in the ledger, in its files and
// from what is found; a number, a day and a receiving section stay.
func TestATransferErases(t *testing.T) {
	const secret, progress = "某股长三次索要购物卡的经过", "约谈某股长的记录"
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", secret, "财政局", "2026-12-30")
	r.event(code, page.EventInput{Kind: data.Progress, On: day("2026-11-03"), Note: progress})
	if !r.inFiles(secret) || !r.inFiles(progress) {
		t.Fatal("没有留在文件里，下面的检查不作数")
	}
	page.ShowEventForm(r.office, r.problem(code), data.MoveClue)
	r.fill("说明", "移〔2026〕7号，案管室")
	r.press("移送线索")
	r.must("移送以后不留原文")
	r.press("移送并清除原文")
	if got := r.state(code); got != data.ClueMoved {
		t.Fatalf("状态是%s", got)
	}
	for _, text := range []string{secret, progress} {
		if r.inFiles(text) {
			t.Errorf("移送以后“%s”还在文件里", text)
		}
	}
	r.office.Undo()
	if got := r.state(code); got != data.ClueMoved || r.inFiles(secret) {
		t.Errorf("撤销以后状态是%s", got)
	}
	r.must("不能撤销")
}
