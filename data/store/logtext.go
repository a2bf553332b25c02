package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
)

// logFields are the fields that the log tells of, in its order, by their names in a
// record's image; those that are not here are the program's own.
var logFields = []struct{ field, word string }{
	{"Code", "编号"}, {"Name", "名称"}, {"Title", "标题"}, {"Content", "内容"}, {"On", "日期"}, {"Aliases", "别名"}, {"Former", "曾用名"}, {"Alias", "化名"}, {"USCC", "统一社会信用代码"},
	{"Industry", "行业"}, {"Contact", "联系人"}, {"Phone", "电话"}, {"VisitID", "走访"}, {"EnterpriseID", "企业"}, {"Region", "所在地"}, {"Source", "来源"},
	{"Category", "类别"}, {"Nature", "性质"}, {"Measure", "措施"}, {"Unit", "走访单位"}, {"JoinUnits", "联合走访单位"}, {"Visiting", "走访单位"},
	{"Supervising", "监督单位"}, {"Supporting", "协办单位"}, {"ComplainedUnit", "被反映单位"}, {"RealNameOK", "同意实名转办"}, {"Complaint", "反映作风"},
	{"Visitors", "走访人员"}, {"Reply", "现场答复"}, {"Satisfaction", "满意度"}, {"Note", "备注"}, {"Fields", "其他字段"}, {"Kind", "种类"}, {"Parent", "上级"},
	{"MergedTo", "并入"}, {"ValidFrom", "启用"}, {"ValidTo", "停用"}, {"Retired", "停用"}, {"Sort", "次序"}, {"From", "起日"}, {"To", "止日"},
	{"Roles", "角色"}, {"Password", "密码"}, {"Disabled", "停用"}, {"Failures", "输错次数"}, {"LockedTo", "暂停登录到"}, {"SignedIn", "上次登录"},
	{"DocNumber", "发文字号"}, {"Number", "期号"}, {"Value", "值"}, {"Body", "内容"}, {"Tree", "正文"}, {"Events", "事项"},
}

// kindWords are the words of codes that stand as values.
var kindWords = map[string]string{
	"commission": "纪委监委", "dispatched": "派驻纪检监察组", "department": "主办部门", "township": "乡镇（街道）", "other": "其他",
	"category": "类别", "nature": "性质", "source": "来源", "measure": "措施", "monthly": "月度", "quarterly": "季度", "special": "专项",
	string(data.RecSupervision): "督办", string(data.RecClue): "线索移送", string(data.RecPolicy): "惠企政策", string(data.RecDisbursement): "兑现资金",
	string(data.RecSupportMeasure): "一企一策", string(data.RecCommonProblem): "共性问题", string(data.RecInspectionRound): "督查批次",
	string(data.RecActivityCount): "手录事项", string(data.RecTimeLimitCut): "审批提速", string(data.RecCoverageList): "走访名单",
}

var entityWords = map[data.Entity]string{
	data.EntityProblem: "问题", data.EntityVisit: "走访", data.EntityEnterprise: "企业", data.EntityUnit: "单位", data.EntityRegion: "地区",
	data.EntityEvent: "事项", data.EntityEntry: "字典", data.EntityRecord: "登记簿", data.EntitySetting: "设置", data.EntityNotice: "放假安排",
	data.EntityPerson: "账号", data.EntityDraft: "通报稿", data.EntityAttachment: "附件", data.EntityIssue: "通报", "undo_step": "步骤", "store": "台账",
}

var actionWords = map[string]string{"create": "新增", "delete": "删除", "restore": "恢复", "issue": "印发", "seed": "装入"}

// LogChange is one field of an entry: what it held and holds, or what is told of it
// where that can't be set side by side.
type LogChange struct{ Field, Was, Is, Told string }

func (c LogChange) String() string {
	if c.Told != "" {
		return c.Told
	}
	return arrow(c.Field, c.Was, c.Is)
}

// LogTeller puts entries of the log into words. It keeps the names it has looked up.
type LogTeller struct{ w logWriter }

// Teller makes one for a page of entries.
func (v *View) Teller() *LogTeller {
	return &LogTeller{logWriter{view: v, names: map[data.Dim]map[data.ID]string{}}}
}

// LogText tells in words what an entry is about and what changed: 问题 WT-2026-0001：
// 内容“旧”→“新”. What a later erasing took away it says so of.
func (v *View) LogText(x LogEntry) (string, error) { return v.Teller().Text(x) }

// Text is LogText.
func (t *LogTeller) Text(x LogEntry) (string, error) {
	head, parts, err := t.Changes(x)
	if err != nil || len(parts) == 0 || x.told() != "" {
		return head, err
	}
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = p.String()
	}
	return head + "：" + strings.Join(words, "；"), nil
}

// Changes tells what an entry is about, and each field that changed.
func (t *LogTeller) Changes(x LogEntry) (head string, changed []LogChange, err error) {
	var diff map[string]json.RawMessage
	if len(x.Diff) > 0 {
		if err := json.Unmarshal(x.Diff, &diff); err != nil {
			return "", nil, corrupt(err, "操作日志")
		}
	}
	if x.Entity == "undo_step" {
		return countsText(diff), nil, nil
	}
	if x.Entity == "store" { // what was done to the file itself: nothing of a record
		var told [2]string
		if json.Unmarshal(diff["Value"], &told) == nil && told[1] != "" {
			return entityWords[x.Entity] + " " + told[1], nil, nil
		}
	}
	if t.w.view.narrowed() && x.Entity != data.EntityPerson {
		word := actionWords[x.Action]
		if word == "" {
			word = "修改"
		}
		return entityWords[x.Entity] + " " + word, nil, nil
	}
	name, err := t.w.view.recordName(x, diff)
	if err != nil {
		return "", nil, err
	}
	if name != "" {
		name = " " + name
	}
	head = entityWords[x.Entity] + name
	if word := x.told(); word != "" {
		head += " " + word
	} else if len(x.Diff) == 0 {
		head += "（原文已清除）"
	}
	if c := closingTold(x, diff); c != nil {
		return head, []LogChange{*c}, nil
	}
	if x.Action != "delete" {
		changed, err = t.w.changes(x.Entity, diff)
	}
	return head, changed, err
}

// closingTold says what was done to a closing, and why it was reopened; nil for what is no
// closing.
func closingTold(x LogEntry, diff map[string]json.RawMessage) *LogChange {
	var key, value [2]*string
	if x.Entity != data.EntitySetting || json.Unmarshal(diff["Key"], &key) != nil || key[1] == nil || !strings.HasPrefix(*key[1], data.ClosingSetting) {
		return nil
	}
	if json.Unmarshal(diff["Value"], &value) != nil || value[1] == nil {
		return nil
	}
	c, err := data.ParseClosing(*value[1])
	switch {
	case err != nil:
		return nil
	case c.Opened.IsZero():
		return &LogChange{Field: "封账", Told: "封上"}
	}
	return &LogChange{Field: "启封", Told: "启封，原因“" + c.Reason + "”"}
}

// told is the word for what was done, "" where the changes tell it.
func (x LogEntry) told() string {
	if x.Entity == data.EntitySetting && x.Action != "delete" {
		return ""
	}
	return actionWords[x.Action]
}

// countsText tells how many records an undo or redo touched.
func countsText(diff map[string]json.RawMessage) string {
	var parts []string
	for _, e := range slices.Sorted(maps.Keys(diff)) {
		parts = append(parts, entityWords[data.Entity(e)]+" "+string(diff[e])+" 条")
	}
	return strings.Join(parts, "、")
}

var recordNames = map[data.Entity]string{
	data.EntityProblem:    "SELECT code FROM problem WHERE id = ?",
	data.EntityVisit:      "SELECT trim(day || ' ' || coalesce((SELECT e.name FROM enterprise e WHERE e.id = visit.enterprise), '')) FROM visit WHERE id = ?",
	data.EntityEnterprise: "SELECT name FROM enterprise WHERE id = ?",
	data.EntityUnit:       "SELECT name FROM unit WHERE id = ?",
	data.EntityRegion:     "SELECT name FROM region WHERE id = ?",
	data.EntityEntry:      "SELECT name FROM dict_entry WHERE id = ?",
	data.EntityDraft:      "SELECT title FROM bulletin_draft WHERE id = ?",
	data.EntityPerson:     "SELECT name FROM person WHERE id = ?",
	data.EntityAttachment: "SELECT name FROM attachment WHERE id = ?",
	data.EntityIssue:      "SELECT '《' || title || '》' FROM bulletin_issue WHERE id = ?",
}

// recordName is what people call the record an entry is about, deleted ones too.
func (v *View) recordName(x LogEntry, diff map[string]json.RawMessage) (string, error) {
	var name string
	switch x.Entity {
	case data.EntitySetting:
		var key [2]*string
		if json.Unmarshal(diff["Key"], &key) == nil && key[1] != nil {
			name = data.SettingWord(*key[1])
		}
		return name, nil
	case data.EntityNotice:
		return strconv.Itoa(int(x.Record)) + " 年", nil
	case data.EntityRecord:
		var kind string
		_, err := v.c.one("SELECT kind, coalesce(day, '') FROM record WHERE id = ?", []any{int64(x.Record)}, &kind, &name)
		return strings.TrimSpace(kindWords[kind] + " " + name), err
	}
	if x.Entity == data.EntityPerson && x.Record == 0 && diff["Value"] != nil {
		return "“都要登录”", nil // the switch that all sign in by
	}
	query := recordNames[x.Entity]
	if query == "" {
		return "", nil
	}
	_, err := v.c.one(query, []any{int64(x.Record)}, &name)
	return name, err
}

// logWriter puts changed fields into words.
type logWriter struct {
	view  *View
	names map[data.Dim]map[data.ID]string
}

func (w *logWriter) changes(entity data.Entity, diff map[string]json.RawMessage) ([]LogChange, error) {
	var parts []LogChange
	for _, f := range logFields {
		var pair [2]json.RawMessage
		raw, changed := diff[f.field]
		if !changed || json.Unmarshal(raw, &pair) != nil {
			continue
		}
		switch {
		case f.field == "Events":
			list, err := w.events(pair)
			if err != nil {
				return nil, err
			}
			parts = append(parts, list...)
			continue
		case f.field == "Fields":
			parts = append(parts, fieldChanges(pair)...)
			continue
		case f.field == "Password":
			parts = append(parts, LogChange{Field: f.word, Told: "换了密码"})
			continue
		case f.field == "Body", f.field == "Tree", f.field == "Value" && (jsonLike(pair[0]) || jsonLike(pair[1])):
			parts = append(parts, LogChange{Field: f.word, Told: f.word + "已改"})
			continue
		}
		was, err := w.value(entity, f.field, pair[0])
		if err != nil {
			return nil, err
		}
		is, err := w.value(entity, f.field, pair[1])
		if err != nil {
			return nil, err
		}
		parts = append(parts, LogChange{Field: f.word, Was: was, Is: is})
	}
	return parts, nil
}

func jsonLike(raw json.RawMessage) bool {
	return strings.HasPrefix(string(raw), `"{`) || strings.HasPrefix(string(raw), `"[`)
}

func arrow(word, was, is string) string { return word + quoted(was) + "→" + quoted(is) }

// quotedRunes is how much of a value the log shows.
const quotedRunes = 24

func quoted(s string) string {
	if s == "" {
		return "（空）"
	}
	if rs := []rune(s); len(rs) > quotedRunes {
		s = string(rs[:quotedRunes]) + "…"
	}
	return "“" + strings.Join(strings.Fields(s), " ") + "”"
}

// fieldChanges tells which of a record's further fields changed.
func fieldChanges(pair [2]json.RawMessage) []LogChange {
	var was, is map[string]string
	if json.Unmarshal(pair[0], &was) != nil || json.Unmarshal(pair[1], &is) != nil {
		return nil
	}
	all := maps.Clone(was)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, is)
	var out []LogChange
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if was[k] != is[k] && !strings.HasPrefix(k, data.RawPrefix) { // a ledger's own words under the program's keys
			out = append(out, LogChange{Field: k, Was: was[k], Is: is[k]})
		}
	}
	return out
}

// events names the events that were recorded and those that were voided.
func (w *logWriter) events(pair [2]json.RawMessage) ([]LogChange, error) {
	var was, is []data.Event
	if json.Unmarshal(pair[0], &was) != nil || json.Unmarshal(pair[1], &is) != nil {
		return nil, nil
	}
	var out []LogChange
	for _, e := range is {
		word := e.Title() + " " + e.On.String()
		if e.Voided() {
			out = append(out, LogChange{Field: "事项", Told: "作废" + word})
			continue
		}
		if e.Unit != 0 {
			unit, err := w.name(data.ByLead, e.Unit)
			if err != nil {
				return nil, err
			}
			word += " " + unit
		}
		out = append(out, LogChange{Field: "事项", Told: word})
	}
	return out, nil
}

func (w *logWriter) name(by data.Dim, id data.ID) (string, error) {
	if w.names[by] == nil {
		all, err := w.view.NamesByID(by)
		if err != nil {
			return "", err
		}
		w.names[by] = all
	}
	return w.names[by][id], nil
}

// dimOf is the list of names an id in a field is of.
func dimOf(entity data.Entity, field string) (data.Dim, bool) {
	switch field {
	case "Region":
		return data.ByRegion, true
	case "Source":
		return data.BySource, true
	case "Category":
		return data.ByCategory, true
	case "Nature":
		return data.ByNature, true
	case "Measure":
		return data.ByMeasure, true
	case "Unit", "JoinUnits", "Visiting", "Supervising", "Supporting", "ComplainedUnit", "MergedTo":
		return data.ByLead, true
	case "Parent":
		if entity == data.EntityRegion {
			return data.ByRegion, true
		}
		return data.ByLead, true
	}
	return 0, false
}

// value is a field's value as people write it; "" for none.
func (w *logWriter) value(entity data.Entity, field string, raw json.RawMessage) (string, error) {
	var x any
	if len(raw) == 0 || json.Unmarshal(raw, &x) != nil {
		return "", nil
	}
	if by, ok := dimOf(entity, field); ok {
		var ids []data.ID
		var id data.ID
		if json.Unmarshal(raw, &id) == nil {
			ids = []data.ID{id}
		} else if json.Unmarshal(raw, &ids) != nil {
			return "", nil
		}
		return w.joined(by, ids)
	}
	switch field {
	case "EnterpriseID", "VisitID":
		var id data.ID
		if json.Unmarshal(raw, &id) != nil || id == 0 {
			return "", nil
		}
		of := map[string]data.Entity{"EnterpriseID": data.EntityEnterprise, "VisitID": data.EntityVisit}[field]
		return w.view.recordName(LogEntry{Entity: of, Record: id}, nil)
	case "Satisfaction":
		n, _ := x.(float64)
		return data.Satisfaction(n).String(), nil
	}
	switch t := x.(type) {
	case string:
		if at := unstamp(t); !at.IsZero() && (field == "LockedTo" || field == "SignedIn") {
			return at.Local().Format("2006-01-02 15:04:05"), nil
		}
		if word := kindWords[t]; word != "" && field == "Kind" {
			return word, nil
		}
		return t, nil
	case bool:
		return map[bool]string{true: "是", false: "否"}[t], nil
	case float64:
		return strconv.FormatFloat(t, 'f', -1, 64), nil
	case []any:
		list := make([]string, len(t))
		for i, y := range t {
			list[i] = fmt.Sprint(y)
		}
		return strings.Join(list, "、"), nil
	}
	return "", nil
}

func (w *logWriter) joined(by data.Dim, ids []data.ID) (string, error) {
	var list []string
	for _, id := range ids {
		if id == 0 {
			continue
		}
		name, err := w.name(by, id)
		if err != nil {
			return "", err
		}
		list = append(list, name)
	}
	return strings.Join(list, "、"), nil
}
