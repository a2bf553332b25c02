package store

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"qinqing/data"
)

// What there is little of is looked through as a whole: regions, dictionaries, notices of
// holidays, bulletins being written, and the names of attachments.

// searchRegions finds regions by name, other names, code or pinyin.
func (v *View) searchRegions(terms []string, limit int) (out []Hit, err error) {
	list, err := v.Regions()
	for _, x := range list {
		if len(out) < limit && namedBy(terms, x.Name, append([]string{x.Code}, x.Aliases...)...) {
			out = append(out, Hit{Entity: data.EntityRegion, ID: x.ID, Title: x.Name, Snippet: strings.Join(x.Aliases, "、")})
		}
	}
	return out, err
}

// searchEntries finds the words of dictionaries, the aspects and items of the measures among them.
func (v *View) searchEntries(terms []string, limit int) (out []Hit, err error) {
	for _, k := range data.EntryKinds {
		list, err := v.Entries(k.Kind)
		if err != nil {
			return nil, err
		}
		for _, x := range list {
			if len(out) < limit && namedBy(terms, x.Name, append([]string{x.Note}, x.Aliases...)...) {
				note := cmp.Or(x.Note, strings.Join(x.Aliases, "、"))
				out = append(out, Hit{Entity: data.EntityEntry, ID: x.ID, Title: x.Name, Snippet: head60(strings.TrimSuffix(k.Name+"："+note, "："))})
			}
		}
	}
	return out, nil
}

// searchNotices finds the holidays of a year by the year or their source.
func (v *View) searchNotices(terms []string, limit int) (out []Hit, err error) {
	list, err := v.Notices()
	for _, n := range list {
		title := strconv.Itoa(n.Year) + "年放假安排"
		if len(out) < limit && namedBy(terms, title, n.Source) {
			out = append(out, Hit{Entity: data.EntityNotice, ID: data.ID(n.Year), Title: title, Snippet: head60(n.Source)})
		}
	}
	return out, err
}

// searchDrafts finds bulletins being written by their title.
func (v *View) searchDrafts(terms []string, limit int) (out []Hit, err error) {
	list, err := v.Drafts()
	for _, x := range list {
		if len(out) < limit && x.Title != "" && namedBy(terms, x.Title) {
			out = append(out, Hit{Entity: data.EntityDraft, ID: x.ID, Title: x.Title, Snippet: x.From.String() + " 至 " + x.To.String(), On: today(x.UpdatedAt)})
		}
	}
	return out, err
}

// searchAttachments finds problems and visits by the names of their attachments.
func (v *View) searchAttachments(terms []string, limit int) (out []Hit, err error) {
	filter, args := hanIn("a.name", terms)
	err = v.c.each(`SELECT a.entity, a.ref, a.name, coalesce(p.code, e.name, ''), coalesce(p.registered, v.day) FROM attachment a
		LEFT JOIN problem p ON a.entity = 'problem' AND p.id = a.ref
		LEFT JOIN visit v ON a.entity = 'visit' AND v.id = a.ref LEFT JOIN enterprise e ON e.id = v.enterprise
		WHERE a.gone = 0 AND coalesce(p.gone, v.gone) = 0`+filter+" ORDER BY a.id DESC", args, func(r *rows) error {
		var h Hit
		var name string
		if len(out) >= limit {
			return nil
		}
		if err := r.Scan(&h.Entity, &h.ID, &name, &h.Title, &h.On); err != nil || !namedBy(terms, name) {
			return err
		}
		h.Snippet = head60("附件：" + name)
		out = append(out, h)
		return nil
	})
	return out, err
}

// hanIn narrows a query to texts with a Chinese character of every term that has one, so
// that few are looked at closely.
func hanIn(column string, terms []string) (where string, args []any) {
	for _, t := range terms {
		if i := strings.IndexFunc(t, func(r rune) bool { return unicode.Is(unicode.Han, r) }); i >= 0 {
			r, _ := utf8.DecodeRuneInString(t[i:])
			where += " AND instr(" + column + ", ?)"
			args = append(args, string(r))
		}
	}
	return where, args
}

// namedBy says whether a name, its pinyin or another text of a record holds every term.
func namedBy(terms []string, name string, texts ...string) bool {
	texts = append(texts, name)
	if inLetters(terms) {
		full, initials := pinyinOf(name)
		texts = append(texts, full, initials)
	}
	return containsAll(terms, texts)
}

// inLetters says whether a term may be pinyin.
func inLetters(terms []string) bool {
	for _, t := range terms {
		if len(t) > 1 && strings.Trim(t, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return true
		}
	}
	return false
}
