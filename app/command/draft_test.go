package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is put in through the subcommand is what the files say, and it can be undone.
func TestDraftGoesInAndOut(t *testing.T) {
	o := smallOffice(t)
	var d draftJSON
	get := func() {
		t.Helper()
		d = draftJSON{}
		o.json(exitDone, &d, "bulletin", "draft", "--month", "2026-10")
	}
	get()
	if len(d.Parts) < 10 || len(d.Paragraphs) < 4 || len(d.Script.Edits) > 0 {
		t.Fatalf("%d parts, %d paragraphs", len(d.Parts), len(d.Paragraphs))
	}
	last := d.Paragraphs[len(d.Paragraphs)-1]
	d.Script.Edits = map[string]string{last.Key: "请各单位抓紧。"}
	d.Script.Hidden, d.Script.Order, d.Script.Own, d.Script.Demands = []string{"问题分类与热点"}, []string{"办理质效", "总体情况"}, []string{"一个做法。"}, []string{"期末待销号{期末待销号}个。"}
	put := func() {
		t.Helper()
		src, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(o.dir, "稿.json")
		if err := os.WriteFile(path, src, 0o600); err != nil {
			t.Fatal(err)
		}
		o.must("bulletin", "draft", "--month", "2026-10", "--set", path)
	}
	put()
	tree := func(more ...string) string {
		t.Helper()
		path := filepath.Join(o.dir, "树.json")
		o.must(append([]string{"bulletin", "make", "--month", "2026-10", "--out", o.dir, "--tree", path}, more...)...)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	got := tree()
	for _, want := range []string{"一、办理质效", "请各单位抓紧。", "一个做法。", `"figure": "期末待销号/期末/all/0"`} {
		if !strings.Contains(got, want) {
			t.Errorf("the tree does not hold %s", want)
		}
	}
	if strings.Contains(got, "、问题分类与热点") {
		t.Error("what is left out is printed")
	}
	if plain := tree("--plain"); !strings.Contains(plain, "一、总体情况") || strings.Contains(plain, "请各单位抓紧") {
		t.Error("--plain takes the draft")
	}
	get()
	if d.Script.Edits[last.Key] == "" || len(d.Script.Hidden) != 1 {
		t.Errorf("%+v", d.Script)
	}
	o.must("undo")
	if get(); len(d.Script.Hidden) != 0 {
		t.Errorf("undone, but %+v", d.Script)
	}
	put()
	o.issue("2026-10")
	if get(); len(d.Script.Own) != 0 {
		t.Errorf("the draft of an issued bulletin is taken for the next: %+v", d.Script)
	}
	bad := filepath.Join(o.dir, "坏.json")
	for _, text := range []string{"{", `{"script":{"无":1}}`, `{"script":{}}{}`} {
		if err := os.WriteFile(bad, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, errs, code := o.run("bulletin", "draft", "--month", "2026-10", "--set", bad); code == exitDone || !strings.Contains(errs, "没有放进去") {
			t.Errorf("%s: %d %s", text, code, errs)
		}
	}
}
