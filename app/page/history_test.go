package page_test

import (
	"slices"
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// history puts the page 操作记录 into the room.
func (r *room) history() *page.History {
	p := page.NewHistory(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	return p
}

// clickFirstRow chooses the first row of the table on show.
func (r *room) clickFirstRow() {
	r.Helper()
	_, names := r.parts()
	i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, "row:") })
	if i < 0 {
		r.Fatal("表里没有行")
	}
	r.click(names[i])
}

// twoProblems registers two problems and one event of the first.
func (r *room) twoProblems() (first, second string) {
	first = r.register("2026-11-02", "甲厂", "用电报装时限过长", "发展和改革局", "2026-12-30")
	second = r.register("2026-11-03", "乙厂", "招工困难", "", "")
	r.event(first, page.EventInput{Kind: data.Accept})
	return first, second
}

func TestHistoryListsAndNarrows(t *testing.T) {
	r := newRoom(t)
	first, _ := r.twoProblems()
	r.history()
	all := len(r.rows())
	r.fill("记录", first)
	if n := len(r.rows()); n != 2 {
		t.Errorf("%s 有 %d 条，应是登记和签收", first, n)
	}
	r.must("共", "符合条件的")
	r.fill("记录", "")
	r.fill("文字", "招工困难")
	if n := len(r.rows()); n != 1 {
		t.Errorf("写着招工困难的有 %d 条", n)
	}
	r.fill("文字", "没有这样的")
	r.must("没有符合条件的操作记录")
	r.press("显示全部")
	if n := len(r.rows()); n != all {
		t.Errorf("显示全部以后 %d 条，原来 %d 条", n, all)
	}
	r.fill("谁", "没有这个人")
	r.must("没有符合条件")
	r.fill("谁", "甲")
	r.fill("期间", "2026-11")
	if n := len(r.rows()); n == 0 {
		t.Error("这个月里没有")
	}
	r.fill("期间", "2026-10")
	r.must("没有符合条件")
}

func TestHistoryVerifiesTheChain(t *testing.T) {
	r := newRoom(t)
	r.twoProblems()
	r.history()
	r.must("还没有核验")
	r.press("核验")
	r.must("没有被改动过")
}

// TestHistoryUndoesBackToAStep lists what would go back before it does.
func TestHistoryUndoesBackToAStep(t *testing.T) {
	r := newRoom(t)
	r.twoProblems()
	r.history()
	r.fill("文字", "用电报装")
	r.clickFirstRow()
	r.must("新增", "内容", "用电报装时限过长")
	r.press("撤销到这里…")
	r.must("要退回 3 步", "签收", "登记走访和问题 乙厂", "登记走访和问题 甲厂")
	r.press("不撤销")
	if r.count() != 2 {
		t.Error("还没有答应就撤销了")
	}
	r.press("撤销到这里…")
	r.press("撤销这 3 步")
	if r.count() != 0 {
		t.Errorf("还有 %d 个问题", r.count())
	}
	r.must("已撤销 3 步")
}

// TestHistoryUndoesTheLastStepAtOnce and says why an older one is too old.
func TestHistoryUndoesTheLastStepAtOnce(t *testing.T) {
	r := newRoom(t)
	first, _ := r.twoProblems()
	r.history()
	r.fill("文字", "签收")
	r.clickFirstRow()
	r.press("撤销到这里…")
	if s := r.state(first); s != data.Assigned {
		t.Errorf("撤销签收以后是 %s", s)
	}
	if _, err := r.office.Actions.StepsBack(r.office.Context, 99); data.CodeOf(err) != data.NotFound {
		t.Errorf("没有的一步：%v", err)
	}
	var jumped store.Hit
	r.office.Jump = func(h store.Hit) { jumped = h }
	r.history()
	r.fill("文字", "招工")
	r.clickFirstRow()
	r.press("打开这条记录")
	if jumped.Entity == "" || jumped.ID == 0 {
		t.Errorf("打开的是 %+v", jumped)
	}
}
