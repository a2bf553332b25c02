package reports

import (
	"slices"
	"strings"
	"unicode"
)

func wordTrie(words string) *trie {
	t := newTrie()
	for _, w := range strings.Fields(words) {
		*t.slot([]rune(w)) = 1
	}
	return t
}

var (
	accountWords = wordTrie("微信号 微信 QQ号 QQ")
	// titledWords tell that the surname before them is a person's.
	titledWords = wordTrie("总经理 副总 经理 董事长 厂长 老板 女士 先生 小姐 主任 局长 科长 所长 处长 书记 镇长 县长 师傅 会计")
	// saidWords may follow a name without a mark between.
	saidWords = wordTrie("反映 表示 介绍 说 称")
	// bossWords may follow 王总 besides.
	bossWords = wordTrie("另 也 还 又 则 均 曾 已 与 及 等 提出 要求 希望 认为 告知 电话 带队 到场 接待 陪同 联系 答复 回复 核实")
	// announced words are followed by a person's name, mostly after a colon.
	announced = wordTrie("联系人 负责人 法人代表 法定代表人 经办人 当事人 举报人 投诉人 反映人")
)

// findTitled hides a surname (with at most a given name) before a title, and the
// name after 联系人： and the like.
func (t *scan) findTitled() {
	for i := range t.folded {
		if n := t.surnameAt(i, false); n > 0 {
			t.titledAt(i, n)
		}
		if end, ok := t.titleAt(i); ok {
			t.bareNameAt(end)
		}
		end, v := announced.longest(t.folded, i)
		switch {
		case v == 0 || end == len(t.folded):
		case t.folded[end] == ':':
			t.announcedAt(end + 1)
		default:
			t.bareNameAt(end)
		}
	}
}

// titleAt finds the title at i, if it is not the beginning of another word.
func (t *scan) titleAt(i int) (end int, ok bool) {
	end, v := titledWords.longest(t.folded, i)
	return end, v != 0 && (end == len(t.folded) || !strings.ContainsRune(afterTitle[t.folded[end-1]], t.folded[end]))
}

// bareNameAt hides 王小明 of 联系人王小明13800001234 and 老板王小明（电话…）: a surname and one or two characters
// that end with the text, at a mark or before 反映 and the like.
func (t *scan) bareNameAt(from int) {
	if from == len(t.folded) {
		return
	}
	size := t.surnameAt(from, true)
	if size == 0 {
		return
	}
	for to := from + size + 1; to <= from+size+2 && to <= len(t.folded); to++ {
		if to < len(t.folded) && unicode.Is(unicode.Han, t.folded[to]) {
			if _, said := saidWords.longest(t.folded, to); said == 0 {
				continue
			}
		}
		if unicode.Is(unicode.Han, t.folded[to-1]) && !t.touchesKept(from, to) && t.likeName(from, to, size) {
			t.add(from, to, HidPerson)
		}
		return
	}
}

// titledAt hides the name that begins at i with a surname of size characters, if a title
// follows it.
func (t *scan) titledAt(i, size int) {
	for n := size; n <= size+2 && i+n < len(t.folded) && unicode.Is(unicode.Han, t.folded[i+n]); n++ {
		_, titled := t.titleAt(i + n)
		if (titled || t.boss(i+n)) && !t.touchesKept(i, i+n) {
			if t.likeName(i, i+n, size) {
				t.add(i, i+n, HidPerson)
			}
			return
		}
	}
}

// boss says whether 总 at i is a title: nothing follows, or a mark, or 反映 …, or 和 and
// another name.
func (t *scan) boss(i int) bool {
	if t.folded[i] != '总' {
		return false
	}
	if i+1 == len(t.folded) || !unicode.Is(unicode.Han, t.folded[i+1]) {
		return true
	}
	_, said := saidWords.longest(t.folded, i+1)
	_, went := bossWords.longest(t.folded, i+1)
	return said != 0 || went != 0 || t.folded[i+1] == '和' && i+2 < len(t.folded) && t.surnameAt(i+2, true) > 0
}

func (t *scan) announcedAt(from int) {
	for from < len(t.folded) && t.folded[from] == ' ' {
		from++
	}
	to := from
	for to < len(t.folded) && to-from < 4 && unicode.Is(unicode.Han, t.folded[to]) {
		to++
	}
	if to-from >= 2 {
		t.add(from, to, HidPerson)
	}
}

// personParts splits what a ledger writes for a contact or visitors into names:
// 县纪委王小明（主任）13800001234、李四等2人 gives 王小明 and 李四. Words for an office or
// a job are no names.
func personParts(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool {
		r = fold(r)
		return !unicode.Is(unicode.Han, r) && !isLetter(r) && r != '·'
	})
	var out []string
	add := func(p string) {
		n := len([]rune(p))
		if n < 2 || n > 20 || p[0] < 0x80 && n < 3 || slices.Contains(titles, p) || slices.Contains(jobWords, p) || slices.Contains(out, p) {
			return
		}
		out = append(out, p)
	}
	for _, p := range parts {
		p = trimTitles(strings.TrimSuffix(p, "等"))
		if last := []rune(p); len(last) > 1 && strings.ContainsRune("部科室处办局组", last[len(last)-1]) {
			continue
		}
		add(p)
		add(afterOffice(p))
	}
	return out
}

// trimTitles takes a title off either end.
func trimTitles(p string) string {
	for _, t := range titles {
		if rest, ok := strings.CutSuffix(p, t); ok && (len([]rune(rest)) >= 2 || rest == "") {
			p = rest
			break
		}
	}
	for _, t := range titles {
		if rest, ok := strings.CutPrefix(p, t); ok && len([]rune(rest)) >= 2 {
			return rest
		}
	}
	return p
}

// afterOffice is the name behind an office's: 王小明 of 县纪委王小明; "" if there is none.
func afterOffice(p string) string {
	rs := []rune(p)
	for i := len(rs) - 2; i > 0; i-- {
		if strings.ContainsRune("委局室科处部组办镇乡村", rs[i-1]) && len(rs)-i <= 4 {
			return trimTitles(string(rs[i:]))
		}
	}
	return ""
}
