//go:build ignore

// Draws app.png: a ledger sheet with a tick on a rounded navy ground. It bears
// no emblem. Run in this folder: go run draw.go
package main

import (
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"
)

const (
	size   = 512
	sample = 4 // subpixels a side, for smooth edges
)

var (
	navy  = color.NRGBA{0x1F, 0x4E, 0x8C, 0xFF}
	paper = color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
	rule  = color.NRGBA{0xB9, 0xC9, 0xDF, 0xFF}
	teal  = color.NRGBA{0x2A, 0x9D, 0x8F, 0xFF}
)

func main() {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			img.SetNRGBA(x, y, pixel(x, y))
		}
	}
	f, err := os.Create("app.png")
	if err != nil {
		log.Fatal(err)
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}

// pixel averages the colours of its subpixels, weighted by opacity.
func pixel(x, y int) color.NRGBA {
	var r, g, b, a int
	for j := range sample {
		for i := range sample {
			c := at(float64(x)+(float64(i)+.5)/sample, float64(y)+(float64(j)+.5)/sample)
			r, g, b, a = r+int(c.R)*int(c.A), g+int(c.G)*int(c.A), b+int(c.B)*int(c.A), a+int(c.A)
		}
	}
	if a == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(r / a), uint8(g / a), uint8(b / a), uint8(a / (sample * sample))}
}

func at(x, y float64) color.NRGBA {
	switch {
	case !inBox(x, y, 16, 16, 496, 496, 96):
		return color.NRGBA{}
	case nearLine(x, y, 262, 346, 310, 396, 26) || nearLine(x, y, 310, 396, 414, 276, 26):
		return teal
	case nearLine(x, y, 262, 346, 310, 396, 42) || nearLine(x, y, 310, 396, 414, 276, 42):
		return navy
	case inBox(x, y, 176, 176, 336, 196, 10), inBox(x, y, 176, 236, 336, 256, 10), inBox(x, y, 176, 296, 256, 316, 10):
		return rule
	case inBox(x, y, 176, 84, 336, 132, 12):
		return navy
	case inBox(x, y, 128, 92, 384, 420, 28):
		return paper
	}
	return navy
}

func inBox(x, y, x0, y0, x1, y1, radius float64) bool {
	dx := math.Max(math.Max(x0+radius-x, x-x1+radius), 0)
	dy := math.Max(math.Max(y0+radius-y, y-y1+radius), 0)
	return math.Hypot(dx, dy) <= radius
}

func nearLine(x, y, x0, y0, x1, y1, within float64) bool {
	t := ((x-x0)*(x1-x0) + (y-y0)*(y1-y0)) / ((x1-x0)*(x1-x0) + (y1-y0)*(y1-y0))
	t = math.Min(math.Max(t, 0), 1)
	return math.Hypot(x-x0-t*(x1-x0), y-y0-t*(y1-y0)) <= within
}
