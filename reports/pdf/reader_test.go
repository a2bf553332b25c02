package pdf

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// sheet is a page as the file says it, read back without any of the program's own
// code. All lengths are mm from the page's upper left.
type sheet struct {
	W, H   float64
	Pieces []printed
	Rules  []ruled
}

// printed is a run of text: X, Y its start on the baseline, End where it ends. Size is
// in points.
type printed struct {
	Text       string
	X, Y, End  float64
	Size       float64
	Spacing    float64 // points after each character
	Font       string
	Red        bool
	Turned     bool
	actualText bool
}

type ruled struct {
	X1, Y1, X2, Y2 float64
	Weight         float64 // mm
	Red            bool
}

type pdfFont struct {
	name   string
	widths map[int]float64
}

// reader reads the files qpdf turns into JSON.
type reader struct {
	t       testing.TB
	objects map[string]struct {
		Value  any
		Stream struct {
			Data string
			Dict map[string]any
		}
	}
	fonts map[string]pdfFont
}

// readFile reads every page of a file back.
func readFile(t testing.TB, file []byte) []sheet {
	t.Helper()
	r := &reader{t: t, fonts: map[string]pdfFont{}}
	var top struct{ Qpdf []json.RawMessage }
	if err := json.Unmarshal([]byte(tool(t, file, "qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=all", "FILE", "-")), &top); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(top.Qpdf[1], &r.objects); err != nil {
		t.Fatal(err)
	}
	var sheets []sheet
	for _, p := range r.dict("trailer", "/Root", "/Pages")["/Kids"].([]any) {
		page := r.at(p).(map[string]any)
		if len(r.fonts) == 0 {
			r.readFonts(r.at(r.at(page["/Resources"]).(map[string]any)["/Font"]).(map[string]any))
		}
		box := page["/MediaBox"].([]any)
		s := sheet{W: box[2].(float64) / mm, H: box[3].(float64) / mm}
		data, err := base64.StdEncoding.DecodeString(r.objects["obj:"+page["/Contents"].(string)].Stream.Data)
		if err != nil {
			t.Fatal(err)
		}
		r.content(&s, data)
		sheets = append(sheets, s)
	}
	return sheets
}

func (r *reader) at(v any) any {
	if ref, ok := v.(string); ok && strings.HasSuffix(ref, " R") {
		return r.at(r.objects["obj:"+ref].Value)
	}
	return v
}

// dict follows keys from an object.
func (r *reader) dict(object string, keys ...string) map[string]any {
	d, _ := r.objects[object].Value.(map[string]any)
	for _, k := range keys {
		d, _ = r.at(d[k]).(map[string]any)
	}
	return d
}

func (r *reader) readFonts(named map[string]any) {
	for key, v := range named {
		d := r.at(v).(map[string]any)
		name := strings.TrimPrefix(d["/BaseFont"].(string), "/")
		_, name, _ = strings.Cut(name, "+")
		f := pdfFont{name: name, widths: map[int]float64{}}
		w := r.at(r.at(d["/DescendantFonts"].([]any)[0]).(map[string]any)["/W"]).([]any)
		for i := 0; i < len(w); {
			from := int(w[i].(float64))
			if list, ok := w[i+1].([]any); ok {
				for k, x := range list {
					f.widths[from+k] = x.(float64)
				}
				i += 2
				continue
			}
			for c := from; c <= int(w[i+1].(float64)); c++ {
				f.widths[c] = w[i+2].(float64)
			}
			i += 3
		}
		r.fonts[strings.TrimPrefix(key, "/")] = f
	}
}

var pdfToken = regexp.MustCompile(`(?s)\((?:\\.|[^\\)])*\)|<<.*?>>>?|<[0-9A-Fa-f]*>|/[^\s(<\[/]+|[^\s(<\[\]]+`)

// content runs the operators of one page.
func (r *reader) content(s *sheet, data []byte) {
	var stack []string
	var font pdfFont
	var size, spacing, weight, x, y, mx, my float64
	var stroke, fill, kept, actual string
	turned := 0
	var tx, ty float64
	num := func(back int) float64 {
		v, err := strconv.ParseFloat(stack[len(stack)-back], 64)
		if err != nil {
			r.t.Fatalf("operand %q", stack[len(stack)-back])
		}
		return v
	}
	red := func(c string) bool { return c == "1.000 0.200 0.200" }
	for _, tok := range pdfToken.FindAllString(string(data), -1) {
		switch tok {
		case "q":
			kept = fill
		case "Q":
			fill = kept
		case "rg":
			fill = strings.Join(stack[len(stack)-3:], " ")
		case "g":
			fill = stack[len(stack)-1]
		case "RG":
			stroke = strings.Join(stack[len(stack)-3:], " ")
		case "G":
			stroke = stack[len(stack)-1]
		case "w":
			weight = num(1)
		case "Tc":
			spacing = num(1)
		case "Tf":
			font, size = r.fonts[strings.TrimPrefix(stack[len(stack)-2], "/")], num(1)
		case "cm":
			if turned++; turned%2 == 1 { // 0 -1 1 0 x y: turned clockwise about (x, y)
				tx, ty = num(2), num(1)
			}
		case "Td":
			x, y = num(2), num(1)
		case "BDC":
			actual = stack[len(stack)-1]
		case "EMC":
			actual = ""
		case "m":
			mx, my = num(2), num(1)
		case "l":
			s.Rules = append(s.Rules, ruled{mx / mm, s.H - my/mm, num(2) / mm, s.H - num(1)/mm, weight / mm, red(stroke)})
		case "Tj":
			p := r.piece(stack[len(stack)-1], font, size, spacing, actual)
			p.Red, p.Turned = red(fill), turned%2 == 1
			long := p.End
			p.X, p.Y = x/mm, s.H-y/mm
			if p.Turned { // runs down the page: X and Y of its start, End further down
				p.X, p.Y = (tx+y)/mm, s.H-(ty-x)/mm
				p.End = p.Y + long
			} else {
				p.End = p.X + long
			}
			s.Pieces = append(s.Pieces, p)
		default:
			stack = append(stack, tok)
			continue
		}
		stack = stack[:0]
	}
}

// piece decodes a string; End is its length in mm.
func (r *reader) piece(lit string, font pdfFont, size, spacing float64, actual string) printed {
	raw := unescape(lit)
	p := printed{Size: size, Spacing: spacing, Font: font.name}
	var codes []uint16
	length := 0.0
	for i := 0; i+1 < len(raw); i += 2 {
		c := uint16(raw[i])<<8 | uint16(raw[i+1])
		codes = append(codes, c)
		length += font.widths[int(c)]/1000*size + spacing
	}
	p.Text, p.End = string(utf16.Decode(codes)), length/mm
	if _, hex, ok := strings.Cut(actual, "/ActualText <FEFF"); ok {
		var units []uint16
		for i := 0; i+4 <= len(hex) && hex[i] != '>'; i += 4 {
			u, err := strconv.ParseUint(hex[i:i+4], 16, 16)
			if err != nil {
				r.t.Fatal(err)
			}
			units = append(units, uint16(u))
		}
		p.Text, p.actualText = string(utf16.Decode(units)), true
	}
	return p
}

func unescape(lit string) []byte {
	b := []byte(lit[1 : len(lit)-1])
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' {
			i++
			switch b[i] {
			case 'n':
				out = append(out, '\n')
				continue
			case 'r':
				out = append(out, '\r')
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

// joined puts the pieces of one line together: same baseline, one behind the other.
func (s sheet) joined() []printed {
	var out []printed
	for _, p := range s.Pieces {
		if n := len(out); n > 0 {
			q := &out[n-1]
			if near := p.X - q.End; !p.Turned && q.Y == p.Y && q.Size == p.Size && near < 0.4 && near > -6.5 && p.X > q.X {
				q.Text, q.End = q.Text+p.Text, p.End
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// redInk gives the upper and lower edge of what is printed in red above y mm on a page,
// by looking at its pixels: 5 to the millimetre.
func redInk(t testing.TB, file []byte, page int, above float64) (first, last float64) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftoppm", "-r", "127", "-x", "0", "-y", "0", "-W", "1050", "-H", fmt.Sprint(int(above*5)), "-png", "-singlefile", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), path, filepath.Join(dir, "p")).CombinedOutput()
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
	first = -1
	for y := range img.Bounds().Dy() {
		if redRow(img, y) {
			if first < 0 {
				first = float64(y) / 5
			}
			last = float64(y+1) / 5
		}
	}
	return first, last
}

func redRow(img image.Image, y int) bool {
	b := img.Bounds()
	for x := b.Min.X; x < b.Max.X; x += 2 {
		if r, g, _, _ := img.At(x, b.Min.Y+y).RGBA(); r > 0xc000 && g < 0x9000 {
			return true
		}
	}
	return false
}
