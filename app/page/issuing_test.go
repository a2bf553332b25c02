package page_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data/store"
)

func (r *room) issues() (list []store.Issue) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) { list, err = v.Issues(); return err })
	if err != nil {
		r.Fatal(err)
	}
	return list
}

// sign fills in the four hands and presses the button.
func (r *room) sign() {
	r.Helper()
	r.press("签发…")
	r.hands()
}

func (r *room) hands() {
	r.Helper()
	for _, role := range []string{"拟稿", "核稿", "审核", "签发"} {
		r.fill(role+"人", role+"的人")
		r.fill(role+"日期", "2026-11-05")
	}
	r.press("签发，不再改动")
}

func (r *room) panel(name string) {
	r.Helper()
	r.fill("核对", name)
}

// A bulletin is looked at page by page, reworded, and signed; what was typed over stops it
// until it may stand for a reason.
func TestBulletinIsEditedAndIssued(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	r.must("各项数字之间的关系都对得上")
	r.panel("正文")
	r.press("改写")
	_, text := r.field("正文")
	if !strings.Contains(text, "登记问题2个") {
		t.Fatalf("第一段是 %q", text)
	}
	r.fill("正文", strings.Replace(text, "登记问题2个", "登记问题数个", 1))
	r.press("改好了")
	r.must("（已改写）", "改掉的数字“2”与台账不一致")
	r.press("← 选项")
	r.press("签发…")
	r.must("还不能签发", "✗ 正文里改掉的数字“2”与台账不一致")
	if r.covered() {
		t.Fatal("还不能签发，却问起了四个人")
	}
	r.panel("正文")
	r.press("写明原因，保留")
	r.fill("原因", "改为定性表述")
	r.press("保留")
	r.must("保留的原因：改为定性表述")
	r.press("改写")
	r.fill("正文", strings.Replace(text, "登记问题2个", "登记问题9个", 1))
	r.press("改好了")
	r.must("改掉的数字“2”与台账不一致。") // the reason was for other words
	r.press("写明原因，保留")
	r.fill("原因", "改为定性表述")
	r.press("保留")
	r.press("改写")
	r.fill("正文", strings.Replace(text, "登记问题2个", "登记问题数个", 1))
	r.press("改好了")
	r.press("写明原因，保留")
	r.fill("原因", "改为定性表述")
	r.press("保留")
	r.press("签发…")
	r.fill("签发发文字号", "×纪办[2026]05号")
	r.hands()
	r.must("的写法请核对", "再按一次")
	if n := len(r.issues()); n != 0 {
		t.Fatal("写法不对的文号没有先提醒")
	}
	r.fill("签发发文字号", "×纪办〔2026〕5号")
	r.press("签发，不再改动")
	if r.covered() {
		t.Fatalf("没有签发：%v", r.words())
	}
	if _, number := r.field("文号"); number != "" {
		t.Errorf("签发过的文号 %s 还留着", number)
	}
	list := r.issues()
	if len(list) != 1 || list[0].DocNumber != "×纪办〔2026〕5号" || list[0].Signers["签发"] != "签发的人 2026-11-05" {
		t.Fatalf("存档 %+v", list)
	}
	err := r.store.View(r.office.Context, func(v *store.View) error {
		x, err := v.Issue(list[0].ID)
		if err != nil {
			return err
		}
		if len(x.Files) < 2 || !strings.Contains(string(x.Tree), "登记问题数个") || x.Draft != 0 {
			t.Errorf("冻结了 %d 个文件", len(x.Files))
		}
		drafts, err := v.Drafts()
		for _, d := range drafts {
			if d.Issue != list[0].ID {
				t.Errorf("稿子没有记上已经印发：%+v", d)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRewordingIsOneStepAndCanBeRestored(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	r.panel("正文")
	r.press("改写")
	_, text := r.field("正文")
	r.fill("正文", "总的看，"+text)
	r.press("改好了")
	r.must("总的看，")
	if steps, err := r.office.Actions.Steps(r.office.Context); err != nil || !strings.Contains(steps.Undo, "修改通报稿") {
		t.Errorf("撤销的是 %+v，%v", steps, err)
	}
	r.press("改写")
	r.press("恢复原文")
	r.mustNot("总的看，", "（已改写）")
}

// A unit is named only once somebody has checked it with the unit.
func TestNamingNeedsSomebodyWhoChecked(t *testing.T) {
	r := newRoom(t)
	for _, content := range []string{"一", "二", "三", "四", "五", "六"} {
		r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢"+content, "商务局", "2026-10-20")
	}
	r.put(page.NewBulletins(r.office, func(store.Hit) {}).Content)
	r.press("看页面和核对")
	r.panel("点名")
	r.must("商务局期末逾期未办结问题6个。")
	r.press("已与该单位核对…")
	r.press("印入正文")
	r.must("请写明核对的人")
	r.fill("核对人", "某某")
	r.press("印入正文")
	r.must("✓ 某某 2026-11-20 核对，已印入正文")
	r.panel("正文")
	r.must("商务局期末逾期未办结问题6个。")
	r.register("2026-10-10", "甲陶瓷厂", "贷款批得慢七", "商务局", "2026-10-20")
	r.press("看页面和核对")
	r.panel("提示和勾稽")
	r.must("点名的一句没有印", "当时核对的是“商务局期末逾期未办结问题6个。”现在是“商务局期末逾期未办结问题7个。”")
	r.panel("点名")
	r.must("核对以后数字变了，没有印；某某 2026-11-20 核对的是")
	r.press("已与该单位核对…")
	r.fill("核对人", "某甲")
	r.press("印入正文")
	r.must("✓ 某甲 2026-11-20 核对，已印入正文")
	r.press("取消")
	r.mustNot("核对，已印入正文", "核对以后数字变了")
}

func TestNumbersOfABulletinOpenTheirRows(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	r.panel("数字口径")
	tab, _ := r.parts()
	at := tab.(fyne.Focusable)
	r.win.Canvas().Focus(at)
	r.key(fyne.KeyDown)
	r.key(fyne.KeyReturn)
	r.must("双击或按 Enter 打开")
	r.press("← 返回")
	r.must("← 选项")
}

// The archive never changes; it compares with today, gives the files back as they were,
// and leads to a correction.
func TestArchiveComparesAndCorrects(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	r.panel("正文")
	r.press("改写")
	_, text := r.field("正文")
	r.fill("正文", "总的看，"+text)
	r.press("改好了")
	r.press("← 选项")
	r.fill("文号", "×纪办〔2026〕5号")
	r.sign()
	first := r.issues()[0]
	if first.Log.Entries == 0 || len(first.Log.Head) != 64 {
		t.Errorf("印发时的操作记录 %+v", first.Log)
	}
	r.register("2026-10-11", "丙食品厂", "后来补登的问题", "商务局", "2026-12-30")
	r.deleted("WT-2026-0001")
	r.press("存档")
	r.click("row:" + first.IssuedAt.Local().Format("2006-01-02"))
	r.must(fmt.Sprintf("印发时操作记录 %d 条，链尾 %s…；操作记录从头到印发时完整", first.Log.Entries, first.Log.Head[:16]))
	r.press("与现在对照")
	r.must("印发时 → 现在")
	if tab, names := r.parts(); tab == nil || len(names) < 3 {
		t.Errorf("对照只有 %v", names)
	}
	r.click("row:登记问题")
	r.must("增 WT-2026-0003", "减 WT-2026-0001", "（在回收站）")
	r.press("← 存档")
	r.press("取出文件")
	if found, err := filepath.Glob(filepath.Join(r.office.Folder, "*.pdf")); err != nil || len(found) == 0 {
		t.Errorf("取出 %v %v", found, err)
	} else if b, err := os.ReadFile(found[0]); err != nil || !strings.HasPrefix(string(b), "%PDF-") {
		t.Error(err)
	}
	r.press("签发…")
	r.must("还不能签发", "✗ 2026年10月的通报已经印发：《"+first.Title+"》（×纪办〔2026〕5号）")
	if r.covered() {
		t.Error("已经印发的又问起了四个人")
	}
	r.press("存档")
	r.click("row:" + first.IssuedAt.Local().Format("2006-01-02"))
	r.press("发更正…")
	if _, month := r.field("期间"); month != "2026-10" {
		t.Errorf("更正的期间是 %s", month)
	}
	in := page.BulletinInput{Kind: "月", Period: "2026-10", Layout: "A", Folder: r.folder, Corrects: first.ID}
	if s, err := r.office.Actions.ComposeBulletin(r.office.Context, in); err != nil || !strings.HasPrefix(s.Doc.Bulletin.Body[0].Para.Text(), "本件更正《"+first.Title+"》（×纪办〔2026〕5号）。与原件相比，变动的数字") {
		t.Errorf("页面上没有写更正哪一期、改了什么：%v", err)
	}
	r.must("正在更正《" + first.Title + "》　×纪办〔2026〕5号")
	r.press("看页面和核对")
	r.panel("正文")
	r.must("总的看，", "（已改写）", "与台账不一致") // what was written says the numbers of then
	r.press("恢复原文")
	r.press("← 选项")
	r.fill("文号", "×纪办〔2026〕6号")
	r.sign()
	if list := r.issues(); len(list) != 2 || list[0].Replaces != first.ID || !strings.HasSuffix(list[0].Title, "（更正）") {
		t.Errorf("存档 %+v", list)
	}
	r.mustNot("正在更正")
	err := r.store.View(r.office.Context, func(v *store.View) error {
		x, err := v.Issue(r.issues()[0].ID)
		if err == nil && !strings.Contains(string(x.Tree), `"title":"更正情况表"`) {
			t.Error("印发的更正没有列出改了哪些数字")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestBooksAreClosedAndReopened(t *testing.T) {
	r := bulletinPage(t)
	r.press("存档")
	r.must("还没有签发过通报", "没有封账")
	r.press("封账…")
	r.fill("月份", "2026-11")
	r.press("封账")
	r.must("只能封已经过完的账期")
	r.fill("月份", "2026-10")
	r.press("封账")
	r.must("已封账到 2026-10-31")
	page.ShowVisitForm(r.office)
	r.mustNot("已经封账")
	r.fill("走访日期", "2026-10-31")
	r.must("2026-10-31 及以前已经封账：照样登记，下期通报里注明")
	r.fill("走访日期", "2026-11-01")
	r.mustNot("已经封账")
	r.press("关闭")
	r.press("放弃")
	r.openCase(r.register("2026-10-30", "甲陶瓷厂", "封账以后才说的事", "商务局", "2026-12-30"))
	r.must("登记（封账后补登）", "交办（封账后补登）")
	r.openCase("WT-2026-0001")
	r.mustNot("封账后补登")
	r.press("反馈")
	r.mustNot("已经封账")
	r.fill("日期", "2026-10-31")
	r.must("2026-10-31 及以前已经封账")
	r.leave()
	r.put(page.NewBulletins(r.office, func(store.Hit) {}).Content)
	r.press("存档")
	r.press("启封…")
	r.fill("原因", "漏登")
	r.press("启封")
	r.must("没有封账。")
	r.press("登记作废期号…")
	r.fill("期号", "第4期")
	r.press("登记")
	if list := r.issues(); len(list) != 1 || list[0].Number != 4 {
		t.Errorf("%+v", list)
	}
}

// TestHandsAreProposedNextTime: who signed last is proposed, and can be typed over.
func TestHandsAreProposedNextTime(t *testing.T) {
	r := bulletinPage(t)
	r.press("签发…")
	if _, text := r.field("拟稿人"); text != "" {
		t.Fatalf("第一次就写着 %q", text)
	}
	r.mustNot("上次的人")
	r.hands()
	if len(r.issues()) != 1 {
		t.Fatal("没有签发")
	}
	r.fill("期间", "2026-09")
	r.press("签发…")
	r.must("上次的人，换了就改")
	for _, role := range []string{"拟稿", "核稿", "审核", "签发"} {
		if _, text := r.field(role + "人"); text != role+"的人" {
			t.Errorf("%s人建议 %q", role, text)
		}
	}
}

// TestTheArchiveIsPrinted as it is listed, and so is what has changed since an issue; where the
// options are on show, Ctrl+P makes the bulletin.
func TestTheArchiveIsPrinted(t *testing.T) {
	r := bulletinPage(t)
	p := page.NewBulletins(r.office, func(store.Hit) {})
	r.put(p.Content)
	r.press("存档")
	p.Print()
	r.must("列表是空的")
	r.press("← 选项")
	r.fill("文号", "×纪办〔2026〕5号")
	r.sign()
	r.register("2026-10-11", "丙食品厂", "后来补登的问题", "商务局", "2026-12-30")
	print := func(want ...string) {
		t.Helper()
		p.Print()
		r.fill("文件", "Word 文件")
		r.press("生成清单")
		r.must("已生成清单")
		path := made(t, r, ".docx")
		text := wordText(t, path)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("没有“%s”：%.400s", w, text)
			}
		}
		r.press("知道了")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	r.press("存档")
	print("通报存档", "×纪办〔2026〕5号", "2026-10-01 至 2026-10-31", "访企问需")
	r.click("row:" + r.issues()[0].IssuedAt.Local().Format("2006-01-02"))
	r.press("与现在对照")
	print("印发时与现在对照", "登记问题", "×纪办〔2026〕5号")
	r.press("← 存档")
	print("通报存档")
	r.press("← 选项")
	p.Print()
	if r.covered() {
		t.Fatal(r.words())
	}
	r.must("已生成通报：2026-10")
}

// TestAButtonThatIsGoneHasNoKeys: the button that opened the archive is gone, and Enter
// presses it no more.
func TestAButtonThatIsGoneHasNoKeys(t *testing.T) {
	r := bulletinPage(t)
	for range 60 {
		if b, ok := r.win.Canvas().Focused().(*widget.Button); ok && b.Text == "存档" {
			break
		}
		r.tab()
	}
	r.key(fyne.KeyReturn)
	r.must("← 选项")
	if b, ok := r.win.Canvas().Focused().(*widget.Button); ok && b.Text == "存档" {
		t.Error("光标还在“存档”上")
	}
}
