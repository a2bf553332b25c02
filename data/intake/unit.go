package intake

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"qinqing/data"
)

// NoUnit is the unit that stands where a ledger names none but a step needs one.
const NoUnit = "（台账未列主办单位）"

// UnitGuess is a unit's name the office doesn't have yet. The clerk confirms it as
// 新单位 or as one of the candidates (Input.Units).
type UnitGuess struct {
	Name       string       `json:"name"`
	What       string       `json:"what"` // 新单位 or 疑似同一单位
	Candidates []data.Named `json:"candidates,omitempty"`
	Rows       int          `json:"rows"` // rows that name it
}

// roster knows the units by name, alias and short form.
type roster struct {
	all    []data.Unit
	exact  map[string][]int   // normalised full name or alias
	short  map[string][]int   // canonical short form without its place
	group  map[string]string  // alias → canonical form
	forced map[string]data.ID // names the clerk has decided
	cache  map[rosterKey]data.ID
	guess  map[data.ID]*UnitGuess
	order  []data.ID
	fresh  []*data.Unit
	past   past
	places *places
	home   data.ID
	next   func() data.ID
}

type rosterKey struct {
	name   string
	region data.ID
}

// builtin are short names in general use; the office's own table (import.aliases) adds to them.
var builtin = [][]string{
	{"发展和改革局", "发改局", "发改委", "发展和改革委员会", "发展改革局", "发展改革委"},
	{"人力资源和社会保障局", "人社局", "人力资源社会保障局", "人社厅"},
	{"工业和信息化局", "工信局", "工信委", "工业信息化局"},
	{"住房和城乡建设局", "住建局", "住房城乡建设局", "住建委"},
	{"城市管理局", "城管局", "城市管理和综合执法局", "城管执法局"},
	{"市场监督管理局", "市监局", "市场监管局"},
	{"自然资源和规划局", "资规局", "自然资源规划局"},
	{"应急管理局", "应急局"},
	{"卫生健康局", "卫健局", "卫健委", "卫生健康委员会"},
	{"交通运输局", "交通局"},
	{"科学技术局", "科技局"},
	{"医疗保障局", "医保局"},
	{"金融监督管理局", "金融监管局"},
	{"行政服务中心管理委员会", "行政服务中心", "行政服务中心管委会"},
}

func newRoster(units []data.Unit, aliases string, places *places, home data.ID, next func() data.ID) *roster {
	r := &roster{exact: map[string][]int{}, short: map[string][]int{}, group: map[string]string{}, cache: map[rosterKey]data.ID{},
		guess: map[data.ID]*UnitGuess{}, places: places, home: home, next: next}
	for _, g := range append(builtin, parseAliases(aliases)...) {
		for _, a := range g {
			r.group[data.Normalise(a)] = data.Normalise(g[0])
		}
	}
	r.past = newPast(units)
	for _, u := range units {
		if u.MergedTo == 0 && u.DeletedAt.IsZero() && u.ValidTo == 0 {
			r.add(u)
		}
	}
	return r
}

// parseAliases reads the office's table: a list of {name, aliases} or alias → name.
func parseAliases(text string) [][]string {
	if text == "" {
		return nil
	}
	var list []struct {
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
	}
	var out [][]string
	if json.Unmarshal([]byte(text), &list) == nil {
		for _, g := range list {
			out = append(out, append([]string{g.Name}, g.Aliases...))
		}
		return out
	}
	m := map[string]string{}
	if json.Unmarshal([]byte(text), &m) == nil {
		for a, n := range m {
			out = append(out, []string{n, a})
		}
	}
	return out
}

func (r *roster) add(u data.Unit) {
	i := len(r.all)
	r.all = append(r.all, u)
	for _, n := range append([]string{u.Name}, u.Aliases...) {
		k := data.Normalise(n)
		if !slices.Contains(r.exact[k], i) {
			r.exact[k] = append(r.exact[k], i)
		}
		_, rest := r.splitPlace(k)
		c := r.canonical(rest)
		if !slices.Contains(r.short[c], i) {
			r.short[c] = append(r.short[c], i)
		}
	}
}

// splitPlace takes the place off a unit's name: 泉州市商务局 → 泉州市, 商务局.
func (r *roster) splitPlace(name string) (data.ID, string) {
	var id data.ID
	rest := name
	for {
		at, tail := r.places.longest(rest, 0)
		if at < 0 || tail == "" {
			break
		}
		id, rest = r.places.all[at].ID, tail
	}
	if id != 0 || r.group[rest] != "" {
		return id, rest
	}
	for _, word := range []string{"市场", "市政", "市容", "市民", "县域", "区域", "区块"} {
		if strings.HasPrefix(rest, word) { // not the level of a place
			return id, rest
		}
	}
	for _, level := range []string{"市", "县", "区"} {
		if t := strings.TrimPrefix(rest, level); t != rest && len([]rune(t)) >= 3 {
			return 0, t
		}
	}
	return id, rest
}

func (r *roster) canonical(short string) string {
	if c := r.group[short]; c != "" {
		return c
	}
	return short
}

func (r *roster) regionOf(i int) data.ID {
	u := r.all[i]
	if u.Region != 0 {
		return u.Region
	}
	id, _ := r.splitPlace(data.Normalise(u.Name))
	return id
}

// find resolves a name as a row writes it: the unit of the row's region first, then
// the one of the office's own level, else a new unit.
func (r *roster) find(name string, region data.ID) data.ID {
	if nameless(name) {
		return 0
	}
	key := rosterKey{name, region}
	id, ok := r.cache[key]
	if !ok {
		id = r.look(name, region)
		r.cache[key] = id
	}
	if g := r.guess[id]; g != nil {
		g.Rows++
	}
	return id
}

func (r *roster) look(name string, region data.ID) data.ID {
	k := data.Normalise(name)
	if id, ok := r.forced[k]; ok && id != 0 {
		return id
	}
	place, rest := r.splitPlace(k)
	same := r.short[r.canonical(rest)]
	pick := func(want data.ID) data.ID {
		for _, i := range same {
			if r.regionOf(i) == want {
				return r.all[i].ID
			}
		}
		return 0
	}
	if place != 0 {
		if id := pick(place); id != 0 {
			return id
		}
		if place == r.home {
			if id := pick(0); id != 0 {
				return id
			}
		}
	} else {
		for _, want := range []data.ID{region, r.home, 0} {
			if want == 0 && region != 0 {
				continue
			}
			if id := pick(want); id != 0 && want != 0 {
				return id
			}
		}
		if id := pick(0); id != 0 {
			return id
		}
	}
	if hits := r.exact[k]; len(hits) == 1 {
		return r.all[hits[0]].ID
	}
	if _, decided := r.forced[k]; !decided && place == 0 && len(same) == 1 && r.places.byID(r.regionOf(same[0])) != nil &&
		r.places.byID(r.regionOf(same[0])).Parent == 0 {
		return r.all[same[0]].ID // the only one, of the city as a whole
	}
	return r.make(tidy(name), place)
}

func (r *roster) make(name string, place data.ID) data.ID {
	u := data.Unit{ID: r.next(), Name: name, Kind: unitKind(name), Region: place, Sort: 1000 + len(r.all)}
	g := &UnitGuess{Name: name, What: "新单位", Candidates: r.like(name)}
	if len(g.Candidates) > 0 {
		g.What = "疑似同一单位"
	}
	r.guess[u.ID] = g
	r.order = append(r.order, u.ID)
	r.add(u)
	r.fresh = append(r.fresh, &u)
	return u.ID
}

// like lists existing units a new name may mean.
func (r *roster) like(name string) []data.Named {
	_, rest := r.splitPlace(data.Normalise(name))
	c := r.canonical(rest)
	type scored struct {
		data.Named
		score float64
	}
	var out []scored
	for i, u := range r.all {
		if u.ID < 0 && u.Name == name {
			continue
		}
		_, other := r.splitPlace(data.Normalise(u.Name))
		s := 0.0
		switch {
		case r.canonical(other) == c:
			s = 0.9
		case within(rest, other) || within(other, rest):
			s = 0.8
		default:
			s = likeness(rest, other)
		}
		if s >= 0.75 && u.ID > 0 {
			out = append(out, scored{data.Named{ID: r.all[i].ID, Name: u.Name}, s})
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var named []data.Named
	for _, s := range out[:min(len(out), 5)] {
		named = append(named, s.Named)
	}
	return named
}

// within says that the letters of a stand in b in order, beginning and ending alike:
// 市监局 in 市场监督管理局.
func within(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) < 3 || len(x) >= len(y) || x[0] != y[0] || x[len(x)-1] != y[len(y)-1] {
		return false
	}
	i := 0
	for _, c := range y {
		if i < len(x) && x[i] == c {
			i++
		}
	}
	return i == len(x)
}

func unitKind(name string) data.UnitKind {
	switch {
	case strings.Contains(name, "纪检监察组"), strings.Contains(name, "派驻"), strings.Contains(name, "派出纪"):
		return data.Dispatched
	case strings.Contains(name, "纪委"), strings.Contains(name, "监委"), strings.Contains(name, "纪律检查"), strings.Contains(name, "纪工委"):
		return data.Commission
	case isTownName(name), strings.HasSuffix(name, "镇政府"), strings.HasSuffix(name, "乡政府"), strings.HasSuffix(name, "镇人民政府"), strings.HasSuffix(name, "乡人民政府"):
		return data.TownUnit
	case regexp.MustCompile(`(局|委|办|部|中心|厅|委员会|办公室|法院|检察院|支队|大队|工商联|管委会|银行|分局|所)$`).MatchString(name):
		return data.Department
	}
	return data.OtherUnit
}

// named finds the one known unit a text speaks of; 0 when none or several do.
func (r *roster) named(text string) data.ID {
	text = data.Normalise(text)
	var found data.ID
	where := ""
	for key, hits := range r.exact {
		if len([]rune(key)) < 3 || !strings.Contains(text, key) {
			continue
		}
		id := r.all[hits[0]].ID
		if found != 0 && found != id {
			switch { // 晋江市商务局 holds 商务局
			case strings.Contains(where, key):
				continue
			case strings.Contains(key, where):
			default:
				return 0
			}
		}
		found, where = id, key
	}
	return found
}

// likeness is the share of common letter pairs of two texts, 0 to 1.
func likeness(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	common, total := 0, 0
	for k, n := range x {
		common += min(n, y[k])
		total += n
	}
	for _, n := range y {
		total += n
	}
	return 2 * float64(common) / float64(total)
}

func pairs(s string) map[[2]rune]int {
	out := map[[2]rune]int{}
	var last rune
	for _, r := range s {
		if last != 0 {
			out[[2]rune{last, r}]++
		}
		last = r
	}
	return out
}
