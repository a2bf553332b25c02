package store

import (
	"cmp"
	"slices"
	"strings"

	"qinqing/data"
)

// enterprisesHolding answers EnterprisePage while somebody types: first those whose name
// or initials begin with a normalised text, out of their indexes, then those that hold
// it, newest first, out of the index of words. Neither looks at every enterprise.
func (v *View) enterprisesHolding(q string, limit int) ([]data.Enterprise, error) {
	if err := v.settled(); err != nil {
		return nil, err
	}
	var out []data.Enterprise
	have := map[data.ID]bool{}
	add := func(r *rows) error {
		x, err := scanEnterprise(r)
		if err != nil || have[x.Rec.ID] {
			return err
		}
		have[x.Rec.ID] = true
		if out = append(out, *x.Rec); len(out) >= limit {
			return errEnough
		}
		return v.ctx.Err()
	}
	low := strings.ToLower(q)
	stages := []pickStage{
		{"enterprise INDEXED BY enterprise_norm WHERE gone = 0 AND norm >= ?1 AND norm < ?1 || char(1114111) LIMIT ?2", []any{q, limit}},
		{"enterprise INDEXED BY enterprise_initials WHERE gone = 0 AND initials >= ?1 AND initials < ?1 || char(1114111) LIMIT ?2", []any{low, limit}},
		{"enterprise INDEXED BY enterprise_uscc WHERE gone = 0 AND uscc IS NOT NULL AND uscc >= ?1 AND uscc < ?1 || char(1114111) LIMIT ?2", []any{q, limit}},
	}
	begin := len(stages)
	stages = append(stages, pickStage{"(SELECT rowid AS fid FROM search_enterprise WHERE search_enterprise MATCH ?3 ORDER BY rowid DESC LIMIT ?4) CROSS JOIN enterprise ON id = fid WHERE gone = 0 AND " + holdsText,
		[]any{q, low, fewPairs(q), pickCompared}})
	for i, s := range stages {
		if i == begin {
			slices.SortFunc(out, func(a, b data.Enterprise) int { return cmp.Compare(b.ID, a.ID) })
		}
		if err := v.c.each("SELECT "+enterpriseColumns+" FROM "+s.from, s.args, add); err == error(errEnough) {
			break
		} else if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// pickStage is one place to look, the surest first.
type pickStage struct {
	from string // and what follows it
	args []any
}

const holdsText = "(instr(norm, ?1) OR instr(initials, ?2) OR instr(pinyin, ?2) OR instr(uscc, ?1) OR instr(upper(alias), ?1)" +
	" OR EXISTS (SELECT 1 FROM enterprise_former o WHERE o.enterprise = enterprise.id AND instr(o.norm, ?1)))"

// pickCompared is how many are looked at in the end, the newest of those that share every
// pair of characters with the text, so that the answer comes while one types.
const pickCompared = 4000

// fewPairs is match for one term of which only some pairs or triples are asked for when it
// is long: the rest would cost more than it leaves out.
func fewPairs(term string) string {
	const long = 8
	rs := []rune(term)
	if len(rs) < long {
		return match([]string{term})
	}
	var parts []string
	for i := 0; i+2 < len(rs); i += max(2, len(rs)/6) {
		n := 2
		if inASCII(rs[i], rs[i+1], rs[i+2]) {
			n = 3
		}
		parts = append(parts, string(rs[i:i+n]))
	}
	return match(append(parts, string(rs[len(rs)-2:])))
}
