package command

import (
	"archive/zip"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestBulletinAsWord(t *testing.T) {
	o := newOffice(t)
	var got importedJSON
	o.json(exitDone, &got, "import", o.sample("visits.xlsx"))
	for _, c := range []struct {
		name string
		args []string
		want []string
	}{
		{"as always", nil, []string{".pdf", ".xlsx"}},
		{"with a draft", []string{"--docx"}, []string{".pdf", ".xlsx", ".docx"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := filepath.Join(o.dir, c.name)
			var files struct{ Files []string }
			o.json(exitDone, &files, append([]string{"bulletin", "make", "--month", "2026-10", "--out", out}, c.args...)...)
			var kinds []string
			for _, f := range files.Files {
				kinds = append(kinds, filepath.Ext(f))
				if filepath.Ext(f) == ".docx" {
					checkDraft(t, f)
				}
			}
			if !slices.Equal(kinds, c.want) {
				t.Errorf("files %q, want %q", files.Files, c.want)
			}
		})
	}
}

// checkDraft wants the charts drawn and the names of the ledger hidden in every part.
func checkDraft(t *testing.T, path string) {
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	pictures, all := 0, ""
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".png") {
			pictures++
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all += string(b)
	}
	if pictures != 2 {
		t.Errorf("%d charts drawn, want 2", pictures)
	}
	for _, secret := range []string{"洛江信腾石材", "鲤城恒祥食品", "许丽建", "13800000501"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s leaves the office in the draft", secret)
		}
	}
	if !strings.Contains(all, "口径说明") {
		t.Error("the draft has not the bulletin's text")
	}
}
