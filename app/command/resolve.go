package command

import (
	"maps"
	"slices"
	"strconv"

	"qinqing/data"
	"qinqing/data/store"
)

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// problemOf finds a problem by its printed number or its id.
func problemOf(v *store.View, text string) (*data.Problem, error) {
	if id, err := strconv.ParseInt(text, 10, 64); err == nil {
		return v.Problem(data.ID(id))
	}
	return v.ProblemByCode(text)
}
