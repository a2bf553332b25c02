package store

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"

	"qinqing/data"
)

// inNames are characters whose most common reading is another one in the names of
// places, firms and people: 长乐, 厦门, 成都, 曾.
var inNames = map[rune]string{'长': "chang", '厦': "xia", '都': "du", '曾': "zeng"}

// Pinyin is the full pinyin and the initials of a name, as names are found by them.
func Pinyin(name string) (full, initials string) { return pinyinOf(name) }

// pinyinOf is the full key (quanzhou) and the initials (qz) of a name. A character
// with several readings takes its most common one; what is not Chinese stands as
// itself.
func pinyinOf(name string) (full, initials string) {
	args := pinyin.NewArgs()
	var f, i strings.Builder
	for _, r := range data.Normalise(name) {
		if unicode.Is(unicode.Han, r) {
			if p := inNames[r]; p != "" {
				f.WriteString(p)
				i.WriteByte(p[0])
				continue
			}
			if p := pinyin.SinglePinyin(r, args); len(p) > 0 && p[0] != "" {
				f.WriteString(p[0])
				i.WriteByte(p[0][0])
				continue
			}
		}
		f.WriteRune(unicode.ToLower(r))
		i.WriteRune(unicode.ToLower(r))
	}
	return f.String(), i.String()
}
