package intake

import (
	"slices"
	"strings"

	"qinqing/data"
)

// places knows the regions by their names and the names people use for them.
type places struct {
	all    []data.Region
	byName map[string][]int // normalised name → indices
	fresh  []*data.Region   // made by this import, with negative IDs
	next   func() data.ID
}

func newPlaces(regions []data.Region, next func() data.ID) *places {
	p := &places{byName: map[string][]int{}, next: next}
	for _, r := range regions {
		p.add(r)
	}
	return p
}

func (p *places) add(r data.Region) {
	i := len(p.all)
	p.all = append(p.all, r)
	names := placeNames(r.Name)
	for _, a := range r.Aliases {
		names = append(names, placeNames(a)...)
	}
	for _, n := range names {
		if !slices.Contains(p.byName[n], i) {
			p.byName[n] = append(p.byName[n], i)
		}
	}
}

// placeNames are a region's name and its short forms: 晋江市 and 晋江, 泉州台商投资区 and 台商投资区.
func placeNames(name string) []string {
	n := data.Normalise(name)
	out := []string{n}
	for _, tail := range []string{"市", "县", "区"} {
		if s := strings.TrimSuffix(n, tail); s != n && len([]rune(s)) >= 2 && !strings.HasSuffix(s, "投资") && !strings.HasSuffix(s, "开发") {
			out = append(out, s)
		}
	}
	if i := strings.Index(n, "台商投资区"); i > 0 {
		out = append(out, "台商投资区", "台商区", n[:i]+"台商区")
	}
	if strings.HasSuffix(n, "开发区") && len([]rune(n)) <= 6 {
		out = append(out, strings.TrimSuffix(n, "开发区")+"经济技术开发区")
	}
	return out
}

func (p *places) byID(id data.ID) *data.Region {
	for i := range p.all {
		if p.all[i].ID == id {
			return &p.all[i]
		}
	}
	return nil
}

func (p *places) hasChildren(id data.ID) bool {
	for i := range p.all {
		if p.all[i].Parent == id && isCountyName(p.all[i].Name) {
			return true
		}
	}
	return false
}

func isCountyName(s string) bool {
	return strings.HasSuffix(s, "县") || strings.HasSuffix(s, "区") || strings.HasSuffix(s, "市")
}

func isTownName(s string) bool {
	n := len([]rune(s))
	for _, tail := range []string{"街道办事处", "街道", "镇", "乡"} {
		if strings.HasSuffix(s, tail) {
			return n >= 2 && n <= 12
		}
	}
	return false
}

// longest finds the region whose name text begins with, the longest name winning;
// of equal ones a child of within.
func (p *places) longest(text string, within data.ID) (at int, rest string) {
	at = -1
	runes := []rune(text)
	for n := min(len(runes), 16); n >= 2; n-- {
		hits := p.byName[string(runes[:n])]
		for _, i := range hits {
			if within != 0 && p.all[i].Parent != within {
				continue
			}
			return i, string(runes[n:])
		}
	}
	return at, text
}

// find turns 晋江市陈埭镇 into the county-level region of the tables, making
// what is new: the township below it, or a region of elsewhere. 0: the text names none.
func (p *places) find(text string) data.ID {
	s := data.Normalise(text)
	if s == "" || isNothing(text) {
		return 0
	}
	s = strings.TrimPrefix(s, "福建省")
	at, rest := p.longest(s, 0)
	if at < 0 {
		return p.foreign(s)
	}
	id := p.all[at].ID
	for rest != "" {
		next, r := p.longest(rest, id)
		if next < 0 {
			break
		}
		if isTownName(p.all[next].Name) {
			return id
		}
		id, rest = p.all[next].ID, r
	}
	if town := townOf(rest); town != "" {
		p.make(town, id)
	}
	if isTownName(p.byID(id).Name) && p.byID(id).Parent != 0 {
		return p.byID(id).Parent
	}
	return id
}

// townOf is the township at the head of 陈埭镇江头村.
func townOf(s string) string {
	for _, mark := range []string{"街道", "镇", "乡"} {
		if i := strings.Index(s, mark); i > 0 {
			if t := s[:i+len(mark)]; isTownName(t) {
				return t
			}
		}
	}
	return ""
}

func (p *places) make(name string, parent data.ID) data.ID {
	for _, i := range p.byName[data.Normalise(name)] {
		if p.all[i].Parent == parent {
			return p.all[i].ID
		}
	}
	r := data.Region{ID: p.next(), Name: name, Parent: parent, Sort: 1000 + len(p.all)}
	p.add(r)
	p.fresh = append(p.fresh, &r)
	return r.ID
}

// foreign makes a region that the dictionary lacks, when the text looks like one.
func (p *places) foreign(s string) data.ID {
	n := len([]rune(s))
	if i := strings.IndexAny(s, "县区"); i > 0 && n <= 24 {
		for j, r := range s {
			if r == '县' || r == '区' {
				return p.make(s[:j+len("县")], 0)
			}
		}
	}
	if n <= 12 && (isCountyName(s) || isTownName(s)) {
		return p.make(s, 0)
	}
	return 0
}

// ofFirm is the region an enterprise's name begins with; 0 when it names none, or
// only the city above several counties (泉州…).
func (p *places) ofFirm(name string) data.ID {
	at, rest := p.longest(data.Normalise(name), 0)
	if at < 0 {
		return 0
	}
	id := p.all[at].ID
	if p.hasChildren(id) {
		if next, _ := p.longest(rest, id); next >= 0 {
			return p.all[next].ID
		}
		return 0
	}
	if isTownName(p.all[at].Name) && p.all[at].Parent != 0 {
		return p.all[at].Parent
	}
	return id
}
