package page_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data/store"
	"qinqing/reports"
)

// leaf is what a page of a bulletin lets be done with it.
type leaf interface {
	fyne.Tappable
	desktop.Hoverable
	Parts() []widget.Part
	Told() string
}

// spots are what can be pointed at on the pages in sight, by how their names begin.
func (r *room) spots(prefix string) (out []func(click bool) (told string)) {
	r.each(func(o fyne.CanvasObject) bool {
		x, ok := o.(leaf)
		if !ok {
			return true
		}
		for _, p := range x.Parts() {
			if strings.HasPrefix(p.Name, "spot:"+prefix) {
				at := fyne.NewPos(p.X+p.W/2, p.Y+p.H/2)
				out = append(out, func(click bool) string {
					x.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
					told := x.Told()
					if click {
						x.Tapped(&fyne.PointEvent{Position: at})
					}
					return told
				})
			}
		}
		return true
	})
	return out
}

// scrollTo brings the first thing of the first page that can be pointed at into sight, by
// keyboard.
func (r *room) scrollTo() {
	r.Helper()
	var first fyne.Focusable
	r.each(func(o fyne.CanvasObject) bool {
		if _, ok := o.(leaf); ok && first == nil {
			first = o.(fyne.Focusable)
		}
		return first == nil
	})
	r.win.Canvas().Focus(first)
	r.key(fyne.KeyDown)
}

func (r *room) spot(name string) func(bool) string {
	r.Helper()
	list := r.spots(name)
	if len(list) == 0 {
		r.Fatalf("页面上没有 %s", name)
	}
	return list[0]
}

// A number on the page tells what it counts and opens its rows; a sentence is reworded,
// and one whose number was typed over says so there.
func TestNumbersAndSentencesOfAPageAreFields(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	r.scrollTo()
	number := r.spot("figure:登记问题/本期")
	if told := number(false); !strings.Contains(told, "登记问题（本期） 2：") || !strings.Contains(told, "点一下看背后的记录") {
		t.Errorf("指着数字说的是 %q", told)
	}
	number(true)
	r.must("双击或按 Enter 打开")
	r.press("← 返回")
	r.spot("block:总体情况/")(true)
	_, text := r.field("正文")
	if !strings.Contains(text, "登记问题2个") {
		t.Fatalf("点这一段改的是 %q", text)
	}
	r.fill("正文", strings.Replace(text, "登记问题2个", "登记问题3个", 1))
	r.press("改好了")
	if told := r.spot("block:总体情况/")(false); !strings.Contains(told, "与台账不一致") {
		t.Errorf("改掉了数字的一段说的是 %q", told)
	}
	sheets, err := r.office.Actions.ComposeBulletin(r.office.Context, page.BulletinInput{Kind: "月", Period: "2026-10", Layout: "A"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheets.Doc.Bulletin.Body[1].Para.Spans {
		if s.Figure == "登记问题/本期/all/0" {
			t.Error("改掉的数字还连着台账")
		}
	}
}

func TestSectionsMoveAndAreLeftOutOnThePage(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	r.panel("章节")
	r.scrollTo()
	order := func() (keys []string) {
		sheets, err := r.office.Actions.ComposeBulletin(r.office.Context, page.BulletinInput{Kind: "月", Period: "2026-10", Layout: "A"})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range sheets.Doc.Bulletin.Body {
			if x.Heading != nil {
				keys = append(keys, x.Key)
			}
		}
		return keys
	}
	before := order()
	if len(before) < 2 || before[0] != "总体情况" {
		t.Fatalf("页面上的章是 %v", before)
	}
	r.press("↓")
	if got := order(); got[0] != "走访情况" || got[1] != "总体情况" {
		t.Errorf("下移以后 %v", got)
	}
	r.press("不印")
	if got := order(); slices.Contains(got, "走访情况") {
		t.Errorf("不印的还在：%v", got)
	}
	r.office.Undo()
	r.press("← 选项")
	r.press("看页面和核对")
	if got := order(); got[0] != "走访情况" {
		t.Errorf("撤销以后 %v", got)
	}
	r.panel("章节")
	r.press("全部照模板")
	if got := order(); !slices.Equal(got, before) {
		t.Errorf("照模板是 %v", got)
	}
	r.spot("block:总体情况")(true)
	r.must("▸ 总体情况")
}

// A table bears the office's own title and a remark; its numbers stay the ledger's.
func TestTablesAreRetitledOnThePage(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	made := func() (string, *reports.Table) {
		sheets, err := r.office.Actions.ComposeBulletin(r.office.Context, page.BulletinInput{Kind: "月", Period: "2026-10", Layout: "A"})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(sheets.Doc.Outline, func(x reports.Part) bool { return x.Kind == reports.PartTable && !x.Empty })
		return sheets.Doc.Outline[i].Key, sheets.Doc.Bulletin.TableOf(sheets.Doc.Outline[i].Key)
	}
	key, was := made()
	if was == nil {
		t.Fatalf("没有印“%s”", key)
	}
	r.panel("章节")
	r.press("表题")
	r.fill("表题", "十月走访一览")
	r.fill("说明", "甲陶瓷厂由县里另行走访。")
	r.press("改好了")
	_, now := made()
	if now.Title != "十月走访一览" || len(now.Notes) != len(was.Notes)+1 || !strings.Contains(now.Notes[0], "另行走访") || strings.Contains(now.Notes[0], "甲陶瓷厂") {
		t.Errorf("印的是“%s”，说明 %v", now.Title, now.Notes)
	}
	if !reflect.DeepEqual(now.Rows, was.Rows) {
		t.Error("表里的数字变了")
	}
	r.office.Undo()
	if _, back := made(); back.Title != was.Title || len(back.Notes) != len(was.Notes) {
		t.Errorf("撤销以后印的是“%s”，说明 %v", back.Title, back.Notes)
	}
	r.press("← 选项")
	r.press("看页面和核对")
	r.panel("章节")
	r.press("表题")
	r.press("不印这张表")
	if _, none := made(); none != nil && none.Title == was.Title {
		t.Error("不印的还在")
	}
}

// An example is picked from the ledger, masked, and its number opens the record.
func TestCasesArePickedFromRecords(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "甲陶瓷厂贷款批得慢", "商务局", "2026-10-30")
	r.register("2026-10-10", "乙石材厂", "招不到工人", "人社局", "2026-11-30")
	var jumped []store.Hit
	r.put(page.NewBulletins(r.office, func(h store.Hit) { jumped = append(jumped, h) }).Content)
	r.press("看页面和核对")
	r.panel("典型")
	r.press("从台账里选…")
	if rows := r.rows(); len(rows) != 2 {
		t.Fatalf("可选的有 %v", rows)
	}
	r.fill("找问题", "没有这回事")
	r.must("这一期没有这样的问题")
	r.fill("找问题", "贷款")
	if rows := r.rows(); !slices.Equal(rows, []string{code}) {
		t.Fatalf("找到 %v", rows)
	}
	r.key(fyne.KeyReturn)
	r.must("典型问题　" + code)
	r.mustNot("甲陶瓷厂")
	r.press("改写")
	_, text := r.field("正文")
	if !strings.Contains(text, "贷款批得慢") || strings.Contains(text, "甲陶瓷厂") {
		t.Errorf("改写的是 %q", text)
	}
	r.fill("正文", "甲陶瓷厂的贷款已经批下来")
	r.fill("种类", "典型做法")
	r.press("改好了")
	r.must("典型做法　" + code)
	r.press("打开记录")
	if len(jumped) != 1 || jumped[0].ID != r.problem(code).ID {
		t.Errorf("打开的是 %+v", jumped)
	}
	sheets, err := r.office.Actions.ComposeBulletin(r.office.Context, page.BulletinInput{Kind: "月", Period: "2026-10", Layout: "A"})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range sheets.Doc.Bulletin.Paragraphs() {
		found = found || strings.Contains(p.Text, "的贷款已经批下来（"+code+"）。") && !strings.Contains(p.Text, "甲陶瓷厂")
	}
	zones := 0
	for i := range sheets.Screen.Len() {
		for _, z := range sheets.Screen.Zones(i) {
			if z.Kind == "problem" {
				zones++
			}
		}
	}
	if !found || zones == 0 {
		t.Errorf("正文里有没有：%v，连着记录的编号 %d 处", found, zones)
	}
	r.press("去掉")
	r.must("还没有选典型")
}

func TestDemandsComeFromTheOfficesPhrases(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	r.panel("下步要求")
	r.must("用语库还是空的")
	r.press("编辑用语…")
	r.fill("用语", "请看{没有的指标}。")
	r.press("存好")
	r.must("没有名为“没有的指标”")
	r.fill("用语", "请抓紧办理。\n期末在办{期末在办}个，请逐一过问。")
	r.press("存好")
	r.must("期末在办{期末在办}个")
	var ticks []*widget.Check
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*widget.Check); ok {
			ticks = append(ticks, x)
		}
		return true
	})
	if len(ticks) != 2 {
		t.Fatalf("有 %d 句可勾", len(ticks))
	}
	ticks[1].SetChecked(true)
	r.panel("正文")
	r.must("期末在办2个，请逐一过问。")
	r.mustNot("请抓紧办理。")
	if steps, err := r.office.Actions.Steps(r.office.Context); err != nil || !strings.Contains(steps.Undo, "修改通报稿") {
		t.Errorf("撤销的是 %+v，%v", steps, err)
	}
}
