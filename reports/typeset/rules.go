package typeset

import (
	"slices"
	"strings"
	"unicode"
)

// 避头 and 避尾: what may not begin and not end a line (GB/T 15834-2011, 5.1).
const (
	neverFirst = "，。、；：？！,.;:?!’”）)》〉】〕］｝}」』]…—～·％%‰℃°′″々ー∶"
	neverLast  = "‘“（(《〈【〔［｛{「『[￥¥＄$№"
)

// closing and opening full-width marks have an empty half that may be squeezed
// away (标点挤压).
const (
	closing = "，。、；：？！”’）》〉】〕］｝」』"
	opening = "“‘（《〈【〔［｛「『"
)

func mayNotStart(r rune) bool { return !hanzi(r) && strings.ContainsRune(neverFirst, r) }
func mayNotEnd(r rune) bool   { return !hanzi(r) && strings.ContainsRune(neverLast, r) }
func squeezable(r rune) bool {
	return !hanzi(r) && (strings.ContainsRune(closing, r) || strings.ContainsRune(opening, r))
}

// hanzi spares most characters the search among marks.
func hanzi(r rune) bool { return r >= 0x3400 && r < 0xa000 }

// units are words that stay with the number before them.
var units = []string{
	"个工作日", "个自然日", "个百分点", "百分点", "工作日", "自然日", "平方米", "平方公里", "万平方米",
	"个月", "万元", "亿元", "万人", "万户", "万件", "件次", "人次", "家次", "户次", "批次", "小时", "分钟", "公里", "万千瓦",
	"个", "件", "家", "次", "户", "人", "元", "天", "日", "月", "年", "期", "号", "项", "条", "起", "类", "名", "位", "份", "批",
	"级", "周", "时", "分", "秒", "页", "处", "宗", "间", "台", "辆", "亩", "米", "吨", "倍", "成", "万", "亿", "岁", "届", "季度",
	"%", "％", "‰", "℃", "°",
}

// wordy characters hold together as a word or a number.
func wordy(r rune) bool {
	if r < 0x80 {
		return r > ' ' && r != '(' && r != ')' && r != '[' && r != ']' && r != '{' && r != '}'
	}
	if r >= 0xff10 && r <= 0xff5a {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func digit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// breaks tells for each place between characters whether a line may end there:
// ok[i] is about the place before text[i]; ok[0] and ok[len] are true.
func breaks(text []rune) []bool {
	ok := make([]bool, len(text)+1)
	ok[0], ok[len(text)] = true, true
	for i := 1; i < len(text); i++ {
		ok[i] = mayBreak(text, i)
	}
	for i := 1; i < len(text); i++ {
		if digit(text[i-1]) && !digit(text[i]) {
			for k := range unitAt(text[i:]) {
				ok[i+k] = false
			}
		}
		if text[i-1] == '第' && digit(text[i]) {
			ok[i] = false
		}
	}
	return ok
}

func mayBreak(text []rune, i int) bool {
	prev, next := text[i-1], text[i]
	if next == ' ' || mayNotStart(next) || unicode.IsMark(next) {
		return false // spaces hang at the end of the line before
	}
	if prev == ' ' {
		for k := i - 1; k >= 0; k-- {
			if text[k] != ' ' {
				return !mayNotEnd(text[k])
			}
		}
		return true
	}
	if prev == 0xa0 || next == 0xa0 || mayNotEnd(prev) {
		return false
	}
	return !wordy(prev) || !wordy(next)
}

// unitsByFirst are the units by their first character: breaks asks at every number.
var unitsByFirst = func() map[rune][][]rune {
	by := map[rune][][]rune{}
	for _, u := range units {
		rs := []rune(u)
		by[rs[0]] = append(by[rs[0]], rs)
	}
	return by
}()

// unitAt is the length in characters of the longest unit word text begins with.
func unitAt(text []rune) int {
	best := 0
	for _, u := range unitsByFirst[text[0]] {
		if len(u) > best && len(u) <= len(text) && slices.Equal(u, text[:len(u)]) {
			best = len(u)
		}
	}
	return best
}
