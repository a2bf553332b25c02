package reports

import (
	"slices"
	"strings"
)

// fold brings a rune into the form in which names and numbers are compared:
// full-width forms narrowed, letters upper-cased.
func fold(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFEE0
	case r == 0x3000:
		return ' '
	}
	if r >= 'a' && r <= 'z' {
		r -= 'a' - 'A'
	}
	return r
}

var ignoredSet = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range ignored {
		m[r] = true
	}
	return m
}()

// pattern is the folded form of a known name, without the runes matching ignores.
func pattern(s string) []rune {
	out := make([]rune, 0, len(s)/3+1)
	for _, r := range s {
		if r = fold(r); !ignoredSet[r] {
			out = append(out, r)
		}
	}
	return out
}

// lexicon holds the words by which the parts of a name are told.
type lexicon struct {
	back     *trie // reversed words with their class
	forward  *trie // the same words
	suffixes *trie // 1 strong, 2 weak
	not      *trie
	public   *trie // reversed: what stands before 中心 in the names of public bodies
	common   map[string]bool
}

func newLexicon(places []string) *lexicon {
	x := &lexicon{back: newTrie(), forward: newTrie(), suffixes: newTrie(), not: newTrie(), public: newTrie(), common: map[string]bool{}}
	add := func(words []string, class int32) {
		for _, w := range words {
			x.back.addBack(w, class)
			*x.forward.slot([]rune(w)) = class
			if len([]rune(w)) > 1 {
				x.common[w] = true
			}
		}
	}
	add(commonWords, wordCommon)
	add(industryWords, wordIndustry)
	add(builtinPlaces, wordPlace)
	add(placeForms(places), wordPlace)
	for _, w := range slices.Concat(commonShorts, titles) {
		x.common[w] = true
	}
	for _, w := range strongSuffixes {
		*x.suffixes.slot([]rune(w)) = 1
	}
	for _, w := range weakSuffixes {
		*x.suffixes.slot([]rune(w)) = 2
	}
	for _, w := range publicBefore {
		x.public.addBack(w, 1)
	}
	for _, w := range notSuffix {
		*x.not.slot([]rune(w)) = 1
	}
	return x
}

// placeForms gives each place with and without its 县, 市, 镇 …
func placeForms(places []string) []string {
	var out []string
	for _, p := range places {
		rs := pattern(p)
		if len(rs) < 2 {
			continue
		}
		out = append(out, string(rs))
		if n := len(rs) - 1; n >= 2 && strings.ContainsRune("省市县区镇乡", rs[n]) {
			out = append(out, string(rs[:n]))
		}
		if s, ok := strings.CutSuffix(string(rs), "街道"); ok && len([]rune(s)) >= 2 {
			out = append(out, s)
		}
	}
	return out
}

// shortNames lists the ways people shorten an enterprise's registered name:
// without place and legal form (恒达陶瓷), and the bare brand (恒达). Words too
// ordinary to tell one enterprise are left out.
func (x *lexicon) shortNames(name string) []string {
	rs := pattern(name)
	start, end := x.skipPlaces(rs), x.cutSuffix(rs)
	if start >= end {
		return nil
	}
	var out []string
	add := func(p []rune) {
		s := string(p)
		if len(p) >= 2 && len(p) < len(rs) && !x.common[s] && !slices.Contains(out, s) && !x.onlyFillers(p) {
			out = append(out, s)
		}
	}
	add(rs[start:end])
	for end > start {
		from, class := x.back.longestBack(rs[start:end], end-start)
		if class != wordIndustry && class != wordPlace {
			from = x.cutSuffix(rs[start:end])
		}
		if from == 0 || start+from == end {
			break
		}
		end = start + from
	}
	add(rs[start:end])
	return out
}

// skipPlaces returns where a name goes on after 福建省晋江市 …
func (x *lexicon) skipPlaces(rs []rune) int {
	i := 0
	for i < len(rs) {
		if end, class := x.forward.longest(rs, i); class == wordPlace {
			i = end
			if i < len(rs) && strings.ContainsRune("省市县区镇乡", rs[i]) {
				i++
			}
			continue
		}
		if n := unknownPlace(rs[i:]); n > 0 {
			i += n
			continue
		}
		break
	}
	return i
}

// unknownPlace is the length of a leading 〈2–3〉省市县镇乡 that no list has; 0 if none.
func unknownPlace(rs []rune) int {
	for n := 2; n <= 3 && n < len(rs)-2; n++ {
		if !strings.ContainsRune("省市县镇乡", rs[n]) {
			continue
		}
		if rs[n] == '市' && strings.ContainsRune("超城都夜门菜上股", rs[n-1]) {
			return 0
		}
		return n + 1
	}
	return 0
}

func (x *lexicon) cutSuffix(rs []rune) int {
	best := len(rs)
	for i := range rs {
		if end, v := x.suffixes.longest(rs, i); v != 0 && end == len(rs) {
			best = i
			break
		}
	}
	for best > 0 && best < len(rs) {
		start, class := x.back.longestBack(rs, best)
		if class != wordIndustry || !slices.Contains([]string{"集团", "股份", "控股"}, string(rs[start:best])) {
			break
		}
		best = start
	}
	return best
}

// onlyFillers says that a text is nothing but places, trades and ordinary words.
func (x *lexicon) onlyFillers(rs []rune) bool {
	for i := 0; i < len(rs); {
		end, class := x.forward.longest(rs, i)
		if class == 0 {
			return false
		}
		i = end
	}
	return true
}

// phoneParts gives the digits of every number of at least seven digits in a phone field.
func phoneParts(s string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool {
		r = fold(r)
		return r != '-' && r != ' ' && r != '(' && r != ')' && (r < '0' || r > '9') && r != '.'
	}) {
		var all []rune
		for _, g := range strings.FieldsFunc(p, func(r rune) bool { r = fold(r); return r < '0' || r > '9' }) {
			run := pattern(g)
			if len(run) >= 7 {
				out = append(out, string(run))
			}
			all = append(all, run...)
		}
		if len(all) >= 7 {
			out = append(out, string(all))
		}
	}
	return out
}
