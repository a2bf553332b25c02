package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
)

// expectedSchema is what schema.sql makes, by name.
var expectedSchema = sync.OnceValues(func() (map[string]string, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, wrap(err)
	}
	db.SetMaxOpenConns(1)
	c, err := newConn(context.Background(), db)
	if err != nil {
		return nil, errors.Join(wrap(err), db.Close())
	}
	err = c.script(schemaSQL)
	var out map[string]string
	if err == nil {
		out, err = schemaOf(c)
	}
	return out, errors.Join(err, c.close(), db.Close())
})

// schemaOf is every table, index and trigger by name, white space and comments folded.
func schemaOf(c *conn) (map[string]string, error) {
	out := map[string]string{}
	err := c.each("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'", nil, func(r *rows) error {
		var name, text string
		err := r.Scan(&name, &text)
		out[name] = foldSQL(text)
		return err
	})
	return out, err
}

func foldSQL(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if i := strings.Index(line, "--"); i >= 0 {
			line = line[:i]
		}
		lines = append(lines, line)
	}
	// A column added later stands behind the last one's line break.
	return strings.NewReplacer(" ,", ",", " )", ")").Replace(strings.Join(strings.Fields(strings.Join(lines, " ")), " "))
}
