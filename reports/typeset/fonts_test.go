package typeset

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qinqing/assets"
	"qinqing/reports/internal/trial"
)

var library = Library{Font: assets.Font, Astral: assets.Astral}

func testFonts(t testing.TB) *Fonts {
	t.Helper()
	return NewFonts(library, []string{trial.FontDir(t)})
}

func songBold(t testing.TB) []byte {
	t.Helper()
	b, err := assets.Font("song-bold-tgh.ttf")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPickFallsBackCharacterByCharacter(t *testing.T) {
	f := testFonts(t)
	for _, c := range []struct {
		name  string
		role  Role
		r     rune
		face  string
		shown rune
	}{
		{"common in 仿宋", FangSong, '通', "fangsong-fandol", '通'},
		{"rare BMP falls to 宋体", FangSong, '䶮', "song-all", '䶮'},
		{"astral in 黑体's own slots", Hei, '𬭎', "hei-tgh", '𬭎'},
		{"astral only in 宋体", FangSong, '𠮷', "song-all", '𠮷'},
		{"emoji is nowhere", FangSong, '😀', "", '〓'},
		{"user's private use is never looked up", Song, '\ue000', "", '〓'},
		{"broken byte", FangSong, '\ufffd', "", '〓'},
		{"odd space becomes a space", FangSong, '\u2003', "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := f.pick(c.role, c.r)
			if p.face == nil || p.glyph == 0 {
				t.Fatal("nothing to draw")
			}
			if c.face != "" && p.face.Name != c.face {
				t.Errorf("face %s, want %s", p.face.Name, c.face)
			}
			if c.shown != 0 && p.shown != c.shown {
				t.Errorf("drawn %q, want %q", p.shown, c.shown)
			}
		})
	}
	if got, want := string(f.Missing()), "\ue000\ufffd😀"; got != want {
		t.Errorf("missing %q, want %q", got, want)
	}
	if len(f.Trouble()) != 0 || f.Err() != nil {
		t.Errorf("trouble %v, err %v", f.Trouble(), f.Err())
	}
}

func TestMissingFangSongIsLoudAndFallsBack(t *testing.T) {
	f := NewFonts(library, []string{t.TempDir()})
	if p := f.pick(FangSong, '通'); p.face == nil || p.face.Name != "song-all" {
		t.Fatalf("picked %+v, want song-all", p.face)
	}
	if tr := f.Trouble(); len(tr) != 1 || !strings.Contains(tr[0], "没有找到仿宋字体") {
		t.Fatalf("trouble %v", tr)
	}
}

func TestOfficeFontComesFirstAndBrokenOneIsNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "SIMFANG.TTF"), songBold(t), 0o600); err != nil {
		t.Fatal(err)
	}
	f := NewFonts(library, []string{trial.FontDir(t), dir})
	if p := f.pick(FangSong, '通'); p.face.Name != "simfang" {
		t.Errorf("picked %s, want the office's simfang before our own", p.face.Name)
	}
	if err := os.WriteFile(filepath.Join(dir, "SIMFANG.TTF"), songBold(t)[:5000], 0o600); err != nil {
		t.Fatal(err)
	}
	f = NewFonts(library, []string{trial.FontDir(t), dir})
	if p := f.pick(FangSong, '通'); p.face.Name != "fangsong-fandol" {
		t.Errorf("picked %s, want fangsong-fandol", p.face.Name)
	}
	if tr := f.Trouble(); len(tr) != 1 || !strings.Contains(tr[0], "SIMFANG.TTF") {
		t.Errorf("trouble %v, want the broken file named", tr)
	}
}

// collection wraps a font as the only face of a .ttc.
func collection(font []byte) []byte {
	const head = 16
	out := append([]byte("ttcf"), 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, head)
	out = append(out, font...)
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		o := head + 12 + 16*i + 8
		binary.BigEndian.PutUint32(out[o:], binary.BigEndian.Uint32(out[o:])+head)
	}
	return out
}

func TestFaceOutOfCollection(t *testing.T) {
	f, err := NewFace("ttc", collection(songBold(t)), nil)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := NewFace("ttf", songBold(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "通报2026，A" {
		if f.glyph(r) == 0 || f.glyph(r) != whole.glyph(r) {
			t.Errorf("%q: glyph %d, want %d", r, f.glyph(r), whole.glyph(r))
		}
	}
}

func TestRestrictedFontIsRefused(t *testing.T) {
	b := append([]byte(nil), songBold(t)...)
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		if o := 12 + 16*i; string(b[o:o+4]) == "OS/2" {
			binary.BigEndian.PutUint16(b[binary.BigEndian.Uint32(b[o+8:])+8:], 0x0002)
		}
	}
	if _, err := NewFace("x", b, nil); !errors.Is(err, ErrRestricted) {
		t.Fatalf("err %v, want ErrRestricted", err)
	}
}

func TestShortLoca(t *testing.T) {
	f := &Face{tables: map[string][]byte{"head": make([]byte, 54), "loca": {0, 0, 0, 1, 0, 3}, "glyf": {1, 2, 3, 4, 5, 6}}}
	a, err1 := f.outline(0)
	b, err2 := f.outline(1)
	if err1 != nil || err2 != nil || string(a) != "\x01\x02" || string(b) != "\x03\x04\x05\x06" {
		t.Errorf("outlines %v %v, errors %v %v", a, b, err1, err2)
	}
	if _, err := f.outline(2); err == nil {
		t.Error("a glyph beyond the table has an outline")
	}
}

func TestFontDirsBeginWithTheUsersChoice(t *testing.T) {
	t.Setenv("QINQING_FONTS", "a"+string(filepath.ListSeparator)+"b")
	dirs := FontDirs()
	if dirs[0] != "a" || dirs[1] != "b" || !slices.Contains(dirs, filepath.Join("assets", "fonts")) {
		t.Errorf("folders %q", dirs)
	}
}

func TestFormat12(t *testing.T) {
	table := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12}
	table = append(table, 0, 12, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 2)
	for _, v := range []uint32{0x4e00, 0x4e01, 7, 0x20bb7, 0x20bb7, 9} {
		table = binary.BigEndian.AppendUint32(table, v)
	}
	bmp := make([]uint16, 0x10000)
	astral, err := (&sfnt{tables: map[string][]byte{"cmap": table}}).cmap(bmp)
	if err != nil {
		t.Fatal(err)
	}
	if bmp[0x4e00] != 7 || bmp[0x4e01] != 8 || astral[0x20bb7] != 9 {
		t.Errorf("glyphs %d %d %d, want 7 8 9", bmp[0x4e00], bmp[0x4e01], astral[0x20bb7])
	}
}

func TestSubsetKeepsGlyphsAndWidths(t *testing.T) {
	whole, err := NewFace("w", songBold(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[uint16]uint16{}
	const text = "关于2026年10月“通报”é×—…"
	for _, r := range text {
		codes[uint16(r)] = whole.glyph(r)
	}
	data, err := whole.subset(codes)
	if err != nil {
		t.Fatal(err)
	}
	small, err := NewFace("s", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > len(songBold(t))/50 {
		t.Errorf("subset of %d characters has %d bytes", len(codes), len(data))
	}
	for _, r := range text {
		a, err1 := whole.outline(whole.glyph(r))
		b, err2 := small.outline(small.glyph(r))
		if err1 != nil || err2 != nil || !small.Has(r) || small.advance(small.glyph(r)) != whole.advance(whole.glyph(r)) {
			t.Fatalf("%q lost or changed: %v %v", r, err1, err2)
		}
		if len(a) > 10 && a[0]&0x80 == 0 && string(a) != string(b[:len(a)]) {
			t.Errorf("%q has another outline", r)
		}
	}
	if small.Has('企') {
		t.Error("the subset has a character nobody asked for")
	}
}

// FuzzNewFace: a broken font file is an error, never a panic.
func FuzzNewFace(f *testing.F) {
	face, err := NewFace("w", songBold(f), nil)
	if err != nil {
		f.Fatal(err)
	}
	small, err := face.subset(map[uint16]uint16{'A': face.glyph('A'), '通': face.glyph('通')})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small)
	f.Add(collection(small))
	f.Add([]byte("OTTO"))
	f.Add(small[:len(small)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := NewFace("f", data, nil)
		if err != nil {
			return
		}
		if g := face.glyph('A'); g != 0 {
			face.advance(g)
			_, _ = face.subset(map[uint16]uint16{'A': g})
		}
	})
}
