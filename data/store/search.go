package store

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"qinqing/data"
)

// The search tables (searchtexts.go says what of); rowid is the record's id.
const (
	searchProblem    = "search_problem"
	searchVisit      = "search_visit"
	searchEnterprise = "search_enterprise"
	searchEvent      = "search_event"
)

var searchTables = []string{searchProblem, searchVisit, searchEnterprise, searchEvent}

// eachSearchTable is a statement for every search table, by its name, which stands for # in it.
func eachSearchTable(statement string) map[string]string {
	out := map[string]string{}
	for _, t := range searchTables {
		out[t] = strings.ReplaceAll(statement, "#", t)
	}
	return out
}

// endMark follows the last character of a text, so that one-character terms, which
// are looked up as prefixes, find it too.
const endMark = rune(0x7f)

func token(rs ...rune) string { return string(appendHex(nil, rs...)) }

// appendHex writes each character as six hexadecimal digits.
func appendHex(to []byte, rs ...rune) []byte {
	const digits = "0123456789abcdef"
	for _, r := range rs {
		for shift := 20; shift >= 0; shift -= 4 {
			to = append(to, digits[r>>shift&0xf])
		}
	}
	return to
}

// inASCII says whether three characters are a triple, which has a token of its own: of
// letters and digits there are few pairs, and all of them stand in most records somewhere.
func inASCII(a, b, c rune) bool { return a < endMark && b < endMark && c < endMark }

// tokens are the pairs of neighbouring characters of the normalised texts, and the triples
// of letters and digits, each once.
func tokens(texts []string) string {
	type gram [3]rune
	seen := map[gram]bool{}
	var out []byte
	put := func(rs ...rune) {
		var g gram
		copy(g[:], rs)
		if !seen[g] {
			seen[g] = true
			out = append(appendHex(out, rs...), ' ')
		}
	}
	for _, t := range texts {
		rs := append([]rune(data.Normalise(t)), endMark)
		for i := 0; i+1 < len(rs); i++ {
			put(rs[i], rs[i+1])
			if i+2 < len(rs) && inASCII(rs[i], rs[i+1], rs[i+2]) {
				put(rs[i : i+3]...)
			}
		}
	}
	return string(out)
}

// match is the FTS5 query for a text of one or more terms: every pair and triple of every
// term must occur. Whether they stand beside each other is checked on the text itself.
func match(terms []string) string {
	var parts []string
	put := func(token string) {
		if !slices.Contains(parts, token) {
			parts = append(parts, token)
		}
	}
	for _, t := range terms {
		rs := []rune(t)
		if len(rs) == 1 {
			put(token(rs[0]) + "*")
			continue
		}
		within := false // the pair stands in the triple before it
		for i := 0; i+1 < len(rs); i++ {
			triple := i+2 < len(rs) && inASCII(rs[i], rs[i+1], rs[i+2])
			if triple {
				put(token(rs[i : i+3]...))
			} else if !within {
				put(token(rs[i], rs[i+1]))
			}
			within = triple
		}
	}
	return strings.Join(parts, " AND ")
}

// termsOf splits at white space and brings each term into the form texts are compared in.
func termsOf(query string) []string {
	var out []string
	for _, f := range strings.Fields(query) {
		if t := data.Normalise(f); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func containsAll(terms []string, texts []string) bool {
	var norm []string
	for _, t := range terms {
		if utf8.RuneCountInString(t) == 1 {
			if !slices.ContainsFunc(texts, func(s string) bool { return data.HoldsCharacter(s, t) }) {
				return false
			}
			continue
		}
		for i := len(norm); i < len(texts); i++ {
			norm = append(norm, data.Normalise(texts[i]))
		}
		if !slices.ContainsFunc(norm, func(s string) bool { return strings.Contains(s, t) }) {
			return false
		}
	}
	return true
}

var (
	searchDelete = eachSearchTable("DELETE FROM # WHERE rowid IN (SELECT value FROM json_each(?))")
	searchInsert = eachSearchTable("INSERT INTO #(rowid, x) SELECT value ->> 0, value ->> 1 FROM json_each(?)")
	searchNewest = eachSearchTable("SELECT rowid FROM # WHERE # MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3")
	searchEmpty  = eachSearchTable("INSERT INTO #(#) VALUES('delete-all')")
	searchPack   = eachSearchTable("INSERT INTO #(#) VALUES('optimize')")
)

// index notes a record's texts for a search table, or that it leaves it if there are
// none. They are written at the end: FTS5 writes its whole buffer out whenever another
// table is written in between.
func (tx *Tx) index(table string, id data.ID, texts []string) error {
	if tx.words[table] == nil {
		tx.words[table] = map[data.ID]string{}
	}
	tx.words[table][id] = tokens(texts)
	return nil
}

// wordsAtOnce bounds the text of one statement.
const wordsAtOnce = 2000

func (tx *Tx) flushSearch() error {
	for table, words := range tx.words {
		for chunk := range slices.Chunk(slices.Sorted(maps.Keys(words)), wordsAtOnce) {
			if err := tx.writeWords(table, chunk, words); err != nil {
				return err
			}
		}
	}
	clear(tx.words)
	return nil
}

func (tx *Tx) writeWords(table string, chunk []data.ID, words map[data.ID]string) error {
	var puts [][2]any
	for _, id := range chunk {
		if words[id] != "" {
			puts = append(puts, [2]any{id, words[id]})
		}
	}
	if !tx.bulk {
		ids, err := json.Marshal(chunk)
		if err != nil {
			return wrap(err)
		}
		if _, err := tx.c.exec(searchDelete[table], string(ids)); err != nil {
			return err
		}
	}
	if len(puts) == 0 {
		return nil
	}
	texts, err := json.Marshal(puts)
	if err != nil {
		return wrap(err)
	}
	_, err = tx.c.exec(searchInsert[table], string(texts))
	return err
}

// settled makes what this step wrote so far findable by words.
func (v *View) settled() error {
	if v.settle == nil {
		return nil
	}
	return v.settle()
}

// enterpriseKeys are what an enterprise is found by in the records that name it: its
// name and its pinyin initials.
func (v *View) enterpriseKeys(id data.ID) (name, initials string, err error) {
	if id == 0 {
		return "", "", nil
	}
	_, err = v.c.one("SELECT name, initials FROM enterprise WHERE id = ?", []any{int64(id)}, &name, &initials)
	return name, initials, err
}

func fieldValues(m map[string]string) []string {
	var out []string
	for _, s := range m {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func (tx *Tx) indexVisit(x *data.Visit, id data.ID) error {
	if x == nil {
		return tx.index(searchVisit, id, nil)
	}
	texts, err := tx.visitTexts(x)
	if err != nil {
		return err
	}
	return tx.index(searchVisit, id, texts)
}

// visitTexts are what a visit is found by; the last of them, the initials of the
// enterprise, is never shown.
func (v *View) visitTexts(x *data.Visit) ([]string, error) {
	name, initials, err := v.enterpriseKeys(x.EnterpriseID)
	return append(append([]string{name, x.Visitors, x.Reply, x.Note}, fieldValues(x.Fields)...), initials), err
}

// problemTexts are what a problem is found by; the last of them, the initials of the
// enterprise, is never shown.
func (v *View) problemTexts(p *data.Problem) ([]string, error) {
	name, initials, err := v.enterpriseKeys(p.EnterpriseID)
	return append(append([]string{p.Content, p.Code, name}, fieldValues(p.Fields)...), initials), err
}

func shown(texts []string) []string { return texts[:len(texts)-1] }

func (tx *Tx) indexProblem(p *data.Problem, id data.ID) error {
	if p == nil {
		return tx.index(searchProblem, id, nil)
	}
	texts, err := tx.problemTexts(p)
	if err != nil {
		return err
	}
	return tx.index(searchProblem, id, texts)
}

// reindexOf renews the search rows that carry an enterprise's name.
func (tx *Tx) reindexOf(enterprise data.ID) error {
	ids, err := tx.ids64("SELECT id FROM problem WHERE enterprise = ? AND gone = 0", []any{int64(enterprise)})
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := loadFacts(tx.View, data.ID(id))
		if err != nil {
			return err
		}
		if err := tx.indexProblem(r.Rec, data.ID(id)); err != nil {
			return err
		}
	}
	visits, err := tx.visitsWhere("WHERE enterprise = ? AND gone = 0", []any{int64(enterprise)})
	if err != nil {
		return err
	}
	for _, x := range visits {
		if err := tx.indexVisit(x.Rec, x.Rec.ID); err != nil {
			return err
		}
	}
	return nil
}

// Hit is one record a search found.
type Hit struct {
	Entity  data.Entity
	ID      data.ID
	Title   string
	Snippet string
	On      data.Date       // registration, visit; 0 for enterprises and units
	Kind    data.RecordKind // of a register's entry
}

// Search finds records that contain every term of text, at most limit of each kind,
// newest first: problems, by what was said as they were handled too, visits, enterprises, units, regions, registers' entries,
// bulletins issued or being written, words of dictionaries, holidays; and by the names of
// their attachments problems and visits. A term may be pinyin initials: of the enterprise
// in question, or of what the record is called. A text that is a day (2026-11-03,
// 11月3日) finds what happened on it.
func (v *View) Search(text string, limit int) ([]Hit, error) {
	terms := termsOf(text)
	if len(terms) == 0 {
		return nil, nil
	}
	if err := v.settled(); err != nil {
		return nil, err
	}
	var out []Hit
	if day := dayOf(text, v.Today()); day != 0 {
		hits, err := v.searchDay(day, limit)
		if err != nil {
			return nil, err
		}
		out = hits
	}
	for _, find := range []func([]string, int) ([]Hit, error){v.searchEnterprises, v.searchPhones, v.searchUnits, v.searchProblems, v.searchEvents, v.searchVisits, v.searchRecords, v.searchIssues,
		v.searchRegions, v.searchEntries, v.searchNotices, v.searchDrafts, v.searchAttachments} {
		hits, err := find(terms, limit)
		if err != nil {
			return nil, err
		}
		out = append(out, hits...)
	}
	about, err := v.recordsAbout(out, limit)
	if err != nil {
		return nil, err
	}
	out = onceEach(append(out, about...))
	// Newest first; those without a day stay behind.
	slices.SortStableFunc(out, func(a, b Hit) int { return cmp.Compare(b.On, a.On) })
	return out, nil
}

// onceEach leaves out what was found in another way before.
func onceEach(hits []Hit) []Hit {
	type key struct {
		entity data.Entity
		id     data.ID
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(hits, func(h Hit) bool {
		k := key{h.Entity, h.ID}
		was := seen[k]
		seen[k] = true
		return was
	})
}

// anyID lies above every id.
const anyID = int64(1) << 62

func (v *View) searchProblems(terms []string, limit int) (out []Hit, err error) {
	err = v.candidates(searchProblem, terms, func(id data.ID, texts []string) (bool, error) {
		h := Hit{Entity: data.EntityProblem, ID: id, Title: texts[1], Snippet: snippet(shown(texts), terms)}
		_, err := v.c.one("SELECT registered FROM problem WHERE id = ?", []any{int64(id)}, &h.On)
		out = append(out, h)
		return len(out) < limit, err
	})
	return out, err
}

func (v *View) searchVisits(terms []string, limit int) (out []Hit, err error) {
	err = v.candidates(searchVisit, terms, func(id data.ID, texts []string) (bool, error) {
		h := Hit{Entity: data.EntityVisit, ID: id, Title: texts[0], Snippet: snippet(shown(texts)[1:], terms)}
		_, err := v.c.one("SELECT day FROM visit WHERE id = ?", []any{int64(id)}, &h.On)
		out = append(out, h)
		return len(out) < limit, err
	})
	return out, err
}

func (v *View) searchEnterprises(terms []string, limit int) (out []Hit, err error) {
	err = v.candidates(searchEnterprise, terms, func(id data.ID, texts []string) (bool, error) {
		h := Hit{Entity: data.EntityEnterprise, ID: id, Title: texts[0]}
		_, err := v.c.one("SELECT industry FROM enterprise WHERE id = ?", []any{int64(id)}, &h.Snippet)
		out = append(out, h)
		return len(out) < limit, err
	})
	return out, err
}

func (v *View) searchUnits(terms []string, limit int) ([]Hit, error) {
	units, err := v.Units()
	if err != nil {
		return nil, err
	}
	var out []Hit
	for i := len(units) - 1; i >= 0 && len(out) < limit; i-- {
		u := units[i]
		full, initials := pinyinOf(u.Name)
		if containsAll(terms, append([]string{u.Name, full, initials}, u.Aliases...)) {
			out = append(out, Hit{Entity: data.EntityUnit, ID: u.ID, Title: u.Name, Snippet: strings.Join(u.Aliases, "、")})
		}
	}
	return out, nil
}

// snippetRunes is how much of a text is shown around the first term.
const snippetRunes = 60

func snippet(texts []string, terms []string) string {
	for _, t := range texts {
		if !containsAll(terms[:1], []string{t}) {
			continue
		}
		rs := []rune(t)
		// The term may be written in other widths, cases or marks: it ends where the
		// text up to there first contains it.
		ends := sort.Search(len(rs), func(n int) bool { return containsAll(terms[:1], []string{string(rs[:n])}) })
		start := 0
		if before := ends - len([]rune(terms[0])) - 10; ends > snippetRunes || before > 10 {
			start = max(0, before)
		}
		end := min(len(rs), start+snippetRunes)
		out := string(rs[start:end])
		if start > 0 {
			out = "…" + out
		}
		if end < len(rs) {
			out += "…"
		}
		return out
	}
	for _, t := range texts {
		if t != "" {
			return head60(t)
		}
	}
	return ""
}

func head60(s string) string {
	if rs := []rune(s); len(rs) > snippetRunes {
		return string(rs[:snippetRunes])
	}
	return s
}
