package raster

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/chart"
)

func fonts(t testing.TB) *Fonts {
	t.Helper()
	f, err := NewFonts(Source{Font: assets.Font, Astral: assets.Astral}, "hei-tgh.ttf", "song-all.ttf")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func sample(kind string) reports.Chart {
	return reports.Chart{Kind: kind, Title: "近月登记和办结情况", Unit: "个", Categories: []string{"2026年7月", "2026年8月", "2026年9月", "2026年10月"},
		Series: []reports.ChartSeries{{Name: "登记问题", Values: []float64{45, 59, 47, 48}}, {Name: "办结", Values: []float64{12, 17, 18, 6}}}}
}

// TestRegionsAreWhereTheInkIs: the middle of each bar's region has the colour of its
// series, at any resolution.
func TestRegionsAreWhereTheInkIs(t *testing.T) {
	f := fonts(t)
	for _, scale := range []float64{1, 1.25, 2} {
		img, hits := Draw(f, sample("bar"), 644, 374, scale, chart.Style{Size: 12})
		if b := img.Bounds(); b.Dx() != int(644*scale) || b.Dy() != int(374*scale+0.5) {
			t.Errorf("%v × %v pixels at %v", b.Dx(), b.Dy(), scale)
		}
		if len(hits) != 8 {
			t.Fatalf("%d regions", len(hits))
		}
		for i, h := range hits {
			want := chart.Colours[i%2]
			got := img.RGBAAt(int((h.X+h.W/2)*scale), int((h.Y+h.H/2)*scale))
			if got != (color.RGBA{want.R, want.G, want.B, 255}) {
				t.Errorf("%s at %v: colour %v, want %v", h.Tip, scale, got, want)
			}
		}
	}
}

func TestPNG(t *testing.T) {
	f := fonts(t)
	for _, kind := range []string{"bar", "stacked", "hbar", "line", "pie", "ring", "barline"} {
		t.Run(kind, func(t *testing.T) {
			c := sample(kind)
			if kind == "pie" || kind == "ring" {
				c.Series = c.Series[:1]
			}
			h := Height(c, 900, f)
			b, err := PNG(c, 900, h, f)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil || img.Bounds() != image.Rect(0, 0, 900, h) {
				t.Fatalf("picture of %v, %v", img.Bounds(), err)
			}
			again, err := PNG(c, 900, h, f)
			if err != nil || !bytes.Equal(b, again) {
				t.Error("the same chart gives other bytes")
			}
		})
	}
	for _, size := range [][2]int{{0, 100}, {100, -1}, {1 << 20, 100}} {
		if _, err := PNG(sample("bar"), size[0], size[1], f); err == nil {
			t.Errorf("a picture of %v was made", size)
		}
	}
}

// ink counts the dark pixels of a text.
func ink(f *Fonts, text string) int {
	s := &surface{fonts: f, scale: 1, img: image.NewRGBA(image.Rect(0, 0, 200, 40))}
	s.Text(5, 30, 24, text, 0, color.NRGBA{0, 0, 0, 255})
	n := 0
	for i := 3; i < len(s.img.Pix); i += 4 {
		if s.img.Pix[i] > 128 {
			n++
		}
	}
	return n
}

func TestEveryCharacterIsDrawn(t *testing.T) {
	f := fonts(t)
	for _, c := range []struct {
		name, text, as string
	}{
		{"common", "县", "县"}, {"rare", "㛃", "㛃"}, {"beyond the BMP", "𬭎", "𬭎"}, {"private use is shown as missing", "\ue123", "〓"}, {"no space of its own", "a\u3000b", "a\u3000b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if n := ink(f, c.text); n == 0 || n != ink(f, c.as) || f.Width(c.text, 24) != f.Width(c.as, 24) {
				t.Errorf("%d pixels, width %.1f", n, f.Width(c.text, 24))
			}
		})
	}
	if ink(f, "\u200b") != 0 || f.Width("\u200b", 10) != 0 {
		t.Error("what is invisible was drawn")
	}
}

func TestFontsThatCannotBeRead(t *testing.T) {
	broken := errors.New("坏了")
	good := Source{Font: assets.Font}
	for name, tc := range map[string]struct {
		src   Source
		names []string
		want  string
	}{
		"missing":   {good, []string{"none.ttf"}, "none.ttf"},
		"no font":   {good, nil, "没有可用的字体"},
		"not a ttf": {Source{Font: func(string) ([]byte, error) { return []byte("x"), nil }}, []string{"a.ttf"}, "a.ttf"},
		"no table":  {Source{Font: assets.Font, Astral: func(string) ([]byte, error) { return nil, broken }}, []string{"hei-tgh.ttf"}, "增补字符表"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := NewFonts(tc.src, tc.names...); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestFontsOfSeveralGoroutines(t *testing.T) {
	f := fonts(t)
	want, err := PNG(sample("line"), 400, 200, f)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got, err := PNG(sample("line"), 400, 200, f); err != nil || !bytes.Equal(got, want) {
				t.Errorf("another picture, %v", err)
			}
		})
	}
	wg.Wait()
}

// TestLinesAreWhole: two pieces of a line that lie over each other don't cancel out.
func TestLinesAreWhole(t *testing.T) {
	s := &surface{fonts: fonts(t), scale: 1, img: image.NewRGBA(image.Rect(0, 0, 60, 60))}
	s.Line([]chart.Point{{X: 5, Y: 50}, {X: 30, Y: 10}, {X: 32, Y: 50}, {X: 55, Y: 12}}, 4, color.NRGBA{0, 0, 0, 255})
	for _, p := range []image.Point{{17, 30}, {30, 11}, {31, 30}, {32, 49}, {43, 32}} {
		if s.img.RGBAAt(p.X, p.Y).A < 200 {
			t.Errorf("no ink at %v", p)
		}
	}
}

// BenchmarkScreen is the drawing of a chart of the board: at most 5 ms.
func BenchmarkScreen(b *testing.B) {
	f := fonts(b)
	for _, kind := range []string{"bar", "line", "barline", "hbar", "ring"} {
		c := sample(kind)
		if kind == "ring" {
			c.Series = c.Series[:1]
		}
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Draw(f, c, 644, 374, 1, chart.Style{Size: 12})
			}
		})
	}
}

// TestFramedHasPaperAround: nothing of a picture that stands alone touches its edges.
func TestFramedHasPaperAround(t *testing.T) {
	f, c := fonts(t), sample("bar")
	const w, margin = 600, 20
	h := Height(c, w, f)
	b, err := Framed(c, w, h, margin, f)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil || img.Bounds() != image.Rect(0, 0, w+2*margin, h+2*margin) {
		t.Fatal(err, img.Bounds())
	}
	inside := img.Bounds().Inset(margin)
	for y := range h + 2*margin {
		for x := range w + 2*margin {
			if r, g, b, _ := img.At(x, y).RGBA(); !image.Pt(x, y).In(inside) && r&g&b != 0xffff {
				t.Fatalf("ink at %d,%d", x, y)
			}
		}
	}
}
