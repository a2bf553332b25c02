package store

import (
	"slices"
	"strings"

	"qinqing/data"
)

// ProblemsSaying lists the live problems found otherwise than on a visit whose content
// is content, whatever their source and unit, by id.
func (v *View) ProblemsSaying(content string) ([]*data.Problem, error) {
	list, err := v.problemsWhere("SELECT id FROM problem WHERE hash = ? AND visit IS NULL AND gone = 0 ORDER BY id", contentHash(content))
	norm := data.Normalise(content)
	return slices.DeleteFunc(list, func(p *data.Problem) bool { return data.Normalise(p.Content) != norm }), err
}

// CodesSaying lists the codes of an enterprise's live problems whose content is content,
// at most three.
func (v *View) CodesSaying(enterprise data.ID, content string) (codes []string, err error) {
	norm := data.Normalise(content)
	err = v.c.each("SELECT code, content FROM problem WHERE hash = ? AND enterprise = ? AND gone = 0 ORDER BY id", []any{contentHash(content), int64(enterprise)}, func(r *rows) error {
		var code, text string
		err := r.Scan(&code, &text)
		if data.Normalise(text) == norm && len(codes) < 3 {
			codes = append(codes, code)
		}
		return err
	})
	return codes, err
}

// How far ProblemsNear looks for one content: records that share a phrase with it, and
// how many of those, and of the enterprise's own, are compared.
const (
	nearMatches  = 2000
	nearCompared = 200
)

// phrasePairs and phrasesMost are how a content is cut for ProblemsNear. Of a text that
// is 85 % like another about three quarters of the pairs stand in that too, mostly side
// by side: out of phrases of four pairs one will be there whole.
const (
	phrasePairs = 4
	phrasesMost = 32
)

// ProblemsNear lists the live problems of a source, found otherwise than on a visit,
// whose normalised content like accepts, newest first. It compares the newest of those
// that share a phrase with content, and of the enterprise's own. With an enterprise,
// problems that name another one are left out; one below zero is no record's.
func (v *View) ProblemsNear(content string, source, enterprise data.ID, like func(normalised string) bool) ([]*data.Problem, error) {
	query, err := phrases(data.Normalise(content)), v.settled()
	if err != nil || query == "" {
		return nil, err
	}
	var near []int64
	take := func(r *rows) error {
		var id int64
		var text string
		if err := r.Scan(&id, &text); err != nil {
			return err
		}
		if like(data.Normalise(text)) {
			near = append(near, id)
		}
		return v.ctx.Err()
	}
	err = v.c.each(`SELECT p.id, p.content FROM (SELECT rowid AS id FROM search_problem WHERE search_problem MATCH ?1 ORDER BY rowid DESC LIMIT ?2) f
		CROSS JOIN problem p ON p.id = f.id WHERE p.gone = 0 AND p.visit IS NULL AND p.source IS ?3
		AND (?4 = 0 OR p.enterprise IS NULL OR p.enterprise = ?4) LIMIT ?5`, []any{query, nearMatches, ref(source), int64(enterprise), nearCompared}, take)
	if err == nil && enterprise > 0 {
		err = v.c.each(`SELECT id, content FROM problem WHERE enterprise = ?1 AND gone = 0 AND visit IS NULL AND source IS ?2
			ORDER BY id DESC LIMIT ?3`, []any{int64(enterprise), ref(source), nearCompared}, take)
	}
	if err != nil || len(near) == 0 {
		return nil, err
	}
	slices.Sort(near)
	list, err := v.problemBlock(slices.Compact(near))
	slices.Reverse(list)
	return list, err
}

// phrases is the search query for texts that share a phrase of a normalised one: runs of
// neighbouring pairs, spread over a long text.
func phrases(text string) string {
	rs := []rune(text)
	var runs [][]rune
	for from := 0; from+1 < len(rs); from += phrasePairs {
		runs = append(runs, rs[from:min(from+phrasePairs+1, len(rs))])
	}
	if n := len(runs); n > 1 && len(runs[n-1]) <= phrasePairs {
		runs[n-1] = rs[len(rs)-phrasePairs-1:] // a short rest would be in too many texts
	}
	step := max(1, (len(runs)+phrasesMost-1)/phrasesMost)
	var parts []string
	for i := 0; i < len(runs); i += step {
		parts = append(parts, "("+match([]string{string(runs[i])})+")")
	}
	return strings.Join(parts, " OR ")
}
