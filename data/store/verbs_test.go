package store

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

// verbs is one kind of record of DOMAIN §2 as a clerk works with it: words find it once it
// is entered, letters too where it has a name, and other finds it once it was changed.
type verbs struct {
	entity                data.Entity
	words, letters, other string
	save                  func(o *office, tx *Tx, id data.ID) (data.ID, error) // id 0: entered, else changed
	stays                 bool                                                 // is never deleted
}

// typed is an entry of a lesser register, as it is typed; field is what is changed.
func typed(kind data.RecordKind, words, letters, field, other string, values map[string]string) verbs {
	return verbs{data.EntityRecord, words, letters, other, func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
		in := data.BookInput{Kind: kind, ID: id, On: on("2026-10-12"), Values: map[string]string{}}
		for k, v := range values {
			in.Values[k] = v
		}
		if id != 0 {
			rec, err := tx.Record(id)
			if err != nil {
				return 0, err
			}
			in.Version, in.Values[field] = rec.Version, other
		}
		return tx.SaveBook(in)
	}, false}
}

// worded is a word of a dictionary.
func worded(kind data.EntryKind) verbs {
	return verbs{data.EntityEntry, "潮汐码头岸线", "cxmtax", "滩涂养殖证", func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
		x := &data.Entry{Kind: kind, Name: "潮汐码头岸线"}
		if id != 0 {
			r, err := loadEntry(tx.View, id)
			if err != nil {
				return 0, err
			}
			x = r.Rec
			x.Name = "滩涂养殖证"
		}
		err := tx.SaveEntry(x)
		return x.ID, err
	}, false}
}

// everyKind lists the kinds; of what belongs to others the office has those.
func everyKind() map[string]verbs {
	return map[string]verbs{
		"走访": {data.EntityVisit, "负责人外出未遇", "sldstcyxgs", "改由厂长接待", func(o *office, tx *Tx, id data.ID) (data.ID, error) {
			x := &data.Visit{On: on("2026-10-14"), Unit: o.units[1], EnterpriseID: o.firms[2], Note: "负责人外出未遇"}
			if id != 0 {
				r, err := loadVisit(tx.View, id)
				if err != nil {
					return 0, err
				}
				x = r.Rec
				x.Note = "改由厂长接待"
			}
			err := tx.SaveVisit(x)
			return x.ID, err
		}, false},
		"问题": {data.EntityProblem, "码头岸线批不下来", "sldetcyxgs", "会签卡在三个部门", func(o *office, tx *Tx, id data.ID) (data.ID, error) {
			p := o.problem("码头岸线批不下来", "2026-10-08")
			p.EnterpriseID = o.firms[1]
			if id != 0 {
				r, err := loadProblem(tx.View, id)
				if err != nil {
					return 0, err
				}
				p = r.Rec
				p.Content = "会签卡在三个部门"
			}
			err := tx.SaveProblem(p)
			return p.ID, err
		}, false},
		"企业": {data.EntityEnterprise, "某某雨伞厂", "mmysc", "某某雨具厂", func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
			e := &data.Enterprise{Name: "某某雨伞厂"}
			if id != 0 {
				r, err := loadEnterprise(tx.View, id)
				if err != nil {
					return 0, err
				}
				e = r.Rec
				e.Name = "某某雨具厂"
			}
			err := tx.SaveEnterprise(e)
			return e.ID, err
		}, false},
		"单位": {data.EntityUnit, "海洋渔业局", "hyyyj", "海洋与渔政局", func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
			u := &data.Unit{Name: "海洋渔业局", Kind: data.Department}
			if id != 0 {
				r, err := loadUnit(tx.View, id)
				if err != nil {
					return 0, err
				}
				u = r.Rec
				u.Name = "海洋与渔政局"
			}
			err := tx.SaveUnit(u)
			return u.ID, err
		}, false},
		"地区": {data.EntityRegion, "滨海新区", "bhxq", "湾区新城", func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
			x := &data.Region{Name: "滨海新区"}
			if id != 0 {
				r, err := loadRegion(tx.View, id)
				if err != nil {
					return 0, err
				}
				x = r.Rec
				x.Name = "湾区新城"
			}
			err := tx.SaveRegion(x)
			return x.ID, err
		}, false},
		"类别": worded(data.DictCategory), "性质": worded(data.DictNature), "来源": worded(data.DictSource), "措施条目": worded(data.DictMeasure),
		"惠企政策": typed(data.RecPolicy, "稳岗返还", "wgfh", "title", "技改奖补", map[string]string{"title": "稳岗返还"}),
		"兑付":   typed(data.RecDisbursement, "材料不齐", "", "whyNot", "账户有误", map[string]string{"enterprise": "示例第一陶瓷有限公司", "dueFen": "12", "whyNot": "材料不齐"}),
		"审批提速": typed(data.RecTimeLimitCut, "零售许可", "lsxk", "matter", "批发许可", map[string]string{"matter": "零售许可", "unit": "商务局", "statutory": "20", "promised": "5"}),
		"督查批次": typed(data.RecInspectionRound, "冬季督查", "djdc", "title", "年末督查", map[string]string{"title": "冬季督查"}),
		"线索移送": typed(data.RecClue, "移甲七号", "", "number", "移乙八号", map[string]string{"number": "移甲七号", "receiver": "案管室"}),
		"手录事项": typed(data.RecActivityCount, "座谈会", "zth", "note", "全体乡镇参加", map[string]string{"name": "座谈会", "count": "3", "unit": "场"}),
		"覆盖名单": typed(data.RecCoverageList, "监管名录", "jgml", "source", "税务名册", map[string]string{"source": "监管名录", "count": "9"}),
		"一企一策": typed(data.RecSupportMeasure, "专线接电", "zxjd", "title", "错峰用电", map[string]string{"enterprise": "示例第一陶瓷有限公司", "title": "专线接电"}),
		"督办文书": typed(data.RecSupervision, "已回函说明", "", "reply", "再次回函", map[string]string{"form": "督办函", "ref": "WT-2026-0001", "unit": "商务局", "reply": "已回函说明"}),
		"共性问题": {data.EntityRecord, "贷款普遍偏慢", "dkpbpm", "融资普遍偏贵", func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
			title, version := "贷款普遍偏慢", 0
			if id != 0 {
				was, err := tx.Record(id)
				if err != nil {
					return 0, err
				}
				title, version = "融资普遍偏贵", was.Version
			}
			x, err := data.NewRecord(data.RecCommonProblem, on("2026-10-12"), 0, data.CommonProblem{Title: title})
			if err != nil {
				return 0, err
			}
			x.ID, x.Version = id, version
			err = tx.SaveRecord(&x)
			return x.ID, err
		}, false},
		"放假安排": {data.EntityNotice, "2027年放假安排", "", "国办甲号通知", func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
			body := notice2027
			if id != 0 {
				body = strings.Replace(body, "示例", "国办甲号通知", 1)
			}
			return 2027, tx.PutNotice([]byte(body))
		}, true},
		"通报稿": {data.EntityDraft, "某市头一期", "msty", "某市第二稿", func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
			d := &Draft{Kind: "monthly", From: on("2026-09-01"), To: on("2026-09-30"), Title: "某市头一期", Tree: []byte("{}")}
			if id != 0 {
				var err error
				if d, err = tx.Draft(id); err != nil {
					return 0, err
				}
				d.Title = "某市第二稿"
			}
			err := tx.SaveDraft(d)
			return d.ID, err
		}, false},
	}
}

// TestEveryRecordIsEnteredFoundChangedAndUndone goes through every kind with every verb
// below the window: entered, found by its words and initials, changed, deleted into the
// recycle bin, each of it undone to what was before, and told in the log.
func TestEveryRecordIsEnteredFoundChangedAndUndone(t *testing.T) {
	o := newOffice(t)
	o.handled("用电报装时限过长")
	for name, x := range everyKind() {
		t.Run(name, func(t *testing.T) {
			defer func(was testing.TB) { o.t = was }(o.t)
			o.t = t
			var id data.ID
			is := func(when, text string, want bool) {
				t.Helper()
				if text != "" && o.finds(text, x.entity, id) != want {
					t.Errorf("%s：“%s”找到它 %v，应为 %v", when, text, !want, want)
				}
			}
			back := func(to string) {
				t.Helper()
				if _, _, err := o.Undo(o.ctx); err != nil {
					t.Fatal(err)
				}
				if d := difference(to, o.dump()); d != "" {
					t.Errorf("撤销以后不一样：\n%s", d)
				}
			}
			base := o.dump()
			save := func(name string, was data.ID) {
				t.Helper()
				o.do(name, func(tx *Tx) (err error) { id, err = x.save(o, tx, was); return err })
			}
			save("登记", 0)
			entered := o.dump()
			is("登记以后", x.words, true)
			is("登记以后", x.letters, true)
			is("登记以后", x.other, false)
			save("修改", id)
			is("修改以后", x.other, true)
			back(entered)
			is("撤销修改以后", x.words, true)
			if !x.stays {
				o.do("删除", func(tx *Tx) error { return tx.Delete(x.entity, id) })
				is("删除以后", x.words, false)
				if !o.binned(x.entity, id) {
					t.Error("回收站里没有它")
				}
				back(entered)
			}
			back(base)
			is("撤销登记以后", x.words, false)
			want := []string{"create", "update", "delete"}
			if x.stays {
				want = want[:2]
			}
			told := o.told(x.entity, id)
			for _, action := range want {
				if !slices.Contains(told, action) {
					t.Errorf("操作记录里没有 %s，只有 %v", action, told)
				}
			}
		})
	}
	o.sound()
}

func (o *office) finds(text string, e data.Entity, id data.ID) (found bool) {
	o.t.Helper()
	o.view(func(v *View) error {
		hits, err := v.Search(text, 50)
		found = slices.ContainsFunc(hits, func(h Hit) bool { return h.Entity == e && h.ID == id })
		return err
	})
	return found
}

func (o *office) binned(e data.Entity, id data.ID) (found bool) {
	o.t.Helper()
	o.view(func(v *View) error {
		list, err := v.Bin()
		found = slices.ContainsFunc(list, func(x BinEntry) bool { return x.Entity == e && x.ID == id })
		return err
	})
	return found
}

// told are the actions the log tells of a record.
func (o *office) told(e data.Entity, id data.ID) (out []string) {
	o.t.Helper()
	o.view(func(v *View) error {
		list, err := v.Log(500, 0)
		for _, x := range list {
			if x.Entity == e && x.Record == id {
				out = append(out, x.Action)
			}
		}
		return err
	})
	return out
}
