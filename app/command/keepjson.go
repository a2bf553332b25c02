package command

import (
	"encoding/json"

	"qinqing/data"
	"qinqing/data/store"
)

// The shapes of --json; lists are [] when empty, never null.

type logJSON struct {
	ID     int64           `json:"id"`
	At     string          `json:"at"` // UTC
	Actor  string          `json:"actor"`
	Op     string          `json:"op"`
	Action string          `json:"action"`
	Entity data.Entity     `json:"entity"`
	Record data.ID         `json:"record"`
	Diff   json.RawMessage `json:"diff"`
}

type hitJSON struct {
	Entity  data.Entity `json:"entity"`
	ID      data.ID     `json:"id"`
	Title   string      `json:"title"`
	Snippet string      `json:"snippet"`
	On      string      `json:"on"`
}

type reportJSON struct {
	Checked  []string `json:"checked"`
	Problems []string `json:"problems"`
}

func reportOf(rep store.CheckReport) reportJSON {
	out := reportJSON{Checked: append([]string{}, rep.Checked...), Problems: []string{}}
	for _, f := range rep.Problems {
		out.Problems = append(out.Problems, f.Text)
	}
	return out
}

func findingsOf(list []store.Finding) []string {
	out := []string{}
	for _, f := range list {
		out = append(out, f.Text)
	}
	return out
}

// checkLimit refuses a count of results that would show nothing.
func checkLimit(n int) error {
	if n < 1 {
		return data.Errorf(data.Invalid, "limit", "--limit 应是 1 以上的整数，现在是 %d。", n)
	}
	return nil
}
