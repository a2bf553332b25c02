package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"qinqing/data"
)

// Lift lifts the masking. It needs a reason, which the caller logs; without one
// everything stays masked. A complaint about conduct stays masked all the same.
type Lift struct {
	All    bool
	Only   data.ID  // lifted for this enterprise alone, its contact and number; 0: for none
	People []string // with Only: further contacts and numbers of that enterprise
	Reason string
}

// Kinds of what a mask hides.
const (
	HidEnterprise = "企业"
	HidShort      = "企业简称"
	HidUnknown    = "疑似企业"
	HidPerson     = "人员"
	HidPhone      = "电话"
	HidCode       = "证照号码"
	HidMail       = "网络账号"
)

// MaskedItem is one thing that was hidden. Original is for the screen of the
// office only (--preview): it must never be written into a file that leaves.
type MaskedItem struct {
	Kind     string `json:"kind"`
	Original string `json:"original"`
	Shown    string `json:"shown"`
	Count    int    `json:"count"`
	Only     bool   `json:"only,omitempty"` // of its trade in its region: may be guessed all the same
}

// MaskReport tells what a document hides, what it lets be seen, and what may
// still be guessed.
type MaskReport struct {
	Lifted   bool         `json:"lifted"`
	Reason   string       `json:"reason,omitempty"`
	Masked   []MaskedItem `json:"masked"` // by kind, then by what is shown
	Visible  []string     `json:"visible"`
	Warnings []Warning    `json:"warnings"`
}

// Mask hides who is who in one document: an alias an enterprise, stable within the
// document, given in the order of first use. It is not safe for concurrent use, and
// a new document takes a new Mask. The rule is DOMAIN §7.
type Mask struct {
	lift   Lift
	ents   map[data.ID]*data.Enterprise
	order  []data.ID
	people []string
	units  []string
	places []string

	ready    bool
	words    *lexicon
	secrets  *trie
	keeps    *trie
	opens    *trie // what may be shown of the enterprise lifted
	keepLead map[rune]bool
	patterns []secret
	alias    map[data.ID]string
	taken    map[string]data.ID
	letters  map[string]int
	industry map[string]int // enterprises of a trade in a region
	items    map[[2]string]*MaskedItem
	alone    []string // aliases of enterprises that are the only one of their trade in a region
	warnings []Warning
}

type secret struct {
	kind   string
	ent    data.ID // 0: of several enterprises, or not of one
	strong bool    // not to be let through inside the name of a unit
}

// NewMask makes the mask of one document. enterprises are all the office knows,
// people every known person's name and number as the ledger writes them (a contact with
// title and number, or visitors in a row, are taken apart).
func NewMask(enterprises []data.Enterprise, people []string, lift Lift) *Mask {
	m := &Mask{lift: lift, people: people, ents: make(map[data.ID]*data.Enterprise, len(enterprises)), alias: map[data.ID]string{},
		taken: map[string]data.ID{}, letters: map[string]int{}, industry: map[string]int{}, items: map[[2]string]*MaskedItem{}}
	for i := range enterprises {
		e := &enterprises[i]
		if _, dup := m.ents[e.ID]; !dup {
			m.order = append(m.order, e.ID)
		}
		m.ents[e.ID] = e
	}
	slices.Sort(m.order)
	if (lift.All || lift.Only != 0) && strings.TrimSpace(lift.Reason) == "" {
		m.lift.All, m.lift.Only = false, 0
		m.warn("mask-reason", "没有写明解除脱敏的理由，仍按脱敏输出。")
	}
	return m
}

// Keep names what must stay readable whatever it looks like: units and their other
// names, dictionary words. It is called before the first text is masked.
func (m *Mask) Keep(names ...string) *Mask {
	m.units, m.ready = append(m.units, names...), false
	return m
}

// Places names the regions, so that 晋江市 at the head of an enterprise's name is
// known to be no part of it. It is called before the first text is masked.
func (m *Mask) Places(names ...string) *Mask {
	m.places, m.ready = append(m.places, names...), false
	return m
}

// Lifted says whether names are printed as they are.
func (m *Mask) Lifted() bool { return m.lift.All }

// Enterprise is the name to print for an enterprise; "" for none.
func (m *Mask) Enterprise(id data.ID) string { return m.enterprise(id, false) }

func (m *Mask) enterprise(id data.ID, always bool) string {
	e := m.ents[id]
	switch {
	case id == 0:
		return ""
	case (m.lift.All || m.lift.Only == id) && !always:
		if e == nil {
			return "（企业记录已删除）"
		}
		return e.Name
	}
	m.prepare()
	shown := m.aliasOf(id)
	if e != nil {
		m.note(HidEnterprise, e.Name, shown)
	}
	return shown
}

// fewAlone are told by their aliases; the others only counted, and marked in the list.
const fewAlone = 3

// Report tells what was hidden so far. visible is what the document shows openly.
func (m *Mask) Report(visible []string) MaskReport {
	r := MaskReport{Lifted: m.lift.All || m.lift.Only != 0, Reason: m.lift.Reason, Visible: visible, Warnings: slices.Clone(m.warnings)}
	if n := len(m.alone); n > 0 {
		many := ""
		if n > fewAlone {
			many = fmt.Sprintf("等 %d 家", n)
		}
		r.Warnings = append(r.Warnings, Warning{Code: "mask-only-one", Text: fmt.Sprintf(
			"“%s”%s是台账中该所在地同行业唯一的一家，用化名仍可能被认出；可在企业资料里另填化名。", strings.Join(m.alone[:min(n, fewAlone)], "”“"), many)})
	}
	for _, it := range m.items {
		x := *it
		x.Only = x.Kind == HidEnterprise && slices.Contains(m.alone, x.Shown)
		r.Masked = append(r.Masked, x)
	}
	slices.SortFunc(r.Masked, func(a, b MaskedItem) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Shown, b.Shown), cmp.Compare(a.Original, b.Original))
	})
	return r
}

func (m *Mask) note(kind, original, shown string) {
	k := [2]string{kind, original}
	it := m.items[k]
	if it == nil {
		it = &MaskedItem{Kind: kind, Original: original, Shown: shown}
		m.items[k] = it
	}
	it.Count++
}

func (m *Mask) warn(code, format string, args ...any) {
	w := Warning{Code: code, Text: fmt.Sprintf(format, args...)}
	if !slices.Contains(m.warnings, w) {
		m.warnings = append(m.warnings, w)
	}
}

// aliasOf gives the enterprise's alias, making one up at its first use.
func (m *Mask) aliasOf(id data.ID) string {
	if a, ok := m.alias[id]; ok {
		return a
	}
	e := m.ents[id]
	base, own := someFirm, ""
	if e != nil {
		base, own = m.aliasBase(e), strings.TrimSpace(e.Alias)
	}
	if own != "" {
		other, dup := m.taken[own]
		switch {
		case m.reveals(own):
			m.warn("mask-alias", "一家企业的化名里带有真实名称或号码，已改用自动化名。请到企业资料里修改化名。")
		case dup && other != id:
			m.warn("mask-alias", "有两家以上的企业共用化名“%s”，其余的已改用自动化名。", own)
		default:
			m.alias[id], m.taken[own] = own, id
			return own
		}
	}
	for {
		a := base + letters(m.letters[base])
		m.letters[base]++
		if _, dup := m.taken[a]; !dup {
			m.alias[id], m.taken[a] = a, id
			if e != nil && base != someFirm && m.industry[tradeKey(e)] == 1 {
				m.alone = append(m.alone, a)
			}
			return a
		}
	}
}

// aliasBase is 某陶瓷企业 from the enterprise's trade, else 某企业.
func (m *Mask) aliasBase(e *data.Enterprise) string {
	trade := strings.TrimSpace(e.Industry)
	for _, cut := range []string{"行业", "业"} {
		if s, ok := strings.CutSuffix(trade, cut); ok && len([]rune(s)) >= 2 {
			trade = s
			break
		}
	}
	rs := []rune(trade)
	plain := len(rs) >= 1 && len(rs) <= 8
	for _, r := range rs {
		plain = plain && unicode.Is(unicode.Han, r)
	}
	if !plain || m.reveals(trade) {
		return someFirm
	}
	return "某" + trade + "企业"
}

func tradeKey(e *data.Enterprise) string { return fmt.Sprintf("%d/%s", e.Region, e.Industry) }

// letters counts A … Z, AA, AB …
func letters(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// prepare builds the tries at the first use.
func (m *Mask) prepare() {
	if m.ready {
		return
	}
	m.ready = true
	m.words, m.secrets, m.keeps, m.opens = newLexicon(m.places), newTrie(), newTrie(), newTrie()
	m.patterns, m.keepLead = nil, map[rune]bool{}
	for _, u := range m.units {
		m.keep(u)
		if p := pattern(u); len(p)-m.words.skipPlaces(p) >= 3 {
			m.keep(string(p[m.words.skipPlaces(p):]))
		}
	}
	clear(m.industry)
	for _, id := range m.order {
		e := m.ents[id]
		m.industry[tradeKey(e)]++
		m.learn(e)
	}
	for _, p := range m.people {
		m.learnPeople(p)
	}
	m.open()
	for _, id := range m.order {
		e := m.ents[id]
		if a := strings.TrimSpace(e.Alias); a != "" && !m.reveals(a) {
			if _, dup := m.taken[a]; !dup {
				m.taken[a] = id
			}
			m.keep(a)
		}
	}
}

// open notes what may be shown of the one enterprise that is lifted.
func (m *Mask) open() {
	e := m.ents[m.lift.Only]
	if e == nil {
		return
	}
	show := func(s string) {
		if p := pattern(s); len(p) >= 2 {
			*m.opens.slot(p) = 1
		}
	}
	show(e.USCC)
	for _, name := range append([]string{e.Name}, e.Former...) {
		for _, s := range append(m.words.shortNames(name), name) {
			show(s)
		}
	}
	for _, s := range append(slices.Clone(m.lift.People), e.Contact, e.Phone) {
		for _, part := range append(personParts(s), phoneParts(s)...) {
			show(part)
		}
	}
}

func (m *Mask) keep(name string) {
	if p := pattern(name); len(p) >= 2 {
		*m.keeps.slot(p) = 1
		m.keepLead[p[0]] = true
	}
}

func (m *Mask) learn(e *data.Enterprise) {
	for _, name := range append([]string{e.Name}, e.Former...) { // texts may still say the old one
		if p := pattern(name); len(p) >= 2 {
			m.add(p, secret{kind: HidEnterprise, ent: e.ID, strong: len(p) >= 4})
		}
		for _, s := range m.words.shortNames(name) {
			m.add([]rune(s), secret{kind: HidShort, ent: e.ID})
		}
	}
	if p := pattern(e.USCC); len(p) >= 8 {
		m.add(p, secret{kind: HidCode, strong: true})
	}
	m.learnPeople(e.Phone)
	m.learnPeople(e.Contact)
}

func (m *Mask) learnPeople(field string) {
	for _, s := range phoneParts(field) {
		m.add([]rune(s), secret{kind: HidPhone, strong: true})
	}
	for _, s := range personParts(field) {
		m.add(pattern(s), secret{kind: HidPerson})
	}
}

// add notes a pattern; a full name goes before a short one, and a short name that
// two enterprises share belongs to neither.
func (m *Mask) add(p []rune, s secret) {
	if len(p) < 2 {
		return
	}
	at := m.secrets.slot(p)
	if *at == 0 {
		m.patterns = append(m.patterns, s)
		*at = int32(len(m.patterns))
		return
	}
	old := &m.patterns[*at-1]
	switch {
	case old.kind == HidShort && s.kind == HidShort:
		if old.ent != s.ent {
			old.ent = 0
		}
	case s.strong && !old.strong, old.kind == HidShort && s.kind == HidEnterprise:
		*old = s
	}
}
