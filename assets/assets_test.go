package assets_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image/png"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"qinqing/assets"
	"qinqing/data/workday"
)

var fontFiles = []string{"hei-bold-tgh.ttf", "hei-tgh.ttf", "kai-tgh.ttf", "song-all.ttf", "song-bold-tgh.ttf"}

func TestFontsAreTrueTypeAndComplete(t *testing.T) {
	if got := assets.FontNames(); strings.Join(got, " ") != strings.Join(fontFiles, " ") {
		t.Errorf("FontNames = %v", got)
	}
	for _, name := range fontFiles {
		b, err := assets.Font(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(b) < 1<<20 || binary.BigEndian.Uint32(b) != 0x00010000 {
			t.Errorf("%s: %d bytes, begins % x", name, len(b), b[:4])
		}
		checkTables(t, name, b)
	}
}

// checkTables looks for the tables the PDF writer reads, inside the file: a
// font cut short by a bad copy would pass a look at its first bytes.
func checkTables(t *testing.T, name string, b []byte) {
	t.Helper()
	found := map[string]bool{}
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		rec := b[12+16*i:]
		offset, length := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		if int(offset)+int(length) > len(b) {
			t.Errorf("%s: table %s ends beyond the file", name, rec[:4])
		}
		found[string(rec[:4])] = true
	}
	for _, table := range []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "OS/2"} {
		if !found[table] {
			t.Errorf("%s has no table %s", name, table)
		}
	}
}

func TestFontIsNotCopied(t *testing.T) {
	a, _ := assets.Font("song-all.ttf")
	b, _ := assets.Font("song-all.ttf")
	if unsafe.SliceData(a) != unsafe.SliceData(b) {
		t.Error("each call copies 14 MB")
	}
}

// The GPL font must stay a file beside the program and never get inside it.
func TestFangsongIsAFileAndNotEmbedded(t *testing.T) {
	if _, err := os.Stat("fonts/fangsong-fandol.ttf"); err != nil {
		t.Errorf("the file to ship is missing: %v", err)
	}
	if _, err := assets.Font("fangsong-fandol.ttf"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Font gives it: %v", err)
	}
	walk(t, func(name string) {
		if strings.HasSuffix(name, ".ttf") || strings.Contains(name, "fangsong") {
			t.Errorf("%s is embedded", name)
		}
	})
	source, err := os.ReadFile("assets.go")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(source)) {
		patterns, ok := strings.CutPrefix(strings.TrimSpace(line), "//go:embed ")
		if !ok {
			continue
		}
		for _, p := range strings.Fields(patterns) {
			if hit, err := path.Match(p, "fonts/fangsong-fandol.ttf"); err != nil || hit || p == "fonts" || p == "." || p == "*" {
				t.Errorf("embed pattern %s takes the font in (%v)", p, err)
			}
		}
	}
}

func walk(t *testing.T, visit func(name string)) {
	t.Helper()
	n := 0
	err := fs.WalkDir(assets.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
			visit(name)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("walked %d files: %v", n, err)
	}
}

func TestEveryFileIsEmbedded(t *testing.T) {
	in := map[string]bool{}
	walk(t, func(name string) { in[name] = true })
	for _, want := range []string{
		"fonts/licences/Fandol-COPYING.txt", "fonts/licences/LXGWWenKai-copyright.txt", "fonts/licences/NotoSansSC-OFL.txt",
		"fonts/licences/NotoSerifCJK-copyright.txt", "fonts/licences/NotoSerifSC-OFL.txt",
		"holidays/2023.json", "holidays/2024.json", "holidays/2025.json", "holidays/2026.json",
		"dictionary/categories.json", "dictionary/natures.json", "dictionary/sources.json", "dictionary/measures.json",
		"dictionary/regions.json", "dictionary/unit-aliases.json",
		"samples/visits.xlsx", "samples/rectify.xlsx", "samples/truth.json", "templates/README.md", "icons/app.png",
	} {
		if !in[want] {
			t.Errorf("%s is not embedded", want)
		}
	}
	for _, dir := range []string{"holidays", "dictionary", "samples", "templates"} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if name := dir + "/" + e.Name(); !e.IsDir() && !in[name] {
				t.Errorf("%s lies in the folder but is not embedded", name)
			}
		}
	}
}

func TestAstralTables(t *testing.T) {
	for _, font := range fontFiles {
		b, err := assets.Astral(font)
		if err != nil {
			t.Fatal(err)
		}
		slots := map[uint64]bool{}
		for line := range strings.Lines(string(b)) {
			from, to, ok := strings.Cut(strings.TrimSpace(line), "\t")
			cp, err1 := strconv.ParseUint(from, 16, 32)
			slot, err2 := strconv.ParseUint(to, 16, 32)
			if !ok || err1 != nil || err2 != nil || cp <= 0xFFFF || cp > 0x10FFFF || slot < 0xE000 || slot > 0xF8FF || slots[slot] {
				t.Fatalf("%s: bad line %q", font, line)
			}
			slots[slot] = true
		}
		if len(slots) == 0 {
			t.Errorf("%s: empty table", font)
		}
		for _, other := range []string{strings.TrimSuffix(font, ".ttf"), strings.TrimSuffix(font, ".ttf") + ".astral.tsv"} {
			if again, err := assets.Astral(other); err != nil || !bytes.Equal(again, b) {
				t.Errorf("Astral(%q) differs: %v", other, err)
			}
		}
	}
}

// The fixed figures are the days off and worked of the four notices.
func TestHolidayNotices(t *testing.T) {
	files := assets.HolidayNotices()
	want := []struct{ year, off, on int }{{2023, 27, 7}, {2024, 28, 8}, {2025, 28, 5}, {2026, 33, 6}}
	if len(files) != len(want) {
		t.Fatalf("%d notices", len(files))
	}
	var all []workday.Notice
	for i, b := range files {
		list, err := workday.ParseNotices(b)
		if err != nil || len(list) != 1 {
			t.Fatalf("notice %d: %v", i, err)
		}
		n := list[0]
		off := 0
		for _, r := range n.Off {
			off += int(r.To-r.From) + 1
		}
		if n.Year != want[i].year || off != want[i].off || len(n.On) != want[i].on {
			t.Errorf("%d: %d days off, %d worked; want %+v", n.Year, off, len(n.On), want[i])
		}
		if title := "国务院办公厅关于" + strconv.Itoa(n.Year) + "年部分节假日安排的通知"; n.Source != title {
			t.Errorf("%d: source %q", n.Year, n.Source)
		}
		all = append(all, n)
	}
	checkDueDates(t, workday.New(all))
}

// checkDueDates guards the shipped data by the rule book's due dates: one day
// typed wrong in a file moves one of them.
func checkDueDates(t *testing.T, c *workday.Calendar) {
	t.Helper()
	for _, row := range []struct {
		from string
		n    int
		due  string
	}{
		{"2022-12-29", 5, "2023-01-06"}, {"2024-02-02", 7, "2024-02-18"}, {"2024-09-27", 7, "2024-10-12"},
		{"2025-01-24", 7, "2025-02-10"}, {"2025-09-26", 7, "2025-10-13"}, {"2026-01-01", 3, "2026-01-06"},
		{"2026-02-13", 7, "2026-03-02"}, {"2026-12-28", 7, "2027-01-07"},
	} {
		if due, _ := c.AddWorkdays(workday.MustParse(row.from), row.n); due.String() != row.due {
			t.Errorf("%s + %d = %v, want %s", row.from, row.n, due, row.due)
		}
	}
	// Working days of a whole year, as the notices make them.
	for year, want := range map[int]int{2023: 249, 2024: 251, 2025: 248, 2026: 248} {
		if got := c.Between(workday.Make(year-1, 12, 31), workday.Make(year, 12, 31)); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
	}
}

func TestSamplesAreWorkbooks(t *testing.T) {
	for _, name := range []string{"visits.xlsx", "rectify.xlsx"} {
		b, err := assets.Sample(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := z.Open("xl/worksheets/sheet1.xml"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	b, err := assets.Sample("truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]json.RawMessage
	if err := json.Unmarshal(b, &truth); err != nil || truth["visits.xlsx"] == nil || truth["rectify.xlsx"] == nil {
		t.Errorf("truth.json: %v, keys %d", err, len(truth))
	}
}

func TestIconIsSquare(t *testing.T) {
	img, err := png.DecodeConfig(bytes.NewReader(assets.Icon()))
	if err != nil || img.Width != img.Height || img.Width < 256 {
		t.Errorf("icon: %+v, %v", img, err)
	}
}

func TestTemplatesAreReached(t *testing.T) {
	if b, err := assets.Template("README.md"); err != nil || len(b) == 0 {
		t.Errorf("templates: %v", err)
	}
}

func TestUnknownNamesAreRefused(t *testing.T) {
	for name, get := range map[string]func(string) ([]byte, error){
		"Font": assets.Font, "Astral": assets.Astral, "Dictionary": assets.Dictionary, "Sample": assets.Sample, "Template": assets.Template,
	} {
		for _, bad := range []string{"", "no-such", "../holidays/2026.json", "../icons/app.png", `..\x`, ".", ".."} {
			b, err := get(bad)
			if b != nil || !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "程序内没有") {
				t.Errorf("%s(%q) = %d bytes, %v", name, bad, len(b), err)
			}
		}
	}
}
