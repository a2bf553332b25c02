package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"qinqing/reports"
)

// printedPage is a page of a PDF as poppler draws it, at so many pixels to the point.
func printedPage(t *testing.T, file []byte, page int, scale float64) image.Image {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftoppm", "-r", fmt.Sprint(72*scale), "-png", "-singlefile", "-f", fmt.Sprint(page+1), "-l", fmt.Sprint(page+1), path, filepath.Join(dir, "p")).CombinedOutput()
	if err != nil {
		t.Fatalf("pdftoppm: %v %s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "p.png"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// inkIn is how dark each square of side pixels is, 0 to 1.
func inkIn(img image.Image, side int) map[image.Point]float64 {
	out := map[image.Point]float64{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			g := color.GrayModel.Convert(img.At(x, y)).(color.Gray)
			out[image.Pt(x/side, y/side)] += float64(255-g.Y) / 255 / float64(side*side)
		}
	}
	return out
}

// What is seen on the screen is what is printed: every square of a page is as dark as
// poppler draws it from the PDF.
func TestScreenShowsWhatIsPrinted(t *testing.T) {
	const scale, side = 1.5, 16
	forms := sample()
	forms.Template = "C"
	for name, b := range map[string]*reports.Bulletin{"公文": sample(), "信函": forms, "清单": ledger(60)} {
		t.Run(name, func(t *testing.T) {
			file, _ := write(t, b)
			s, _, err := Screen(b, options(t))
			if err != nil {
				t.Fatal(err)
			}
			if pages := len(readFile(t, file)); s.Len() != pages {
				t.Fatalf("%d pages on the screen, %d in the file", s.Len(), pages)
			}
			for page := range min(3, s.Len()) {
				have, want := inkIn(s.Page(page, scale), side), inkIn(printedPage(t, file, page, scale), side)
				dark, worst := 0.0, 0.0
				for at, w := range want {
					dark += w
					worst = math.Max(worst, math.Abs(w-have[at]))
				}
				if worst > 0.2 || dark < 20 {
					t.Errorf("page %d: a square differs by %.2f of full ink; %.0f squares of ink in all", page+1, worst, dark)
				}
			}
		})
	}
}

func BenchmarkScreenPage(b *testing.B) {
	s, _, err := Screen(sample(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s.Page(0, 1.5)
	}
}
