package store

import (
	"os"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

// tampered: one row of each table of business changed, deleted or added with another
// program, so that nothing derived is wrong; and what the deep check must say.
var tampered = []struct{ name, how, want string }{
	{"a problem's unit that visited", "UPDATE problem SET supervising = (SELECT max(id) FROM unit) WHERE id = " + one, "问题“WT-2026-0001”的监督单位与操作记录不符"},
	{"a problem's agreement", "UPDATE problem SET real_name = 1 - real_name WHERE id = " + one, "问题“WT-2026-0001”的同意实名转办与操作记录不符"},
	{"what an event says", "UPDATE problem_event SET note = '改过的说明' WHERE id = (SELECT max(e.id) FROM problem_event e JOIN problem p ON p.id = e.problem WHERE p.gone = 0 AND p.state <> 9 AND e.voided_by IS NULL AND e.note = '')", "的事项与操作记录不符"},
	{"an event taken out of sight", "UPDATE problem_event SET voided_by = 'undo:1', voided_at = recorded_at, void_reason = '' WHERE id = (SELECT max(e.id) FROM problem_event e JOIN problem p ON p.id = e.problem WHERE p.gone = 0 AND p.content LIKE '用电、招工的第%' AND e.voided_by IS NULL AND e.kind = 'assign')", "的事项与操作记录不符"},
	{"a visit's reply", "UPDATE visit SET reply = '改过的答复' WHERE id = (SELECT min(id) FROM visit WHERE gone = 0)", "的现场答复与操作记录不符"},
	{"who visited", "UPDATE visit_unit SET unit = (SELECT max(id) FROM unit) WHERE place = 1 AND visit = (SELECT min(visit) FROM visit_unit WHERE place = 1)", "的联合走访单位与操作记录不符"},
	{"an enterprise's telephone", "UPDATE enterprise SET phone = '0595-7654321' WHERE id = (SELECT min(id) FROM enterprise WHERE gone = 0)", "的电话与操作记录不符"},
	{"a unit's order", "UPDATE unit SET sort = sort + 70 WHERE id = (SELECT min(id) FROM unit)", "的次序与操作记录不符"},
	{"a letter of a register", `UPDATE record SET body = json_set(body, '$.title', '改过的政策') WHERE id = (SELECT min(id) FROM record WHERE gone = 0 AND kind = 'policy')`, "登记簿“惠企政策"},
	{"a record's day", "UPDATE record SET day = '2026-09-03' WHERE id = (SELECT min(id) FROM record WHERE gone = 0 AND kind = 'policy' AND day <> '2026-09-03')", "的日期与操作记录不符"},
	{"a bulletin being written", `UPDATE bulletin_draft SET tree = '{"title":"改过"}' WHERE id = (SELECT max(id) FROM bulletin_draft WHERE gone = 0)`, "的正文与操作记录不符"},
	{"a setting", "UPDATE setting SET value = '别的委' WHERE key = 'office.name'", "设置“"},
	{"a setting taken away", "DELETE FROM setting WHERE key = 'office.name'", "设置“"},
	{"a holiday notice's source", `UPDATE holiday_notice SET body = json_set(body, '$.source', '别的') WHERE year = (SELECT max(entity_id) FROM audit_log WHERE entity = 'holiday_notice')`, "放假安排“"},
	{"a word's note", "UPDATE dict_entry SET note = '改过' WHERE id = (SELECT max(entity_id) FROM audit_log WHERE entity = 'dict_entry')", "字典“改过名的”的备注与操作记录不符"},
	{"a region's code", "UPDATE region SET code = '350599' WHERE id = (SELECT max(entity_id) FROM audit_log WHERE entity = 'region')", "地区“丙县”的编号与操作记录不符"},
	{"an attachment's name", "UPDATE attachment SET name = '别的.jpg'", "附件“别的.jpg”的名称与操作记录不符"},
	{"an issue's title, and its hash with it", "UPDATE bulletin_issue SET title = '别的通报'", "通报“《别的通报》”的标题与操作记录不符"},
	{"an issue", "DELETE FROM bulletin_issue", "操作记录里的通报“十月通报”不见了"},
	{"a problem in the recycle bin", "UPDATE problem SET gone = 1, deleted_at = '2026-10-30T00:00:00.000Z' WHERE id = " + one, "问题“WT-2026-0001”在操作记录里没有删除，现在却在回收站"},
	{"a visit out of the recycle bin", "UPDATE visit SET gone = 0, deleted_at = NULL WHERE id = (SELECT min(id) FROM visit WHERE gone = 1)", "在操作记录里已经删除，现在却在台账里"},
	{"an enterprise that was undone", "UPDATE enterprise SET gone = 0 WHERE id = (SELECT min(id) FROM enterprise WHERE gone = 2)", "的登记在操作记录里已经撤销，现在却在台账里"},
	{"a record deleted", "DELETE FROM record WHERE id = (SELECT min(id) FROM record WHERE gone = 0 AND kind = 'policy')", "操作记录里的登记簿“"},
	{"an enterprise deleted", "DELETE FROM enterprise WHERE id = (SELECT max(id) FROM enterprise WHERE name = '无人用的示例厂')", "操作记录里的企业“无人用的示例厂”不见了，是用别的程序删除的"},
	{"an enterprise added", `INSERT INTO enterprise(id, name, norm, pinyin, initials, version) SELECT max(id) + 1, '塞进来的厂', '塞进来的厂', 'x', 'x', 1 FROM enterprise`, "企业“塞进来的厂”在操作记录里没有登记过，是用别的程序写进去的"},
	{"a unit added", `INSERT INTO unit(id, name, pinyin, initials, kind, version) SELECT max(id) + 1, '塞进来的局', 'x', 'x', 'other', 1 FROM unit`, "单位“塞进来的局”在操作记录里没有登记过"},
}

// lastThings are what the shared ledger lacks.
func lastThings(o *office) {
	o.do("最后", func(tx *Tx) error {
		e := data.Enterprise{Name: "无人用的示例厂"}
		word := data.Entry{Kind: data.DictCategory, Name: "改过名的", Code: "late"}
		r := data.Region{Name: "丙县", Code: "350504"}
		rec := must(data.NewRecord(data.RecPolicy, on("2026-10-08"), 0, data.Policy{Title: "示例政策", PublishedOn: on("2026-10-08")}))(o.t)
		for _, err := range []error{tx.SaveEnterprise(&e), tx.SaveEntry(&word), tx.SaveRegion(&r), tx.SaveRecord(&rec)} {
			if err != nil {
				return err
			}
		}
		return tx.SaveDraft(&Draft{Kind: "monthly", From: on("2026-11-01"), To: on("2026-11-30"), Title: "草稿"})
	})
	o.attach(o.save(o.problem("附了照片的", "2026-10-08")), 0, "现场.jpg", "照片")
	o.do("多余的", func(tx *Tx) error { return tx.SaveEnterprise(&data.Enterprise{Name: "撤销的示例厂"}) })
	if _, _, err := o.Undo(o.ctx); err != nil {
		o.t.Fatal(err, cause(err))
	}
}

// A row that another program changed, deleted or added is found though everything else fits.
func TestDeepCheckFindsRowsChangedBehindTheLog(t *testing.T) {
	o := livedOffice(t)
	lastThings(o)
	o.sound()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	body := must(os.ReadFile(o.path))(t)
	for _, x := range tampered {
		t.Run(x.name, func(t *testing.T) {
			path := fileOf(t, func() ([]byte, error) { return body, nil })
			raw(t, path, x.how)
			s := openAt(t, path, func() time.Time { return noon("2026-10-30") })
			r, err := s.DeepCheck(actorCtx())
			if err != nil {
				t.Fatal(err, cause(err))
			}
			var said []string
			for _, f := range r.Problems {
				if f.Code == "logged" {
					said = append(said, f.Text)
				}
			}
			if len(said) != 1 || !strings.Contains(said[0], x.want) || !strings.Contains(said[0], "别的程序") {
				t.Errorf("said %q, want %q", said, x.want)
			}
		})
	}
}
