package chart

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"unicode/utf8"

	"qinqing/reports"
)

// tape is a canvas that records what is drawn. An ASCII character is half as wide
// as it is high, any other as wide as high.
type tape struct {
	ops   []string // in words, for goldens
	texts []string
	sizes []float64
	boxes []box
	rects []rect
	polys [][]Point
	lines [][]Point
	all   box  // what everything drawn covers
	bad   bool // a coordinate was no number
}

type rect struct {
	x, y, w, h float64
	c          color.NRGBA
}

func newTape() *tape {
	return &tape{all: box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}}
}

func (t *tape) see(points ...Point) {
	for _, p := range points {
		t.bad = t.bad || !number(p.X) || !number(p.Y)
		t.all = box{min(t.all.l, p.X), min(t.all.t, p.Y), max(t.all.r, p.X), max(t.all.b, p.Y)}
	}
}

func (t *tape) log(format string, args ...any) { t.ops = append(t.ops, fmt.Sprintf(format, args...)) }

func hex(c color.NRGBA) string { return fmt.Sprintf("%02x%02x%02x", c.R, c.G, c.B) }

func around(ps []Point) string {
	var w strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&w, " %.1f,%.1f", p.X, p.Y)
	}
	return w.String()
}

func (t *tape) Line(p []Point, w float64, c color.NRGBA) {
	t.see(p...)
	t.lines = append(t.lines, p)
	t.log("line %.2f %s%s", w, hex(c), around(p))
}

func (t *tape) FillRect(x, y, w, h float64, c color.NRGBA) {
	t.see(Point{x, y}, Point{x + w, y + h})
	t.rects = append(t.rects, rect{x, y, w, h, c})
	t.log("rect %s %.1f,%.1f %.1f×%.1f", hex(c), x, y, w, h)
}

func (t *tape) Poly(p []Point, c color.NRGBA) {
	t.see(p...)
	t.polys = append(t.polys, p)
	t.log("poly %s%s", hex(c), around(p))
}

func (t *tape) Width(s string, size float64) float64 {
	n := 0.0
	for _, r := range s {
		if r < utf8.RuneSelf {
			n += 0.5
		} else {
			n++
		}
	}
	return size * n
}

func (t *tape) Text(x, y, size float64, s string, anchor float64, c color.NRGBA) {
	t.texts, t.sizes = append(t.texts, s), append(t.sizes, size)
	l := x - anchor*t.Width(s, size)
	b := box{l, y - ascent*size, l + t.Width(s, size), y + descent*size}
	t.boxes = append(t.boxes, b)
	t.see(Point{b.l, b.t}, Point{b.r, b.b})
	t.log("text %.1f %s %.1f,%.1f %s", size, hex(c), l, y, s)
}

func (t *tape) has(s string) bool {
	for _, x := range t.texts {
		if strings.Contains(x, s) {
			return true
		}
	}
	return false
}

// overlap gives two texts that cover each other.
func (t *tape) overlap() (a, b string, yes bool) {
	for i := range t.boxes {
		for j := range i {
			if t.boxes[i].meets(t.boxes[j]) {
				return t.texts[j], t.texts[i], true
			}
		}
	}
	return "", "", false
}

func spec(kind string, cats []string, series ...[]float64) reports.Chart {
	c := reports.Chart{Kind: kind, Title: "图", Unit: "个", Categories: cats}
	for i, v := range series {
		c.Series = append(c.Series, reports.ChartSeries{Name: string([]rune("甲乙丙丁戊己庚辛壬癸")[i%10]), Values: v})
	}
	return c
}

func seq(n int, f func(i int) float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

// months are n months up to 2026年10月.
func months(n int) []string {
	out := make([]string, n)
	for i := range out {
		m := 2026*12 + 10 - n + i
		out[i] = fmt.Sprintf("%d年%d月", m/12, m%12+1)
	}
	return out
}

// longNames are twenty names of up to 26 characters.
func longNames() []string {
	names := []string{"县自然资源和规划局", "县住房和城乡建设局", "县市场监督管理局", "县人力资源和社会保障局", "县发展和改革委员会", "县工业和信息化局（中小企业服务中心）",
		"国家税务总局××县税务局", "县生态环境分局", "县应急管理局", "县交通运输局", "县行政审批服务管理局", "县农业农村和水利局", "县文化和旅游体育局", "县商务和投资促进局",
		"县公安局交通管理大队", "经济技术开发区管理委员会综合服务中心企业服务专班", "城关镇人民政府", "东关街道办事处", "县供电公司", "县自来水和燃气有限责任公司"}
	return names
}
