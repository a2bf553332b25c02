package widget

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"
)

func TestParaBreaksAsChineseIsSet(t *testing.T) {
	window(t)
	g := newGauge(14, false)
	w := g.width("一二三四五六七八")
	for _, c := range []struct{ in, want string }{
		{"一二三四五六七八，九十", "一二三四五六七|八，九十"},
		{"一二三四五六七“八九”十", "一二三四五六七|“八九”十"},
		{"到期日是 2026-12-31", "到期日是 |2026-12-31"},
		{"写完按 Ctrl+Enter 登记", "写完按 Ctrl+Enter|登记"},
		{"第一段\n第二段", "第一段|第二段"},
		{"一二三四五六七八", "一二三四五六七八"},
	} {
		if got := strings.Join(g.lines(c.in, w), "|"); got != c.want {
			t.Errorf("%q 断成 %q，应为 %q", c.in, got, c.want)
		}
	}
}

// TestParaLosesNothing: whatever the text and the width, the lines hold every character
// but spaces, and none is wider than it may be.
func TestParaLosesNothing(t *testing.T) {
	window(t)
	g := newGauge(14, false)
	bare := strings.NewReplacer(" ", "", "\n", "")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙丙丁，。（）“”、；abc12-./ \n")), 0, 80, -1).Draw(t, "s")
		w := rapid.Float32Range(30, 300).Draw(t, "w")
		lines := g.lines(s, w)
		if got := bare.Replace(strings.Join(lines, "")); got != bare.Replace(s) {
			t.Fatalf("断行以后是 %q", got)
		}
		for _, l := range lines {
			if g.width(strings.TrimRight(l, " ")) > w && utf8.RuneCountInString(l) > 1 {
				t.Fatalf("行 %q 宽 %.1f，超过 %.1f", l, g.width(l), w)
			}
		}
	})
}

func TestParaGrowsWhenItIsNarrow(t *testing.T) {
	w := window(t)
	p := NewPara(strings.Repeat("很长的说明文字", 10), "", 14, 0)
	w.SetContent(p)
	p.Resize(fyne.NewSize(2000, 100))
	wide := p.MinSize().Height
	p.Resize(fyne.NewSize(200, 100))
	if narrow := p.MinSize().Height; len(p.Lines()) < 5 || narrow < wide*4 {
		t.Errorf("窄的时候 %d 行，高 %.0f（宽的时候 %.0f）", len(p.Lines()), narrow, wide)
	}
	p.SetText("")
	if p.MinSize().Height != 0 || len(p.Lines()) != 0 {
		t.Error("没有文字时还占地方")
	}
}
