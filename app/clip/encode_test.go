package clip

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func small() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(2, 3, 5, 5))
	img.Set(2, 3, color.NRGBA{R: 200, G: 100, B: 50, A: 255})
	img.Set(4, 4, color.NRGBA{R: 1, G: 2, B: 3, A: 255})
	return img
}

// A bitmap stands on its head, blue first, and what was transparent is white.
func TestBitmap(t *testing.T) {
	b := bitmap(small())
	le := binary.LittleEndian
	if w, h, bits := le.Uint32(b[4:]), le.Uint32(b[8:]), le.Uint16(b[14:]); w != 3 || h != 2 || bits != 32 {
		t.Errorf("%d × %d, %d bits", w, h, bits)
	}
	if len(b) != bitmapHeader+4*6 {
		t.Fatalf("%d bytes", len(b))
	}
	pixel := func(n int) []byte { return b[bitmapHeader+4*n:][:4] }
	for name, c := range map[string]struct {
		n    int
		want []byte
	}{"lowest row first": {2, []byte{3, 2, 1, 0}}, "highest row last": {3, []byte{50, 100, 200, 0}}, "nothing is white": {0, []byte{255, 255, 255, 0}}} {
		if !bytes.Equal(pixel(c.n), c.want) {
			t.Errorf("%s: %v, want %v", name, pixel(c.n), c.want)
		}
	}
}

func TestEncodedIsThePicture(t *testing.T) {
	b, err := encoded(small())
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil || img.Bounds().Dx() != 3 || img.At(0, 0) != (color.NRGBA{R: 200, G: 100, B: 50, A: 255}) {
		t.Errorf("%v, %v", img, err)
	}
}
