package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/data"
)

// What scripts rely on: each subcommand takes --json and then writes one JSON value and
// nothing else on stdout; without it, no progress is mixed into the result.
func TestEveryCommandSpeaksJSON(t *testing.T) {
	o := newOffice(t)
	notice := filepath.Join(o.dir, "放假.json")
	body := `{"year":2027,"off":[{"from":"2027-01-01","to":"2027-01-03"},{"from":"2027-05-01","to":"2027-05-05"},{"from":"2027-10-01","to":"2027-10-07"}],"on":[],"source":"试验用"}`
	if err := os.WriteFile(notice, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		keys string // of the object, or "[" for a list
	}{
		{[]string{"visit", "add", "--date", "2026-10-08", "--unit", "甲区纪委监委", "--enterprise", "试验陶瓷厂", "--region", "鲤城区"}, "code id"},
		{[]string{"problem", "add", "--date", "2026-10-08", "--content", "用工缺口", "--unit", "人社局", "--due", "7个工作日"}, "code id"},
		{[]string{"event", "add", "WT-2026-0001", "签收", "--date", "2026-10-09"}, "code state stock light events next warnings"},
		{[]string{"event", "correct", "WT-2026-0001", "3", "--date", "2026-10-10", "--reason", "录错"}, "code state events"},
		{[]string{"event", "void", "WT-2026-0001", "4", "--reason", "录错"}, "code state events"},
		{[]string{"undo"}, "step"}, {[]string{"redo"}, "step"},
		{[]string{"log"}, "["}, {[]string{"search", "用工"}, "["},
		{[]string{"show", "WT-2026-0001"}, "code due first_due light"},
		{[]string{"set", "office.name", "某县纪委监委"}, "office.name"}, {[]string{"set"}, "office.name import.aliases"}, {[]string{"set", "office.name"}, "office.name"},
		{[]string{"workday", "2026-02-13", "7"}, "due uncertain"},
		{[]string{"notice"}, "years"}, {[]string{"notice", notice}, "years"},
		{[]string{"check"}, "checked problems"},
		{[]string{"backup"}, "path sha256 size at check"},
		{[]string{"stats", "--month", "2026-10"}, "period figures"},
		{[]string{"stats", "--month", "2026-10", "--figure", "登记问题", "--rows"}, "period figures rows"},
		{[]string{"import", o.sample("visits.xlsx")}, "files"},
		{[]string{"import", "--dry-run", o.sample("visits.xlsx")}, "files"},
		{[]string{"export", "--ledger", "visits", "--out", filepath.Join(o.dir, "走访.xlsx")}, "file rows"},
		{[]string{"bulletin", "make", "--month", "2026-10", "--out", o.dir}, "files"},
		{[]string{"--db", filepath.Join(o.dir, "示例.qinqing"), "demo", "--out", o.dir}, "db files"},
	} {
		t.Run(strings.Join(c.args[:min(3, len(c.args))], " "), func(t *testing.T) {
			out, errs, code := o.run(append([]string{"--json"}, c.args...)...)
			if code != exitDone {
				t.Fatalf("exit %d: %s", code, errs)
			}
			dec := json.NewDecoder(strings.NewReader(out))
			var v any
			if err := dec.Decode(&v); err != nil || dec.More() {
				t.Fatalf("not one JSON value: %v\n%s", err, out)
			}
			if _, isList := v.([]any); isList != (c.keys == "[") {
				t.Fatalf("a list: %v", isList)
			}
			for _, key := range strings.Fields(strings.Trim(c.keys, "[")) {
				if x, ok := v.(map[string]any)[key]; !ok || x == nil {
					t.Errorf("no %q in %s", key, out)
				}
			}
		})
	}
}

func TestExitCodes(t *testing.T) {
	wrapped := func(code data.Code) error { return fmt.Errorf("outer: %w", data.Errorf(code, "x", "坏了")) }
	for name, c := range map[string]struct {
		err  error
		code int
	}{
		"done":                         {nil, exitDone},
		"wrong value":                  {wrapped(data.Invalid), exitUsage},
		"not found":                    {wrapped(data.NotFound), exitUsage},
		"forbidden by a rule":          {wrapped(data.Conflict), exitUsage},
		"locked":                       {wrapped(data.Locked), exitDatabase},
		"disk full":                    {wrapped(data.Full), exitDatabase},
		"read-only":                    {wrapped(data.ReadOnly), exitDatabase},
		"corrupt":                      {wrapped(data.Corrupt), exitDatabase},
		"too new":                      {wrapped(data.TooNew), exitDatabase},
		"unexpected":                   {errors.New("x"), exitDatabase},
		"figures that don't add up":    {data.Errorf(data.Conflict, "identity", "统计核对不符"), exitDatabase},
		"Ctrl-C":                       {data.Wrap(data.Internal, context.Canceled, "操作已取消"), exitUsage},
		"in part":                      {codedError{exitPartly, errors.New("七处")}, exitPartly},
		"a file that can't be read":    {codedError{exitUnreadable, wrapped(data.Invalid)}, exitUnreadable},
		"the code that was given wins": {codedError{exitUsage, wrapped(data.ReadOnly)}, exitUsage},
	} {
		t.Run(name, func(t *testing.T) {
			var errs bytes.Buffer
			r := &run{Context: context.Background(), host: Host{Err: &errs}}
			if got := r.exit(c.err); got != c.code || (errs.Len() > 0) != (c.err != nil) {
				t.Errorf("exit %d, want %d; said %q", got, c.code, errs.String())
			}
		})
	}
}
