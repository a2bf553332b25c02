package intake

import (
	"slices"
	"strings"

	"qinqing/data"
)

// dictionary finds an entry by the word a ledger writes.
type dictionary struct {
	entries []data.Entry
	byName  map[string]data.ID
	unknown byText // words nobody knows, with their rows
	kind    data.EntryKind
	fresh   []data.Entry // made for an export, with negative IDs
}

// otherWords are common spellings of the shipped entries, by code.
var otherWords = map[string]string{
	"融资难": "financing", "金融": "financing", "金融服务": "financing", "融资贷款": "financing", "资金": "financing", "招工": "labour", "招工用工": "labour", "用工难": "labour", "劳动用工": "labour",
	"土地": "land", "用地保障": "land", "土地规划": "land", "要素保障": "utilities", "水电气": "utilities", "水电气热": "utilities", "用水用电": "utilities", "用电": "utilities", "能源要素": "utilities",
	"行政审批": "approval", "审批": "approval", "证照办理": "approval", "政务服务": "approval", "执法": "enforcement", "行政执法": "enforcement", "监管执法": "enforcement", "涉企执法": "enforcement",
	"政策": "policy-delivery", "政策落实": "policy-delivery", "惠企政策": "policy-delivery", "惠企政策兑现": "policy-delivery", "政策资金兑现": "policy-delivery", "账款拖欠": "arrears", "账款": "arrears", "账款支付": "arrears", "欠薪": "arrears", "清欠": "arrears", "欠款": "arrears", "拖欠": "arrears",
	"拖欠企业账款": "arrears", "项目": "project", "项目推进": "project", "园区建设": "park", "基础设施": "park", "配套设施": "park", "公共配套": "park", "人才": "talent-schooling", "子女就学": "talent-schooling",
	"子女入学": "talent-schooling", "人才子女就学": "talent-schooling", "教育": "talent-schooling", "其它": "other",
	"走访": "visit", "企业走访": "visit", "访企问需": "visit", "入企走访": "visit", "联系点": "contact-point", "通报": "monthly-bulletin", "督查": "quarterly-inspection", "巡察": "patrol", "巡视巡察": "patrol", "12345": "hotline",
	"信访": "hotline", "12345转入": "hotline", "信访转入": "hotline", "12345热线": "hotline", "上级": "superior", "自查自纠": "self-check",
}

func newDictionary(kind data.EntryKind, entries []data.Entry) *dictionary {
	d := &dictionary{kind: kind, entries: slices.Clone(entries), byName: map[string]data.ID{}}
	byCode := map[string]data.ID{}
	for _, e := range entries {
		if e.Retired {
			continue
		}
		byCode[e.Code] = e.ID
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if k := data.Normalise(n); d.byName[k] == 0 {
				d.byName[k] = e.ID
			}
		}
	}
	for w, code := range otherWords {
		if k := data.Normalise(w); d.byName[k] == 0 && byCode[code] != 0 {
			d.byName[k] = byCode[code]
		}
	}
	for _, e := range entries { // a retired word still means what it meant
		if k := data.Normalise(e.Name); e.Retired && d.byName[k] == 0 {
			d.byName[k] = e.ID
		}
	}
	return d
}

// find gives the entry a word means, 0 (未填) when it is unknown: unknown words are
// listed, never added to the dictionary silently.
func (d *dictionary) find(text string, at spot) data.ID {
	if isNothing(text) {
		return 0
	}
	if id := d.known(text); id != 0 {
		return id
	}
	k := data.Normalise(text)
	if id := d.first(k); id != 0 {
		return id
	}
	if id := d.contained(k); id != 0 {
		return id
	}
	d.unknown.add(text, at)
	return 0
}

// known is the entry a word names, 0 for none.
func (d *dictionary) known(text string) data.ID {
	k := data.Normalise(text)
	if id := d.byName[k]; id != 0 || isNothing(text) {
		return id
	}
	for _, tail := range []string{"类问题", "问题", "类", "方面", "难题", "诉求"} {
		if id := d.byName[strings.TrimSuffix(k, tail)]; id != 0 {
			return id
		}
	}
	return 0
}

// first is the entry whose name stands first in the text.
func (d *dictionary) first(k string) data.ID {
	at, found := len(k), data.ID(0)
	for _, e := range d.entries {
		n := data.Normalise(e.Name)
		if i := strings.Index(k, n); n != "" && i >= 0 && i < at && !e.Retired {
			at, found = i, e.ID
		}
	}
	return found
}

// contained is the entry one of whose longer words stands in the text (基础设施建设),
// when no other entry's does.
func (d *dictionary) contained(k string) data.ID {
	found := data.ID(0)
	for w, id := range d.byName {
		if len([]rune(w)) < 3 || !strings.Contains(k, w) {
			continue
		}
		if found != 0 && found != id {
			return 0
		}
		found = id
	}
	return found
}

func (d *dictionary) coded(code string) data.ID {
	for _, e := range d.entries {
		if e.Code == code && !e.Retired {
			return e.ID
		}
	}
	return 0
}
