package store

import (
	"errors"
	"testing"

	"qinqing/data"
)

// TestSearchFindsEveryKindOfRecord looks each kind up by what people know of it.
func TestSearchFindsEveryKindOfRecord(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电报装时限过长")
	var visit, policy, clue, measure, firm, paid data.ID
	o.do("写", func(tx *Tx) error {
		v := data.Visit{On: on("2026-10-16"), Unit: o.units[0], EnterpriseID: o.firms[1]}
		if err := tx.SaveVisit(&v); err != nil {
			return err
		}
		e := data.Enterprise{Name: "某某石材厂", Phone: "0595-2212 3456"}
		if err := tx.SaveEnterprise(&e); err != nil {
			return err
		}
		visit, firm = v.ID, e.ID
		for _, x := range []struct {
			id   *data.ID
			kind data.RecordKind
			body any
		}{
			{&policy, data.RecPolicy, data.Policy{Title: "稳岗返还", Number: "示政办〔2026〕7号"}},
			{&clue, data.RecClue, data.ClueTransfer{Number: "YS-2026-9", Receiver: "第一室"}},
			{&measure, data.RecSupportMeasure, data.SupportMeasure{Enterprise: o.firms[2], Title: "专人帮办"}},
		} {
			r, err := data.NewRecord(x.kind, on("2026-11-03"), 0, x.body)
			if err != nil {
				return err
			}
			if err := tx.SaveRecord(&r); err != nil {
				return err
			}
			*x.id = r.ID
		}
		return nil
	})
	o.attach(p, 0, "报装照片.jpg", "x")
	o.do("写", func(tx *Tx) error {
		x, err := data.NewRecord(data.RecDisbursement, on("2026-11-04"), 0, data.Disbursement{Policy: policy, Enterprise: o.firms[3], DueFen: 1})
		if err != nil {
			return err
		}
		defer func() { paid = x.ID }()
		return errors.Join(tx.SaveRecord(&x), tx.SaveDraft(&Draft{Kind: "monthly", From: on("2026-10-01"), To: on("2026-10-31"), Title: "某市通报稿", Tree: []byte("{}")}))
	})
	in := issueOf(0)
	in.Title, in.DocNumber = "某月通报", "示纪办〔2026〕12号"
	o.issue(in)
	for name, c := range map[string]struct {
		text string
		want data.Entity
		id   data.ID
	}{
		"问题的文字":     {"报装时限", data.EntityProblem, p.ID},
		"问题的编号":     {p.Code, data.EntityProblem, p.ID},
		"企业的首字母":    {"sldetcyxgs", data.EntityVisit, visit},
		"政策的名称":     {"稳岗", data.EntityRecord, policy},
		"政策的文号":     {"示政办〔2026〕7号", data.EntityRecord, policy},
		"移送编号":      {"ys-2026-9", data.EntityRecord, clue},
		"一企一策按企业":   {"示例第三陶瓷", data.EntityRecord, measure},
		"电话":        {"22123456", data.EntityEnterprise, firm},
		"带区号的电话":    {"0595-22123456", data.EntityEnterprise, firm},
		"通报的文号":     {"示纪办〔2026〕12号", data.EntityIssue, 0},
		"通报的标题":     {"某月通报", data.EntityIssue, 0},
		"走访那一天":     {"2026-10-16", data.EntityVisit, visit},
		"交办那一天":     {"2026年10月9日", data.EntityProblem, p.ID},
		"期限到的那一天":   {"2026.10.19", data.EntityProblem, p.ID},
		"没写年份的一天":   {"10月16日", data.EntityVisit, visit},
		"八位数字的一天":   {"20261103", data.EntityRecord, policy},
		"政策名称的首字母":  {"wgfh", data.EntityRecord, policy},
		"兑付按政策":     {"稳岗", data.EntityRecord, paid},
		"地区":        {"乙县", data.EntityRegion, 0},
		"地区的首字母":    {"yx", data.EntityRegion, 0},
		"措施":        {"督促持续提升", data.EntityEntry, 0},
		"类别的别名":     {"招工", data.EntityEntry, 0},
		"放假安排":      {"2026年放假", data.EntityNotice, 0},
		"附件的名称":     {"报装照片", data.EntityProblem, p.ID},
		"没签发的通报":    {"某市通报稿", data.EntityDraft, 0},
		"登记簿里的全角数字": {"ＹＳ－2026－9", data.EntityRecord, clue},
	} {
		o.view(func(v *View) error {
			for _, h := range must(v.Search(c.text, 20))(t) {
				if h.Entity == c.want && (c.id == 0 || h.ID == c.id) {
					return nil
				}
			}
			t.Errorf("%s：“%s”没有找到", name, c.text)
			return nil
		})
	}
	o.do("删除", func(tx *Tx) error {
		return errors.Join(tx.Delete(data.EntityRecord, paid), tx.Delete(data.EntityRecord, policy))
	})
	o.view(func(v *View) error {
		for _, text := range []string{"稳岗", "不存在的文字", "13800000000", "  "} {
			if hits := must(v.Search(text, 20))(t); len(hits) > 0 {
				t.Errorf("“%s”找到了 %v", text, hits)
			}
		}
		return nil
	})
}

// TestDayOf tells days from numbers that only look like one.
func TestDayOf(t *testing.T) {
	now := on("2026-11-22")
	for text, want := range map[string]string{
		"2026-11-03": "2026-11-03", "2026.11.3": "2026-11-03", "２０２６年１１月３日": "2026-11-03", "20261103": "2026-11-03", "11月3日": "2026-11-03", "12月3号": "2025-12-03",
		"今天": "2026-11-22", "昨天": "2026-11-21", "2026 年 11 月 3 日": "2026-11-03",
		"3-5": "", "1.5": "", "2026-02-30": "", "13月1日": "", "20269999": "", "WT-2026-0183": "", "2026": "", "": "", "3日": "",
	} {
		got := dayOf(text, now)
		if want == "" && got != 0 || want != "" && got != on(want) {
			t.Errorf("“%s”是 %v，应是 %s", text, got, want)
		}
	}
}
