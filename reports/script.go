package reports

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/reports/stats"
)

// Script is what an office writes into a bulletin besides what the ledger says. It is
// kept with the draft. All free text in it is masked when printed.
type Script struct {
	// Own are paragraphs of 典型做法和典型问题 that no record stands behind.
	Own []string `json:"own,omitempty"`
	// Cases are records told of there.
	Cases []Case `json:"cases,omitempty"`
	// Demands are the sentences of 下步要求 taken from the office's phrase book; they may
	// hold fields of the catalogue, {期末逾期}.
	Demands []string `json:"demands,omitempty"`
	// Edits are the office's own wordings by the keys of blocks, and of cells of tables.
	Edits map[string]string `json:"edits,omitempty"`
	// Tables are the office's own titles and remarks of tables by the blocks' keys.
	Tables map[string]TableWords `json:"tables,omitempty"`
	// Accepted says why a number that an edit typed over may stand, by TypedOver.AcceptKey.
	Accepted map[string]string `json:"accepted,omitempty"`
	// Confirmed are the proposals of which the unit has been asked; only these are named.
	Confirmed []Confirmation `json:"confirmed,omitempty"`
	// Order are the keys of sections and annexes in the order the office wants them; those
	// it doesn't name stay behind what they follow in the template.
	Order []string `json:"order,omitempty"`
	// Hidden are the keys of parts that are not printed.
	Hidden []string `json:"hidden,omitempty"`
}

// TableWords are what an office says itself of a table; empty: nothing else than the template.
type TableWords struct {
	Title string `json:"title,omitempty"`
	Note  string `json:"note,omitempty"` // printed below the table, before the notes of the program
}

// Clone is a copy that may be changed.
func (s Script) Clone() Script {
	out := s
	out.Own, out.Cases, out.Demands = slices.Clone(s.Own), slices.Clone(s.Cases), slices.Clone(s.Demands)
	out.Confirmed, out.Order, out.Hidden = slices.Clone(s.Confirmed), slices.Clone(s.Order), slices.Clone(s.Hidden)
	out.Edits, out.Accepted, out.Tables = map[string]string{}, map[string]string{}, maps.Clone(s.Tables)
	for k, x := range s.Edits {
		out.Edits[k] = x
	}
	for k, x := range s.Accepted {
		out.Accepted[k] = x
	}
	return out
}

// Reword puts an own wording in the place of a paragraph's or a cell's. Reasons why its
// numbers may stand were given for the numbers that stood there: with others they are
// asked anew. A cell is all number, with its sign.
func (s *Script) Reword(key, text string) {
	if isCell(key) && s.Edits[key] != text || !slices.Equal(numbersIn(s.Edits[key]), numbersIn(text)) {
		s.unaccept(key)
	}
	s.Edits[key] = text
}

// Restore gives a paragraph its template's wording back, a cell the ledger's.
func (s *Script) Restore(key string) {
	delete(s.Edits, key)
	s.unaccept(key)
}

// Retitle gives a table the office's own words; none: those of the template.
func (s *Script) Retitle(key string, w TableWords) {
	w = TableWords{strings.TrimSpace(w.Title), strings.TrimSpace(w.Note)}
	if w == (TableWords{}) {
		delete(s.Tables, key)
		return
	}
	if s.Tables == nil {
		s.Tables = map[string]TableWords{}
	}
	s.Tables[key] = w
}

func (s *Script) unaccept(key string) {
	maps.DeleteFunc(s.Accepted, func(k, _ string) bool { return strings.HasPrefix(k, key+" ") })
}

var numberRun = regexp.MustCompile(`[0-9][0-9.]*%?`)

func numbersIn(text string) []string { return numberRun.FindAllString(text, -1) }

// Case is a problem told of as an example. Text is empty where its own content is printed.
type Case struct {
	Problem data.ID `json:"problem"`
	Kind    string  `json:"kind"` // 典型问题 or 典型做法
	Text    string  `json:"text,omitempty"`
}

// CaseKinds are what a case can be an example of.
var CaseKinds = []string{"典型问题", "典型做法"}

// What keys of blocks begin with that the office wrote itself, or had checked.
const (
	OwnKey    = "自选/"
	CaseKey   = "典型/"
	DemandKey = "要求/"
	NamedKey  = "点名/"
	annexKey  = "附件："
)

// UnusedEdit, LostCase and the like are codes of warnings about what an office wrote.
const (
	UnusedEdit   = "unused-edit"
	LostCase     = "lost-case"
	BrokenPhrase = "broken-phrase"
	MissingAnnex = "missing-annex"
	OverallBlock = "overall-block"
	NamedTopic   = "named-topic"
	StaleNaming  = "stale-naming"
	UnusedNumber = "unused-number"
	Unfinished   = "unfinished-period"
)

// PartKind says what a part of a bulletin is.
type PartKind string

// The kinds of parts. Only sections and annexes can change places.
const (
	PartSection PartKind = "章"
	PartAnnex   PartKind = "附件"
	PartTable   PartKind = "表"
	PartChart   PartKind = "图"
	PartText    PartKind = "段"
)

// Part is a part of a bulletin, printed, left out by the office (Hidden), or without
// anything to say in this period (Empty).
type Part struct {
	Key    string
	Kind   PartKind
	Title  string
	Hidden bool
	Empty  bool
}

// Moves says whether the office may move it.
func (p Part) Moves() bool { return p.Kind == PartSection || p.Kind == PartAnnex }

func (c *composer) tell(code, format string, args ...any) {
	c.told = append(c.told, Warning{Code: code, Text: fmt.Sprintf(format, args...)})
}

func (c *composer) hidden(key string) bool { return slices.Contains(c.opt.Hidden, key) }

func (c *composer) part(kind PartKind, key, title string) Part {
	p := Part{Key: key, Kind: kind, Title: title, Hidden: c.hidden(key)}
	c.outline = append(c.outline, p)
	return p
}

// unheaded marks a section of which nothing is printed.
func (c *composer) unheaded(key string, blocks int) {
	for i := range c.outline {
		if c.outline[i].Key == key && blocks == 0 {
			c.outline[i].Empty = true
		}
	}
}

// keyOf names a line of a section by what it says, so that lines put in before it, and
// conditions that hold in one month and not in the next, don't give an edit to another.
func keyOf(section, raw string, taken map[string]bool) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(raw)) // never fails
	key := section + "/" + strconv.FormatUint(uint64(h.Sum32()), 36)
	for n := 2; taken[key]; n++ {
		key = fmt.Sprintf("%s/%s-%d", section, strconv.FormatUint(uint64(h.Sum32()), 36), n)
	}
	taken[key] = true
	return key
}

// sectionOf is the section a key lies in.
func sectionOf(key string) string {
	if i := strings.LastIndexByte(key, '/'); i >= 0 {
		return key[:i]
	}
	return key
}

// leftOut notes a line that makes a block and says whether the office left it out.
func (c *composer) leftOut(it item, key string, body bool) bool {
	kind, title := PartText, ""
	for _, p := range it.pieces { // a field's value is shown on the page
		title += cmp.Or(p.text, "…")
	}
	switch it.block {
	case "表":
		kind, title = PartTable, it.which+"表"
		if plan := plans[it.which]; len(plan) > 0 {
			title = plan[0].title
		}
	case "图":
		kind, title = PartChart, it.which+"图"
	case "段":
		if title = "以前指出问题的整改"; it.which != "往期" { // what the office itself chose is taken back where it was chosen
			return false
		}
	}
	if !body && kind == PartText {
		return false
	}
	return c.part(kind, key, title).Hidden
}

// keyed gives the blocks a line made their keys.
func (c *composer) keyed(made []Block, it item, key string) []Block {
	for i := range made {
		switch {
		case made[i].Key != "":
		case it.block == "段" && it.which != "往期":
		case i == 0:
			made[i].Key = key
		default:
			made[i].Key = fmt.Sprintf("%s-%d", key, i+1)
		}
	}
	return made
}

// Key names an annex among the parts of a bulletin.
func (a Annex) Key() string { return annexKey + a.Title }

// ordered puts sections in the office's order.
func ordered(sections []section, prefix string, order []string) []section {
	place := map[string]int{}
	for i, key := range order {
		place[key] = i + 1
	}
	type placed struct {
		section
		at, n int
	}
	list := make([]placed, len(sections))
	at := 0
	for i, s := range sections {
		if p := place[prefix+s.heading]; p > 0 {
			at = p
		}
		list[i] = placed{s, at, i}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.n, b.n)) })
	out := make([]section, len(list))
	for i, x := range list {
		out[i] = x.section
	}
	return out
}

// demanding sees to it that the sentences of 下步要求 have a place: a template of the
// office's own may have none.
func (c *composer) demanding(sections []section) []section {
	last := len(sections) - 1
	for i, s := range sections {
		if slices.ContainsFunc(s.items, func(it item) bool { return it.block == "段" && it.which == "要求" }) {
			return sections
		}
		if strings.Contains(s.heading, "要求") {
			last = i
		}
	}
	if len(c.opt.Demands) > 0 && last >= 0 {
		sections[last].items = append(slices.Clone(sections[last].items), item{raw: "@段 要求", block: "段", which: "要求"})
	}
	return sections
}

// demands are the office's sentences of 下步要求. One whose fields are at fault is printed
// as it was written, and told.
func (c *composer) demands() (out []Block) {
	p := &templateParser{name: "下步要求用语", line: 1, figures: c.defs}
	for i, text := range c.opt.Demands {
		pieces, err := p.pieces(strings.TrimSpace(text))
		if err != nil {
			c.tell(BrokenPhrase, "下步要求里的一句照原样印了：%s。那一句是：%s", plainFault(err), text)
			pieces = []piece{{text: text}}
		}
		for k := range pieces {
			pieces[k].text = c.mask.Text(pieces[k].text)
		}
		if len(pieces) > 0 {
			out = append(out, Block{Key: DemandKey + strconv.Itoa(i+1), Para: &Para{Spans: c.spans(pieces)}})
		}
	}
	return out
}

// plainFault is what is wrong with a text, without the file and line.
func plainFault(err error) string {
	s := err.Error()
	if i := strings.Index(s, "行："); i >= 0 {
		s = s[i+len("行："):]
	}
	s, _, _ = strings.Cut(s, "。没有生成文件")
	return s
}

var annexNamed = regexp.MustCompile(`附件“([^”]+)”`)

// missed tells of annexes that the text speaks of and that are not there.
func (c *composer) missed() {
	said := map[string]bool{}
	for _, x := range c.out.Body {
		if x.Para == nil {
			continue
		}
		for _, m := range annexNamed.FindAllStringSubmatch(x.Para.Text(), -1) {
			if !said[m[1]] && !slices.ContainsFunc(c.out.Annexes, func(a Annex) bool { return a.Title == m[1] }) {
				said[m[1]] = true
				c.tell(MissingAnnex, "正文提到附件“%s”，这一期没有印这个附件。", m[1])
			}
		}
	}
}

func shorten(s string, n int) string {
	rs := []rune(oneLine(s))
	if len(rs) <= n {
		return string(rs)
	}
	return string(rs[:n]) + "…"
}

// Phrases splits an office's phrase book, one sentence a line.
func Phrases(setting string) (out []string) {
	for line := range strings.SplitSeq(setting, "\n") {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// CheckPhrase says what is wrong with the fields of a sentence; nil for none.
func CheckPhrase(text string) error {
	p := &templateParser{name: "下步要求用语", line: 1, figures: map[string]stats.Definition{}}
	for _, d := range stats.Catalogue() {
		p.figures[d.Name] = d
	}
	if _, err := p.pieces(text); err != nil {
		return data.Errorf(data.Invalid, "text", "“%s”：%s。没有保存。", shorten(text, 20), plainFault(err))
	}
	return nil
}
