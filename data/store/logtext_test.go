package store

import (
	"regexp"
	"strings"
	"testing"

	"qinqing/data"
)

// Every entry says which record it is about as people know it, and of a change what was
// and what is, without a word of English.
func TestLogTextTellsWhatChanged(t *testing.T) {
	o := newOffice(t)
	p := o.problem("用电容量不足", "2026-10-08")
	v := data.Visit{On: on("2026-10-08"), Unit: o.units[0], EnterpriseID: o.firms[0], Reply: "尽快答复"}
	save := func(tx *Tx) error { return tx.SaveProblem(p) }
	for _, x := range []struct {
		name string
		run  func(tx *Tx) error
		want string
	}{
		{"a new problem", save, "问题 WT-2026-0001 新增"},
		{"its content", func(tx *Tx) error { p.Content = "用气容量不足"; return save(tx) }, "问题 WT-2026-0001：内容“用电容量不足”→“用气容量不足”"},
		{"its words and units", func(tx *Tx) error {
			p.Category, p.Supervising, p.Supporting, p.RealNameOK, p.EnterpriseID = o.cats[1], o.units[1], []data.ID{o.units[3], o.units[4]}, true, o.firms[1]
			return save(tx)
		}, "问题 WT-2026-0001：企业“示例第一陶瓷有限公司”→“示例第二陶瓷有限公司”；类别“融资”→“用工”；监督单位（空）→“乙县纪委监委”；协办单位（空）→“商务局、市场监督管理局”；同意实名转办“否”→“是”"},
		{"a further field", func(tx *Tx) error {
			p.Fields = map[string]string{"备注": "急", data.RawPrefix + "due": "x"}
			return save(tx)
		}, "问题 WT-2026-0001：备注（空）→“急”"},
		{"an event", func(tx *Tx) error {
			return apply(tx, p, data.Event{Kind: data.Assign, On: on("2026-10-09"), Unit: o.units[2], Deadline: data.Deadline{Kind: data.ByWorkdays, N: 7}})
		}, "问题 WT-2026-0001：交办 2026-10-09 发展和改革局"},
		{"a voided event", func(tx *Tx) error {
			if err := p.Void(2, "林文书", "录错", tx.Now(), must(tx.Clock())(t)); err != nil {
				return err
			}
			return save(tx)
		}, "问题 WT-2026-0001：作废交办 2026-10-09"},
		{"a visit", func(tx *Tx) error { return tx.SaveVisit(&v) }, "走访 2026-10-08 示例第一陶瓷有限公司 新增"},
		{"its answer", func(tx *Tx) error { v.Satisfaction, v.Reply = data.Satisfied, ""; return tx.SaveVisit(&v) },
			"走访 2026-10-08 示例第一陶瓷有限公司：现场答复“尽快答复”→（空）；满意度（空）→“满意”"},
		{"a deleted visit", func(tx *Tx) error { return tx.Delete(data.EntityVisit, v.ID) }, "走访 2026-10-08 示例第一陶瓷有限公司 删除"},
		{"a unit", func(tx *Tx) error {
			u := must(tx.Unit(o.units[3]))(t)
			u.Name, u.Kind, u.Aliases = "商务和口岸局", data.OtherUnit, []string{"商务局"}
			return tx.SaveUnit(u)
		}, "单位 商务和口岸局：名称“商务局”→“商务和口岸局”；别名（空）→“商务局”；种类“主办部门”→“其他”"},
		{"a setting", func(tx *Tx) error { return tx.SetSetting("office.name", "示例县纪委监委") }, "设置 单位名称：值（空）→“示例县纪委监委”"},
		{"a table in a setting", func(tx *Tx) error { return tx.SetSetting("import.aliases", `{"a":"b"}`) }, "设置 单位别名表：值已改"},
		{"a closing", func(tx *Tx) error { return tx.CloseBooks(on("2026-09-30")) }, "设置 封账到 2026-09-30：封上"},
		{"a reopening", func(tx *Tx) error { return tx.ReopenBooks("补登一次走访") }, "设置 封账到 2026-09-30：启封，原因“补登一次走访”"},
		{"an entry of a register", func(tx *Tx) error {
			r := must(data.NewRecord(data.RecPolicy, on("2026-10-08"), 0, data.Policy{Title: "示例"}))(t)
			return tx.SaveRecord(&r)
		}, "登记簿 惠企政策 2026-10-08 新增"},
		{"a transfer", func(tx *Tx) error { return apply(tx, p, data.Event{Kind: data.MoveClue, On: on("2026-10-20")}) }, "问题 WT-2026-0001（原文已清除）"},
	} {
		t.Run(x.name, func(t *testing.T) {
			o.do("一步", x.run)
			o.view(func(v *View) error {
				if got := must(v.LogText(must(v.Log(1, 0))(t)[0]))(t); got != x.want {
					t.Errorf("got  %s\nwant %s", got, x.want)
				}
				return nil
			})
		})
	}
	o.save(o.problem("以后", "2026-10-20"))
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.view(func(v *View) error {
		if x := must(v.Log(1, 0))(t)[0]; must(v.LogText(x))(t) != "问题 1 条" || x.Op != "撤销“保存问题”" {
			t.Errorf("undo: %+v", x)
		}
		return nil
	})
}

// A ledger that went through everything has no line that people can't read.
func TestLogTextHasNoEnglish(t *testing.T) {
	o := livedOffice(t)
	english := regexp.MustCompile(`[A-Za-z]{2,}`)
	o.view(func(v *View) error {
		for _, x := range must(v.Log(1000, 0))(t) {
			text := must(v.LogText(x))(t)
			if rest := strings.ReplaceAll(text, "WT-", ""); strings.TrimSpace(text) == "" || x.Entity != data.EntitySetting && english.MatchString(rest) {
				t.Errorf("entry %d (%s %s): %q", x.ID, x.Action, x.Entity, text)
			}
		}
		return nil
	})
}
