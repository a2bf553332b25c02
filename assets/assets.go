// Package assets carries the files that go with the program: fonts, the public
// holiday notices, the dictionaries a new database starts with, sample
// ledgers, text templates and the icon.
//
// It reads nothing from disk, interprets nothing and imports nothing of ours:
// callers parse what they get. fonts/fangsong-fandol.ttf is deliberately not
// embedded (see fonts/README.md); reports/typeset looks for it at run time.
// The store (first start), reports/typeset, app/theme and app/command call it.
package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Everything but the font programs. Those are variables of their own: an
// embed.FS hands out copies, and they are 28 MB.
//
//go:embed fonts/*.tsv fonts/licences holidays dictionary samples templates icons/*.png
var files embed.FS

var (
	//go:embed fonts/hei-tgh.ttf
	heiRegular []byte
	//go:embed fonts/hei-bold-tgh.ttf
	heiBold []byte
	//go:embed fonts/song-bold-tgh.ttf
	songBold []byte
	//go:embed fonts/kai-tgh.ttf
	kai []byte
	//go:embed fonts/song-all.ttf
	songAll []byte
	//go:embed icons/app.png
	icon []byte
)

var fonts = map[string][]byte{
	"hei-tgh.ttf":       heiRegular,
	"hei-bold-tgh.ttf":  heiBold,
	"song-bold-tgh.ttf": songBold,
	"kai-tgh.ttf":       kai,
	"song-all.ttf":      songAll,
}

// Font returns an embedded TrueType file by name, e.g. "hei-tgh.ttf". The
// bytes are the program's own and not a copy: they must not be changed.
// An unknown name, "fangsong-fandol.ttf" too, is an fs.ErrNotExist.
func Font(name string) ([]byte, error) {
	if b, ok := fonts[name]; ok {
		return b, nil
	}
	return nil, missing("字体", name)
}

// FontNames lists the names Font knows, sorted.
func FontNames() []string {
	names := make([]string, 0, len(fonts))
	for n := range fonts {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Astral returns the table of a font's characters beyond the BMP, e.g. for
// "hei-tgh.ttf", "hei-tgh.astral.tsv" or "hei-tgh": lines of code point, tab,
// the font's private-use slot (see fonts/README.md).
func Astral(name string) ([]byte, error) {
	base := strings.TrimSuffix(strings.TrimSuffix(name, ".ttf"), ".astral.tsv")
	return read("字体对照表", "fonts", base+".astral.tsv")
}

// HolidayNotices returns the holiday notices, one JSON file each, by year
// ascending. workday.ParseNotices reads them.
func HolidayNotices() [][]byte {
	names, err := fs.Glob(files, "holidays/*.json")
	if err != nil {
		panic("assets: " + err.Error()) // only a malformed pattern can do this
	}
	slices.Sort(names)
	var notices [][]byte
	for _, n := range names {
		b, err := files.ReadFile(n)
		if err != nil {
			panic("assets: " + err.Error()) // listed by the same immutable file system
		}
		notices = append(notices, b)
	}
	return notices
}

// Dictionary returns a dictionary as JSON by its name without extension:
// "categories", "natures", "sources", "measures", "regions" or "unit-aliases".
// Each is an array of objects with at least code and name; dictionary/README.md
// describes the fields.
func Dictionary(name string) ([]byte, error) {
	return read("字典", "dictionary", strings.TrimSuffix(name, ".json")+".json")
}

// Sample returns a sample ledger of invented enterprises: "visits.xlsx",
// "rectify.xlsx", or "truth.json", what a right import finds in them.
func Sample(name string) ([]byte, error) { return read("示例台账", "samples", name) }

// Template returns a text template by file name, e.g. "monthly-a.txt".
func Template(name string) ([]byte, error) { return read("模板", "templates", name) }

// Icon returns the program's icon, a square PNG. The bytes must not be changed.
func Icon() []byte { return icon }

// FS gives all embedded files but the font programs (Font has those), by their
// path in this folder.
func FS() fs.FS { return files }

// read treats every failure as "no such file": in an embedded file system there
// is no other, once the name is a plain one.
func read(kind, dir, name string) ([]byte, error) {
	if strings.ContainsAny(name, `/\`) {
		return nil, missing(kind, name)
	}
	b, err := files.ReadFile(path.Join(dir, name))
	if err != nil {
		return nil, missing(kind, name)
	}
	return b, nil
}

func missing(kind, name string) error {
	return fmt.Errorf("程序内没有名为“%s”的%s：%w", name, kind, fs.ErrNotExist)
}
