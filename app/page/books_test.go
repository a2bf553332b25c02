package page_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// clickIn clicks a part of whichever table has it.
func (r *room) clickIn(part string) {
	r.Helper()
	done := false
	r.each(func(o fyne.CanvasObject) bool {
		t, ok := o.(parted)
		if !ok {
			return true
		}
		for _, p := range t.Parts() {
			if p.Name == part {
				e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
				e.Position = fyne.NewPos(p.X+20, p.Y+10)
				t.MouseDown(e)
				t.MouseUp(e)
				done = true
				return false
			}
		}
		return true
	})
	if !done {
		r.Fatalf("哪张表里都没有 %s", part)
	}
}

// books opens the page on a register.
func (r *room) books(name string) *page.Books {
	r.Helper()
	p := page.NewBooks(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	if name != data.Books[0].Name {
		r.clickIn("row:" + name)
	}
	return p
}

func (r *room) booked(kind data.RecordKind) (rows []store.BookRow) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		rows, err = v.BookRows(kind, day("2020-01-01"), day("2030-01-01"))
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return rows
}

// Every register takes an entry by its form, shows it, and gives it back.
func TestEveryRegisterIsFilledByItsForm(t *testing.T) {
	for _, c := range []struct {
		kind  data.RecordKind
		fill  map[string]string
		texts map[string]string // of the entry
		shown []string          // in the detail and the foot
	}{
		{data.RecPolicy, map[string]string{"政策名称": "技改奖补", "公开日期": "11.5"}, map[string]string{"title": "技改奖补", "publishedOn": "2026-11-05"}, []string{"应公开 1 项 · 已公开 1 项", "公开率 100.0%"}},
		{data.RecDisbursement, map[string]string{"企业": "某陶瓷厂", "申报日期": "2026-11-02", "兑付日期": "2026-11-06", "应兑付": "1,200", "已兑付": "300万元"},
			map[string]string{"enterprise": "某陶瓷厂", "dueFen": "1,200", "paidFen": "300"}, []string{"涉及企业 1 家", "已兑付 300 万元", "兑现率 25.0%", "部分兑付"}},
		{data.RecTimeLimitCut, map[string]string{"审批事项": "零售许可", "审批单位": "应急局", "法定时限": "20", "承诺时限": "5", "办件": "2026-11-02 2"},
			map[string]string{"unit": "应急局", "actual": "2026-11-02 2"}, []string{"承诺提速 75.0%", "90.0%"}},
		{data.RecInspectionRound, map[string]string{"批次名称": "第四季度督查", "督查组": "一组", "发现问题": "7"}, map[string]string{"title": "第四季度督查", "found": "7"}, []string{"发现问题 7 个", "未反馈"}},
		{data.RecClue, map[string]string{"移送编号": "移1号", "接收部门": "案管室"}, map[string]string{"number": "移1号", "receiver": "案管室"}, []string{"案管室"}},
		{data.RecActivityCount, map[string]string{"事项": "座谈会", "数量": "3"}, map[string]string{"name": "座谈会", "count": "3", "unit": "场"}, []string{"座谈会 3 场"}},
		{data.RecCoverageList, map[string]string{"所在地": "鲤城区", "名单来源": "名录", "逐户名单": "某陶瓷厂\n某石材厂"}, map[string]string{"region": "鲤城区", "source": "名录"}, []string{"逐户名单", "某石材厂"}},
		{data.RecSupportMeasure, map[string]string{"方式": "一事一议", "企业": "某陶瓷厂", "措施": "专线接电"}, map[string]string{"form": "一事一议", "title": "专线接电"}, []string{"涉及企业 1 家"}},
		{data.RecSupervision, map[string]string{"文书": "督查单", "所属问题": "WT-2026-0001", "文书编号": "督1号", "发往单位": "住建局", "等级": "橙"},
			map[string]string{"form": "督查单", "ref": "WT-2026-0001", "unit": "住建局", "grade": "橙"}, []string{"待回复"}},
	} {
		g := data.BookOf(c.kind)
		t.Run(g.Name, func(t *testing.T) {
			r := newRoom(t)
			r.register("2026-11-02", "某陶瓷厂", "缺工", "", "")
			r.books(g.Name)
			r.must(g.About)
			r.press(g.Save)
			r.fillAll(c.fill)
			r.press(g.Save)
			for r.covered() && !slices.Contains(r.buttons(), g.Save) {
				r.press([]string{"登记并新增", "仍然登记"}[index(r.buttons(), "仍然登记")])
			}
			if r.covered() {
				t.Fatalf("没有存成：%v", r.words())
			}
			rows := r.booked(c.kind)
			if len(rows) != 1 || rows[0].On != day(today) {
				t.Fatalf("存成 %+v", rows)
			}
			for key, want := range c.texts {
				if rows[0].Texts[key] != want {
					t.Errorf("%s 存成“%s”，应为“%s”", key, rows[0].Texts[key], want)
				}
			}
			r.must(append(c.shown, "已登记："+g.Name)...)
			r.press("撤销")
			if len(r.booked(c.kind)) != 0 {
				t.Error("撤销以后还在")
			}
			r.must(g.About)
		})
	}
}

func index(words []string, w string) int {
	if slices.Contains(words, w) {
		return 1
	}
	return 0
}

func (r *room) enter(kind data.RecordKind, on string, values map[string]string) data.ID {
	r.Helper()
	id, err := r.office.Actions.SaveBook(r.office.Context, data.BookInput{Kind: kind, On: day(on), Values: values})
	if err != nil {
		r.Fatal(err)
	}
	return id
}

// A list of enterprises is as long as the list: nobody typed a number.
func TestAListOfEnterprisesSaysOnceHowLongItIs(t *testing.T) {
	r := newRoom(t)
	r.enter(data.RecCoverageList, "2026-10-08", map[string]string{"source": "名录", "enterprises": "某陶瓷厂\n某石材厂"})
	r.books("覆盖名单")
	r.clickIn("row:2026-10-08")
	r.must("2 家")
	if slices.Contains(r.words(), "0 家") {
		t.Errorf("名单上有 2 家，又说 0 家：%v", r.words())
	}
}

func TestRegisterEntryIsChangedAndDeleted(t *testing.T) {
	r := newRoom(t)
	r.enter(data.RecPolicy, "2026-10-08", map[string]string{"title": "稳岗补贴"})
	r.enter(data.RecPolicy, "2026-09-08", map[string]string{"title": "技改奖补", "publishedOn": "2026-09-09"})
	r.books("惠企政策")
	r.must("已公开 1 项", "尚未公开 1 项")
	r.clickIn("row:2026-10-08")
	r.press("修改")
	r.fill("公开日期", "2099-01-01")
	r.press("保存")
	r.must("在今天之后")
	r.fill("公开日期", "2026-11-01")
	r.press("保存")
	r.must("已公开 2 项", "已修改：惠企政策", "2026-11-01")
	r.press("删除")
	r.must("已删除惠企政策记录 1 条", "应公开 1 项", "在左边选一条记录")
	r.press("撤销")
	r.must("应公开 2 项")
	var gone int
	for _, row := range r.booked(data.RecPolicy) {
		gone += index([]string{row.Texts["publishedOn"]}, "2026-11-01")
	}
	if gone != 1 {
		t.Errorf("撤销删除以后 %+v", r.booked(data.RecPolicy))
	}
}

func TestRegisterIsNarrowedByPeriodAndText(t *testing.T) {
	r := newRoom(t)
	for on, x := range map[string][2]string{"2026-11-03": {"座谈会", "2"}, "2026-10-03": {"约谈", "10"}, "2025-12-31": {"建议", "3"}} {
		r.enter(data.RecActivityCount, on, map[string]string{"name": x[0], "count": x[1]})
	}
	p := r.books("手录事项")
	for _, c := range []struct {
		period, text string
		rows         string
	}{
		{"全部时间", "", "2026-11-03 2026-10-03 2025-12-31"}, {"本月", "", "2026-11-03"}, {"上月", "", "2026-10-03"}, {"本季度", "", "2026-11-03 2026-10-03"},
		{"今年", "", "2026-11-03 2026-10-03"}, {"去年", "", "2025-12-31"}, {"全部时间", "约", "2026-10-03"}, {"本月", "约", ""}, {"全部时间", "2025", "2025-12-31"},
	} {
		r.fill("期间", c.period)
		r.fill("搜索", c.text)
		if c.rows == "" {
			r.must("没有符合条件的手录事项记录")
			r.press("显示全部")
			continue
		}
		if got := strings.Join(r.rows(), " "); got != c.rows {
			t.Errorf("%s “%s”列出 %s，应为 %s", c.period, c.text, got, c.rows)
		}
	}
	r.fill("搜索", "")
	r.click("head:数量")
	if got := strings.Join(r.rows(), " "); got != "2026-11-03 2025-12-31 2026-10-03" {
		t.Errorf("按数量排成 %s", got)
	}
	id := r.enter(data.RecClue, "2026-11-04", map[string]string{"number": "移1号", "receiver": "案管室"})
	p.Open(id)
	if !slices.Contains(r.buttons(), "登记移送") || !slices.Contains(r.buttons(), "修改") {
		t.Errorf("没有打开那条记录：%v", r.buttons())
	}
}

func TestAClueTypedIntoARegisterLeavesNoTrace(t *testing.T) {
	r := newRoom(t)
	r.books("一企一策")
	r.press("登记一企一策")
	r.fillAll(map[string]string{"企业": "某陶瓷厂", "措施": "反映某人索要好处费"})
	r.press("登记一企一策")
	r.must("这像是问题线索")
	r.press("只登记移送")
	r.fillAll(map[string]string{"移送编号": "移2号", "接收部门": "案管室"})
	r.press("登记移送")
	if _, text := r.field("措施"); text != "" {
		t.Errorf("表单上还留着“%s”", text)
	}
	if len(r.booked(data.RecSupportMeasure)) != 0 || len(r.booked(data.RecClue)) != 1 {
		t.Error("登记的不只是移送")
	}
}

func TestRegistersOpenNoFormWhereNothingCanBeWritten(t *testing.T) {
	r := newRoom(t)
	r.office.ReadOnly = true
	r.books("惠企政策")
	r.press("登记政策")
	r.must("现在只能查看")
}
