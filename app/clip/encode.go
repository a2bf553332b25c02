package clip

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
)

// encoded is a picture as PNG.
func encoded(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// bitmapHeader is the size of a BITMAPINFOHEADER.
const bitmapHeader = 40

// bitmap is a picture as a device-independent bitmap, as Windows has it on its clipboard:
// a header and rows of blue, green, red, 0 from the lowest up. On white, as it knows no
// transparency.
func bitmap(img image.Image) []byte {
	r := img.Bounds()
	w, h := r.Dx(), r.Dy()
	out := make([]byte, bitmapHeader, bitmapHeader+4*w*h)
	le := binary.LittleEndian
	le.PutUint32(out[0:], bitmapHeader)
	le.PutUint32(out[4:], uint32(w))
	le.PutUint32(out[8:], uint32(h))
	le.PutUint16(out[12:], 1)  // planes
	le.PutUint16(out[14:], 32) // bits a pixel
	le.PutUint32(out[20:], uint32(4*w*h))
	for y := r.Max.Y - 1; y >= r.Min.Y; y-- {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			over := func(v uint8) byte { return byte((int(v)*int(c.A) + 255*(255-int(c.A))) / 255) }
			out = append(out, over(c.B), over(c.G), over(c.R), 0)
		}
	}
	return out
}
