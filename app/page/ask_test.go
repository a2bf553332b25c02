package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// leave closes the form, whatever was typed.
func (r *room) leave() {
	r.Helper()
	r.key(fyne.KeyEscape)
	if r.says("已经填写的内容还没有保存") {
		r.press("放弃")
	}
	if r.covered() {
		r.Fatalf("表单没有关闭：%v", r.words())
	}
}

// names are the units and firms of the ledger.
func (r *room) names() (units, firms []string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.Units()
		if err != nil {
			return err
		}
		for _, u := range list {
			units = append(units, u.Name)
		}
		found, err := v.EnterprisePage("", 100)
		for _, e := range found {
			firms = append(firms, e.Name)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return units, firms
}

func (r *room) transfers() (out []data.Record) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		out, err = v.Records(data.RecClue, workday.Make(2000, 1, 1), workday.Make(2099, 1, 1))
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

// known is a ledger with 惠安县纪委监委, 财政局 and 晋江市某纸业有限公司.
func known(t *testing.T) *room {
	r := newRoom(t)
	_, err := r.store.Do(r.office.Context, data.Op{Name: "单位"}, func(tx *store.Tx) error {
		for name, kind := range map[string]data.UnitKind{"惠安县纪委监委": data.Commission, "财政局": data.Department} {
			if _, err := tx.EnsureUnit(name, kind); err != nil {
				return err
			}
		}
		_, err := tx.EnsureEnterprise("晋江市某纸业有限公司", 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r.put(widget.Empty("", "", nil))
	page.ShowVisitForm(r.office)
	return r
}

func (r *room) complete(content string) {
	r.Helper()
	for _, f := range [][2]string{{"走访单位", "惠安县纪委监委"}, {"企业名称", "晋江市某纸业有限公司"}, {"问题内容", content}} {
		r.fill(f[0], f[1])
	}
}

func TestTheOnlyNameOnOfferIsTaken(t *testing.T) {
	for _, c := range []struct {
		field, typed, want string
		key                fyne.KeyName
	}{
		{"走访单位", "惠安", "惠安县纪委监委", fyne.KeyReturn},
		{"走访单位", "hax", "惠安县纪委监委", fyne.KeyTab},
		{"企业名称", "jjsmzy", "晋江市某纸业有限公司", fyne.KeyTab},
		{"主办单位", "czj", "财政局", fyne.KeyReturn},
	} {
		r := known(t)
		in, _ := r.field(c.field)
		r.win.Canvas().Focus(in)
		test.Type(in, c.typed)
		if x, ok := in.(fyne.Tabbable); c.key == fyne.KeyTab && (!ok || !x.AcceptsTab()) {
			t.Fatalf("%s 里输入 %s 后 Tab 不收下唯一的一项", c.field, c.typed)
		}
		r.key(c.key)
		if _, got := r.field(c.field); got != c.want {
			t.Errorf("%s 里输入 %s 得到“%s”，应为 %s", c.field, c.typed, got, c.want)
		}
		r.mustNot("新单位", "新企业")
	}
}

func TestNewNamesAreToldAndAskedOnce(t *testing.T) {
	r := known(t)
	r.fill("走访单位", "惠安")
	r.must("新单位，或选用：惠安县纪委监委")
	r.fill("企业名称", "全新的石材厂")
	r.must("新企业")
	before, firms := r.names()
	r.key(fyne.KeyReturn)
	r.must("新单位：“惠安”", "新企业：“全新的石材厂”")
	r.press("返回修改")
	if u, f := r.names(); len(u) != len(before) || len(f) != len(firms) {
		t.Fatalf("返回修改以后多了 %v %v", u, f)
	}
	r.fill("走访单位", "惠安县纪委监委")
	r.mustNot("新单位")
	r.key(fyne.KeyReturn)
	r.mustNot("新单位")
	r.press("登记并新增")
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	if u, f := r.names(); len(u) != len(before) || len(f) != len(firms)+1 {
		t.Errorf("现在的单位 %v，企业 %v", u, f)
	}
	page.ShowVisitForm(r.office)
	r.fill("走访日期", "2026-11-18")
	r.complete("")
	r.press("登记走访")
	if r.covered() {
		t.Errorf("名称都有，也问了：%v", r.words())
	}
}

func TestNewUnitOfAnEventIsAsked(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "缺工", "财政局", "")
	page.ShowEventForm(r.office, r.problem(code), data.Transfer)
	r.fill("主办单位", "财政")
	r.must("新单位，或选用：财政局")
	r.press(data.Transfer.Name())
	r.must("新单位：“财政”")
	r.press("返回修改")
	if n := len(r.problem(code).Events); n != 2 {
		t.Errorf("没有同意就写入了，现在有 %d 条", n)
	}
}

func TestLeadThatIsComplainedOfIsWarnedOf(t *testing.T) {
	r := known(t)
	r.complete("办事慢")
	r.fill("主办单位", "财政局")
	r.fill("被反映单位", "财政局")
	r.fill("涉及作风", "是，反映工作人员的行为")
	r.fill("实名转办", "企业同意实名转办")
	r.press("登记走访")
	r.must("主办单位就是被反映的单位，应当回避")
	if r.count() != 0 {
		t.Fatal("没有回答就写入了")
	}
	r.press("仍然登记")
	p := r.problem("WT-2026-0001")
	if p.ComplainedUnit == 0 || !p.Complaint || !p.RealNameOK {
		t.Errorf("登记成了 %+v", p)
	}
	d := page.NewDetail(r.office)
	r.put(d.Content)
	d.Show(p.ID)
	r.must("注意：主办单位就是被反映的单位", "反映工作人员的行为", "企业同意")
}

func TestAssignToTheUnitComplainedOfIsWarnedOf(t *testing.T) {
	r := known(t)
	r.complete("办事慢")
	r.fill("被反映单位", "财政局")
	r.press("登记走访")
	page.ShowEventForm(r.office, r.problem("WT-2026-0001"), data.Assign)
	r.fill("主办单位", "财政局")
	r.press("交办")
	r.must("主办单位就是被反映的单位")
	r.press("返回修改")
	r.leave()
	if n := len(r.problem("WT-2026-0001").Events); n != 1 {
		t.Errorf("写入了，现在有 %d 条", n)
	}
}

func TestClueIsOnlyHandedOn(t *testing.T) {
	r := known(t)
	r.complete("举报某科收受礼金")
	r.fill("被反映单位", "财政局")
	r.press("登记走访")
	r.must("这像是问题线索")
	r.press("只登记移送")
	r.fill("移送编号", "举报某科收受礼金")
	r.fill("接收部门", "第一室")
	r.press("登记移送")
	r.must("这里只写移送编号")
	r.fill("移送编号", "移〔2026〕3号")
	r.press("登记移送")
	list := r.transfers()
	var x data.ClueTransfer
	if len(list) != 1 || list[0].On != day(today) || list[0].Decode(&x) != nil || x.Number != "移〔2026〕3号" || x.Receiver != "第一室" {
		t.Fatalf("登记了 %+v %+v", list, x)
	}
	if _, text := r.field("问题内容"); text != "" || r.count() != 0 {
		t.Errorf("线索还在：“%s”，问题 %d 个", text, r.count())
	}
	if _, unit := r.field("被反映单位"); unit != "" {
		t.Error("被反映单位还在")
	}
	r.press("登记走访")
	if r.covered() || r.count() != 0 {
		t.Errorf("走访没有照常登记：%v", r.words())
	}
}

func TestClueMayBeAProblemAfterAll(t *testing.T) {
	r := known(t)
	r.complete("反映有人索要回扣")
	r.press("登记走访")
	r.press("登记为问题")
	if r.covered() || r.count() != 1 || len(r.transfers()) != 0 {
		t.Fatalf("问题 %d 个：%v", r.count(), r.words())
	}
	d := page.NewDetail(r.office)
	r.put(d.Content)
	d.Show(r.problem("WT-2026-0001").ID)
	r.must("注意：内容像是问题线索")
}

func TestClueInANoteIsAskedAbout(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "缺工", "财政局", "")
	page.ShowEventForm(r.office, r.problem(code), data.Report)
	r.fill("说明", "有人举报")
	r.press(data.Report.Name())
	r.must("这像是问题线索")
	r.press("返回修改")
	r.fill("说明", "已招到人")
	r.press(data.Report.Name())
	if r.covered() {
		t.Errorf("改了以后还问：%v", r.words())
	}
}

func TestEscapeAsksBeforeItThrowsAwayAForm(t *testing.T) {
	r := known(t)
	r.key(fyne.KeyEscape)
	if r.covered() {
		t.Fatal("什么都没填，Esc 没有关闭")
	}
	page.ShowVisitForm(r.office)
	r.fill("企业名称", "半个名")
	r.key(fyne.KeyEscape)
	r.must("还没有保存")
	r.key(fyne.KeyEscape) // means going on
	if _, text := r.field("企业名称"); text != "半个名" {
		t.Fatalf("继续填写以后是“%s”：%v", text, r.words())
	}
	r.press("关闭")
	r.press("放弃")
	if r.covered() {
		t.Errorf("放弃以后还开着：%v", r.words())
	}
	if _, firms := r.names(); strings.Contains(strings.Join(firms, " "), "半个名") {
		t.Error("放弃的也写入了")
	}
}
