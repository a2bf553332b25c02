package data

import (
	"slices"
	"strings"
)

// EntryKinds are the dictionaries in the order they are shown, with their names.
var EntryKinds = []struct {
	Kind EntryKind
	Name string
}{{DictCategory, "类别"}, {DictNature, "性质"}, {DictSource, "来源"}, {DictMeasure, "措施与清单"}}

// MeasureGroups are the parts of the dictionary of measures, by how their codes begin.
var MeasureGroups = []struct{ Prefix, Name string }{{"aspect.", "方面"}, {"encouraged.", "鼓励"}, {"forbidden.", "严禁"}, {"", "其他"}}

// MeasureGroup is the part of the dictionary of measures a word belongs to.
func MeasureGroup(code string) string {
	for _, g := range MeasureGroups {
		if strings.HasPrefix(code, g.Prefix) {
			return g.Name
		}
	}
	return ""
}

const toBeTyped = "（待单位录入）"

// Placeholder says that the entry keeps a place for a text that the program does not know
// and the office is to type.
func (e Entry) Placeholder() bool { return strings.Contains(e.Name, toBeTyped) }

const mostEntry = 100

// CheckEntry refuses a word that can't stand in its dictionary: without a name, or with a
// name or alias that another word of it has, so that nobody could tell which was meant.
func CheckEntry(e Entry, all []Entry) error {
	names := append([]string{e.Name}, e.Aliases...)
	for i, name := range names {
		field := "aliases"
		if i == 0 {
			field = "name"
		}
		if n := len([]rune(name)); strings.TrimSpace(name) == "" || n > mostEntry {
			return Errorf(Invalid, field, "请写明名称，最多 %d 个字；没有保存。", mostEntry)
		}
		for _, x := range all {
			if x.ID != e.ID && (x.Name == name || slices.Contains(x.Aliases, name)) {
				return Errorf(Conflict, field, "“%s”已经是“%s”的名称或别名，没有保存；请换一个。", name, x.Name)
			}
		}
	}
	return nil
}

// MoveEntry puts a word one place up or down in its dictionary and numbers the words
// anew; it gives those whose number changed.
func MoveEntry(all []Entry, id ID, down bool) (changed []Entry) {
	at := slices.IndexFunc(all, func(e Entry) bool { return e.ID == id })
	to := at - 1
	if down {
		to = at + 1
	}
	if at < 0 || to < 0 || to >= len(all) {
		return nil
	}
	list := slices.Clone(all)
	list[at], list[to] = list[to], list[at]
	for i, e := range list {
		if e.Sort != i+1 {
			e.Sort = i + 1
			changed = append(changed, e)
		}
	}
	return changed
}
