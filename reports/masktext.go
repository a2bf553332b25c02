package reports

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"qinqing/data"
)

// What stands in a text for what was hidden.
const (
	someone     = "某某"
	someFirm    = "某企业"
	someNumber  = "（号码略）"
	someAccount = "（账号略）"
	allHidden   = "（内容含可识别信息，已隐去）"
)

// hit is a stretch of a text, in runes, that must not be shown.
type hit struct {
	from, to int
	kind     string
	ent      data.ID
}

// Text hides in a free text what the mask knows (names, short names, people,
// numbers) and what looks like an enterprise, a number of a person or a person
// with a title. It leaves the text as it is when masking is lifted.
func (m *Mask) Text(s string) string { return m.text(s, false) }

func (m *Mask) text(s string, always bool) string {
	// A transfer that was voided later left this; no file that leaves tells of one.
	s = strings.ReplaceAll(s, data.Erased, "（内容待补）")
	if s == "" || m.lift.All && !always {
		return s
	}
	m.prepare()
	t := m.scan(s)
	if !always {
		m.letThrough(t)
	}
	if len(t.hits) == 0 {
		return s
	}
	out := m.replace(t)
	if m.tells(out, always) {
		return allHidden
	}
	return out
}

// reveals says whether a text holds a known name or number outright.
func (m *Mask) reveals(s string) bool { return m.tells(s, true) }

// tells is reveals; what is lifted for one enterprise counts only if always.
func (m *Mask) tells(s string, always bool) bool {
	t := newScan(s)
	m.findKept(t)
	m.findKnown(t)
	if !always {
		m.letThrough(t)
	}
	return len(t.hits) > 0
}

// letThrough drops the hits that are of the one enterprise that is lifted, or lie within
// its name, its contact or its number. A longer name of somebody else stays hidden.
func (m *Mask) letThrough(t *scan) {
	if m.lift.Only == 0 {
		return
	}
	var open []hit
	for i := 0; i < len(t.dense); i++ {
		if end, v := m.opens.longest(t.dense, i); v != 0 {
			open = append(open, hit{from: t.at[i], to: t.at[end-1] + 1})
			i = end - 1
		}
	}
	t.hits = slices.DeleteFunc(t.hits, func(h hit) bool {
		return h.ent == m.lift.Only || slices.ContainsFunc(open, func(o hit) bool { return o.from <= h.from && h.to <= o.to })
	})
}

// scan is a text being looked at: its runes, their folded forms, and the folded
// runes without those matching looks through (with their places).
type scan struct {
	runes, folded []rune
	dense         []rune
	at            []int // place in runes of each dense rune
	kept          []hit // in runes
	hits          []hit
}

func newScan(s string) *scan {
	t := &scan{runes: []rune(s)}
	t.folded = make([]rune, len(t.runes))
	t.dense = make([]rune, 0, len(t.runes))
	t.at = make([]int, 0, len(t.runes))
	for i, r := range t.runes {
		r = fold(r)
		t.folded[i] = r
		if !ignoredSet[r] {
			t.dense = append(t.dense, r)
			t.at = append(t.at, i)
		}
	}
	return t
}

func (m *Mask) scan(s string) *scan {
	t := newScan(s)
	m.findKept(t)
	m.findKnown(t)
	for i := range t.hits {
		m.widen(t, &t.hits[i])
	}
	t.findNumbers()
	m.findFirms(t)
	t.findTitled()
	slices.SortFunc(t.hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	return t
}

func (t *scan) add(from, to int, kind string) {
	for _, h := range t.hits {
		if from < h.to && h.from < to {
			return
		}
	}
	t.hits = append(t.hits, hit{from: from, to: to, kind: kind})
}

// within says whether a stretch lies wholly inside one of the kept names.
func (t *scan) within(from, to int) bool {
	return slices.ContainsFunc(t.kept, func(k hit) bool { return k.from <= from && to <= k.to })
}

func (t *scan) touchesKept(from, to int) bool {
	return slices.ContainsFunc(t.kept, func(k hit) bool { return k.from < to && from < k.to })
}

func (m *Mask) findKept(t *scan) {
	for i := 0; i < len(t.dense); i++ {
		if !m.keepLead[t.dense[i]] {
			continue
		}
		if end, v := m.keeps.longest(t.dense, i); v != 0 {
			t.kept = append(t.kept, hit{from: t.at[i], to: t.at[end-1] + 1})
			i = end - 1
		}
	}
}

func (m *Mask) findKnown(t *scan) {
	for i := 0; i < len(t.dense); i++ {
		end, v := m.secrets.longest(t.dense, i)
		if v == 0 {
			continue
		}
		s := m.patterns[v-1]
		from, to := t.at[i], t.at[end-1]+1
		if !s.strong && t.within(from, to) {
			continue
		}
		t.hits = append(t.hits, hit{from: from, to: to, kind: s.kind, ent: s.ent})
		i = end - 1
	}
}

// widen takes the rest of the name in where a short name was found inside a longer
// form that is not the registered one: 晋江恒达陶瓷有限公司.
func (m *Mask) widen(t *scan, h *hit) {
	if h.kind != HidShort && h.kind != HidEnterprise {
		return
	}
	end := h.to
	for end < len(t.folded) {
		if e, v := m.words.suffixes.longest(t.folded, end); v != 0 && !m.isNotSuffix(t.folded, e-1) {
			h.to, end = e, e
			continue
		}
		e, class := m.words.forward.longest(t.folded, end)
		if class != wordIndustry || e-end < 2 {
			break
		}
		end = e
	}
	if start, class := m.words.back.longestBack(t.folded, h.from); class == wordPlace && h.kind == HidShort {
		h.from = start
	}
}

func (m *Mask) isNotSuffix(rs []rune, i int) bool {
	_, v := m.words.not.longest(rs, i)
	return v != 0
}

// replace writes the text with every hit replaced; of overlapping hits the first counts
// and its stretch grows over the others.
func (m *Mask) replace(t *scan) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(t.hits); i++ {
		h := t.hits[i]
		for i+1 < len(t.hits) && t.hits[i+1].from < h.to {
			i++
			h.to = max(h.to, t.hits[i].to)
		}
		b.WriteString(string(t.runes[done:h.from]))
		shown := m.shown(h)
		if t.bracketed(h.from) { // no brackets in brackets
			shown = strings.Trim(shown, "（）")
		}
		m.note(h.kind, string(t.runes[h.from:h.to]), shown)
		b.WriteString(shown)
		done = h.to
	}
	b.WriteString(string(t.runes[done:]))
	return b.String()
}

// bracketed says whether a bracket opened before i is still open.
func (t *scan) bracketed(i int) bool {
	depth := 0
	for _, r := range t.folded[:i] {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		}
	}
	return depth > 0
}

func (m *Mask) shown(h hit) string {
	switch h.kind {
	case HidEnterprise, HidShort:
		if h.ent == 0 {
			return someFirm
		}
		return m.aliasOf(h.ent)
	case HidUnknown:
		return someFirm
	case HidPerson:
		return someone
	case HidMail:
		return someAccount
	}
	return someNumber
}

// findFirms finds what looks like an enterprise that the ledger does not know:
// 〈name〉有限公司, 〈name〉厂 …
func (m *Mask) findFirms(t *scan) {
	for i := 1; i < len(t.folded); i++ {
		end, strength := m.words.suffixes.longest(t.folded, i)
		if strength == 0 || m.publicCentre(t, i, end) || m.isNotSuffix(t.folded, end-1) || m.isNotSuffix(t.folded, i) {
			continue
		}
		start, ok := m.nameStart(t, i, strength == 1)
		if ok && !t.touchesKept(i, end) {
			t.add(start, end, HidUnknown)
		}
		i = end - 1
	}
}

// nameStart walks back from a suffix to where the name may begin; ok is false when
// nothing in it tells one enterprise from another.
func (m *Mask) nameStart(t *scan, at int, strong bool) (start int, ok bool) {
	limit, telling, places := 12, 0, 0
	if strong {
		limit = 20
	}
	k := at
	for k > 0 && at-k < limit {
		r := t.folded[k-1]
		if r == '某' || !nameRune(r) || t.touchesKept(k-1, k) {
			break
		}
		from, class := m.words.back.longestBack(t.folded, k)
		if class == wordCommon && (telling > 0 || k-from == 1) || class != wordPlace && places > 0 {
			break
		}
		switch class {
		case 0:
			telling++
			k--
			continue
		case wordPlace:
			if telling > 0 || strong {
				places++
			}
		}
		k = from
	}
	for k < at && !startsName(t.folded[k]) {
		k++
	}
	masked := k > 0 && t.folded[k-1] == '某' // 某陶瓷厂 is an alias already
	return k, at-k >= 2 && (telling >= 2 || !masked && strong && (telling >= 1 || places > 0))
}

// publicCentre tells 行政服务中心 and the like, which are no enterprises.
func (m *Mask) publicCentre(t *scan, at, end int) bool {
	if string(t.folded[at:end]) != "中心" {
		return false
	}
	_, v := m.words.public.longestBack(t.folded, at)
	return v != 0
}

func nameRune(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || strings.ContainsRune("()·&", r)
}

func startsName(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
}
