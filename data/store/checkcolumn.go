package store

import (
	"maps"
	"slices"
	"strings"
)

// columns holds every row against the CHECKs of its table. SQLite's own check leaves
// them out on a read-only connection, which does not even parse them.
func (c *checker) columns() error {
	want, err := expectedSchema()
	if err != nil {
		return err
	}
	for _, table := range slices.Sorted(maps.Keys(want)) {
		rules := checksOf(want[table])
		if len(rules) == 0 {
			continue
		}
		if err := c.ctx.Err(); err != nil {
			return wrap(err)
		}
		var n int
		if _, err := c.c.one("SELECT count(*) FROM "+table+" WHERE NOT ("+strings.Join(rules, " AND ")+")", nil, &n); err != nil {
			return err
		}
		if n > 0 {
			c.find("column", "表 %s 有 %d 行的内容不合规定", table, n)
		}
	}
	return nil
}

// checksOf are the conditions of a table's CHECKs, each in its brackets.
func checksOf(create string) []string {
	var out []string
	if !strings.HasPrefix(create, "CREATE TABLE") {
		return nil
	}
	for {
		_, rest, found := strings.Cut(create, "CHECK(")
		if !found {
			return out
		}
		depth, end := 1, 0
		for ; end < len(rest) && depth > 0; end++ {
			switch rest[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		out = append(out, "("+rest[:end])
		create = rest[end:]
	}
}
