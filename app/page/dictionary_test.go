package page_test

import (
	"slices"
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

func (r *room) entries(kind data.EntryKind) (list []data.Entry) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		list, err = v.Entries(kind)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return list
}

func (r *room) word(kind data.EntryKind, name string) data.Entry {
	for _, e := range r.entries(kind) {
		if e.Name == name {
			return e
		}
	}
	return data.Entry{}
}

func (r *room) dictionary(name string) *page.Dictionary {
	r.Helper()
	p := page.NewDictionary(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	r.clickIn("row:" + name)
	return p
}

func TestDictionaryWordIsAddedRenamedRetiredAndMoved(t *testing.T) {
	r := newRoom(t)
	r.dictionary("类别")
	r.press("新增条目")
	r.fill("名称", "融资")
	r.press("新增")
	r.must("已经是“融资”的名称或别名")
	r.fill("名称", "物流")
	r.fill("别名", "运输、配送，运输")
	r.press("新增")
	e := r.word(data.DictCategory, "物流")
	if !slices.Equal(e.Aliases, []string{"运输", "配送"}) || e.Sort != 13 {
		t.Fatalf("存成 %+v", e)
	}
	r.press("上移")
	if list := r.entries(data.DictCategory); list[11].Name != "物流" || list[12].Name != "其他" {
		t.Errorf("上移以后最后是 %s、%s", list[11].Name, list[12].Name)
	}
	r.press("修改")
	r.fill("名称", "物流运输")
	r.press("保存")
	r.press("停用")
	if e := r.word(data.DictCategory, "物流运输"); !e.Retired {
		t.Errorf("停用以后 %+v", e)
	}
	r.must("已停用：物流运输")
	for range 2 {
		r.office.Undo()
	}
	if e := r.word(data.DictCategory, "物流"); e.Name == "" || e.Retired {
		t.Errorf("撤销停用和改名以后 %+v", e)
	}
}

func TestDictionaryWordInUseIsNotDeleted(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "某陶瓷厂", "缺钱", "", "") // 融资
	r.dictionary("类别")
	r.clickIn("row:融资")
	r.must("1 个问题")
	r.press("删除")
	r.must("没有做成", "可改为停用")
	r.press("知道了")
	r.clickIn("row:用工")
	r.press("删除")
	if r.word(data.DictCategory, "用工").Name != "" || r.word(data.DictCategory, "融资").Name == "" {
		t.Error("删错了")
	}
	r.press("撤销")
	if r.word(data.DictCategory, "用工").Code != "labour" {
		t.Error("撤销以后没有回来")
	}
}

func TestMeasuresSayWhoToldThemAndWhatIsToBeTyped(t *testing.T) {
	r := newRoom(t)
	r.dictionary("措施与清单")
	r.clickIn("row:及时有效推动帮助企业纾困解难")
	r.must("据报道转述，并非文件原文", "方面")
	r.clickIn("row:鼓励事项（待单位录入）")
	r.must("待录入")
	r.press("修改")
	if _, text := r.field("名称"); text != "" {
		t.Errorf("待录入的条目，名称里已有“%s”", text)
	}
	r.fill("名称", "鼓励参加企业的座谈")
	r.press("保存")
	if e := r.word(data.DictMeasure, "鼓励参加企业的座谈"); e.Code != "encouraged.open" || e.Note != "" {
		t.Errorf("录入成 %+v", e)
	}
	r.press("新增条目")
	r.fill("分组", "严禁")
	r.fill("名称", "违规收费")
	r.press("新增")
	e := r.word(data.DictMeasure, "违规收费")
	if !strings.HasPrefix(e.Code, "forbidden.own-") || data.MeasureGroup(e.Code) != "严禁" {
		t.Errorf("新增成 %+v", e)
	}
}
