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
	words, letters, other string                                               // other "": it is never changed
	save                  func(o *office, tx *Tx, id data.ID) (data.ID, error) // id 0: entered, else changed
	stays                 bool                                                 // is never deleted
	of                    func(o *office) (data.Entity, data.ID)               // what is found by it; nil: itself
}

// kept is a kind that is kept like all others: made by fresh, and found by one of its texts.
func kept[T any](k *kind[T], words, letters, other string, save func(*Tx, *T) error, fresh func(*office) *T, text func(*T) *string) verbs {
	return verbs{entity: k.entity, words: words, letters: letters, other: other, save: func(o *office, tx *Tx, id data.ID) (data.ID, error) {
		if id == 0 {
			x := fresh(o)
			*text(x) = words
			err := save(tx, x)
			return *k.head(x).id, err
		}
		r, err := k.load(tx.View, id)
		if err != nil {
			return 0, err
		}
		*text(r.Rec) = other
		return id, save(tx, r.Rec)
	}}
}

// typed is an entry of a lesser register, as it is typed; field is what is changed.
func typed(kind data.RecordKind, words, letters, field, other string, values map[string]string) verbs {
	return verbs{entity: data.EntityRecord, words: words, letters: letters, other: other, save: func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
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
	}}
}

// worded is a word of a dictionary.
func worded(k data.EntryKind) verbs {
	return kept(entryKind, "潮汐码头岸线", "cxmtax", "滩涂养殖证", (*Tx).SaveEntry, func(*office) *data.Entry { return &data.Entry{Kind: k} }, func(x *data.Entry) *string { return &x.Name })
}

// everyKind lists the kinds; of what belongs to others the office has those.
func everyKind(problem data.ID) map[string]verbs {
	photo := kept(attachmentKind, "验收照片", "", "", (*Tx).Attach, func(o *office) *data.Attachment {
		x := must(o.KeepFile(o.ctx, scan(o.t, "照片.jpg", "验收")))(o.t)
		x.Entity, x.Ref = data.EntityProblem, problem
		return &x
	}, func(x *data.Attachment) *string { return &x.Name })
	photo.of = func(*office) (data.Entity, data.ID) { return data.EntityProblem, problem }
	return map[string]verbs{
		"走访": kept(visitKind, "负责人外出未遇", "sldstcyxgs", "改由厂长接待", (*Tx).SaveVisit, func(o *office) *data.Visit {
			return &data.Visit{On: on("2026-10-14"), Unit: o.units[1], EnterpriseID: o.firms[2]}
		}, func(x *data.Visit) *string { return &x.Note }),
		"问题": kept(problemKind, "码头岸线批不下来", "sldetcyxgs", "会签卡在三个部门", (*Tx).SaveProblem, func(o *office) *data.Problem {
			p := o.problem("", "2026-10-08")
			p.EnterpriseID = o.firms[1]
			return p
		}, func(x *data.Problem) *string { return &x.Content }),
		"企业": kept(enterpriseKind, "某某雨伞厂", "mmysc", "某某雨具厂", (*Tx).SaveEnterprise, func(*office) *data.Enterprise { return &data.Enterprise{} }, func(x *data.Enterprise) *string { return &x.Name }),
		"单位": kept(unitKind, "海洋渔业局", "hyyyj", "海洋与渔政局", (*Tx).SaveUnit, func(*office) *data.Unit { return &data.Unit{Kind: data.Department} }, func(x *data.Unit) *string { return &x.Name }),
		"地区": kept(regionKind, "滨海新区", "bhxq", "湾区新城", (*Tx).SaveRegion, func(*office) *data.Region { return &data.Region{} }, func(x *data.Region) *string { return &x.Name }),
		"通报稿": kept(draftKind, "某市头一期", "msty", "某市第二稿", (*Tx).SaveDraft, func(*office) *Draft {
			return &Draft{Kind: "monthly", From: on("2026-09-01"), To: on("2026-09-30"), Tree: []byte("{}")}
		}, func(x *Draft) *string { return &x.Title }),
		"附件": photo,
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
		"共性问题": {entity: data.EntityRecord, words: "贷款普遍偏慢", letters: "dkpbpm", other: "融资普遍偏贵", save: func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
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
		}},
		"放假安排": {entity: data.EntityNotice, words: "2027年放假安排", other: "国办甲号通知", stays: true, save: func(_ *office, tx *Tx, id data.ID) (data.ID, error) {
			body := notice2027
			if id != 0 {
				body = strings.Replace(body, "示例", "国办甲号通知", 1)
			}
			return 2027, tx.PutNotice([]byte(body))
		}},
	}
}

// TestEveryRecordIsEnteredFoundChangedAndUndone goes through every kind with every verb
// below the window: entered, found by its words and initials, changed, deleted into the
// recycle bin, each of it undone to what was before, and told in the log.
func TestEveryRecordIsEnteredFoundChangedAndUndone(t *testing.T) {
	o := newOffice(t)
	problem := o.handled("用电报装时限过长").ID
	for name, x := range everyKind(problem) {
		t.Run(name, func(t *testing.T) {
			defer func(was testing.TB) { o.t = was }(o.t)
			o.t = t
			var id data.ID
			is := func(when, text string, want bool) {
				t.Helper()
				e, at := x.entity, id
				if x.of != nil {
					e, at = x.of(o)
				}
				if text != "" && o.finds(text, e, at) != want {
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
			if x.other != "" {
				save("修改", id)
				is("修改以后", x.other, true)
				back(entered)
				is("撤销修改以后", x.words, true)
			}
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
			want := []string{"create"}
			if x.other != "" {
				want = append(want, "update")
			}
			if !x.stays {
				want = append(want, "delete")
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

// TestSettingsAreSetChangedTakenAwayAndUndone, each a step of its own.
func TestSettingsAreSetChangedTakenAwayAndUndone(t *testing.T) {
	o := newOffice(t)
	const key = "office.clerk"
	is := func(want string) {
		t.Helper()
		o.view(func(v *View) error {
			if got := must(v.Setting(key))(t); got != want {
				t.Errorf("是“%s”，应为“%s”", got, want)
			}
			return nil
		})
	}
	var states []string
	texts := []string{"林文书", "许文书", ""}
	for _, text := range texts {
		states = append(states, o.dump())
		o.do("修改设置", func(tx *Tx) error { return tx.SetSetting(key, text) })
		is(text)
	}
	for i := len(texts) - 1; i >= 0; i-- {
		if _, _, err := o.Undo(o.ctx); err != nil {
			t.Fatal(err)
		}
		if d := difference(states[i], o.dump()); d != "" {
			t.Errorf("撤销第 %d 步以后不一样：\n%s", i+1, d)
		}
	}
	is("")
	told := o.told(data.EntitySetting, 0)
	for _, action := range []string{"create", "update", "delete"} {
		if !slices.Contains(told, action) {
			t.Errorf("操作记录里没有 %s，只有 %v", action, told)
		}
	}
	o.sound()
}

// TestAccountsAreAddedChangedSwitchedOffAndNeverUndone: what is done with them is in the log,
// and undo passes it by.
func TestAccountsAreAddedChangedSwitchedOffAndNeverUndone(t *testing.T) {
	o, as, _ := manned(t)
	p := o.save(o.problem("用电报装时限过长", "2026-10-08"))
	find := func() (x *data.Person) {
		t.Helper()
		if err := o.View(as[data.SystemAdmin], func(v *View) error {
			for _, y := range must(v.People())(t) {
				if y.Name == "何新人" {
					x = &y
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return x
	}
	mustDo(t, o, as[data.SystemAdmin], func(tx *Tx) error { return tx.AddPerson("何新人", word) })
	if x := find(); x == nil || len(x.Roles) != 0 || x.Disabled {
		t.Fatalf("%+v", x)
	}
	mustDo(t, o, as[data.SecrecyAdmin], func(tx *Tx) error { return tx.SetRoles("何新人", []data.Role{data.ClerkRole}) })
	mustDo(t, o, as[data.SystemAdmin], func(tx *Tx) error { return tx.DisablePerson("何新人", true) })
	if x := find(); x == nil || !slices.Equal(x.Roles, []data.Role{data.ClerkRole}) || !x.Disabled {
		t.Fatalf("%+v", x)
	}
	if op, _, err := o.Undo(o.ctx); err != nil || op.Name != "保存问题" {
		t.Fatalf("撤销的是“%s”：%v", op.Name, err)
	}
	o.view(func(v *View) error {
		if _, err := v.Problem(p.ID); data.CodeOf(err) != data.NotFound {
			t.Errorf("撤销以后问题还在：%v", err)
		}
		return nil
	})
	if x := find(); x == nil || !x.Disabled {
		t.Errorf("撤销带走了账号：%+v", x)
	}
	o.sound()
}

// TestViewsAreKeptReplacedForgottenAndNeverUndone: they are the window's own, no part of the
// ledger.
func TestViewsAreKeptReplacedForgottenAndNeverUndone(t *testing.T) {
	o := newOffice(t)
	p := o.save(o.problem("用电报装时限过长", "2026-10-08"))
	const key = "problems.view.我的逾期"
	for _, text := range []string{"甲", "乙", "", "丙"} {
		o.remember(key, text)
		o.view(func(v *View) error {
			if got := must(v.Remembered(key))(t); got != text {
				t.Errorf("是“%s”，应为“%s”", got, text)
			}
			return nil
		})
	}
	if op, _, err := o.Undo(o.ctx); err != nil || op.Name != "保存问题" {
		t.Fatalf("撤销的是“%s”：%v", op.Name, err)
	}
	o.view(func(v *View) error {
		if got := must(v.Remembered(key))(t); got != "丙" {
			t.Errorf("撤销带走了视图：“%s”", got)
		}
		if _, err := v.Problem(p.ID); data.CodeOf(err) != data.NotFound {
			t.Error(err)
		}
		return nil
	})
}
