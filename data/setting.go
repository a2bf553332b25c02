package data

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"qinqing/data/workday"
)

// settingKind says what a setting's value may be.
type settingKind int

const (
	anyText settingKind = iota
	aDay
	aDayOfMonth
	aCount
	aSwitch
	jsonText
	aLimit
)

// PhraseSetting keeps the office's sentences of 下步要求, one a line.
const PhraseSetting = "bulletin.phrases"

// PresetSetting keeps named sets of options of bulletins.
const PresetSetting = "bulletin.presets"

// WordingSetting begins the settings that keep the office's own wordings of bulletins.
const WordingSetting = "template."

// settings are those that a person may set. What the program keeps for itself in the
// same table (demo, the last lifted mask) is not among them.
var settings = map[string]settingKind{
	"lock.minutes": aCount, "office.name": anyText, "office.region": anyText, "office.clerk": anyText,
	"desk.hidden":     anyText, // screens the office doesn't use
	"bulletin.issuer": anyText, "bulletin.recipient": anyText, "bulletin.copy_to": anyText, "bulletin.masthead": anyText,
	"bulletin.seal": aSwitch, "bulletin.last_side": aSwitch, "bulletin.remark": anyText,
	"bulletin.brief_masthead": anyText, "bulletin.report_to": anyText, "bulletin.send_to": anyText, "bulletin.issue_to": anyText,
	"bulletin.copies": aCount, "bulletin.print_office": anyText, PhraseSetting: anyText, PresetSetting: jsonText,
	"stats.start": aDay, "stats.cutoff": aDayOfMonth, "stats.floor": aCount,
	"rule.immediate_next_day": aSwitch, "rule.keep_off_days": aSwitch,
	"rule.support_days": aCount, "rule.need_sign": aSwitch, "rule.need_feedback": aSwitch, "rule.need_approver": aSwitch,
	"import.aliases": jsonText,
	"backup.minutes": aCount, "backup.changes": aCount, "backup.folder": anyText, "backup.recipient": anyText,
	leadLimit: aLimit, "deadline.grade_a": aLimit, "deadline.grade_b": aLimit, "deadline.grade_c": aLimit,
}

// settingWords are what people call the settings they meet in the window.
var settingWords = map[string]string{
	"lock.minutes": "几分钟不用就锁定", "mask.last_lift": "最近一次解除脱敏", "demo": "示例数据", "office.name": "单位名称", "office.region": "本级地区", "office.clerk": "经办人", "desk.hidden": "不用的页面",
	"bulletin.issuer": "发文机关", "bulletin.recipient": "主送", "bulletin.copy_to": "抄送", "bulletin.masthead": "红头", "bulletin.seal": "印章",
	"bulletin.last_side": "版记位置", "bulletin.remark": "附注", "bulletin.brief_masthead": "简报名称", "bulletin.report_to": "报", "bulletin.send_to": "送",
	"bulletin.issue_to": "发", "bulletin.copies": "份数", "bulletin.print_office": "印发机关", PresetSetting: "通报的常用设置", PhraseSetting: "下步要求用语", "stats.start": "累计起算日", "stats.cutoff": "月度截止日", "stats.floor": "排名基数下限",
	"rule.immediate_next_day": "立行立改下一个工作日到期", "rule.keep_off_days": "休息日不顺延", "rule.need_sign": "销号须有签字",
	"rule.need_feedback": "销号须有企业反馈", "rule.need_approver": "销号须有审批人", "rule.support_days": "协办期限（工作日）", "import.aliases": "单位别名表",
	"backup.minutes": "自动备份间隔（分钟）", "backup.changes": "自动备份间隔（步数）", "backup.folder": "备份的第二处", "backup.recipient": "备份的加密公钥",
	leadLimit: "主办期限建议", "deadline.grade_a": "A类期限", "deadline.grade_b": "B类期限", "deadline.grade_c": "C类期限",
}

// SettingWord is what people call a setting; its key where it has no name.
func SettingWord(key string) string {
	if w := settingWords[key]; w != "" {
		return w
	}
	if name, ok := strings.CutPrefix(key, mappingSetting); ok {
		return "列的对应 " + name
	}
	if code, ok := strings.CutPrefix(key, CategoryLimits); ok {
		return "类别的期限建议 " + code
	}
	if name, ok := strings.CutPrefix(key, WordingSetting); ok {
		return "文字模板 " + name
	}
	if day, ok := strings.CutPrefix(key, ClosingSetting); ok {
		return "封账到 " + day
	}
	return key
}

// mappingSetting begins the settings that remember a ledger's columns.
const mappingSetting = "import.mapping."

// SettingKeys lists the settings a person may set, sorted.
func SettingKeys() []string {
	out := make([]string, 0, len(settings))
	for k := range settings {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// CheckSetting is the value as it is kept: "" removes the setting, a switch becomes
// "1" or "0". It fails with Invalid for a setting nobody knows and for a value that
// later could not be read, since one of those would stop every table.
func CheckSetting(key, value string) (string, error) {
	kind, known := settings[key]
	if !known && strings.HasPrefix(key, mappingSetting) {
		kind, known = jsonText, true
	}
	if !known && len(key) > len(CategoryLimits) && strings.HasPrefix(key, CategoryLimits) {
		kind, known = aLimit, true
	}
	if !known && strings.HasPrefix(key, WordingSetting) {
		kind, known = anyText, key != WordingSetting
	}
	if !known {
		return "", Errorf(Invalid, "key", "没有“%s”这个设置项，没有保存。可设的有：%s。", key, strings.Join(SettingKeys(), "、"))
	}
	value = strings.TrimSpace(value)
	if value == "" {
		return "", nil
	}
	wrong := func(want string) (string, error) {
		return "", Errorf(Invalid, key, "设置“%s”应是%s，现在写的是“%s”；没有保存，原来的值不变。", key, want, value)
	}
	switch kind {
	case aDay:
		if _, err := workday.Parse(value); err != nil {
			return wrong("日期，如 2026-01-01")
		}
	case aDayOfMonth:
		if n, err := strconv.Atoi(value); err != nil || n < 1 || n > 28 {
			return wrong(" 1 到 28 的数（清空即按自然月）")
		}
	case aCount:
		if n, err := strconv.Atoi(value); err != nil || n < 0 || n > 1_000_000 {
			return wrong("不小于 0 的整数")
		}
	case aSwitch:
		on, ok := switchNamed(value)
		if !ok {
			return wrong("“是”或“否”")
		}
		return on, nil
	case aLimit:
		text, ok := checkLimit(value)
		if !ok {
			return wrong("期限，如 7个工作日、15个自然日、1个月、立行立改，或“不建议”")
		}
		return text, nil
	case jsonText:
		var m map[string]string
		if json.Unmarshal([]byte(value), &m) != nil {
			return wrong(`一组名称的 JSON，如 {"发改委":"发展和改革局"}`)
		}
	}
	return value, nil
}

func switchNamed(s string) (value string, ok bool) {
	switch strings.ToLower(s) {
	case "1", "是", "true", "yes", "on", "开":
		return "1", true
	case "0", "否", "false", "no", "off", "关":
		return "0", true
	}
	return "", false
}
