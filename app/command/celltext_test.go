package command

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
	"qinqing/reports"
)

// A cell that was typed over is refused until its reason is written, and then stands in the
// frozen tree, the PDF, the workbook and the text file alike; the figures stay the ledger's.
func TestTypedCellsStandInEveryFile(t *testing.T) {
	o := smallOffice(t)
	var d draftJSON
	o.json(exitDone, &d, "bulletin", "draft", "--month", "2026-10")
	var b reports.Bulletin
	o.must("bulletin", "make", "--month", "2026-10", "--out", o.dir, "--tree", filepath.Join(o.dir, "树.json"))
	raw, err := os.ReadFile(filepath.Join(o.dir, "树.json"))
	if err == nil {
		err = json.Unmarshal(raw, &b)
	}
	if err != nil {
		t.Fatal(err)
	}
	const typed, words = "73219", "七三二一九组"
	var over reports.TypedOver
	sheet := ""
	d.Script.Edits, d.Script.Accepted = map[string]string{}, map[string]string{}
	for _, a := range b.Annexes {
		for _, x := range a.Blocks {
			if x.Table == nil || x.Table.Sheet == "" || sheet != "" {
				continue
			}
			for i, r := range x.Table.Rows {
				for k, c := range r.Cells {
					if key := x.Table.CellKey(x.Key, i, k); sheet == "" && c.Kind == "int" && c.Figure != "" && !r.Total && k > 0 {
						sheet = x.Table.Sheet
						over = reports.TypedOver{Paragraph: key, Figure: c.Figure, Text: c.Text}
						d.Script.Edits[key], d.Script.Edits[x.Table.CellKey(x.Key, i, 0)] = typed, words
					}
				}
			}
		}
	}
	put := func() {
		t.Helper()
		src, err := json.Marshal(d)
		if err == nil {
			err = os.WriteFile(filepath.Join(o.dir, "稿.json"), src, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		o.must("bulletin", "draft", "--month", "2026-10", "--set", filepath.Join(o.dir, "稿.json"))
	}
	put()
	issue := append([]string{"bulletin", "issue", "--month", "2026-10", "--docx", "--out", filepath.Join(o.dir, "印发")}, hands...)
	_, said, code := o.run(issue...)
	if code == exitDone || !strings.Contains(said, "改成“"+typed+"”，与台账不一致，台账为“"+over.Text+"”，没有印发") {
		t.Fatalf("%d %s", code, said)
	}
	d.Script.Accepted[over.AcceptKey()] = "漏录"
	put()
	for _, path := range o.issue("2026-10", "--doc-no", "×纪办〔2026〕5号") {
		text := ""
		switch filepath.Ext(path) {
		case ".pdf":
			out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			text = string(out)
		case ".docx":
			text = wordTextOf(t, path)
		case ".xlsx":
			text = sheetText(t, path, sheet)
		}
		if strings.Count(text, typed) != 1 || strings.Count(strings.Join(strings.Fields(text), ""), words) != 1 {
			t.Errorf("%s: %d times the number, %d times the words", filepath.Base(path), strings.Count(text, typed), strings.Count(text, words))
		}
	}
	tree := o.frozenTree()
	if strings.Count(tree, `"`+typed+`"`) != 1 || !strings.Contains(tree, `"over":"`+over.Figure+`"`) || !strings.Contains(tree, `"id":"`+over.Figure+`"`) {
		t.Error("the frozen tree holds no cell that was typed over, or its figure is gone")
	}
	if drifts := o.must("bulletin", "diff", "×纪办〔2026〕5号"); strings.Contains(drifts, typed) {
		t.Errorf("what was typed is compared with the ledger: %s", drifts)
	}
}

// frozenTree is what the last issue keeps.
func (o *office) frozenTree() (tree string) {
	o.t.Helper()
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试员"})
	s, err := store.Open(ctx, o.db(), store.Options{Now: (&run{today: workday.MustParse("2026-11-22")}).now})
	if err != nil {
		o.t.Fatal(err)
	}
	err = s.View(ctx, func(v *store.View) error {
		list, err := v.Issues()
		if err != nil {
			return err
		}
		x, err := v.Issue(list[0].ID)
		if err == nil {
			tree = string(x.Tree)
		}
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		o.t.Fatal(err)
	}
	return tree
}

// sheetText are the cells of a sheet; numbers are shown as the workbook shows them.
func sheetText(t *testing.T, path, sheet string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, r := range rows {
		text += strings.Join(r, "\t") + "\n"
	}
	return text
}
