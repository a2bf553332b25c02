package store

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"qinqing/data"
)

// Word is what people call a record of the hit's kind: 问题, 惠企政策.
func (h Hit) Word() string {
	if h.Entity == data.EntityRecord {
		return kindWords[string(h.Kind)]
	}
	return entityWords[h.Entity]
}

// searchRecords looks through the registers' entries, newest first; the text that says
// most may be written in pinyin initials. There are few beside
// the problems, so that no table of pairs is kept for them; a Chinese character that
// stands nowhere in an entry rules it out before it is decoded.
func (v *View) searchRecords(terms []string, limit int) ([]Hit, error) {
	filter, args := hanIn("body", terms)
	return v.recordHits("SELECT "+recordColumns+" FROM record WHERE gone = 0"+filter+" ORDER BY day DESC, id DESC", args, limit,
		func(texts []string) bool { return len(texts) > 0 && namedBy(terms, texts[0], texts[1:]...) })
}

// recordsAbout are the registers' entries about enterprises, units, regions or policies
// that were found.
func (v *View) recordsAbout(found []Hit, limit int) ([]Hit, error) {
	var ids []data.ID
	for _, h := range found {
		if h.Entity == data.EntityEnterprise || h.Entity == data.EntityUnit || h.Entity == data.EntityRegion || h.Kind == data.RecPolicy {
			ids = append(ids, h.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, wrap(err)
	}
	return v.recordHits("SELECT "+recordColumns+` FROM record WHERE gone = 0 AND (ref IN (SELECT value FROM json_each(?1))
		OR kind IN ('disbursement', 'support_measure') AND body ->> 'enterprise' IN (SELECT value FROM json_each(?1))
		OR kind = 'disbursement' AND body ->> 'policy' IN (SELECT value FROM json_each(?1))
		OR kind = 'coverage_list' AND body ->> 'region' IN (SELECT value FROM json_each(?1))
		OR kind IN ('supervision', 'time_limit_cut') AND body ->> 'unit' IN (SELECT value FROM json_each(?1))) ORDER BY day DESC, id DESC`,
		[]any{string(list)}, limit, nil)
}

// recordHits reads entries and keeps those whose texts take lets through, all if it is nil.
func (v *View) recordHits(query string, args []any, limit int, take func(texts []string) bool) (out []Hit, err error) {
	var found []*data.Record
	err = v.c.each(query+" LIMIT ?", append(args, allRecords(limit, take == nil)), func(r *rows) error {
		if len(out) >= limit {
			return nil
		}
		x, err := scanRecord(r)
		if err != nil {
			return err
		}
		texts, err := recordTexts(x.Rec)
		if err != nil || take != nil && !take(texts) {
			return err
		}
		h := Hit{Entity: data.EntityRecord, Kind: x.Rec.Kind, ID: x.Rec.ID, On: x.Rec.On}
		if len(texts) > 0 {
			h.Title, h.Snippet = texts[0], head60(strings.Join(texts[1:], " · "))
		}
		out, found = append(out, h), append(found, x.Rec)
		return nil
	})
	names := &recordNamer{view: v}
	for i, rec := range found {
		if err == nil {
			err = out[i].tell(rec, names)
		}
	}
	return out, cmp.Or(err, names.err)
}

// tell says of an entry what its fields hold, enterprises and units by their names.
func (h *Hit) tell(rec *data.Record, names data.Namer) error {
	g := data.BookOf(rec.Kind)
	if g == nil {
		return nil
	}
	texts, err := g.Texts(*rec, names)
	if err != nil {
		return err
	}
	var words []string
	for _, f := range g.Fields {
		switch t := texts[f.Key]; {
		case t == "" || t == h.Title:
		case h.Title == "":
			h.Title = t
		default:
			words = append(words, t+f.Unit)
		}
	}
	h.Snippet = head60(strings.Join(words, " · "))
	return nil
}

// allRecords is the limit of a query whose rows are still to be looked through.
func allRecords(limit int, every bool) int {
	if every {
		return limit
	}
	return -1
}

// firstFields are the fields of registers' entries that say most.
var firstFields = []string{"title", "matter", "name", "form", "number", "receiver", "object", "team"}

// recordTexts are the texts of an entry, those that say most first.
func recordTexts(x *data.Record) ([]string, error) {
	var fields map[string]any
	if err := json.Unmarshal(x.Body, &fields); err != nil {
		return nil, corrupt(err, "登记簿")
	}
	var out []string
	for _, k := range append(slices.Clone(firstFields), slices.Sorted(maps.Keys(fields))...) {
		if s, ok := fields[k].(string); ok && s != "" {
			out = append(out, s)
		}
		delete(fields, k)
	}
	return out, nil
}

// searchIssues finds issued bulletins by their title or 发文字号.
func (v *View) searchIssues(terms []string, limit int) ([]Hit, error) {
	hits, err := v.issueHits("ORDER BY id DESC", nil)
	if err != nil {
		return nil, err
	}
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return !containsAll(terms, []string{h.Title, h.Snippet}) })
	return hits[:min(len(hits), limit)], nil
}

func (v *View) issueHits(where string, args []any) (out []Hit, err error) {
	err = v.c.each("SELECT id, title, doc_number, issued_at FROM bulletin_issue "+where, args, func(r *rows) error {
		h := Hit{Entity: data.EntityIssue}
		var at time.Time
		if err := r.Scan(&h.ID, &h.Title, &h.Snippet, timeCol{&at}); err != nil {
			return err
		}
		h.On = today(at)
		out = append(out, h)
		return nil
	})
	return out, err
}

// phoneDigits is how many digits make a term a telephone number.
const phoneDigits = 7

// searchPhones finds enterprises by the telephone number of their contact.
func (v *View) searchPhones(terms []string, limit int) (out []Hit, err error) {
	if len(terms) != 1 || len(terms[0]) < phoneDigits || strings.Trim(terms[0], "0123456789-") != "" {
		return nil, nil
	}
	err = v.c.each(`SELECT id, name, industry FROM enterprise WHERE gone = 0 AND phone <> '' AND instr(replace(replace(phone, '-', ''), ' ', ''), ?) ORDER BY id DESC LIMIT ?`,
		[]any{strings.ReplaceAll(terms[0], "-", ""), limit}, func(r *rows) error {
			h := Hit{Entity: data.EntityEnterprise}
			err := r.Scan(&h.ID, &h.Title, &h.Snippet)
			out = append(out, h)
			return err
		})
	return out, err
}
