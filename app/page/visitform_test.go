package page_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

func (r *room) visits() (n int) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		f, err := v.EnterprisePage("", 100)
		for _, e := range f {
			if strings.HasPrefix(e.Name, "新来的") {
				n++
			}
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return n
}

func TestVisitFormWantsWhatIsMandatory(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	if in, _ := r.field("走访单位"); r.win.Canvas().Focused() != in {
		t.Error("打开后光标不在走访单位（日期已经填好）")
	}
	if _, date := r.field("走访日期"); date != today {
		t.Errorf("日期填的是“%s”", date)
	}
	r.key(fyne.KeyReturn)
	r.must("请填写走访单位。", "请填写企业名称。")
	for _, c := range []struct{ field, text, told string }{
		{"走访日期", "2026-11-21", "日期在今天之后"},
		{"走访日期", "2026-02-30", "没有 2026-02-30 这一天"},
		{"走访日期", "那天", "日期应写成"},
		{"主办单位", "财政局", "还须写明问题内容"},
		{"期限", "5个工作日", "须写明主办单位"},
	} {
		r.leave()
		page.ShowVisitForm(r.office)
		r.fill(c.field, c.text)
		r.press("登记走访")
		r.must(c.told)
	}
	if r.count() != 0 || r.visits() != 0 {
		t.Error("被拒绝的也写入了")
	}
}

func TestVisitFormSavesVisitProblemAndAssignAsOneStep(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	for _, f := range [][2]string{{"走访日期", "11-18"}, {"走访单位", "甲县纪委监委"}, {"企业名称", "新来的陶瓷厂"}, {"问题内容", "用电容量不足"},
		{"问题类别", "水电气要素"}, {"主办单位", "供电公司"}, {"期限", "5个工作日"}} {
		r.fill(f[0], f[1])
	}
	r.must("到期日 2026-11-25")
	r.key(fyne.KeyReturn)
	r.press("登记并新增")
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	r.put(widget.Empty("", "", nil))
	r.must("已登记走访：新来的陶瓷厂，问题 WT-2026-0001")
	p := r.problem("WT-2026-0001")
	if p.Content != "用电容量不足" || p.VisitID == 0 || len(p.Events) != 2 || p.Events[1].Kind != data.Assign || p.Events[1].On != day("2026-11-18") {
		t.Errorf("写入的是 %+v", p)
	}
	if got := r.state("WT-2026-0001"); got != data.Assigned {
		t.Errorf("状态是%s", got)
	}
	r.press("撤销")
	if r.count() != 0 || r.visits() != 0 {
		t.Errorf("撤销一次以后还有 %d 个问题、%d 家企业", r.count(), r.visits())
	}
}

func TestVisitFormWithoutAProblem(t *testing.T) {
	r := newRoom(t)
	save := func() {
		page.ShowVisitForm(r.office)
		r.fill("走访单位", "甲县纪委监委")
		r.fill("企业名称", "新来的石材厂")
		r.press("登记走访")
	}
	save()
	r.press("登记并新增")
	if r.covered() || r.visits() != 1 || r.count() != 0 {
		t.Fatalf("表单开着 %v，企业 %d，问题 %d", r.covered(), r.visits(), r.count())
	}
	save()
	r.must("没有重复登记")
	if in, _ := r.field("企业名称"); !r.covered() || r.win.Canvas().Focused() != in {
		t.Error("重复的走访没有在企业名称旁说明")
	}
}

func TestVisitFormOffersWhatIsKnown(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "宏远陶瓷厂", "缺工", "财政局", "")
	page.ShowVisitForm(r.office)
	for _, c := range []struct{ field, typed, want string }{
		{"走访单位", "甲县", "甲县纪委监委"}, {"企业名称", "hy", "宏远陶瓷厂"}, {"企业名称", "陶瓷", "宏远陶瓷厂"}, {"主办单位", "财", "财政局"}, {"问题类别", "融", "融资"}, {"期限", "工作日", "5个工作日"},
	} {
		in, _ := r.field(c.field)
		p := in.(*widget.Picker)
		p.SetText("")
		r.win.Canvas().Focus(p)
		test.Type(p, c.typed)
		if !slices.Contains(p.Offered(), c.want) {
			t.Errorf("%s 里输入“%s”给出 %v，没有 %s", c.field, c.typed, p.Offered(), c.want)
		}
		r.key(fyne.KeyEscape)
	}
	r.fill("走访单位", "甲县纪委监委")
	r.fill("企业名称", "宏远陶瓷厂")
	r.fill("问题内容", "没有这个类别")
	r.fill("主办单位", "财政局")
	r.fill("问题类别", "乱写的")
	r.press("登记走访")
	r.must("没有“乱写的”这个问题类别")
}

// TestVisitFormByKeyboardAlone goes through the form as a clerk does who never lets go
// of the keys.
func TestVisitFormByKeyboardAlone(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "宏远陶瓷厂", "缺工", "财政局", "")
	page.ShowVisitForm(r.office)
	c := r.win.Canvas()
	tab := func() {
		if x, ok := c.Focused().(fyne.Tabbable); ok && x.AcceptsTab() {
			r.key(fyne.KeyTab)
			return
		}
		c.FocusNext()
	}
	test.Type(c.Focused(), "甲县")
	r.key(fyne.KeyDown)
	tab()
	test.Type(c.Focused(), "hy")
	r.key(fyne.KeyDown)
	tab()
	tab() // 所在地
	test.Type(c.Focused(), "招不到人")
	tab()
	r.key(fyne.KeyDown)
	r.key(fyne.KeyDown)
	tab()
	test.Type(c.Focused(), "财政")
	r.key(fyne.KeyDown)
	tab()
	r.key(fyne.KeyDown)
	r.key(fyne.KeyDown)
	r.key(fyne.KeyReturn)
	r.must("到期日")
	r.key(fyne.KeyReturn)
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	p := r.problem("WT-2026-0002")
	if p.Content != "招不到人" || p.EnterpriseID != r.problem("WT-2026-0001").EnterpriseID || len(p.Events) != 2 {
		t.Errorf("登记成了 %+v", p)
	}
}

// TestTheOfficeItselfIsOffered: for 走访单位, also before it has been on a visit, and first.
func TestTheOfficeItselfIsOffered(t *testing.T) {
	r := newRoom(t)
	do := func(name string, fn func(*store.Tx) error) {
		t.Helper()
		if _, err := r.store.Do(r.office.Context, data.Op{Name: name}, fn); err != nil {
			t.Fatal(err)
		}
	}
	offered := func(want ...string) {
		t.Helper()
		page.ShowVisitForm(r.office)
		in, _ := r.field("走访单位")
		if got := in.(*widget.Picker).Choices(""); len(got) < len(want) || !slices.Equal(got[:len(want)], want) || slices.Contains(got[len(want):], want[0]) {
			t.Errorf("列出 %v，应以 %v 打头", got, want)
		}
		r.leave()
	}
	r.register("2026-11-02", "甲厂", "贷款", "财政局", "2026-12-31")
	first := func() string {
		page.ShowVisitForm(r.office)
		in, _ := r.field("走访单位")
		defer r.leave()
		return in.(*widget.Picker).Choices("")[0]
	}()
	do("设置", func(tx *store.Tx) error { return tx.SetSetting("office.name", "惠安县纪委监委") })
	offered("惠安县纪委监委", first)
	do("建单位", func(tx *store.Tx) error {
		return tx.SaveUnit(&data.Unit{Name: "惠安县纪委", Aliases: []string{"惠安县纪委监委"}, Kind: data.Commission, Sort: 99})
	})
	offered("惠安县纪委", first)
}
