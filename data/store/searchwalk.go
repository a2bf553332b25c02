package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"qinqing/data"
)

// textsWalked is how many records' texts are read, the newest first, for a term of one
// character before the index is asked: it is the beginning of many words, and costs as
// much as all of them. What many records hold is found among these.
var textsWalked = 1000

// walkedTexts read the newest live records with the texts they are found by, in one column.
// The words of events need none: they have an index of single characters.
var walkedTexts = map[string]string{
	searchProblem: "SELECT id, content || char(31) || code || char(31) || " + firmTexts + " || char(31) || " + restTexts + " FROM problem WHERE gone = 0 ORDER BY id DESC LIMIT ?",
	searchVisit:   "SELECT id, visitors || char(31) || reply || char(31) || note || char(31) || " + firmTexts + " || char(31) || " + restTexts + " FROM visit WHERE gone = 0 ORDER BY id DESC LIMIT ?",
	searchEnterprise: `SELECT id, name || char(31) || coalesce(uscc, '') || char(31) || alias || char(31) || pinyin || char(31) || initials || char(31) ||
		coalesce((SELECT group_concat(value, char(31)) FROM json_each(former)), '') FROM enterprise WHERE gone = 0 ORDER BY id DESC LIMIT ?`,
}

const (
	firmTexts = "coalesce((SELECT name || char(31) || initials FROM enterprise e WHERE e.id = enterprise), '')"
	restTexts = "CASE WHEN fields IS NULL THEN '' ELSE coalesce((SELECT group_concat(value, char(31)) FROM json_each(fields)), '') END"
)

// walkNewest yields the ids of the newest records of a table that contain the terms, if one
// of these is a single character; before it are those it did not look at.
func (v *View) walkNewest(table string, terms []string, take func(data.ID) (bool, error)) (before int64, more bool, err error) {
	query := walkedTexts[table]
	if query == "" || !slices.ContainsFunc(terms, func(t string) bool { return utf8.RuneCountInString(t) == 1 }) {
		return anyID, true, nil
	}
	seen := 0
	err = v.c.each(query, []any{textsWalked}, func(r *rows) error {
		var texts string
		if err := r.Scan(&before, &texts); err != nil {
			return err
		}
		if seen++; containsAll(terms, strings.Split(texts, "\x1f")) {
			if more, err := take(data.ID(before)); err != nil || !more {
				return cmp.Or(err, error(errEnough))
			}
		}
		return v.stillWanted(seen)
	})
	if err == error(errEnough) {
		return 0, false, nil
	}
	return before, seen == textsWalked, err
}
